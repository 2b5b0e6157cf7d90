"""The zoo itself is sound: every program runs, twice alike, is smooth at its sample, and depends on its parameters."""

import inspect
import pathlib
from functools import cache

import numpy as np
import pytest

from tests.helpers import bits, flatten, jacobian_by_differences
from tests.programs.zoo import MODULES, ZOO

each_program = pytest.mark.parametrize("program", ZOO, ids=lambda program: program.name)
UNMOVED = {"values.no_dependence", "values.dependence_through_shape_only"}


@cache
def jacobian(program, part=1.0):
    """The Jacobian by differences, and its error; `part` is how small the steps are, against the usual ones."""
    usual = (
        2e-3 if program.tolerance <= 1e-7 else 3e-2
    )  # a program that rounds to single precision needs long steps
    return jacobian_by_differences(program.function, program.args, program.wrt, part * usual)


def test_zoo_is_large_and_complete():
    registered = sum(pathlib.Path(m.__file__).read_text().count("\n@program(") for m in MODULES)
    closures = 1
    assert len(ZOO) == registered + closures
    assert len({program.name for program in ZOO}) == len(ZOO)
    assert len(ZOO) >= 250


@each_program
def test_program_runs_twice_alike(program):
    first, second = program.args(), program.args()
    assert bits(first) == bits(second)
    assert bits(program.function(*first)) == bits(program.function(*second))
    assert bits(first) == bits(second)


@each_program
def test_program_is_smooth_at_its_sample(program):
    """Differences at steps far apart agree, so no kink is near and the expected value can be trusted."""
    wide, _ = jacobian(program)
    narrow, _ = jacobian(program, 0.03 if program.tolerance <= 1e-7 else 0.3)
    scale = 1e-6 + np.max(abs(wide), initial=0.0)
    assert np.max(abs(wide - narrow), initial=0.0) <= max(1e-7, program.tolerance) * scale


@each_program
def test_program_has_source_and_depends_on_its_arguments(program):
    assert "def " in inspect.getsource(program.function) or "return" in inspect.getsource(program.function)
    matrix, _ = jacobian(program)
    assert flatten(program.function(*program.args())).size == matrix.shape[0]
    if program.name not in UNMOVED:
        assert np.any(matrix)
