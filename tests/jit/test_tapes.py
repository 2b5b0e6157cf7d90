"""Tapes as arrays: which are, what their rounds are called, and which stay lists."""

import math

import numpy as np
import pytest

import ad_transform as ad


def once(x, n):
    y = x
    for _ in range(n):
        y = math.sin(y)
    return y


def nested(a):
    total = 0.0
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            total = math.sin(total) * a[i, j]
    return total


def from_two_by_threes(x, n):
    y = x
    for _ in range(2, n, 3):
        y = math.sin(y)
    return y


def to_the_front(x, n):
    y = x
    for k in range(n, 0, -1):
        y = math.sin(y * k)
    return y


def triangular(a):
    total = 0.0
    for i in range(len(a)):
        for j in range(i):
            total = math.sin(total) + a[j]
    return total


def left(x, n):
    y = x
    for _ in range(n):
        y = math.sin(y)
        if y < 0.3:
            break
    return y


def until(x):
    y = x
    while y > 0.3:
        y = math.sin(y) * 0.9
    return y


CASES = {
    once: (0.5, 4),
    nested: (np.linspace(0.1, 0.9, 6).reshape(2, 3),),
    from_two_by_threes: (0.5, 12),
    to_the_front: (0.5, 4),
    triangular: (np.linspace(0.1, 0.9, 5),),
    left: (0.5, 20),
    until: (0.9,),
}
ARRAYS = {
    once: ("np.empty(max(n, 0))", "[_] = y"),
    nested: ("np.empty((max(item_20, 0), max(shape_20[1], 0)))", "[i, j] ="),
    from_two_by_threes: ("np.empty(len(range(2, n, 3)))", "[(_ - 2) // 3] = y"),
    to_the_front: ("np.empty(len(range(n, 0, -1)))", "[(k - n) // -1] ="),
}


def compiled(function):
    return ad.grad(function, jit=True)


@pytest.mark.parametrize("function", ARRAYS, ids=lambda f: f.__name__)
def test_counted_loops_have_arrays(function):
    text = compiled(function).source_for(*CASES[function])
    assert all(part in text for part in ARRAYS[function])
    assert "append" not in text


@pytest.mark.parametrize("function", [triangular, left, until], ids=lambda f: f.__name__)
def test_other_loops_have_lists(function):
    assert "append" in compiled(function).source_for(*CASES[function])


@pytest.mark.parametrize("function", CASES, ids=lambda f: f.__name__)
def test_values_are_those_of_the_plain_text(function):
    np.testing.assert_allclose(
        compiled(function)(*CASES[function]), ad.grad(function)(*CASES[function]), rtol=1e-12
    )


@pytest.mark.parametrize("n", [0, -3, 1])
def test_loops_without_rounds(n):
    assert compiled(once)(0.5, n) == ad.grad(once)(0.5, n)
    assert compiled(to_the_front)(0.5, n) == ad.grad(to_the_front)(0.5, n)
