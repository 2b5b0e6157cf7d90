"""Tangents of what moves values without computing: the same store, the same item, the same list of tangents."""

from __future__ import annotations

import operator

import numpy as np

from .. import ir
from ..kinds import Array, Number
from .forward import dot_of, has_dot, settled_dot
from .shapes import ZERO, full, zero
from .sweep import float_kind


def tangent_getitem(forward, name, call):
    dot = dot_of(forward, call.args[0])
    if dot is None:
        return None
    if isinstance(forward.builder.kind(call.args[0]), Array):
        dot = full(forward.builder, dot, call.args[0], forward.sizes)
    return forward.builder.call(operator.getitem, dot, call.args[1], base=f"{ir.base(name)}_dot")


def tangent_update(forward, name, call):
    """A store into `a` is a store into `a_dot`."""
    base, place, *values = call.args
    dot = settled_dot(forward, base)
    dots = [settled_dot(forward, v) if has_dot(forward, v) else zero_into(forward, v) for v in values]
    kind = forward.builder.kinds[name]
    return forward.builder.bind(
        f"{ir.base(name)}_dot", ir.Call(call.function, (dot, place, *dots)), float_kind(kind)
    )


def zero_into(forward, value):
    """The tangent of a constant that is stored: a number serves for a whole slice."""
    kind = forward.builder.kind(value)
    return ZERO if isinstance(kind, (Number, Array)) else zero(forward.builder, value)


def tangent_display(forward, name, call):
    parts = [settled_dot(forward, a) if has_dot(forward, a) else zero_item(forward, a) for a in call.args]
    return forward.builder.call(call.function, *parts, base=f"{ir.base(name)}_dot")


def zero_item(forward, atom):
    """The tangent of a constant item: it keeps its shape, as arrays are made of lists of equal shapes."""
    return ZERO if isinstance(forward.builder.kind(atom), Number) else zero(forward.builder, atom)


def tangent_dict(forward, name, call):
    pairs = [
        part
        for key, a in zip(call.args[::2], call.args[1::2], strict=True)
        for part in (key, settled_dot(forward, a) if has_dot(forward, a) else zero_item(forward, a))
    ]
    return forward.builder.call(ir.make_dict, *pairs, base=f"{ir.base(name)}_dot")


def tangent_array(forward, name, call):
    dot = dot_of(forward, call.args[0])
    if dot is None:
        return None
    kwargs = {k: v for k, v in call.kwargs if k == "dtype"}
    return forward.builder.call(np.array, dot, base=f"{ir.base(name)}_dot", **kwargs)


NATIVES = {
    operator.getitem: tangent_getitem,
    ir.store: tangent_update,
    ir.add_at: tangent_update,
    ir.append: tangent_update,
    ir.drop_last: tangent_update,
    ir.remove: tangent_update,
    ir.make_dict: tangent_dict,
    ir.make_tuple: tangent_display,
    ir.make_list: tangent_display,
    np.array: tangent_array,
}
