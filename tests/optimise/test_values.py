"""No pass changes a value or an effect: random programs, run before and after."""

import numpy as np
import pytest
from hypothesis import assume, given, settings

from ad_transform import ir
from ad_transform.kinds import Array
from ad_transform.optimise import optimise
from ad_transform.optimise.copies import propagate
from ad_transform.optimise.dead import drop_dead
from ad_transform.optimise.objects import written
from ad_transform.optimise.repeats import hoist, share
from ad_transform.optimise.simplify import simplify
from tests.optimise import helpers
from tests.optimise.interpret import run
from tests.optimise.random_programs import programs

PASSES = {
    "simplify": simplify,
    "copies": lambda program, kinds: (propagate(program), kinds),
    "dead": lambda program, kinds: (drop_dead(program), kinds),
    "share": lambda program, kinds: (share(program, kinds), kinds),
    "hoist": lambda program, kinds: (hoist(program, kinds), kinds),
    "optimise": lambda program, kinds: optimise(program, kinds, check=True),
}

ARGUMENTS = [
    (0.7, np.float64(-1.3), np.array([0.5, -2.0, 0.0]), np.array([1.0, 0.25, -3.0]), 2, True),
    (-2.0, np.float64(0.0), np.array([0.0, 1.0, 4.0]), np.array([-1.0, 0.5, 2.0]), 0, False),
]


def outcome(program, args):
    """The value of `program`, what it recorded, and every name's last value."""
    helpers.RECORDED.clear()
    bound: dict = {}
    value = run(program, *args, bound=bound)
    return value, list(helpers.RECORDED), bound


def same(left, right):
    if isinstance(left, (tuple, list)):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, np.ndarray):
        return isinstance(right, np.ndarray) and left.shape == right.shape and np.array_equal(left, right)
    number = isinstance(left, float) and isinstance(right, float)
    return left == right and (number or type(left) is type(right))


def fits(value, kind):
    """True if `kind` tells the truth about `value`."""
    if isinstance(kind, Array):
        return isinstance(value, np.ndarray) and value.dtype == kind.dtype and value.ndim == kind.rank
    wanted = {"float": float, "float64": np.float64, "int": int, "bool": bool}[kind.dtype]
    return type(value) is wanted


def tame(value):
    """True for values that no reordering of products can send to infinity."""
    return not isinstance(value, (float, int, np.ndarray)) or bool(np.all(np.abs(value) < 1e60))


@pytest.mark.parametrize("name", PASSES)
@settings(max_examples=100)
@given(drawn=programs())
def test_a_pass_changes_no_value(name, drawn):
    program, kinds = drawn
    ir.check(program, "the test's program")
    for args in ARGUMENTS:
        try:
            value, recorded, bound = outcome(program, args)
        except OverflowError:
            assume(False)
        assume(all(tame(v) for v in bound.values()))
        assert all(fits(v, kinds[n]) for n, v in bound.items()), "the test's kinds are wrong"
        changed, known = PASSES[name](program, kinds)
        ir.check(changed, name)
        value_after, recorded_after, bound_after = outcome(changed, args)
        shown = f"{ir.show(program)}\n{ir.show(changed)}"
        assert same(value, value_after), shown
        assert same(recorded, recorded_after), shown
        assert set(known) >= set(bound_after), shown
        before, after = (
            len(written(program)),
            len(written(changed)),
        )  # what the caller sees written: never more
        assert after == before or (after < before and name in ("simplify", "optimise")), shown


@settings(max_examples=100)
@given(drawn=programs())
def test_values_that_may_be_rounded_differently_stay_close(drawn):
    program, kinds = drawn
    changed, _ = optimise(program, kinds, check=True, exact=frozenset())
    for args in ARGUMENTS:
        try:
            value, recorded, bound = outcome(program, args)
            value_after, recorded_after, bound_after = outcome(changed, args)
        except OverflowError:
            assume(False)
        assume(all(tame(v) for v in bound.values()))
        # a test that a rounding decides may go either way
        assume(all(bound[n] == v for n, v in bound_after.items() if isinstance(v, bool) and n in bound))
        shown = f"{ir.show(program)}\n{ir.show(changed)}"
        assert close([value, recorded], [value_after, recorded_after]), shown


def close(left, right):
    if isinstance(left, (tuple, list)):
        return len(left) == len(right) and all(map(close, left, right))
    return np.shape(left) == np.shape(right) and np.allclose(left, right, rtol=1e-9, atol=1e-9)


@settings(max_examples=100)
@given(drawn=programs())
def test_the_result_is_the_same_each_time(drawn):
    program, kinds = drawn
    assert optimise(program, kinds) == optimise(program, kinds)
