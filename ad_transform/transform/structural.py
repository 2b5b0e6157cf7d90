"""Adjoints of what moves values without computing: indexing, stores, tuples and lists.

The adjoint of a place is the same place of the adjoint. A store reads the adjoint of its place and then zeroes it.
"""

from __future__ import annotations

import operator

import numpy as np

from .. import ir
from ..frontend.memory import EVERYWHERE
from ..frontend.places import basic
from ..frontend.reshaping import read_place
from ..kinds import Array, DictOf, ListOf, Number, Record, Sequence, Unknown, is_float
from ..runtime import add_structures, copies_of, nested_lists, read_back, spread
from .holders import reverse_append, reverse_dict, reverse_display, reverse_drop_last, reverse_remove
from .shapes import ZERO, cast, fit, narrow, same_shape, spreads_to, zero
from .sweep import add, as_value, buffer_for, flush, named_bar, put_bar, whole_bar


def reverse_getitem(sweep, name, call, bar):
    """``y = a[i]``: ``a_bar[i] += y_bar``."""
    owner, index = call.args
    if not isinstance(owner, ir.Name) or owner.id not in sweep.active:
        return
    kind = sweep.builder.kind(owner)
    if isinstance(kind, Sequence) and isinstance(index, ir.Const):
        parts = [None] * len(kind.items)
        parts[index.value] = bar
        add(sweep, owner, parts)
        return
    place = ir.Call(operator.getitem, (ir.HOLE, index))
    flush(sweep, owner.id)
    if isinstance(kind, (ListOf, DictOf, Sequence)) and not isinstance(sweep.builder.kinds.get(name), Number):
        buffer = buffer_for(sweep, owner.id)
        old = sweep.builder.call(operator.getitem, buffer, index)
        whole = as_value(sweep, whole_bar(sweep, name), name)
        new = sweep.builder.call(add_structures, old, whole)
        put_bar(sweep, owner.id, ir.store, place, new)
        return
    put_bar(sweep, owner.id, ir.add_at, place, cast_to(sweep, bar, owner))


def cast_to(sweep, bar, owner):
    """What is added to the adjoint of `owner` must not be complex where that is real."""
    kind = sweep.builder.kind(owner)
    known = sweep.builder.kind(bar)
    if isinstance(kind, Array) and isinstance(known, (Array, Number)) and known.dtype.startswith("complex"):
        return bar if kind.dtype.startswith("complex") else sweep.builder.call(np.real, bar)
    return bar


def reverse_store(sweep, name, call, bar):
    """``a[i] = v``: ``v_bar += a_bar[i]``, then ``a_bar[i] = 0``."""
    base, place, value = call.args
    whole = as_value(sweep, whole_bar(sweep, name), name)
    written = sweep.builder.kind(ir.Name(name))
    if place == EVERYWHERE and isinstance(written, Array) and written.rank:
        if isinstance(value, ir.Name) and value.id in sweep.active:
            add(sweep, value, fit_stored(sweep, whole, value, place, ir.Name(name)))
        return  # nothing is left of what the array held before
    if isinstance(value, ir.Name) and value.id in sweep.active:
        add(sweep, value, gathered(sweep, place, whole, value, ir.Name(name)))
    if isinstance(base, ir.Name) and base.id in sweep.active:
        kind = sweep.builder.kind(whole)
        nothing = ZERO if not isinstance(kind, ListOf | DictOf) else zero(sweep.builder, value)
        rest = named_bar(sweep, name, ir.Call(ir.store, (whole, place, nothing)), kind)
        add(sweep, base, rest)


def gathered(sweep, place, whole, value, out):
    """The adjoint of what was stored at `place`; where an index repeats, only the last write counts."""
    index = place.args[1] if place.function is operator.getitem else ir.Const(None)
    repeats = (
        place.function is operator.getitem and not basic(sweep.work, index) and not is_mask(sweep, index)
    )
    if repeats and not is_held_by_key(sweep, place, out):
        inner = read_place(sweep.work, place.args[0], whole)
        found = sweep.builder.call(read_back, inner, index)
    else:
        found = read_place(sweep.work, place, whole)
    return fit_stored(sweep, turned(sweep, place, found), value, place, out)


def turned(sweep, place, found):
    """The adjoint of x + iy is that of x minus i times that of y, so an imaginary part turns its sign."""
    while isinstance(place, ir.Call):
        if place.function is np.imag:
            return sweep.builder.call(operator.neg, found)
        place = place.args[0]
    return found


def is_held_by_key(sweep, place, out):
    """True if the place is an item of a list or dict, which is there once, and not elements of an array."""
    with sweep.builder.nested():
        kind = sweep.builder.kind(read_place(sweep.work, place.args[0], out))
    return isinstance(kind, ListOf | DictOf | Sequence | Record)


def fit_stored(sweep, found, value, place, out):
    """`found`, read at `place`, in the shape of the `value` that was stored there and may have been broadcast."""
    with sweep.builder.nested():
        kind = sweep.builder.kind(read_place(sweep.work, place, out))
    if same_shape(kind, sweep.builder.kind(value)):
        return cast(sweep.builder, found, sweep.builder.kind(value))
    return fit(sweep.builder, found, value, read_place(sweep.work, place, out), sweep.sizes)


def is_mask(sweep, index):
    if isinstance(index, ir.Call):
        return False
    kind = sweep.builder.kind(index)
    return isinstance(kind, (Array, Number)) and kind.dtype in ("bool", "bool_")


def reverse_add_at(sweep, name, call, bar):
    """``np.add.at(a, i, v)``: the adjoint of `a` goes through, that of `v` is read at the place."""
    base, place, value = call.args
    whole = as_value(sweep, whole_bar(sweep, name), name)
    if isinstance(value, ir.Name) and value.id in sweep.active:
        found = turned(sweep, place, read_place(sweep.work, place, whole))
        add(sweep, value, fit_stored(sweep, found, value, place, ir.Name(name)))
    add(sweep, base, whole)


def reverse_array(sweep, name, call, bar):
    """``np.array(items)``: the adjoint of the list is indexed as the array is."""
    source = call.args[0]
    kind = sweep.builder.kind(source)
    whole = whole_bar(sweep, name)
    if isinstance(kind, ListOf):
        whole = as_lists(sweep, whole, kind)
    elif isinstance(kind, Sequence):
        whole = split(sweep, whole, kind)
    else:
        whole = cast(sweep.builder, whole, kind)
    add(sweep, source, whole)


def as_lists(sweep, whole, kind):
    """An array's adjoint as the list, or the lists in lists, that it was made from."""
    depth, item = 1, kind.item
    while isinstance(item, ListOf):
        depth, item = depth + 1, item.item
    if depth == 1:
        return sweep.builder.call(list, whole)
    call = ir.Call(nested_lists, (whole, ir.Const(depth)))
    return sweep.builder.bind(sweep.builder.word(list), call, kind)


def reverse_sum(sweep, name, call, bar):
    """``sum(items, start)`` of numbers: each takes the whole adjoint."""
    items, *start = call.args
    for atom in start:
        if isinstance(atom, ir.Name) and atom.id in sweep.active:
            add(sweep, atom, cast(sweep.builder, bar, sweep.builder.kind(atom)))
    if not isinstance(items, ir.Name) or items.id not in sweep.active:
        return
    kind = sweep.builder.kind(items)
    if isinstance(kind, Sequence):
        add(sweep, items, [cast(sweep.builder, bar, k) if is_float(k) else None for k in kind.items])
    elif isinstance(kind, Array):
        add(sweep, items, cast(sweep.builder, bar, Number(kind.dtype)))
    else:
        add(sweep, items, sweep.builder.call(copies_of, bar, items))


def split(sweep, whole, kind):
    """The items of an array's adjoint, nested as the list that it was made from."""
    parts = []
    for k, inner in enumerate(kind.items):
        part = sweep.builder.call(operator.getitem, whole, ir.Const(k))
        parts.append(split(sweep, part, inner) if isinstance(inner, Sequence) else part)
    return parts


def spread_adjoint(sweep, value, adj):
    """Hand the adjoints that a rule returned to its arguments; 0.0 says that there is none, for a list too."""
    if adj == ZERO:
        return
    if isinstance(value, tuple):
        for k, inner in enumerate(value):
            part = adj[k] if isinstance(adj, list) else sweep.builder.call(operator.getitem, adj, ir.Const(k))
            spread_adjoint(sweep, inner, part)
    elif isinstance(value, ir.Call) and value.function in (ir.make_tuple, ir.make_list):
        spread_adjoint(sweep, value.args, adj)
    elif isinstance(value, ir.Name):
        add(
            sweep,
            value,
            fitted_parts(sweep, adj, value) if isinstance(adj, list) else fitted(sweep, adj, value),
        )


def fitted_parts(sweep, adj, value):
    """The adjoints of the items of a list, each in the shape of its item; one array where the list is an array."""
    kind = sweep.builder.kind(value)
    if isinstance(kind, Array):
        return sweep.builder.call(np.array, sweep.builder.call(ir.make_list, *adj))
    if not isinstance(kind, Sequence):
        return adj
    parts = []
    for k, part in enumerate(adj):
        item = sweep.builder.call(operator.getitem, value, ir.Const(k))
        parts.append(part if part is None or isinstance(part, list) else fitted(sweep, part, item))
    return parts


def fitted(sweep, adj, value):
    """An adjoint that a rule returned, summed to the shape of its argument where that is smaller."""
    kind, known = sweep.builder.kind(value), sweep.builder.kind(adj)
    if isinstance(kind, (Array, Unknown)) and isinstance(known, (ListOf, Sequence)):
        adj = sweep.builder.call(np.array, adj)
        known = sweep.builder.kind(adj)
    if isinstance(known, Unknown) and isinstance(kind, (Number, Array)):
        return narrow(sweep.builder, adj, value, kind)
    if kind == Unknown() and isinstance(known, (Number, Array, Unknown)):
        return narrow(sweep.builder, adj, value, kind)
    if isinstance(kind, ListOf) and isinstance(known, Array):
        return sweep.builder.call(list, adj)
    if isinstance(known, Array) and isinstance(kind, (Number, Array)) and not spreads_to(known, kind):
        adj = narrow(sweep.builder, adj, value, kind)
    return cast(sweep.builder, adj, kind)


def spread_over(sweep, array, values, bar):
    """A function that gives `bar` (of a reduction's result) in a shape that broadcasts against `array`."""
    axis, keepdims = (constant(values.get(word)) for word in ("axis", "keepdims"))
    builder = sweep.builder

    def spread_out():
        if isinstance(builder.kind(bar), Number) and (axis == ir.Const(None) or bar != values.get("out")):
            return bar
        if keepdims == ir.Const(True) or (axis == ir.Const(None) and keepdims == ir.Const(False)):
            return bar
        if (
            isinstance(axis, ir.Const)
            and isinstance(keepdims, ir.Const)
            and isinstance(builder.kind(bar), Array)
        ):
            return builder.call(np.expand_dims, bar, axis)
        return builder.call(spread, bar, array, axis, keepdims)

    return spread_out


def constant(value):
    return value if isinstance(value, (ir.Name, ir.Const, ir.Call)) else ir.Const(value)


NATIVES = {
    operator.getitem: reverse_getitem,
    ir.store: reverse_store,
    ir.add_at: reverse_add_at,
    ir.append: reverse_append,
    ir.drop_last: reverse_drop_last,
    ir.remove: reverse_remove,
    ir.make_dict: reverse_dict,
    ir.make_tuple: reverse_display,
    ir.make_list: reverse_display,
    sum: reverse_sum,
    np.array: reverse_array,
    np.asarray: reverse_array,
}
