"""docs/language.md holds: every program it names is there and does what the row says; every message is raised."""

import importlib
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

import ad_transform as ad
from tests.frontend.refusals import REFUSALS
from tests.programs.zoo import ZOO

PAGE = Path(__file__).resolve().parents[2] / "docs" / "language.md"
PROGRAMS = {program.name: program for program in ZOO}
CELL = re.compile(r"(?<!\\)\|")
MESSAGE = re.compile(r"refused: (`+) ?(.+?) ?\1$")


@dataclass(frozen=True)
class Row:
    """A row of a table: the construct, what becomes of it, and the program that shows it."""

    construct: str
    verdict: str
    shown_by: str


def rows():
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in CELL.split(line)[1:-1]]
        if len(cells) == 3 and cells[2].startswith("`"):
            yield Row(cells[0], cells[1], cells[2].strip("`"))


ROWS = list(rows())
REFUSED = [row for row in ROWS if row.verdict.startswith("refused")]
ACCEPTED = [row for row in ROWS if row not in REFUSED]


def named(row):
    return row.shown_by


def test_the_table_is_read_whole():
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    assert len(ROWS) == sum(line.startswith("| ") and "construct |" not in line for line in lines)
    assert {row.verdict.split()[0].rstrip(";,:") for row in ROWS} == {"differentiated", "passed", "refused"}


@pytest.mark.parametrize("row", ACCEPTED, ids=named)
def test_accepted(row):
    program = PROGRAMS.get(row.shown_by)
    if program is not None:
        adjoints = ad.Derivative(program.function, "vjp", program.wrt)
        assert "def " in adjoints.source_for(*program.args())
    else:
        module, _, name = row.shown_by.partition(".")
        assert hasattr(importlib.import_module(f"tests.frontend.{module}"), name)


@pytest.mark.parametrize("row", REFUSED, ids=named)
def test_refused(row):
    module, _, name = row.shown_by.partition(".")
    assert module == "refusals"
    function, args, what, _ = REFUSALS[name]
    found = MESSAGE.match(row.verdict)
    assert found is not None, row.verdict
    assert found[2] == what
    with pytest.raises(ad.DifferentiationError) as caught:
        ad.Derivative(function, "grad", 0)(*args)
    assert caught.value.what == what


def test_every_refusal_is_told():
    assert {f"refusals.{name}" for name in REFUSALS} == {row.shown_by for row in REFUSED}
