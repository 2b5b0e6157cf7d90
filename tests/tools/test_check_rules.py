"""``check_rule`` passes right rules of every kind, and says what is wrong with wrong ones."""

import inspect
import math
from dataclasses import dataclass

import numpy as np
import pytest

import ad_transform as ad

VECTOR = np.array([0.3, -0.5, 0.7])
TABLE = ad.RuleTable("mine")


@ad.with_rule(elementwise=lambda x, y: (y * np.cos(x * y), x * np.cos(x * y)))
def wave(x, y):
    return np.sin(x * y)


def root_jvp(c, *, out, c_dot):
    return c_dot / (2 * out)


def root_vjp(c, *, out, out_bar):
    return out_bar / (2 * out)


@ad.with_rule(jvp=root_jvp, vjp=root_vjp)
def root(c):
    return np.sqrt(c)


@ad.with_rule(vjp=root_vjp)
def backwards_only(c):
    return np.sqrt(c)


@ad.with_rule(jvp=root_jvp)
def forwards_only(c):
    return np.sqrt(c)


@ad.with_rule(linear=lambda a, *, out_bar: np.flip(out_bar))
def flipped(a):
    return np.flip(a)


@ad.with_rule(multilinear=lambda a, b, *, out_bar: (b * out_bar, a * out_bar))
def product(a, b):
    return np.sum(a * b)


@ad.with_rule(
    jvp=lambda x, *, x_dot: (np.cos(x) * x_dot, -np.sin(x) * x_dot),
    vjp=lambda x, *, out_bar: np.cos(x) * out_bar[0] - np.sin(x) * out_bar[1],
)
def both(x):
    return np.sin(x), np.cos(x)


@ad.with_rule(elementwise=lambda x, n: (n * x ** (n - 1), None))
def power(x, n):
    return x**n


@dataclass
class Spring:
    k: float

    @ad.with_rule(elementwise=lambda self, x: (None, self.k * x))
    def energy(self, x):
        return 0.5 * self.k * x**2


@TABLE.elementwise(np.sinc)
def sinc(x, *, out):
    return np.where(x == 0, 0.0, (np.cos(np.pi * x) - out) / np.where(x == 0, 1.0, x))


RIGHT = {
    "elementwise": (wave, (0.3, 0.5), (VECTOR, 0.5), (VECTOR, VECTOR[:, None])),
    "pair": (root, 2.0, 1e-4, 1e6, abs(VECTOR)),
    "vjp alone": (backwards_only, 2.0, abs(VECTOR)),
    "jvp alone": (forwards_only, 2.0, abs(VECTOR)),
    "linear": (flipped, VECTOR, np.outer(VECTOR, VECTOR)),
    "multilinear": (product, (VECTOR, VECTOR + 1), (VECTOR, 2.0)),
    "two results": (both, 0.3, VECTOR),
    "an int": (power, (0.3, 3), (VECTOR, 2)),
    "a method": (Spring(2.0).energy, 0.3, VECTOR),
    "complex": (root, 1 + 2j, np.array([1 + 2j, 3 - 1j])),
    "a standard rule": (np.hypot, (0.3, 0.4)),
    "scipy's": (math.erf, 0.3),
}


@pytest.mark.parametrize("name", RIGHT)
def test_right_rules_pass(name):
    function, *samples = RIGHT[name]
    assert ad.check_rule(function, *samples) is None


def test_a_rule_in_a_table():
    assert ad.check_rule(np.sinc, 0.3, VECTOR, rules=ad.standard | TABLE) is None


# Wrong rules


def double(x, *, out_bar):
    return x * out_bar


def told(function, *samples):
    with pytest.raises(ad.GradientMismatch) as caught:
        ad.check_rule(function, *samples)
    assert caught.value.place.file == __file__
    return caught.value


def test_a_wrong_partial():
    wrong = ad.with_rule(lambda x, y: x * y**2, elementwise=lambda x, y: (y**2, x * y))
    error = told(wrong, (2.0, 3.0))
    assert error.what.startswith("the rule of `<lambda>` disagrees with differences by `x` and `y`: ")
    assert error.what.endswith(", in <lambda>(2.0, 3.0)")
    assert error.place.line == inspect.currentframe().f_lineno - 4


def test_the_numbers_are_those_along_one_direction():
    error = told(ad.with_rule(np.square, elementwise=lambda x: 4 * x), 3.0)
    got, _, rest = error.what.partition("differences by `x`: ")[2].partition(", not ")
    assert math.isclose(float(got), 2 * float(rest.partition(",")[0]), rel_tol=1e-6)


def test_a_vjp_that_is_not_the_transpose():
    error = told(ad.with_rule(np.square, jvp=lambda x, *, x_dot: 2 * x * x_dot, vjp=double), 3.0)
    assert error.what.startswith("the vjp of `np.square` is not the transpose of the jvp by `x`: ")
    assert error.place.line == inspect.getsourcelines(double)[1]


def test_a_vjp_alone_is_held_against_differences():
    error = told(ad.with_rule(np.square, vjp=double), VECTOR)
    assert error.what.startswith("the vjp of `np.square` disagrees with differences by `x`: ")
    assert error.what.endswith("in np.square(<float64 of shape (3,)>)")


def test_what_is_not_linear():
    error = told(ad.with_rule(lambda a: a * a, linear=lambda a, *, out_bar: 2 * a * out_bar), VECTOR)
    assert "disagrees with differences by `a`" in error.what


def test_a_rule_for_numbers_that_is_given_arrays():
    def sums(x, y):
        return np.sum(y) + 0 * x, x

    wrong = ad.with_rule(lambda x, y: x * y, elementwise=sums)
    assert ad.check_rule(ad.with_rule(lambda x, y: float(x) * float(y), elementwise=sums), (0.3, 0.4)) is None
    assert ", in <lambda>(<float64 of shape (3,)>, <float64 of shape (2, 1)>)" in told(wrong, (0.3, 0.4)).what


def test_what_is_too_rough_cannot_be_checked():
    rough = ad.with_rule(lambda x: x + 1e-4 * np.sin(1e9 * x), elementwise=lambda x: 1.0)
    error = told(rough, 0.3)
    assert "is not checked by `x`: differences do not settle there, as at a corner" in error.what


def test_nothing_to_differentiate_by():
    error = told(power, (2, 3))
    assert error.what == (
        "the rule of `power` is not checked: no argument is a floating point number, in power(2, 3)"
    )


def test_no_rule_to_check():
    def plain(x):
        return x

    for function, why in [(plain, "has no rule"), (np.floor, "has a rule that says it is inactive")]:
        with pytest.raises(ad.NoRule) as caught:
            ad.check_rule(function, 0.3)
        assert why in caught.value.what
