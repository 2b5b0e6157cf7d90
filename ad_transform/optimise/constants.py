"""Compute calls of pure functions on Python numbers, where the number is no longer than the call.

Before::                        After::

    n = 2 - 1                       n = 1
    h = 1 / 2                       h = 0.5
    third = 1 / 3                   third = 1 / 3
"""

from __future__ import annotations

import builtins
import math
import operator

import numpy as np

from ad_transform.ir import Const
from ad_transform.optimise.objects import member

_OPERATORS = "abs add sub mul truediv floordiv mod pow neg pos lt le gt ge eq ne not_ and_ or_ xor invert"
_BUILTINS = "abs bool float int max min round"
_MATH = "ceil copysign cos erf exp fabs floor hypot isfinite isinf isnan log sin sqrt tan tanh trunc"

FOLDABLE = frozenset(
    [getattr(operator, name) for name in _OPERATORS.split()]
    + [getattr(builtins, name) for name in _BUILTINS.split()]
    + [getattr(math, name) for name in _MATH.split()]
    + [np.ndim, np.size]
)

LONGEST = 8
"""A folded number has at most so many characters: ``1 / 3`` and ``2 * math.pi`` say more than their digits."""


def is_number(value) -> bool:
    """True for a Python number whose text is its value."""
    return type(value) in (bool, int, float, complex)


def fold(function, numbers):
    """The Const that `function` gives for `numbers`, or None if it raises, is not finite or is too long."""
    if not member(function, FOLDABLE) or not _is_small(function, numbers):
        return None
    try:
        value = function(*numbers)
    except (ArithmeticError, ValueError, TypeError):
        return None
    if not is_number(value) or value != value or abs(value) == math.inf or len(repr(value)) > LONGEST:
        return None
    return Const(value)


def _is_small(function, numbers):
    """False where computing the number could take for ever."""
    return function is not operator.pow or all(abs(number) <= 64 for number in numbers)
