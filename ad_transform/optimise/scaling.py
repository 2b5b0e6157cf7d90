"""Numbers in products: ``2 * (3 * x)`` is ``6 * x``, and ``0.5 * (y * (2 * x))`` is ``y * x``.

A value that must stay the same to the last bit is changed only where a power of two makes both roundings equal.
"""

from __future__ import annotations

import math
import operator

import numpy as np

from ad_transform.ir import Call, Const, Name
from ad_transform.kinds import is_float
from ad_transform.optimise.constants import LONGEST
from ad_transform.optimise.definitions import is_loose, kind_of, own, redefine, replaceable

TIMES = (operator.mul, np.multiply)
OVER = (operator.truediv, np.divide)
WIDEST = 8
"""So many factors are looked at, to keep long products linear in their length."""


def scaled(word, left, right, family, name, facts):
    """The product of `left` and `right`, where one is a number that another number in the other can take in."""
    outer, product = _number_and_rest(left, right)
    if word != "*" or outer is None or not is_float(kind_of(product, facts)):
        return None
    loose = is_loose(name, facts)
    for node in _factors(product, facts) if loose else [product]:
        call = own(node, facts)
        inner, rest = _number_and_rest(*call.args) if call and call.function in TIMES else (None, None)
        if inner is None or not is_float(kind_of(rest, facts)) or not _is_short(outer * inner):
            continue
        if not loose and not _is_exact(outer, inner):
            continue
        if node == product:
            return Call(family["*"], (Const(outer * inner), rest))
        if replaceable(name, product, facts):
            vanishes = outer * inner == 1 and replaceable(node.id, rest, facts)
            redefine(node.id, rest if vanishes else Call(call.function, (Const(outer * inner), rest)), facts)
            return product
    return None


def _number_and_rest(left, right):
    """The number among two factors, and the other one; None twice if there is no such pair."""
    for number, rest in ((left, right), (right, left)):
        if isinstance(number, Const) and type(number.value) in (int, float) and isinstance(rest, Name):
            return number.value, rest
    return None, None


def _factors(product, facts):
    """`product` and the products of its own in it, from the outside in."""
    waiting = [product]
    for _ in range(WIDEST):
        if not waiting:
            return
        node = waiting.pop(0)
        call = own(node, facts)
        if call and call.function in TIMES + OVER and not call.kwargs and len(call.args) == 2:
            yield node
            waiting += call.args if call.function in TIMES else call.args[:1]


def _is_exact(outer, inner):
    """True if multiplying by `inner`, then by `outer`, rounds as multiplying by their product does."""
    return _is_power_of_two(inner) or (_is_power_of_two(outer) and abs(inner) >= 1)


def _is_short(number):
    return 1e-4 < abs(number) < 1e4 and len(repr(number)) <= LONGEST


def _is_power_of_two(number):
    return abs(number) >= 1 and math.frexp(number)[0] in (0.5, -0.5)
