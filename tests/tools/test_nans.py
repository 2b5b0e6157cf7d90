"""`debug_nans` names the first number that is not finite: the line, the operation, the element, the round."""

import math

import numpy as np
import pytest

import ad_transform as ad


def line_of(function, offset):
    return function.__code__.co_firstlineno + offset


def forward(x, n: int):
    total = 0.0
    for i in range(n):
        total = total + np.log(x[i] - 1.0) * x[i]
    return total


def test_a_value():
    found = ad.debug_nans(forward, np.array([3.0, 2.0, 1.0]), 3)
    assert (found.sweep, found.value, found.element) == ("forward", -math.inf, ())
    assert found.place.line == line_of(forward, 3)
    assert "total = total + np.log(x[i] - 1.0) * x[i]" in str(found)
    assert found.operation.startswith("np.log(")
    assert list(found.operands.values()) == [0.0]
    assert found.rounds == ("i = 2",)
    assert found.text in ad.value_and_grad(forward).source_for(np.ones(3), 3)


def reverse(x):
    y = x * 1.0
    for _ in range(2):
        s = np.sqrt(y)
        y = y * s
    return np.sum(y)


def test_an_adjoint():
    found = ad.debug_nans(reverse, np.array([1.0, 0.0, 2.0]))
    assert (found.sweep, found.value, found.element) == ("reverse", math.inf, (1,))
    assert found.place.line == line_of(reverse, 3)
    assert "0.5 / s" in found.operation
    assert found.operands == {"s": 0.0}
    assert "in the reverse sweep: `0.5 / s` is inf at [1], where s = 0" in str(found)


def masked(x):
    return np.sum(np.where(x > 0, np.sqrt(x), 0.0))


def test_behind_a_mask():
    """The classic: the value is fine, the derivative of the side that is not taken is not."""
    assert np.isfinite(masked(np.array([3.0, 0.0])))
    found = ad.debug_nans(masked, np.array([3.0, 0.0]))
    assert (found.value, found.element) == (math.inf, (1,))
    assert found.place.line == line_of(masked, 1)


def test_infinities_that_are_meant_are_no_finding_until_they_make_a_nan():
    def smallest(x):
        best = np.inf
        for value in x:
            best = min(best, value)
        return best

    assert ad.debug_nans(smallest, np.array([3.0, 1.0])) is None
    found = ad.debug_nans(lambda x, bound: (bound - bound) * x, 2.0, np.inf, wrt="x")
    assert found.sweep == "argument"


def test_an_argument():
    found = ad.debug_nans(masked, np.array([[1.0, 2.0], [np.nan, 1.0]]))
    assert str(found).endswith("the argument `x` is nan at [1, 0]")
    found = ad.debug_nans(lambda p: p["a"] * p["b"], {"a": 1.0, "b": math.inf})
    assert "`p['b']` is inf" in str(found)


def newton(a):
    x = 1.0
    while abs(x * x - a) > 1e-12 and x < 10.0:
        x = x - (x * x - a) / (2.0 * (x - 1.0))
    return x


def test_python_errors_are_left_to_python():
    with pytest.raises(ZeroDivisionError):
        ad.debug_nans(newton, 2.0)
    found = ad.debug_nans(newton, np.array(2.0))
    assert found.rounds == ("0",)
    assert found.value == -math.inf


def test_nothing_is_found_where_all_is_finite_and_nothing_is_written():
    def writes(x):
        x[0] = x[1] * x[2]
        np.multiply(x, 2.0, out=x)
        return np.sum(x[[0, 0, 1]])

    x = np.array([1.0, 2.0, 3.0])
    assert ad.debug_nans(writes, x) is None
    np.testing.assert_array_equal(x, [1.0, 2.0, 3.0])


def test_results_that_are_arrays_need_a_seed():
    found = ad.debug_nans(lambda x: np.sqrt(x), np.array([0.0, 1.0]), out_bar=np.ones(2))
    assert found.element == (0,)


def test_every_program_runs_observed_as_it_does_alone():
    from tests.programs.test_programs import SCALAR

    for program in SCALAR[::10]:
        try:
            ad.value_and_grad(program.function, wrt=program.wrt)(*program.args())
        except ad.DifferentiationError:
            continue
        ad.debug_nans(program.function, *program.args(), wrt=program.wrt)
