"""Where a minus sign can go: signs move to the first factor of a product, or into a sum.

Before::                        After::

    t_1 = -a                        t_1 = a * b
    t_2 = t_1 * b                   y = x - t_1
    y = x + t_2

Only products of temporaries that are read once are changed; a name of the user keeps its value.
"""

from __future__ import annotations

import operator
from dataclasses import replace

import numpy as np

from ad_transform.ir import Call, Const
from ad_transform.kinds import Array, Number, is_float
from ad_transform.optimise.constants import is_number
from ad_transform.optimise.definitions import definition, insert, is_signed, kind_of, own, redefine

NEGATIVE = (operator.neg, np.negative)
PRODUCTS = (operator.mul, operator.truediv, np.multiply, np.divide)
DEEPEST = 8
"""So many factors are looked through, to keep long products linear in their length."""


def is_minus(atom, facts) -> bool:
    """True if `atom` is a negative number, or has a sign that `flip` can take away."""
    return _stripped(_spine(atom, facts)[-1], facts) is not None


def flip(atom, facts):
    """The atom for ``-atom`` where `is_minus`; the products on the way to the sign lose it."""
    *products, leaf = _spine(atom, facts)
    return _exchange(products, _stripped(leaf, facts), facts)


def is_negatable(atom, facts) -> bool:
    """True if a minus sign can be put before the first factor of `atom`."""
    return is_signed(_spine(atom, facts)[-1], facts)


def negate(atom, before, facts):
    """The atom for ``-atom`` with the sign at its first factor; a new name is bound before `before`, or deeper."""
    *products, leaf = _spine(atom, facts)
    if is_number(getattr(leaf, "value", None)):
        return _exchange(products, Const(-leaf.value), facts)
    place = products[-1].id if products else before
    minus = insert("neg", Call(operator.neg, (leaf,)), place, kind_of(leaf, facts), facts)
    return _exchange(products, minus, facts)


def are_signed(first, second, facts) -> bool:
    """True if arithmetic on the two may move a sign of `first`: no unsigned number is computed on the way."""
    if is_float(kind_of(first, facts)):
        return isinstance(kind_of(second, facts), (Number, Array)) or is_float(kind_of(second, facts))
    return is_signed(first, facts) and is_signed(second, facts)


def is_cheaper(atom, other, facts) -> bool:
    """True if a minus sign costs less at `other`, a number, than at `atom`, an array."""
    return isinstance(kind_of(atom, facts), Array) and isinstance(kind_of(other, facts), Number)


def _spine(atom, facts):
    """`atom`, its first factor if it is a product of its own, the first factor of that, and so on."""
    spine = [atom]
    for _ in range(DEEPEST):
        call = own(spine[-1], facts)
        if call is None or call.function not in PRODUCTS or call.kwargs or len(call.args) != 2:
            break
        if not are_signed(call.args[0], call.args[1], facts):
            break
        spine.append(call.args[0])
    return spine


def _stripped(leaf, facts):
    """The atom for ``-leaf`` if that is one already."""
    if isinstance(leaf, Const):
        number = leaf.value
        return Const(-number) if type(number) in (int, float) and number < 0 else None
    call = definition(leaf, facts)
    if call is None or call.function not in NEGATIVE or len(call.args) != 1 or call.kwargs:
        return None
    (inner,) = call.args
    return inner if is_signed(inner, facts) and kind_of(inner, facts) == kind_of(leaf, facts) else None


def _exchange(products, leaf, facts):
    """Put `leaf` first in the last of `products`; the atom for the first of them, or for `leaf` if there are none."""
    if not products:
        return leaf
    call = definition(products[-1], facts)
    redefine(products[-1].id, replace(call, args=(leaf, call.args[1])), facts)
    return products[0]
