"""README.md and docs/ show nothing that does not run, and nothing that runs otherwise."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import run

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


@each_page
def test_every_block_runs_and_prints_what_is_shown(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    wrong = [f"{page.name}:{one.block.line} should show\n{one.found}" for one in run(page, tmp_path)]
    assert not wrong, "\n".join(wrong)


@each_page
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_readme_names_the_two_commands_and_the_scripts_exist():
    text = README.read_text(encoding="utf-8")
    for command in ("python3 scripts/demo.py", "python3 scripts/test.py"):
        assert command in text
        assert (ROOT / command.split()[1]).is_file()


def test_readme_can_be_read_in_one_sitting():
    assert len(README.read_text(encoding="utf-8").splitlines()) < 150


def test_a_page_that_shows_what_is_not_so_is_caught(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "```python\nprint(1 + 1)\n```\n<!-- prints -->\n```text\n3\n```\n```python\n>>> 1 + 1\n3\n```\n"
    )
    printed, session = run(page, tmp_path)
    assert printed.found == "2\n"
    assert "Expected:\n    3\nGot:\n    2\n" in session.found
