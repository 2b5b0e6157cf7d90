"""Lengths that agree: where they do the text needs no sums over broadcast axes, and where they do not it has them."""

import numpy as np
import pytest

import ad_transform as ad
from ad_transform.alike import alike, united
from ad_transform.kinds import ONE, Array, Dim, Number


def inner(x, y):
    return np.sum(x[1:-1] * y[1:-1] ** 2)


@pytest.mark.parametrize(
    "values, groups",
    [
        ((np.ones(3), np.ones(3)), (((0, 0), (1, 0)),)),
        ((np.ones(3), 3, np.ones(4)), ()),
        ((np.ones((3, 4)), np.ones(4), np.ones((4, 3))), (((0, 0), (2, 1)), ((0, 1), (1, 0), (2, 0)))),
        ((np.ones((2, 2)),), (((0, 0), (0, 1)),)),
        ((np.ones(1), np.ones((1, 1))), ()),
        ((np.ones(0), np.ones(0)), (((0, 0), (1, 0)),)),
        (([np.ones(2)], np.ones(2)), ()),
    ],
)
def test_axes_of_one_length_are_grouped(values, groups):
    assert alike(values) == groups


def test_a_group_has_one_symbol():
    n, m = Dim("x0"), Dim("y1")
    kinds = {"x": Array("float64", (n,)), "k": Number("int"), "y": Array("float64", (ONE, m))}
    found = united(kinds, (((0, 0), (2, 1)),))
    assert found == {"x": kinds["x"], "k": kinds["k"], "y": Array("float64", (ONE, n))}
    assert united(kinds, ()) == kinds


def test_arguments_of_one_length_need_no_sums_over_broadcast_axes():
    gradient = ad.grad(inner, wrt=(0, 1))
    assert "unbroadcast" not in gradient.source_for(np.ones(5), np.ones(5))
    assert "unbroadcast" in gradient.source_for(np.ones(5), np.ones(3))
    text = " ".join(gradient.source_for(np.ones(5), np.ones(5)).split())
    assert "y: float64 vector (shape of x)" in text


def shared(partials, items):
    """The adjoint of `items`, which may have been broadcast to the length of their `partials`."""
    return np.sum(partials, keepdims=True) if items.size == 1 else partials * np.ones_like(items)


@pytest.mark.parametrize("lengths", [(5, 3), (3, 5), (5, 5), (3, 3), (4, 4)])
def test_each_pair_of_lengths_gets_a_text_that_is_right(lengths):
    gradient = ad.grad(inner, wrt=(0, 1))
    x, y = (np.linspace(1.0, 2.0, n) for n in lengths)
    for a, b in 2 * ((x, y), (y, x), (x, x.copy())):
        one, other = a[1:-1], b[1:-1]
        a_bar, b_bar = gradient(a, b)
        np.testing.assert_allclose(a_bar[1:-1], shared(other**2 * np.ones_like(one), one), rtol=1e-14)
        np.testing.assert_allclose(b_bar[1:-1], shared(2 * one * other, other), rtol=1e-14)


def test_the_lengths_are_named_in_the_docstring():
    def product(a, b, x, y, k):
        return np.sum(a @ b) * np.sum(x) * np.sum(y) * k

    source = ad.grad(product).source_for(np.ones((3, 4)), np.ones((4, 4)), np.ones(4), np.ones((3, 1)), 2.0)
    text = " ".join(source.split())
    assert "a: float64 matrix, b: float64 matrix (square, axis 0 as long as axis 1 of a)" in text
    assert "x: float64 vector (as long as axis 1 of a)" in text
    assert "y: float64 matrix (axis 1 of length 1) (axis 0 as long as axis 0 of a), k: float." in text


def test_matrices_of_one_shape_are_told_from_others_at_the_quick_way_too():
    gradient = ad.grad(lambda x, y: np.sum(x[:-1] * y[:-1]))
    square, wide = np.full((2, 2), 3.0), np.full((2, 3), 2.0)
    for _ in range(3):
        np.testing.assert_array_equal(gradient(square, square), [[3.0, 3.0], [0.0, 0.0]])
        np.testing.assert_array_equal(gradient(wide, wide), [[2.0, 2.0, 2.0], [0.0, 0.0, 0.0]])
        np.testing.assert_array_equal(
            gradient(wide, np.full((3, 3), 1.0)), [[2.0, 2.0, 2.0], [0.0, 0.0, 0.0]]
        )
