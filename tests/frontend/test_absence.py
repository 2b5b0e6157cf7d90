"""Names that may be None: what is known after a test, and the error where None is used."""

import numpy as np
import pytest

import ad_transform as ad
from tests.frontend.checking import check, refused

V = np.array([0.3, -0.7, 1.1, -0.2])


def smallest(v):
    best = None
    for a in v:
        if best is None or a < best:
            best = a
    return best


def test_a_search():
    check(smallest, V)


def test_none_used_as_a_number():
    with pytest.raises(TypeError, match="`best` is None where it is used"):
        ad.grad(smallest)(np.zeros(0))


def test_an_old_value_does_not_show_through():
    def f(x, keep):
        y = x * x
        z = y + x
        if not keep:
            y = None
        return y * z

    check(f, 0.7, True, wrt=(0,))
    with pytest.raises(TypeError, match="`y` is None where it is used"):
        ad.grad(f)(0.7, False)


def test_tested_once_and_known_after():
    """A default that is replaced is no longer optional: its use needs no test in the text."""

    def f(x):
        y = None if x > 5.0 else x * x
        if y is None:
            y = x
        return y * x

    check(f, 0.7)
    check(f, 7.0)
    assert "TypeError" not in ad.Derivative(f, "grad", 0).source_for(0.7)


def test_compound_tests():
    def f(v):
        low = high = None
        for a in v:
            if low is None or high is None or a > high or a < low:
                low = a if low is None or a < low else low
                high = a if high is None or a > high else high
        if low is not None and high is not None:
            return low * high
        return v[0]

    check(f, V)


def test_returned_from_a_loop_or_not():
    def first_above(v, bound):
        for a in v:
            if a > bound:
                return a * a

    def f(v, bound):
        found = first_above(v, bound)
        return v[1] if found is None else found

    check(f, V, 0.5, wrt=(0,))
    check(f, V, 5.0, wrt=(0,))


def test_equality_with_none_and_values():
    def f(x):
        total, seen = 0.0, None
        for k in range(4):
            if seen == None:  # noqa: E711
                total += x
            elif seen == 2:
                total += x * x
            seen = k if k % 2 == 0 else None
        return total

    check(f, 0.7)


def test_kept_in_lists_and_tuples():
    def f(v):
        found = [None, None]
        for a in v:
            if a > 0.0:
                found[0] = a
            else:
                found[1] = a * a
        first, second = found
        return (first or 1.0) * (second or 2.0)

    check(f, V)
    check(f, abs(V))


def test_the_result_may_be_none():
    def f(x):
        if x > 0.0:
            return x * x

    check(f, 0.7)
    with pytest.raises(TypeError, match="`result` is None where it is used"):
        ad.grad(f)(-0.7)
    with pytest.raises(TypeError, match="`result` is None where it is used"):
        ad.jvp(f, (-0.7,), (1.0,))


@ad.with_rule(elementwise=lambda x: 2.0 * x)
def square_or_none(x):
    return x * x if x > 0.5 else None


def test_a_function_with_a_rule_may_not_return_none():
    def f(x):
        found = square_or_none(x)
        return x if found is None else found * x

    what = "`square_or_none` has a rule, and returns None on some paths"
    refused(f, 0.7, what=what, hint="return a number there")
