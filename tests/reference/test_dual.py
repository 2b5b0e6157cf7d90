"""Dual numbers: derivatives against closed forms, arrays that are written to, and what is refused."""

import math
from dataclasses import dataclass

import numpy as np
import pytest

from ad_transform.errors import NoRule
from ad_transform.reference import Dual, dual_jvp
from tests.reference.test_tape import OPERATIONS


def derivative_at(f, x, x_dot=1.0):
    return dual_jvp(f, (x,), (x_dot,))[1]


def test_epsilon_squared_is_zero():
    epsilon = Dual(0.0, 1.0)
    assert ((epsilon * epsilon).value, (epsilon * epsilon).derivative) == (0.0, 0.0)


def test_product_of_sine_and_cosine():
    x, y = Dual(2.0, 1.0), Dual(3.0)
    z = np.sin(x) * np.cos(y)
    assert z.value == math.sin(2.0) * math.cos(3.0)
    assert z.derivative == pytest.approx(math.cos(2.0) * math.cos(3.0), rel=1e-15)


@pytest.mark.parametrize("f, derivative", OPERATIONS.values(), ids=OPERATIONS.keys())
def test_operations_mix_with_plain_numbers(f, derivative):
    assert derivative_at(f, 0.8) == pytest.approx(derivative(0.8), rel=1e-14)
    assert derivative_at(f, 0.8, -2.0) == pytest.approx(-2 * derivative(0.8), rel=1e-14)


def test_comparisons_are_plain_and_steer_the_program():
    def f(x):
        while x < 10:
            x = x * x
        return x

    assert (Dual(2.0) < 3, Dual(2.0) == Dual(2.0, 5.0), 1 > Dual(2.0)) == (True, True, False)
    assert derivative_at(f, 2.0) == 4 * 2.0**3


def test_derivatives_of_arrays():
    x, v = np.array([1.0, 2.0, 4.0]), np.array([1.0, 0.0, -1.0])
    value, tangent = dual_jvp(lambda x: np.sum(x**2) * x[1:] + np.where(x[1:] > 3, x[:2], 0.0), (x,), (v,))
    np.testing.assert_array_equal(value, 21.0 * x[1:] + [0.0, 2.0])
    np.testing.assert_array_equal(tangent, (2 * x @ v) * x[1:] + 21.0 * v[1:] + [0.0, 0.0])


# Writing


def test_elements_and_slices_are_written():
    def f(x):
        y = 0.0 * x
        y[0] = x[0] * x[1]
        y[1:] = 3 * x[1:]
        y[2] = 7.0
        y[0] += y[1]
        return y

    value, tangent = dual_jvp(f, (np.array([2.0, 3.0, 5.0]),), (np.array([1.0, 10.0, 100.0]),))
    np.testing.assert_array_equal(value, [15.0, 9.0, 7.0])
    np.testing.assert_array_equal(tangent, [3.0 + 20.0 + 30.0, 30.0, 0.0])


@pytest.mark.parametrize(
    "view",
    [
        lambda x: x[1],
        lambda x: x.T[:, 1],
        lambda x: x.reshape(-1)[3:],
        lambda x: np.ravel(x)[3:],
        lambda x: np.asarray(x.real)[1] if isinstance(x, np.ndarray) else x.real[1],
    ],
)
def test_a_view_is_written_through(view):
    def f(x):
        y = 2 * x
        row = view(y)
        row[0] = x[0, 0] * x[0, 1]
        row *= 5.0
        return y

    x, v = np.array([[2.0, 3.0, 5.0], [7.0, 11.0, 13.0]]), np.array([[1.0, 10.0, 0.0], [0.0, 0.0, 100.0]])
    value, tangent = dual_jvp(f, (x,), (v,))
    np.testing.assert_array_equal(value, f(x))
    np.testing.assert_array_equal(tangent, [[2.0, 20.0, 0.0], [5 * (3.0 + 20.0), 0.0, 1000.0]])


def test_a_copy_is_not_written_through():
    def f(x):
        y = x.copy()
        z = x + 0.0
        y[0] = 0.0
        z *= 2.0
        return x

    x, v = np.array([2.0, 3.0]), np.array([1.0, 10.0])
    value, tangent = dual_jvp(f, (x,), (v,))
    np.testing.assert_array_equal(value, x)
    np.testing.assert_array_equal(tangent, v)


def test_two_names_of_one_array_are_one_array():
    def f(x):
        y = x
        y += x
        y[1] = y[0]
        return x

    _, tangent = dual_jvp(f, (np.array([2.0, 3.0]),), (np.array([1.0, 10.0]),))
    np.testing.assert_array_equal(tangent, [2.0, 2.0])


def test_rows_swapped_through_views_are_swapped_as_numpy_does():
    def f(a):
        a[0], a[1] = a[1], a[0]
        return a

    a, v = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0, 6.0], [7.0, 8.0]])
    value, tangent = dual_jvp(f, (a,), (v,))
    np.testing.assert_array_equal(value, f(a.copy()))
    np.testing.assert_array_equal(tangent, f(v.copy()))


def test_out_is_written():
    def f(x):
        y = 0.0 * x
        np.multiply(x, x, out=y)
        return y

    _, tangent = dual_jvp(f, (np.array([2.0, 3.0]),), (np.array([1.0, 10.0]),))
    np.testing.assert_array_equal(tangent, [4.0, 60.0])


def test_fresh_arrays_like_a_dual_may_be_written_to():
    def f(x):
        y = np.zeros_like(x)
        y[1] = x[0] * x[1]
        return y

    _, tangent = dual_jvp(f, (np.array([2.0, 3.0]),), (np.array([1.0, 10.0]),))
    np.testing.assert_array_equal(tangent, [0.0, 23.0])


def test_the_callers_arrays_are_left_alone():
    x, v = np.array([2.0, 3.0]), np.array([1.0, 10.0])

    def f(x):
        x[0] = 100.0
        return x

    dual_jvp(f, (x,), (v,))
    np.testing.assert_array_equal(x, [2.0, 3.0])
    np.testing.assert_array_equal(v, [1.0, 10.0])


# Nested arguments and results


@dataclass(frozen=True)
class Line:
    slope: float
    points: list
    name: str = "line"


def test_tangents_have_the_structure_of_arguments_and_result():
    def f(line, n):
        return {"n": n, "ends": (line.slope * line.points[0], line.name), "line": line}

    line = Line(2.0, [np.array([1.0, 3.0]), 5.0])
    value, tangent = dual_jvp(f, (line, 4), (Line(1.0, [np.array([10.0, 0.0]), None]), None))
    np.testing.assert_array_equal(value["ends"][0], [2.0, 6.0])
    np.testing.assert_array_equal(tangent["ends"][0], [21.0, 3.0])
    assert tangent["line"].slope == 1.0
    assert tangent["line"].points[1] == 0.0
    assert value["n"] == 4
    assert (tangent["n"], tangent["ends"][1], tangent["line"].name) == (None, None, None)


def test_a_constant_result_has_a_zero_tangent():
    assert dual_jvp(lambda x: 3.0, (2.0,), (1.0,)) == (3.0, 0.0)


# Refusals


def test_tangents_of_another_structure_are_refused():
    with pytest.raises(TypeError, match="structure"):
        dual_jvp(lambda pair: pair[0] * pair[1], ((1.0, 2.0),), (np.ones(2),))


def test_functions_of_math_are_refused_with_a_way_out():
    with pytest.raises(TypeError, match=r"functions of np or ad_transform\.reference, not those of math"):
        math.exp(Dual(1.0, 1.0))


def test_a_plain_array_takes_no_derivative():
    with pytest.raises(ValueError) as caught:
        np.zeros(3)[0] = Dual(1.0, 1.0)
    assert "store it in no plain array" in str(caught.value.__cause__)
    with pytest.raises(TypeError, match="cannot hold the derivative"):
        total = np.zeros(3)
        total += Dual(np.ones(3), 1.0)


def test_a_function_without_a_rule_is_refused():
    with pytest.raises(NoRule, match="histogram"):
        np.histogram(Dual(np.ones(3)))


@pytest.mark.parametrize("value", ["text", None, Dual(1.0, 1.0)])
def test_only_numbers_are_followed(value):
    with pytest.raises(TypeError):
        Dual(value)
