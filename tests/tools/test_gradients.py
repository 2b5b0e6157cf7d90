"""`check_gradients` certifies right derivatives and nothing else, and says where a wrong one is wrong."""

import math
from dataclasses import dataclass

import numpy as np
import pytest

import ad_transform as ad

X = np.array([0.3, 0.7, 1.1])


def smooth(x, y):
    return np.sin(x * y) + np.cos(x * y)


def relax(x, k, steps: int):
    energy = 0.0
    for _ in range(steps):
        x = x * np.exp(-k * x)
        energy = energy + np.sum(x * x)
    return energy


def nested(params):
    return {"a": params["x"] * params["y"], "b": [math.sin(params["y"]), np.outer(params["x"], params["x"])]}


def written(x):
    x[0] = x[0] * x[1]
    return np.sum(x**2)


@dataclass
class Spring:
    k: float
    rest: float

    def energy(self, x):
        return 0.5 * self.k * (x - self.rest) ** 2


RIGHT = [
    (smooth, (2.0, 3.0)),
    (relax, (X, 0.7, 5)),
    (nested, ({"x": X, "y": 2.0},)),
    (written, (X,)),
    (Spring(3.0, 1.0).energy, (2.0,)),
    (Spring.energy, (Spring(3.0, 1.0), 2.0)),
    (lambda x: np.sum(np.sqrt(x) * x), (np.arange(1, 9, dtype=np.float32),)),
    (lambda z: np.real(z * z) + np.abs(z) ** 2, (1.0 + 2.0j,)),
    (lambda x: np.fft.fft(x) * x, (X,)),
    (lambda x: np.linalg.inv(np.outer(x, x) + np.eye(3)), (X,)),
    (lambda x: 1e-9 * x**2, (1e-3,)),
    (lambda x: np.log(x), (1e-8,)),
    (lambda x: 1e12 + x**2, (1e6,)),
    (lambda x: np.sum(np.zeros(3) * x), (X,)),
    (lambda x: x**3, (0.0,)),
    (lambda x, n: x**n, (2.0, 3)),
]


@pytest.mark.parametrize(("f", "args"), RIGHT)
def test_right_derivatives_agree(f, args):
    kept = [a.copy() if isinstance(a, np.ndarray) else a for a in args]
    report = ad.check_gradients(f, *args)
    assert report.agrees
    assert report.transposition < 1e3 * report.precision
    assert all(np.array_equal(a, b) if isinstance(a, np.ndarray) else a == b for a, b in zip(args, kept))


def test_the_remainder_is_of_order_two_and_a_complex_step_agrees_to_rounding():
    for found in ad.check_gradients(smooth, 2.0, 3.0).inputs:
        assert found.order == pytest.approx(2.0, abs=0.01)
        assert found.complex_step < 1e-15
        assert found.error < 1e-11
    (exact,) = ad.check_gradients(lambda x: 3 * x, 2.0).inputs
    assert exact.order is None


def test_a_complex_step_is_left_where_the_function_is_not_made_for_it():
    (found,) = ad.check_gradients(lambda x: abs(x), -2.0).inputs
    assert found.complex_step is None
    (found,) = ad.check_gradients(lambda x: math.sin(x), 2.0).inputs
    assert found.complex_step is None


def test_only_what_is_asked_for():
    names = [found.name for found in ad.check_gradients(relax, X, 0.7, 5, wrt="k").inputs]
    assert names == ["k"]
    names = [found.name for found in ad.check_gradients(ad.grad(relax, ("k", "x")), X, 0.7, steps=5).inputs]
    assert names == ["k", "x"]
    assert [
        found.name for found in ad.check_gradients(nested, {"x": X, "y": 2.0}, wrt="params['y']").inputs
    ] == ["params['y']"]


@ad.with_rule(elementwise=lambda x: 1.001 * np.cos(x))
def wrong_sine(x):
    return np.sin(x)


@ad.with_rule(jvp=lambda x, *, x_dot: x_dot * np.cos(x), vjp=lambda x, *, out_bar: -out_bar * np.cos(x))
def sine_of_two_minds(x):
    return np.sin(x)


@ad.with_rule(vjp=lambda x, *, out_bar: out_bar * np.cos(x))
def sine_backwards(x):
    return np.sin(x)


def test_a_derivative_that_is_off_by_a_thousandth_is_caught_and_placed():
    def f(x, y):
        return np.sum(wrong_sine(x) * x) * y

    with pytest.raises(ad.GradientMismatch) as caught:
        ad.check_gradients(f, X, 2.0)
    text = str(caught.value)
    assert "the derivative of `f` does not agree with differences" in text
    x_line, y_line = (line for line in text.splitlines() if line.split()[0] in ("x", "y"))
    assert "(!)" in x_line and x_line.endswith("1.00")
    assert "(!)" not in y_line
    assert "x[0]: " in text and "by differences" in text
    line = f.__code__.co_firstlineno + 1
    (told,) = (row for row in text.splitlines() if row.strip().startswith("line "))
    assert f"line {line}, return np.sum(wrong_sine(x) * x) * y: the rule of `" in told
    assert f"test_gradients.py:{wrong_sine.__code__.co_firstlineno}" in told


def test_modes_that_are_no_transposes_are_caught():
    with pytest.raises(ad.GradientMismatch, match="are NOT transposes"):
        ad.check_gradients(lambda x: sine_of_two_minds(x), 0.5)


def test_a_mode_that_is_refused_is_told():
    report = ad.check_gradients(lambda x: sine_backwards(x), 0.5)
    assert report.transposition is None
    assert "are not compared" in str(report)


def test_where_there_is_no_derivative_nothing_is_certified():
    with pytest.raises(
        ad.NotDifferentiable, match=r"has a kink here: along `x` its slope is -.* to one side"
    ):
        ad.check_gradients(lambda x: abs(x), 0.0)
    with pytest.raises(ad.NotDifferentiable, match="not finite"):
        ad.check_gradients(lambda x: x / np.inf * np.inf, 0.0)
    with pytest.raises(ad.NotDifferentiable, match="holds no floats"):
        ad.check_gradients(lambda x: None, 1.0)


def test_a_function_that_draws_is_told_from_one_that_is_wrong():
    with pytest.raises(ad.NotDifferentiable, match="changes from call to call"):
        ad.check_gradients(lambda x: x * np.random.normal(), 1.0)
    ad.check_gradients(lambda x, rng: x * rng.normal(), 1.0, np.random.default_rng(0))


def prints(x):
    global printed
    printed = True
    return x


def test_errors_of_the_derivative_come_through():
    with pytest.raises(ad.NotSupported, match="not differentiated"):
        ad.check_gradients(prints, X)
    with pytest.raises(ad.NotDifferentiable, match="the arguments do not fit"):
        ad.check_gradients(smooth, 1.0)
