"""The dual numbers and the tape agree with differences on every program of the zoo that they can run.

They follow numbers, not source: a program that writes a number into a plain array, or hands it to `math`, is beyond
them and ends in an error that says so. How many they can run is held from below.
"""

from functools import cache

import pytest

from ad_transform.errors import DifferentiationError
from ad_transform.reference import dual_jvp, tape_vjp
from tests.helpers import assert_close, covector, flatten, random_like
from tests.programs.test_samples import jacobian
from tests.programs.zoo import ZOO

ASKS_FOR_TYPES = {"values.is_instance", "functions.recursion_over_tree"}
each_program = pytest.mark.parametrize("program", ZOO, ids=lambda program: program.name)


def if_within_reach(run):
    """`run`, giving None for the programs that the engines say they cannot follow."""

    @cache
    def result(program):
        if program.name in ASKS_FOR_TYPES:
            return None
        try:
            return run(program)
        except (DifferentiationError, TypeError, AttributeError):
            return None
        except ValueError as error:
            if isinstance(error.__cause__, TypeError):  # NumPy's, while it fills a plain array
                return None
            raise

    return result


@if_within_reach
def dual(program):
    """The tangent by dual numbers along `tangents_for`."""
    args = program.args()
    return flatten(dual_jvp(program.function, args, tangents_for(program, args))[1])


@if_within_reach
def tape(program):
    """The adjoints of the parameters in `wrt` by the tape."""
    _, adjoints = tape_vjp(program.function, program.args(), seed_for(program))
    return covector([adjoints[i] for i in program.wrt])


def tangents_for(program, args):
    """A random tangent for each parameter in `wrt`, None for the others."""
    return tuple(
        random_like(arg, f"{program.name} {i}") if i in program.wrt else None for i, arg in enumerate(args)
    )


def seed_for(program):
    """A random adjoint of the program's result."""
    return random_like(program.function(*program.args()), program.name)


@each_program
def test_dual_numbers_agree_with_differences(program):
    if (tangent := dual(program)) is not None:
        tangents = tangents_for(program, program.args())
        expected = jacobian(program)[0] @ flatten([tangents[i] for i in program.wrt])
        assert_close(tangent, expected, program.tolerance, "dual numbers")


@each_program
def test_tape_agrees_with_differences(program):
    if (adjoints := tape(program)) is not None:
        expected = covector(seed_for(program)) @ jacobian(program)[0]
        assert_close(adjoints, expected, program.tolerance, "tape")


def test_most_programs_without_writing_are_within_reach():
    plain = [program for program in ZOO if program.level == 2]
    assert sum(dual(program) is not None for program in plain) >= len(plain) // 2
    assert sum(tape(program) is not None for program in plain) >= len(plain) // 2
