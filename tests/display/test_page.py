"""The page that shows a function beside its derivative: one file, every line in it, and the right ones linked."""

import re
import shutil
import subprocess
from html.parser import HTMLParser

import numpy as np
import pytest

import ad_transform as ad


def relax(x, k, steps: int):
    energy = 0.0
    for _ in range(steps):
        x = x * np.exp(-k * x)
        energy = energy + np.sum(x * x)
    return energy


class Columns(HTMLParser):
    """The lines of each column as (text, line it belongs to), and all that a page would load."""

    VOID = ("meta", "br", "link", "img")

    def __init__(self, page):
        super().__init__()
        self.columns, self.open, self.loads, self.inside = [], [], [], None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag not in self.VOID:
            self.open.append(tag)
        self.loads += [value for name, value in attrs.items() if name in ("src", "href")]
        if tag == "section":
            self.columns.append([])
        if tag == "li":
            self.columns[-1].append(["", attrs.get("data-line")])
        self.inside = tag if tag in ("code", "span") and self.columns else self.inside

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "code" in self.open:
            self.columns[-1][-1][0] += data


def page():
    return ad.grad(relax, ("x", "k")).page(np.ones(3), 0.7, 5)


def test_it_is_whole_and_loads_nothing():
    text = page()
    found = Columns(text)
    assert not found.open
    assert not found.loads
    assert not re.search(r"https?://|@import|url\(", text)


def test_both_texts_are_there_line_by_line():
    primal, derivative = Columns(page()).columns
    source = ad.grad(relax, ("x", "k")).source_for(np.ones(3), 0.7, 5)
    assert [line for line, _ in derivative] == source.splitlines()
    assert primal[0][0] == "def relax(x, k, steps: int):"
    assert primal[-1][0] == "    return energy"


def test_lines_are_linked_with_those_they_come_from():
    primal, derivative = Columns(page()).columns
    numbers = {text.strip(): line for text, line in primal}
    linked = {text.strip(): line for text, line in derivative}
    step = numbers["x = x * np.exp(-k * x)"]
    assert step is not None
    assert linked["x_bar *= " + next(t for t in linked if t.startswith("x_bar *= ")).split("*= ")[1]] == step
    assert next(line for text, line in linked.items() if text.endswith("x = x * np.exp(-k * x)")) == step
    assert linked["for _ in reversed(range(steps)):"] == numbers["for _ in range(steps):"]
    assert numbers["def relax(x, k, steps: int):"] is None


def test_what_is_taped_is_marked():
    marked = re.findall(r'<span class="taped">(tape_\d+)</span>', page())
    assert len(marked) >= 3
    assert len(set(marked)) == 1


def test_themes_widths_and_keyboard():
    text = page()
    assert "prefers-color-scheme: dark" in text
    assert "auto-fit" in text
    assert 'name="viewport"' in text
    assert 'tabindex="0"' in text


def test_letters_of_html_are_text():
    def compare(x):
        return x * 2.0 if x < 3.0 and "<b>" != "&amp;" else x

    primal, _ = Columns(ad.grad(compare).page()).columns
    assert 'if x < 3.0 and "<b>" != "&amp;"' in primal[1][0]


def test_in_a_notebook():
    shown = ad.grad(relax)._repr_html_()
    assert Columns(shown).columns
    assert "<!doctype" not in shown

    def refused(x):
        yield x

    assert ad.grad(refused)._repr_html_() is None


@pytest.mark.skipif(not shutil.which("chromium"), reason="2026-11-23: chromium is not installed here")
def test_a_browser_runs_its_script(tmp_path):
    ad.grad(relax).save_page(tmp_path / "page.html", np.ones(3), 0.7, 5)
    line = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--dump-dom",
        f"file://{tmp_path}/page.html",
    ]
    shown = subprocess.run(line, capture_output=True, text=True, timeout=120).stdout
    assert 'data-ready="1"' in shown
    assert len(Columns(shown).columns) == 2


def test_in_a_file(tmp_path):
    ad.grad(relax).save_page(tmp_path / "page.html", np.ones(3), 0.7, 5)
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
