"""Derivatives of derivatives: every nesting of the modes, no confusion of perturbations, high orders, real problems."""

import itertools

import mpmath
import numpy as np
import pytest

import ad_transform as ad
from ad_transform.rules import standard
from tests.helpers import assert_close, jacobian_by_differences


def by_gradient(f):
    """The derivative of a function of one number, in reverse mode."""
    return ad.grad(f)


def by_tangent(f):
    """The same in forward mode."""

    def derivative(x):
        return ad.jvp(f, (x,), (1.0,))[1]

    return derivative


MODES = {"forward": by_tangent, "reverse": by_gradient}
PAIRINGS = [(outer, inner) for outer in MODES for inner in MODES]


def difference(f, *args, wrt=0):
    """The derivative of a number by differences."""
    return jacobian_by_differences(f, lambda: args, (wrt,))[0][0, 0]


# One function


def wave(x):
    return np.exp(np.sin(x))


@pytest.mark.parametrize(("outer", "inner"), PAIRINGS)
def test_second_derivative_by_each_pairing(outer, inner):
    found = MODES[outer](MODES[inner](wave))(0.4)
    expected = wave(0.4) * (np.cos(0.4) ** 2 - np.sin(0.4))
    assert_close(found, expected, 1e-13)


FUNCTIONS = {
    "exp of sin": (wave, lambda x: mpmath.exp(mpmath.sin(x))),
    "quotient": (lambda x: np.sin(x) / (1.0 + x * x), lambda x: mpmath.sin(x) / (1 + x * x)),
    "power": (lambda x: x**2.5 * np.log(x), lambda x: x ** mpmath.mpf(2.5) * mpmath.log(x)),
    "tanh": (lambda x: np.tanh(x) * np.sqrt(x), lambda x: mpmath.tanh(x) * mpmath.sqrt(x)),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_fifth_derivatives_agree_with_many_digits(name):
    f, exact = FUNCTIONS[name]
    derivative = f
    with mpmath.workdps(40):
        for order in range(1, 6):
            derivative = ad.grad(derivative)
            assert_close(
                derivative(0.7), float(mpmath.diff(exact, mpmath.mpf(0.7), order)), 1e-11, f"order {order}"
            )


def test_text_does_not_explode_with_the_order():
    """A derivative is made shorter before the next is taken, so each order is at most about twice as long."""
    derivative, lines = wave, []
    for _ in range(6):
        derivative = ad.grad(derivative)
        lines.append(len(derivative.source.splitlines()))
    assert lines[-1] < 120
    assert all(after < 2.2 * before for before, after in itertools.pairwise(lines[2:]))


def test_seventh_derivative():
    derivative = wave
    for _ in range(7):
        derivative = ad.grad(derivative)
    with mpmath.workdps(40):
        exact = mpmath.diff(lambda x: mpmath.exp(mpmath.sin(x)), mpmath.mpf(0.4), 7)
    assert_close(derivative(0.4), float(exact), 1e-11)


# Which perturbation is meant


@pytest.mark.parametrize(("outer", "inner"), PAIRINGS)
def test_inner_derivative_does_not_see_the_outer_perturbation(outer, inner):
    """The derivative of x * d(x + y)/dy is 1; an engine that confuses the two perturbations says 2."""

    def f(x):
        return x * MODES[inner](lambda y: x + y)(1.0)

    assert MODES[outer](f)(3.0) == 1.0


def test_inner_derivative_at_the_outer_point():
    """The derivative of x * d(x * y)/dy at y = x: the x outside of y is constant to the inner derivative."""

    def f(x):
        return x * ad.grad(lambda y: x * y * y)(x)

    assert_close(ad.grad(f)(2.0), 6.0 * 2.0**2, 1e-14)  # f = 2 x^3


def test_same_value_twice_as_argument():
    def f(x):
        return ad.grad(lambda y, z: y * y * z)(x, x)

    assert_close(ad.grad(f)(3.0), 4.0 * 3.0, 1e-14)  # f = 2 x^2


def test_three_levels_with_one_name():
    def f(x):
        return ad.grad(lambda x: x * x * ad.grad(lambda x: x**3)(x))(x)

    assert_close(ad.grad(f)(2.0), 36.0 * 2.0**2, 1e-14)  # f = d(3 x^4)/dx = 12 x^3


# A saddle point, found by descent in one variable inside of the other


def payoff(x, y):
    return np.sum(np.tanh(y * x) ** 2) + x * x - 0.7 * (y @ y) + np.sin(x) * y[0]


def best_answer(x, along):
    """Gradient ascent in `y`, each step with a derivative."""
    y = np.array([0.3, -0.2])
    for _ in range(6):
        y = y + 0.2 * along(lambda z: payoff(x, z), y)
    return y


def gradient_by_reverse(f, y):
    return ad.grad(f)(y)


def gradient_by_forward(f, y):
    _, first = ad.jvp(f, (y,), (np.array([1.0, 0.0]),))
    _, second = ad.jvp(f, (y,), (np.array([0.0, 1.0]),))
    return np.array([first, second])


INNER = {"forward": gradient_by_forward, "reverse": gradient_by_reverse}


@pytest.mark.parametrize(("outer", "inner"), PAIRINGS)
def test_min_max_by_nested_gradient_descent(outer, inner):
    along = INNER[inner]

    def worst_case(x):
        return payoff(x, best_answer(x, along))

    def plain(x):
        """The same with the gradient written by hand."""
        y = np.array([0.3, -0.2])
        for _ in range(6):
            t = np.tanh(y * x)
            y = y + 0.2 * (2 * t * (1 - t * t) * x - 1.4 * y + np.array([np.sin(x), 0.0]))
        return payoff(x, y)

    assert_close(ad.value_and_grad(worst_case)(0.8)[0], plain(0.8), 1e-12)
    slope = MODES[outer](worst_case)
    assert_close(slope(0.8), difference(plain, 0.8), 1e-8)
    x = 1.2
    for _ in range(60):
        x = x - 0.1 * slope(x)
    assert abs(slope(x)) < 1e-5


# A charged particle between two attractors, its control found by Newton's method


def potential(position, strength):
    """Two attractors, one of which is as strong as the control says."""
    left, right = np.array([-1.0, -0.5]), np.array([1.0, -0.5])
    return -1.0 / np.sqrt(np.sum((position - left) ** 2) + 0.5) - strength / np.sqrt(
        np.sum((position - right) ** 2) + 0.5
    )


def landing(strength, force):
    """Euler's method till the particle is below y = 0; where it was then, squared."""
    position, velocity, step = np.array([0.1, 1.0]), np.array([0.3, 0.0]), 0.05
    while position[1] >= 0.0:
        position = position + step * velocity
        velocity = velocity + step * force(lambda r: -potential(r, strength), position)
    back = -position[1] / velocity[1]
    return (position[0] + back * velocity[0]) ** 2


def landing_by_hand(strength):
    def force(_, r):
        left, right = r - np.array([-1.0, -0.5]), r - np.array([1.0, -0.5])
        return -left / (left @ left + 0.5) ** 1.5 - strength * right / (right @ right + 0.5) ** 1.5

    return landing(strength, force)


@pytest.mark.parametrize(("outer", "inner"), PAIRINGS)
def test_particle_in_a_field_steered_by_newton(outer, inner):
    force = INNER[inner]

    def miss(strength):
        return landing(strength, force)

    slope = MODES[outer](miss)
    assert_close(ad.value_and_grad(miss)(0.5)[0], landing_by_hand(0.5), 1e-11)
    assert_close(slope(0.5), difference(landing_by_hand, 0.5), 1e-6)
    bend = MODES[outer](slope)
    assert_close(bend(0.5), difference(lambda s: slope(s), 0.5), 1e-5)
    strength = 0.5
    for _ in range(12):
        strength = strength - 0.5 * slope(strength) / abs(bend(strength))
    assert landing_by_hand(strength) < 0.5 * landing_by_hand(0.5)


# What is refused


def cube(x):
    return x**3


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: ad.grad(ad.grad(cube, checkpoint=3))(2.0),
            "a derivative within a budget, differentiated once more",
        ),
        (lambda: ad.grad(ad.grad(cube), checkpoint=3)(2.0), "a derivative inside what has a budget"),
        (
            lambda: ad.grad(lambda x: ad.grad(cube, rules=standard)(x))(2.0),
            "`rules=` inside what is differentiated",
        ),
    ],
)
def test_options_that_do_not_go_together_are_refused(make, message):
    with pytest.raises(ad.NotSupported, match=message):
        make()


def halved(x, n: int):
    return x if n == 0 else halved(x * x / 2.0, n - 1)


def test_derivative_of_recursion_is_refused_once_more():
    def outer(x, n: int):
        return ad.grad(halved)(x, n)

    with pytest.raises(ad.NotSupported, match="a derivative that stays a call, differentiated once more"):
        ad.grad(outer)(0.5, 3)


def overwriting(x):
    x[0] = 2.0 * x[1]
    return np.sum(x**2)


def test_writes_into_what_is_differentiated_by_are_refused():
    with pytest.raises(
        ad.NotSupported, match="`x` is differentiated by here, and the function writes into it"
    ):
        ad.jvp(ad.grad(overwriting), (np.ones(3),), (np.ones(3),))


def attempted(x):
    try:
        y = np.sqrt(x)
    except ValueError:
        y = x
    return y * x


def test_attempts_are_refused_once_more():
    with pytest.raises(ad.NotSupported, match="a `try` beside or in a derivative"):
        ad.grad(ad.grad(attempted))(2.0)


def test_gradient_of_a_gradient_by_a_vector_is_refused():
    def total(x):
        return np.sum(x**3)

    with pytest.raises(ad.NotDifferentiable, match="returns an array"):
        ad.grad(ad.grad(total))(np.ones(3))
