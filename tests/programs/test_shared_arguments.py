"""One array handed in twice, or an array and a view of it: right or refused, never wrong."""

import numpy as np
import pytest

import ad_transform as ad
from tests.helpers import assert_close, bits, central, flatten

START = np.array([0.3, -0.8, 0.6, 1.1])
DIRECTION = np.array([0.7, -1.2, 0.9, 0.4])


def reads_only(a, b):
    return np.sum(np.sin(a) * b)


def writes_first_reads_second(a, b):
    a[1:] += b[:-1]
    return a * b


def writes_both(a, b):
    a *= 2.0
    b[0] = a[1] * a[2]
    return a + b


def swaps(a, b):
    first = a.copy()
    a[:] = b[::-1]
    b += first
    return a * 2.0 + b


def writes_items(a, b):
    a[0][1] = b[0][0] * b[0][2]
    return a[0] * b[0]


def the_same_twice(x):
    return x, x


def whole_and_view(x):
    return x, x[::-1]


def overlapping(x):
    return x[:3], x[1:]


def in_lists(x):
    return [x], [x]


CASES = [
    (f, share)
    for f in (reads_only, writes_first_reads_second, writes_both, swaps)
    for share in (the_same_twice, whole_and_view, overlapping)
] + [(writes_items, in_lists)]


@pytest.mark.parametrize(("f", "share"), CASES, ids=lambda part: part.__name__)
def test_arguments_that_share_memory(f, share):
    """The tangents share memory as the arguments do, so the derivative is that of the one array behind them."""
    expected, _ = central(lambda h: flatten(f(*share(START + h * DIRECTION))), 1e-3)
    args = share(START.copy())
    try:
        value, tangent = ad.jvp(f, args, share(DIRECTION.copy()))
    except ad.DifferentiationError:
        return
    assert bits(value) == bits(f(*share(START.copy())))
    assert_close(flatten(tangent), expected, 1e-8, "tangent")


@pytest.mark.parametrize(("f", "share"), CASES, ids=lambda part: part.__name__)
def test_adjoints_of_arguments_that_share_memory(f, share):
    """The adjoints add up to that of the one array behind the arguments."""
    expected, _ = central(lambda h: flatten(f(*share(START + h * DIRECTION))), 1e-3)
    try:
        value, pullback = ad.vjp(f, *share(START.copy()))
        seed = np.ones_like(value)
        adjoints = pullback(seed)
    except ad.DifferentiationError:
        return
    assert bits(value) == bits(f(*share(START.copy())))
    along = flatten(adjoints) @ flatten(share(DIRECTION))
    assert_close(along, np.sum(expected), 1e-8, "adjoints")
