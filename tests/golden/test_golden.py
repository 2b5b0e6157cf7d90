"""A change that is no change of the text leaves every golden file as it is; update.py writes them anew."""

import pytest

from tests.golden.chosen import COMPILED, FOLDER, MODES, PROGRAMS, text_of
from tests.programs.zoo import ZOO

BY_NAME = {program.name: program for program in ZOO}
CHECKED_IN = sorted(path.name for path in FOLDER.glob("*.*.py"))
EXPECTED = sorted(
    [f"{name}.{mode}.py" for name in PROGRAMS for mode in MODES] + [f"{name}.vjp.numba.py" for name in COMPILED]
)


@pytest.mark.parametrize("file", CHECKED_IN)
def test_text_is_the_one_checked_in(file):
    *words, mode = file.removesuffix(".py").removesuffix(".numba").split(".")
    compiled = True if file.endswith(".numba.py") else None
    assert text_of(BY_NAME[".".join(words)], mode, compiled) == (FOLDER / file).read_text(encoding="utf-8")


def test_all_chosen_programs_are_checked_in():
    assert EXPECTED == (CHECKED_IN or EXPECTED)
