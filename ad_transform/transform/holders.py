"""Adjoints of what puts values into tuples, lists and dicts, and of what takes them out again."""

from __future__ import annotations

import operator

from .. import ir
from ..frontend.reshaping import read_place
from .shapes import cast, zero
from .sweep import add, as_value, named_bar, whole_bar


def reverse_append(sweep, name, call, bar):
    """``xs.append(v)``: ``v_bar += xs_bar.pop()``."""
    base, place, value = call.args
    whole = as_value(sweep, whole_bar(sweep, name), name)
    inner = read_place(sweep.work, place, whole)
    add(sweep, value, sweep.builder.call(operator.getitem, inner, ir.Const(-1)))
    kind = sweep.builder.kind(whole)
    rest = named_bar(sweep, name, ir.Call(ir.drop_last, (whole, place)), kind)
    put_list(sweep, base, rest)


def put_list(sweep, base, rest):
    if isinstance(base, ir.Name):
        add(sweep, base, rest)


def reverse_drop_last(sweep, name, call, bar):
    """``del xs[-1]``: the adjoint list grows by a zero."""
    base, place = call.args
    whole = as_value(sweep, whole_bar(sweep, name), name)
    last = sweep.builder.call(operator.getitem, read_place(sweep.work, place, base), ir.Const(-1))
    nothing = zero(sweep.builder, last)
    kind = sweep.builder.kind(whole)
    add(sweep, base, named_bar(sweep, name, ir.Call(ir.append, (whole, place, nothing)), kind))


def reverse_remove(sweep, name, call, bar):
    """``del d[k]``: what is removed has the adjoint zero."""
    base, place = call.args
    whole = as_value(sweep, whole_bar(sweep, name), name)
    nothing = zero(sweep.builder, read_place(sweep.work, place, base))
    kind = sweep.builder.kind(whole)
    add(sweep, base, named_bar(sweep, name, ir.Call(ir.store, (whole, place, nothing)), kind))


def reverse_dict(sweep, name, call, bar):
    """``{k: v}``: each item takes its part."""
    whole = as_value(sweep, whole_bar(sweep, name), name)
    for key, arg in zip(call.args[::2], call.args[1::2], strict=True):
        if isinstance(arg, ir.Name) and arg.id in sweep.active:
            part = sweep.builder.call(operator.getitem, whole, key)
            add(sweep, arg, cast(sweep.builder, part, sweep.builder.kind(arg)))


def reverse_display(sweep, name, call, bar):
    """``(a, b)``, ``[a, b]``, ``np.array([a, b])``: each item takes its part."""
    args = call.args
    for k, arg in enumerate(args):
        if isinstance(arg, ir.Name) and arg.id in sweep.active:
            part = bar[k] if isinstance(bar, list) else sweep.builder.call(operator.getitem, bar, ir.Const(k))
            if part is not None:
                whole = isinstance(part, list)
                add(sweep, arg, part if whole else cast(sweep.builder, part, sweep.builder.kind(arg)))
