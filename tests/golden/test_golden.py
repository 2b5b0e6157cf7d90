"""A change that is no change of the text leaves every golden file as it is; update.py writes them anew."""

import pytest

from tests.golden.chosen import FOLDER, MODES, PROGRAMS, text_of
from tests.programs.zoo import ZOO

BY_NAME = {program.name: program for program in ZOO}
CHECKED_IN = sorted(path.name for path in FOLDER.glob("*.*.py"))
EXPECTED = sorted(f"{name}.{mode}.py" for name in PROGRAMS for mode in MODES)


@pytest.mark.parametrize("file", CHECKED_IN)
def test_text_is_the_one_checked_in(file):
    name, _, mode = file.removesuffix(".py").rpartition(".")
    assert text_of(BY_NAME[name], mode) == (FOLDER / file).read_text(encoding="utf-8")


def test_all_chosen_programs_are_checked_in():
    assert EXPECTED == (CHECKED_IN or EXPECTED)
