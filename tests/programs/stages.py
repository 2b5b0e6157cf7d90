"""Where on its road a program goes wrong: each stage's program is interpreted and compared with differences."""

import copy
import inspect

import ad_transform as ad
from ad_transform import ir
from ad_transform.optimise import optimise
from ad_transform.pipeline import with_derivatives
from ad_transform.rules import standard
from ad_transform.transform import Request
from tests.helpers import assert_close, covector, flatten
from tests.interpreter import interpret
from tests.meaning import kinds_of, value_of
from tests.programs.test_reference import seed_for, tangents_for
from tests.programs.test_samples import jacobian

STAGES = ("lower", "derive", "optimise", "text")


def seeds_and_answer(program, mode):
    """The seeds of a mode by parameter name, and the derivative by differences."""
    matrix = jacobian(program)[0]
    if mode == "vjp":
        seed = seed_for(program)
        return {"out_bar": seed}, covector(seed) @ matrix
    names = list(inspect.signature(program.function).parameters)
    tangents = tangents_for(program, program.args())
    return {f"{names[i]}_dot": tangents[i] for i in program.wrt}, matrix @ flatten(
        [tangents[i] for i in program.wrt]
    )


def answers(program, mode):
    """For each stage its name, what its program gives, and what it should give."""
    f, args = program.function, program.args()
    given = inspect.signature(f).bind(*args)
    given.apply_defaults()
    seeds, derivative = seeds_and_answer(program, mode)
    names = tuple(list(given.signature.parameters)[i] for i in program.wrt)
    low, derived = with_derivatives(f, kinds_of(f, args), Request(mode, names, False), standard)
    yield flatten(value_of(low.program, low, given.args)), flatten(f(*program.args()))
    values = given.arguments | seeds | {found.parameter: found.fetch() for found in low.inputs}

    def derived_value(made):
        return numbers(interpret(made, *(copy.deepcopy(values[ir.base(param.id)]) for param in made.params)))

    def numbers(result):
        if mode == "vjp":
            return covector(list(result), [program.args()[i] for i in program.wrt])
        return flatten(result[1], f(*program.args()))

    short, _ = optimise(derived.program, derived.kinds, check=True)
    for made in (
        derived.program,
        short,
    ):  # a recursive function calls its own derivative, which has no program here
        yield (derived_value(made) if is_whole(made) else derivative), derivative
    result = ad.Derivative(f, mode, program.wrt)(*program.args(), **seeds)
    yield numbers(result), derivative


def is_whole(program) -> bool:
    """True if the program calls no derivative that is written apart."""
    values = (getattr(statement, "value", None) for statement in ir.walk(program.body))
    return all(callable(value.function) for value in values if isinstance(value, ir.Call))


def first_wrong(program, mode):
    """The first stage that fails and its error, or (None, None)."""
    stages = iter(STAGES)
    steps = answers(program, mode)
    for stage in stages:
        try:
            got, expected = next(steps)
            assert_close(got, expected, max(program.tolerance, 1e-9), mode)
        except Exception as error:
            return stage, error
    return None, None
