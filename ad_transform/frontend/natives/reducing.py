"""Items taken together: sum, min, max, any, all, sorted; float of a number."""

from __future__ import annotations

import operator

import numpy as np

from ... import ir
from ...kinds import Array, ListOf, Number
from .. import expressions
from ..branches import truth
from ..iteration import ZERO, Counted, Range, counted
from ..memory import freeze, is_number, kind_at, wrap
from .items import known_parts, native_list


def native_extreme(function):
    def extreme(work, args, kwargs):
        """`min` and `max` of numbers, or of the items of a list."""
        if kwargs:
            raise work.refuse(f"`{function.__name__}` with keywords is not supported", "use a loop")
        parts = known_parts(work, args[0]) if len(args) == 1 else args
        if parts is not None and len(args) == 1 and len(parts) == 1:
            return parts[0]
        if parts is not None:
            return work.builder.call(function, *[freeze(work, p) for p in parts])
        if isinstance(args[0], (Counted, Range)):
            args = [native_list(work, args, {})]
        if isinstance(kind_at(work, args[0]), ListOf):
            array = work.builder.call(np.asarray, freeze(work, args[0]))
            return work.builder.call(np.max if function is max else np.min, array)
        return work.builder.call(np.max if function is max else np.min, freeze(work, args[0]))

    return extreme


def native_sum(work, args, kwargs):
    """``sum(items, start)``: a chain of additions, or a loop."""
    from ..comprehensions import accumulate

    start = kwargs.get("start", args[1] if len(args) > 1 else None)
    parts = known_parts(work, args[0])
    if parts is None:
        kind = None if isinstance(args[0], (Counted, Range)) else kind_at(work, args[0])
        if isinstance(kind, Array) and kind.rank == 1 and start is None:
            return work.builder.call(np.sum, freeze(work, args[0]))
        return accumulate(work, counted(work, args[0]), ZERO if start is None else start)
    total = start if start is not None else (parts.pop(0) if parts else ZERO)
    for part in parts:
        total = expressions.binary(work, operator.add, total, part)
    return total


def native_truths(join, empty):
    def truths(work, args, kwargs):
        """`any` and `all` of known items; an array's `any` and `all` otherwise."""
        parts = known_parts(work, args[0])
        if parts is None:
            values = native_list(work, args, {}) if isinstance(args[0], Counted) else args[0]
            return work.builder.call(np.all if empty else np.any, freeze(work, values))
        found = ir.Const(empty)
        for part in parts:
            atom = truth(work, part)
            first = isinstance(found, ir.Const) and found.value is empty
            found = atom if first else work.builder.call(join, found, atom)
        return found

    return truths


def native_sorted(work, args, kwargs):
    if kwargs:
        raise work.refuse("`sorted` with keywords is not supported", "use np.sort")
    parts = known_parts(work, args[0])
    if parts is None:
        atom = freeze(work, args[0])
    else:
        atom = work.builder.call(ir.make_list, *[freeze(work, p) for p in parts])
    kind = work.builder.kind(atom)
    array = atom if isinstance(kind, Array) else work.builder.call(np.array, atom)
    return wrap(work, work.builder.call(np.sort, array))


def native_float(work, args, kwargs):
    """``float(x)`` of a float is the float."""
    if args and is_number(work, args[0]) and work.builder.kind(args[0]) == Number("float"):
        return args[0]
    return NotImplemented


REDUCING = {
    min: native_extreme(min),
    max: native_extreme(max),
    sum: native_sum,
    any: native_truths(ir.either, False),
    all: native_truths(ir.both, True),
    sorted: native_sorted,
    float: native_float,
}
