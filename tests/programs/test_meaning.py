"""The program that the frontend makes of a function means what the function does, and no optimisation changes that."""

from functools import cache

import pytest

from ad_transform import ir
from ad_transform.optimise import optimise
from tests.helpers import assert_close, assert_same_structure, flatten
from tests.meaning import lowered, value_of
from tests.programs.refusals import refused
from tests.programs.zoo import ZOO

REFUSED = refused()
each_program = pytest.mark.parametrize(
    "program",
    [p for p in ZOO if not {(p.name, "jvp"), (p.name, "vjp")} & set(REFUSED)],
    ids=lambda program: program.name,
)


@cache
def low_of(program):
    return lowered(program.function, program.args())


def assert_means(value, program):
    expected = program.function(*program.args())
    assert_same_structure(value, expected, "value")
    assert_close(flatten(value), flatten(expected), 1e-13, "value")


@each_program
def test_lowered_program_means_what_the_function_does(program):
    low = low_of(program)
    assert_means(value_of(low.program, low, program.args()), program)


@each_program
def test_optimised_program_means_the_same(program):
    low = low_of(program)
    short, _ = optimise(low.program, low.kinds, check=True)
    ir.check(short, "optimise")
    assert_means(value_of(short, low, program.args()), program)
