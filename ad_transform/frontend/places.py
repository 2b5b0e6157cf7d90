"""Places in arrays and lists that are written: which may be, and what is added to them."""

from __future__ import annotations

import operator

import numpy as np

from .. import ir
from ..aliasing import PIECES, READ_ONLY_VIEWS
from ..kinds import Array, Number, is_float


def without_ellipsis(place):
    """``a[1:][...]`` is the place ``a[1:]``; but in ``split(a, 2)[1][...]`` the part is an item of a list."""
    inner = place.args[0]
    whole_of_item = place.args[1:] == (ir.Const(...),) and isinstance(inner, ir.Call)
    indexed = whole_of_item and inner.function is operator.getitem
    return inner if indexed and getattr(inner.args[0], "function", None) not in PIECES else place


def accumulated(work, cell, place, value):
    """What ``a[i] = a[i] + v`` adds to the place, ``-v`` for ``a[i] - v``, or None if it is no such thing.

    Only for places of distinct elements: ``a[[0, 0]] = a[[0, 0]] + v`` adds once.
    """
    builder, held = work.builder, work.state.heap[cell]
    if (
        not isinstance(held, ir.Name)
        or place.function is not operator.getitem
        or not basic(work, place.args[1])
    ):
        return None
    made = {s.name: s.value for s in builder.block if isinstance(s, ir.Let)}
    total = made.get(getattr(value, "id", ""))
    kinds = builder.kinds.get(held.id), builder.kind(value)
    same = all(isinstance(k, (Array, Number)) for k in kinds) and kinds[0].dtype == kinds[1].dtype
    if not same or not isinstance(total, ir.Call) or total.function not in (operator.add, operator.sub):
        return None
    orders = (total.args, total.args[::-1]) if total.function is operator.add else (total.args,)
    for old, more in orders:
        if unfolded(made, old, held) == ir.substitute(place, {ir.HOLE.id: held}):
            return more if total.function is operator.add else negated(builder, more)
    return None


def negated(builder, atom):
    """Minus a float, which is exact; None for other numbers, of which unsigned ones have no opposite."""
    return builder.call(operator.neg, atom) if is_float(builder.kind(atom)) else None


def unfolded(made, atom, stop):
    """The nested value of an atom that reads a place of `stop`."""
    value = made.get(getattr(atom, "id", "")) if atom != stop else None
    if isinstance(value, ir.Call) and value.function is operator.getitem:
        return ir.Call(value.function, (unfolded(made, value.args[0], stop), *value.args[1:]))
    return atom


def basic(work, index):
    """True for an index of ints, slices, `...` and None only: NumPy gives a view, of distinct elements."""
    match index:
        case ir.Call(function, args) if function is ir.make_tuple:
            return all(basic(work, a) for a in args)
        case ir.Call(function) if function is slice:
            return True
        case ir.Const(value):
            return (
                value is None or value is Ellipsis or (isinstance(value, int) and not isinstance(value, bool))
            )
    kind = work.builder.kind(index)
    return isinstance(kind, Number) and kind.dtype not in ("bool", "bool_")


def refuse_read_only(work, place):
    """Refuse a write through a view that NumPy lets nobody write."""
    while isinstance(place, ir.Call):
        if place.function in READ_ONLY_VIEWS or place.function is np.diag:
            name = place.function.__name__
            raise work.refuse(f"what `{name}` gives cannot be written", "write into its argument instead")
        place = place.args[0]
