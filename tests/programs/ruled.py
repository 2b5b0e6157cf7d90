"""Functions that carry rules of the user's own: each kind of rule, in loops, with writes, several results, methods."""

from dataclasses import dataclass

import numpy as np

import ad_transform as ad
from tests.programs.case import draw, positive, program

RATE = 0.7


def decay_jvp(x, t, *, out, x_dot, t_dot):
    return np.exp(-RATE * t) * x_dot - RATE * out * t_dot


def decay_vjp(x, t, *, out, out_bar):
    return np.exp(-RATE * t) * out_bar, -RATE * np.sum(out * out_bar)


@ad.with_rule(jvp=decay_jvp, vjp=decay_vjp)
def decay(x, t):
    """A pair of rules that read a variable from outside; the number `t` is met by the array `x`."""
    return x * np.exp(-RATE * t)


@ad.with_rule(elementwise=lambda x, *, out: out * (1 - out))
def logistic(x):
    """A text that is not differentiated: it would be refused."""
    while True:
        return (yield_nothing := 1 / (1 + np.exp(-x))) + 0 * yield_nothing


@ad.with_rule(elementwise=lambda x, y: (y * np.cos(x * y), x * np.cos(x * y)))
def mixed(x, y):
    return np.sin(x * y)


@ad.with_rule(linear=lambda a, *, out_bar: out_bar[::-1])
def backwards(a):
    return a[::-1]


@ad.with_rule(multilinear=lambda a, b, *, out_bar: (out_bar * b, out_bar * a))
def dot(a, b):
    return np.sum(a * b)


def sum_and_difference_jvp(x, y, *, x_dot, y_dot):
    return x_dot + y_dot, x_dot - y_dot


def sum_and_difference_vjp(x, y, *, out_bar):
    total, difference = out_bar
    return total + difference, total - difference


@ad.with_rule(jvp=sum_and_difference_jvp, vjp=sum_and_difference_vjp)
def sum_and_difference(x, y):
    return x + y, x - y


def root_vjp(c, *, out, out_bar):
    try:
        return out_bar / (2 * out)
    except ZeroDivisionError:
        raise ValueError("no root") from None


def root_jvp(c, *, out, c_dot):
    try:
        return c_dot / (2 * out)
    except ZeroDivisionError:
        raise ValueError("no root") from None


@ad.with_rule(jvp=root_jvp, vjp=root_vjp)
def root(c):
    """Newton's method, whose derivative is that of what it finds."""
    x = 1.0 + 0.5 * c
    for _ in range(30):
        x = 0.5 * (x + c / x)
    return x


@ad.inactive
def steps_needed(x):
    count = 3
    if x > 1e6:
        count = 4
    return count


@dataclass
class Spring:
    k: float

    @ad.with_rule(elementwise=lambda self, x: (None, self.k * x))
    def energy(self, x):
        return 0.5 * self.k * x**2


SPRING = Spring(2.5)


@program(args=lambda: (draw(3), 0.4))
def pair_of_rules(x, t):
    return np.sum(decay(x, t) ** 2)


@program(args=lambda: (draw(4), 0.3))
def pair_of_rules_in_a_loop(x, t):
    total = 0.0
    for _ in range(3):
        x = decay(x, t) + 0.1
        total = total + np.sum(np.sin(x))
    return total


@program(args=lambda: (draw(3),))
def elementwise_rule(x):
    y = logistic(2 * x)
    return np.sum(y * x)


@program(args=lambda: (draw(3), 0.8))
def elementwise_rule_broadcasts(x, y):
    return np.sum(mixed(x, y) * x)


@program(args=lambda: (draw(3), draw(3, seed=1)))
def linear_and_multilinear_rules(a, b):
    return dot(backwards(a), b) * dot(a, a)


@program(args=lambda: (draw(3), draw(3, seed=1)))
def rule_with_two_results(x, y):
    total, difference = sum_and_difference(x, y)
    return np.sum(total * np.exp(difference))


@program(args=lambda: (draw(3), draw(3, seed=1)))
def one_of_two_results(x, y):
    return np.sum(np.exp(sum_and_difference(x, x * y)[1]))


@program(args=lambda: (2.3,))
def rule_that_stays_a_call(c):
    return root(c) * root(c + 1.0) + c


@program(args=lambda: (positive(3), 1.7), wrt=(0,))
def inactive_count(x, y):
    total = 0.0
    for i in range(steps_needed(y)):
        total = total + np.sum(x**i)
    return total


@program(args=lambda: (draw(3),))
def method_with_a_rule(x):
    return np.sum(SPRING.energy(x) * x)


@program(args=lambda: (draw(3),))
def held_constant(x):
    return np.sum(x * ad.constant(np.round(4 * x)))


@program(args=lambda: (draw(3),), level=3)
def written_after_a_rule(x):
    y = backwards(x * x)
    y[0] = 2.0 * x[1]
    return np.sum(y * x)


@program(args=lambda: (draw(3),), level=3)
def argument_written_after_a_rule(x):
    z = x * 1.0
    y = logistic(z)
    z[1] = 3.0 * y[0]
    return np.sum(y * z)
