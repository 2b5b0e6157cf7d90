"""Every program of the zoo, in both modes: right values, right derivatives, and nothing else written."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest

import ad_transform as ad
from ad_transform.alike import alike
from tests.helpers import (
    assert_close,
    assert_same_structure,
    bits,
    covector,
    flatten,
    is_real_leaf,
    leaves,
)
from tests.programs.refusals import is_refusal, refused
from tests.programs.test_reference import dual, seed_for, tangents_for, tape
from tests.programs.test_samples import jacobian
from tests.programs.zoo import ZOO

REFUSED = refused()
FORWARD = [program for program in ZOO if (program.name, "jvp") not in REFUSED]
REVERSE = [program for program in ZOO if (program.name, "vjp") not in REFUSED]
BOTH = [program for program in FORWARD if program in REVERSE]
ROUNDING = 1e-10


def is_real_number(value) -> bool:
    """True for what has a gradient."""
    return is_real_leaf(value) and np.ndim(value) == 0 and not np.iscomplexobj(value)


SCALAR = [program for program in REVERSE if is_real_number(program.function(*program.args()))]


def each(programs):
    return pytest.mark.parametrize("program", programs, ids=lambda program: program.name)


@dataclass
class Run:
    """What one mode made of a program: value and result, the arguments and seeds as they are afterwards."""

    value: object
    result: object
    args: tuple
    seeds: object
    seeds_before: object


def kept(run):
    """Remember what `run` gave for a program, or the exception it ended with, for all checks of that program."""

    @cache
    def outcome(program):
        try:
            return run(program), None
        except Exception as error:
            return None, error

    def recall(program):
        result, error = outcome(program)
        if error is not None:
            raise error.with_traceback(None)
        return result

    return recall


@kept
def forward(program):
    args = program.args()
    tangents, untouched = tangents_for(program, args), tangents_for(program, args)
    value, tangent = ad.jvp(program.function, args, tangents)
    return Run(value, tangent, args, tangents, untouched)


@kept
def reverse(program):
    args, seed = program.args(), seed_for(program)
    adjoints = ad.Derivative(program.function, "vjp", program.wrt)(*args, out_bar=seed)
    return Run(None, adjoints, args, seed, seed_for(program))


def adjoints_of(program):
    """The adjoints as one vector."""
    return covector(list(reverse(program).result), list(chosen(program, program.args())))


def exactness(program):
    """How far apart rounding may bring two correct derivatives."""
    return ROUNDING if program.tolerance <= 1e-7 else program.tolerance


@cache
def primal_value(program):
    return program.function(*program.args())


def chosen(program, values):
    return tuple(values[i] for i in program.wrt)


@each(FORWARD)
def test_forward_value_is_the_primals_to_the_last_bit(program):
    assert bits(forward(program).value) == bits(program.function(*program.args()))


@each(FORWARD)
def test_tangent_agrees_with_differences(program):
    tangents = flatten(chosen(program, tangents_for(program, program.args())))
    matrix, _ = jacobian(program)
    expected = matrix @ tangents
    assert_close(
        flatten(forward(program).result, primal_value(program)), expected, program.tolerance, "tangent"
    )


@each(REVERSE)
def test_adjoint_agrees_with_differences(program):
    matrix, _ = jacobian(program)
    expected = covector(seed_for(program)) @ matrix
    assert_close(adjoints_of(program), expected, program.tolerance, "adjoint")


@each([p for p in REVERSE if alike(p.args())])
def test_text_for_any_lengths_gives_the_same_adjoints(program, monkeypatch):
    monkeypatch.setattr("ad_transform.derivative.alike", lambda values: ())
    adjoints = ad.Derivative(program.function, "vjp", program.wrt)(*program.args(), out_bar=seed_for(program))
    expected = adjoints_of(program)
    found = covector(list(adjoints), list(chosen(program, program.args())))
    assert_close(found, expected, exactness(program), "adjoint")


@each(BOTH)
def test_modes_are_transposes_of_each_other(program):
    tangents = flatten(chosen(program, tangents_for(program, program.args())))
    terms_in = adjoints_of(program) * tangents
    terms_out = covector(seed_for(program)) * flatten(forward(program).result, primal_value(program))
    scale = np.sum(abs(terms_in)) + np.sum(abs(terms_out))
    assert abs(np.sum(terms_in) - np.sum(terms_out)) <= exactness(program) * scale


@each(FORWARD)
def test_tangent_has_the_structure_of_the_value(program):
    assert_same_structure(forward(program).result, primal_value(program), "tangent")


@each(REVERSE)
def test_adjoints_have_the_structure_of_their_primals(program):
    args = program.args()
    assert_same_structure(reverse(program).result, chosen(program, args), "adjoints")


@each(BOTH)
def test_arguments_are_written_only_by_the_primal(program):
    args = program.args()
    program.function(*args)
    assert bits(forward(program).args) == bits(args)
    assert bits(reverse(program).args) == bits(args)


@each(BOTH)
def test_seeds_are_not_written(program):
    for run in forward(program), reverse(program):
        assert bits(run.seeds) == bits(run.seeds_before)


@each(REVERSE)
def test_pullback_can_be_called_again(program):
    args = program.args()
    value, pullback = ad.vjp(program.function, *args)
    assert bits(value) == bits(program.function(*program.args()))
    assert_close(
        covector(chosen(program, pullback(seed_for(program))), chosen(program, program.args())),
        adjoints_of(program),
        1e-13,
    )
    assert bits(pullback(seed_for(program))) == bits(pullback(seed_for(program)))


@each(REVERSE)
def test_adjoints_share_no_memory(program):
    """Whoever updates an adjoint in place must change neither another one nor an argument."""
    run = reverse(program)
    arrays = [leaf for leaf in leaves(list(run.result)) if isinstance(leaf, np.ndarray)]
    others = [leaf for leaf in leaves([list(run.args), run.seeds]) if isinstance(leaf, np.ndarray)]
    for i, array in enumerate(arrays):
        for other in arrays[:i] + others:
            assert not np.shares_memory(array, other)


@each(FORWARD)
def test_dual_numbers_agree(program):
    if (tangent := dual(program)) is not None:
        assert_close(
            flatten(forward(program).result, primal_value(program)), tangent, exactness(program), "tangent"
        )


@each(REVERSE)
def test_tape_agrees(program):
    if (adjoints := tape(program)) is not None:
        assert_close(adjoints_of(program), adjoints, exactness(program), "adjoint")


@each(SCALAR)
def test_gradient_is_the_pullback_of_one(program):
    args = program.args()
    primal = program.function(*program.args())
    value, gradient = ad.value_and_grad(program.function, wrt=program.wrt)(*args)
    assert bits(value) == bits(primal)
    assert_same_structure(gradient, chosen(program, program.args()), "gradient")
    assert_close(covector(gradient), jacobian(program)[0][0], program.tolerance, "gradient")


@pytest.mark.parametrize(("name", "mode"), REFUSED)
def test_refusals_are_as_recorded(name, mode):
    """A program that is no longer refused leaves the table by ``python -m tests.programs --update``."""
    program = next(program for program in ZOO if program.name == name)
    with pytest.raises(ad.DifferentiationError) as caught:
        (forward if mode == "jvp" else reverse)(program)
    assert is_refusal(caught.value)
