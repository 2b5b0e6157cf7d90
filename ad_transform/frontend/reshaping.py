"""Writes through a reshape: in a program of values the reshaped array is changed, and its shape changed back.

Before::                                       After::

    y.1 = store(y, reshape(@, (2, 3))[1], v)       m = reshape(y, (2, 3))
                                                   m.1 = store(m, @[1], v)
                                                   y.1 = reshape(m.1, shape(y))

So the derivative is right in whatever order its own arrays stand in memory.
"""

from __future__ import annotations

import operator

import numpy as np

from .. import ir
from ..aliasing import RESHAPING
from ..kinds import Array
from .places import without_ellipsis


def outermost(place):
    """The reshape in a place that is done last, None if there is none."""
    while isinstance(place, ir.Call):
        if place.function in RESHAPING:
            return place
        place = place.args[0]
    return None


def within(place, outer):
    """The place that `place` means inside what stands at the place `outer`."""
    return place if outer == ir.HOLE else ir.substitute(place, {ir.HOLE.id: outer})


def around(place, inner):
    """`place` with its part `inner` made the hole."""
    if place is inner:
        return ir.HOLE
    return ir.Call(place.function, (around(place.args[0], inner), *place.args[1:]), place.kwargs)


def stored(work, base, word, place, values, label, kind):
    """The atom, called `label`, of `base` after one of the words of ir.UPDATES."""
    reshape = outermost(place) if isinstance(kind, Array) else None
    if reshape is None:
        return work.builder.bind(label, ir.Call(word, (base, place, *values)), kind)
    seen, inner = read_place(work, reshape, base), reshape.args[0]
    whole = read_place(work, inner, base)
    shape = work.builder.call(np.shape, whole)
    if inner != ir.HOLE:  # it is put back below, where it may be part of an array that is still read
        seen = work.builder.call(np.copy, seen)
    changed = ir.Call(word, (seen, around(place, reshape), *values))
    written = work.builder.bind(ir.base(seen.id), changed, work.builder.kind(seen))
    back = ir.Call(np.reshape, (written, shape), reshape.kwargs)
    if inner == ir.HOLE:
        atom = work.builder.bind(label, back, work.builder.kind(whole))
        remember(work, atom, reshape, written)
        return atom
    part = work.builder.bind(work.builder.word(np.reshape), back, work.builder.kind(whole))
    place = without_ellipsis(ir.Call(operator.getitem, (inner, ir.Const(...))))
    return stored(work, base, ir.store, place, (part,), label, kind)


def read_place(work, place, base, label=""):
    """The value at `place` of the atom `base`, step by step."""
    if place == ir.HOLE:
        return base
    inner = read_place(work, place.args[0], base)
    if place.function in RESHAPING:
        label = work.called.get(place, label)
        step = ir.Call(place.function, (ir.HOLE, *place.args[1:]), place.kwargs)
        _, known = work.reshaped.get((id(work.builder.block), inner, step), (None, None))
        if known is not None:
            return known
    found = work.builder.call(
        place.function, inner, *place.args[1:], base=label or None, **dict(place.kwargs)
    )
    return remember(work, inner, step, found) if place.function in RESHAPING else found


def remember(work, base, step, shown):
    """Note in the block being written that `shown` is `base` after a reshape."""
    work.reshaped[id(work.builder.block), base, step] = work.builder.block, shown
    return shown
