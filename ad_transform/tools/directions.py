"""Arguments and results as points of a space: moved along a direction, multiplied, measured."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..leaves import leaves, replaced


def like(value, change: Callable):
    """A copy of a value with ``change(leaf)`` for each floating point leaf."""
    for leaf in list(leaves(value)):
        value = replaced(value, leaf.steps, change(leaf.value))
    return value


def random_like(value, rng):
    """Numbers between 1/2 and 1, of either sign, in the structure of `value`."""

    def drawn(leaf):
        def numbers():
            return rng.uniform(0.5, 1.0, np.shape(leaf)) * rng.choice([-1.0, 1.0], np.shape(leaf))

        found = numbers() + 1j * numbers() if np.iscomplexobj(leaf) else numbers()
        return cast(found, leaf)

    return like(value, drawn)


def cast(numbers, leaf):
    """`numbers` with the type and precision of `leaf`."""
    array = np.asarray(numbers).astype(np.asarray(leaf).dtype)
    return array if isinstance(leaf, np.ndarray) else type(leaf)(array[()])


def product(value, other) -> complex:
    """The real inner product of two values of one structure; complex where one value was moved by a complex step."""
    total: Any = 0.0
    pairs = zip(leaves(value), leaves(other), strict=True)
    for one, two in pairs:
        if np.shape(one.value) != np.shape(two.value):
            raise ValueError(f"shapes {np.shape(one.value)} and {np.shape(two.value)}")
        total = total + np.sum(np.asarray(one.value) * np.asarray(two.value))
    return total


def size(value) -> float:
    """The largest number in a value."""
    return max((float(np.max(np.abs(leaf.value), initial=0.0)) for leaf in leaves(value)), default=0.0)


def precision(*values) -> float:
    """The spacing of floating point numbers at 1, in the least precise leaf of `values`."""
    found = [np.finfo(np.asarray(leaf.value).dtype).eps for value in values for leaf in leaves(value)]
    return float(max(found, default=np.finfo(float).eps))
