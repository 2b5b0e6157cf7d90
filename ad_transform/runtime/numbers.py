"""Helpers for Python numbers and sequences of them, and derivatives of special functions."""

import numpy as np


def share_of(values, chosen):
    """Return weights that split one equally among the `values` equal to `chosen`; a single value is a sequence of them.

    >>> share_of((1.0, 3.0, 3.0), 3.0)
    [0.0, 0.5, 0.5]
    """
    if len(values) == 1:
        return [share_of(tuple(values[0]), chosen)]
    equal = [1.0 if value == chosen else 0.0 for value in values]
    return [part / (sum(equal) or 1.0) for part in equal]


def weigh(weights, values):
    """Return the sum of products of two sequences, or of sequences in them.

    >>> weigh([0.0, 0.5], (2.0, 4.0))
    2.0
    """
    return sum(weigh(w, v) if isinstance(w, (list, tuple)) else w * v for w, v in zip(weights, values))


def scale(weights, factor):
    """Return `weights`, which may hold lists, times `factor`.

    >>> scale([0.5, [2.0]], 4.0)
    [2.0, [8.0]]
    """
    return [scale(w, factor) if isinstance(w, (list, tuple)) else w * factor for w in weights]


def add_lists(left, right):
    """Return the sums of the items of two lists, or of lists in them.

    >>> add_lists([1.0, [2.0]], [0.5, [1.0]])
    [1.5, [3.0]]
    """
    return [add_lists(a, b) if isinstance(a, (list, tuple)) else a + b for a, b in zip(left, right)]


def copies_of(value, items):
    """Return `value` once per item of `items`, as an array if that is one, else as a list.

    >>> copies_of(2.0, (7, 8, 9))
    [2.0, 2.0, 2.0]
    """
    if isinstance(items, np.ndarray):
        return value + np.zeros(items.shape)
    return [value for _ in items]


def sorted_order(items, reverse=False):
    """Return the order in which ``sorted(items, reverse=reverse)`` takes them.

    >>> sorted_order([3.0, 1.0, 2.0])
    [1, 2, 0]
    """
    return sorted(range(len(items)), key=lambda i: items[i], reverse=reverse)


def shuffled_order(shuffle, length):
    """Return the order into which the function `shuffle` puts `length` items.

    >>> shuffled_order(lambda items: items.reverse(), 3)
    [2, 1, 0]
    """
    order = list(range(length))
    shuffle(order)
    return order


def pick(items, order):
    """Return the list of those `items` whose places `order` names.

    >>> pick([3.0, 1.0, 2.0], [1, 2, 0])
    [1.0, 2.0, 3.0]
    """
    return [items[i] for i in order]


def put_back(items, order):
    """Return `items` in the places that `order` names: the transpose of `pick`.

    >>> put_back([1.0, 2.0, 3.0], [1, 2, 0])
    [3.0, 1.0, 2.0]
    """
    return [items[order.index(i)] for i in range(len(order))]


def centred(data):
    """Return `data` as an array, less its mean.

    >>> centred([1.0, 2.0, 6.0])
    array([-2., -1.,  3.])
    """
    data = np.asarray(data)
    return data - np.mean(data)


def middle(data):
    """Return what each item of `data` weighs in its median.

    >>> middle([3.0, 1.0, 2.0, 9.0])
    array([0.5, 0. , 0.5, 0. ])
    """
    weights = np.zeros(len(data))
    order = np.argsort(data, kind="stable")
    weights[order[(len(data) - 1) // 2]] += 0.5
    weights[order[len(data) // 2]] += 0.5
    return weights


def polygamma(n, x):
    """Return the derivative of order `n` of the digamma function at the number `x`.

    >>> round(polygamma(0, 1.0), 12)  # minus Euler's constant
    -0.577215664902
    """
    x, shifted, factorial = float(x), 0.0, float(np.prod(np.arange(1.0, n + 1)))
    sign = -1.0 if n % 2 == 0 else 1.0
    while x < 15 + n:  # psi(x) = psi(x + 1) - 1 / x, differentiated n times
        shifted += sign * factorial / x ** (n + 1)
        x += 1
    # The asymptotic series, with the Bernoulli numbers B_2, B_4, ...
    total = np.log(x) - 0.5 / x if n == 0 else sign * (factorial / n / x**n + 0.5 * factorial / x ** (n + 1))
    rising = factorial * (n + 1) / 2 if n else 0.5  # (2k + n - 1)! / (2k)!
    bernoulli = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510)
    for k, number in enumerate(bernoulli, 1):
        total += sign * number * rising / x ** (2 * k + n)
        rising *= (2 * k + n) * (2 * k + n + 1) / ((2 * k + 1) * (2 * k + 2))
    return float(total + shifted)


def sinc_derivative(x, order):
    """Return the derivative of that `order` of ``np.sinc``, at zero too.

    >>> float(sinc_derivative(0.0, 2) / np.pi**2)
    -0.33333333333333337
    """
    x = np.asarray(x)
    # Away from zero: u f = sin(u), differentiated n times, gives each derivative of f from the one before.
    angle = np.pi * np.where(np.abs(x) < 1, 1, x)
    value = np.sin(angle) / angle
    for n in range(1, order + 1):
        value = (np.sin(angle + n * np.pi / 2) - n * value) / angle
    # Near zero the recurrence cancels; there the power series is summed.
    power, term, series = np.pi * np.where(np.abs(x) < 1, x, 0), np.pi**order, 0.0
    for k in range(40):
        series = series + np.cos((order + k) * np.pi / 2).round() * term / (order + k + 1)
        term = term * power / (k + 1)
    return np.where(np.abs(x) < 1, series, np.pi**order * value)[()]


def i0_derivative(x, order):
    """Return the derivative of that `order` of ``np.i0``: the mean of ``cos(t)**n exp(x cos(t))`` over a circle.

    >>> float(i0_derivative(0.0, 2))
    0.5
    """
    cosine = np.cos(np.pi * (np.arange(256) + 0.5) / 256)
    return np.mean(cosine**order * np.exp(np.expand_dims(x, -1) * cosine), axis=-1)
