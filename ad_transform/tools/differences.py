"""Slopes of a function of one number that is known only by its values: extrapolated differences, Taylor remainders.

>>> round(central(math.exp, 0.5).slope, 9)
1.0
>>> round(taylor(math.exp, 1.0), 2)  # exp(t) - 1 - t is of order two
2.0
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

EPS = float(np.finfo(float).eps)
SHRINK = 1.6


@dataclass(frozen=True)
class Slope:
    """A slope at 0 and how far it may be off."""

    slope: float
    error: float


def central(phi: Callable[[float], float], first: float, precision: float = EPS) -> Slope:
    """The slope of `phi` at 0 by central differences, extrapolated to steps of length 0 (Ridders 1982)."""
    return extrapolated(lambda h: (phi(h) - phi(-h)) / (2 * h), first, 2, noise_of(phi, precision))


def one_sided(phi: Callable[[float], float], first: float, precision: float = EPS) -> Slope:
    """The slope of `phi` at 0 to one side: that of the sign of `first`."""
    start = phi(0.0)
    return extrapolated(lambda h: (phi(h) - start) / h, first, 1, noise_of(phi, precision))


def noise_of(phi, precision: float) -> float:
    """How much rounding may change a value of `phi`."""
    return 4 * precision * max(abs(phi(0.0)), math.ulp(0.0))


def extrapolated(quotient, first: float, order: int, noise: float) -> Slope:
    """Neville's scheme over quotients whose error is a series in ``h**order``; the entry that moves least wins."""
    row: list[float] = []
    best = Slope(math.nan, math.inf)
    h = first
    for _ in range(24):
        new = [quotient(h)]
        for k, before in enumerate(row):
            factor = SHRINK ** (order * (k + 1))
            new.append((factor * new[k] - before) / (factor - 1))
        rounding = noise / abs(h)
        for k in range(1, len(new)):
            error = max(abs(new[k] - new[k - 1]), abs(new[k] - row[k - 1])) + rounding
            if error < best.error:
                best = Slope(new[k], error)
        row = new[:10]
        h /= SHRINK
    return best


def taylor(
    phi: Callable[[float], float], slope: float, first: float = 0.1, precision: float = EPS
) -> float | None:
    """The order of the remainder ``phi(h) - phi(0) - h * slope`` as h goes to 0; None where it is 0 up to rounding.

    A right slope gives order 2 (3 where the second derivative is 0), a wrong one order 1. Steps are halved; the order
    is that of the smallest ones whose remainder stands out of the rounding.
    """
    start, noise = phi(0.0), noise_of(phi, precision)
    remainders = []
    h = first
    while abs(h) > precision:
        value = phi(h)
        remainder = abs(value - start - h * slope)
        if remainder <= 200 * max(noise, precision * abs(h * slope)):
            break
        remainders.append(remainder)
        h /= 2
    rates = [math.log2(a / b) for a, b in zip(remainders, remainders[1:])]  # noqa: RUF007
    return float(np.median(rates[-3:])) if rates else None
