"""Items taken together: sum, min, max, any, all, sorted; float of a number."""

from __future__ import annotations

import itertools
import operator

import numpy as np

from ... import ir
from ...kinds import Array, ListOf, Number, Unknown, is_float
from .. import calls, expressions
from ..branches import FALSE, choose_value, truth
from ..comprehensions import accumulate
from ..iterators import ZERO, counted, known_parts
from ..memory import freeze, is_number, kind_at, new_cell, wrap
from ..values import Counted, Range, Ref, Struct
from .items import native_list


def native_extreme(function):
    def extreme(work, args, kwargs):
        """`min` and `max` of numbers, or of the items of a list."""
        parts = known_parts(work, args[0]) if len(args) == 1 else args
        if kwargs and (parts is None or set(kwargs) != {"key"} or not parts):
            raise work.refuse(f"`{function.__name__}` with keywords is not supported here", "use a loop")
        if kwargs:
            return extreme_by(work, function, parts, kwargs["key"])
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
    """``sum(items, start)``: Python's own `sum` for numbers, which it adds with care; additions for anything else."""
    start = kwargs.get("start", args[1] if len(args) > 1 else None)
    parts = known_parts(work, args[0])
    if parts is None:
        return sum_of_many(work, args[0], start)
    alone = len(parts) == 1 and isinstance(parts[0], Ref)  # `sum([a])` is ``0 + a``, another array than `a`
    if start is not None or alone:
        parts = [ZERO if start is None else start, *parts]
    first = list(itertools.takewhile(lambda part: is_number(work, part), parts))
    if len(first) > 1 and any(is_float(work.builder.kind(number)) for number in first):
        numbers, others = parts[1 : len(first)] if start is not None else first, parts[len(first) :]
        parts = [added(work, work.builder.call(ir.make_list, *numbers), start), *others]
    total = parts[0] if parts else ZERO
    for part in parts[1:]:
        total = expressions.binary(work, operator.add, total, part)
    return total


def sum_of_many(work, items, start):
    """The sum of items that are not known one by one."""
    if isinstance(items, Counted):
        items = native_list(work, [items], {})
    kind = None if isinstance(items, Range) else kind_at(work, items)
    numbers = isinstance(kind, ListOf) and isinstance(kind.item, Number) and is_float(kind.item)
    if numbers or (isinstance(kind, Array) and kind.rank == 1):
        return added(work, freeze(work, items), start)
    return accumulate(work, counted(work, items), ZERO if start is None else start)


def added(work, items, start):
    """A call of Python's `sum` for the atom `items`."""
    return work.builder.call(sum, items, *([] if start is None else [freeze(work, start)]))


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


def extreme_by(work, function, parts, key):
    """The first item whose key no later key exceeds: ``max(items, key=key)``, and `min` likewise."""
    better = operator.gt if function is max else operator.lt
    best, *others = parts
    most = calls.apply(work, key, [best], {})
    for part in others:
        value = calls.apply(work, key, [part], {})
        test = truth(work, work.builder.call(better, freeze(work, value), freeze(work, most)))
        best = chosen(work, test, part, best)
        most = chosen(work, test, value, most)
    return best


def chosen(work, test, one, other):
    return choose_value(work, test, lambda: one, lambda: other, f"choice_{work.builder.line}")


def native_sorted(work, args, kwargs):
    """``sorted(items, key=key, reverse=reverse)``: a list."""
    parts = known_parts(work, args[0])
    if parts is not None:
        fields = tuple(enumerate(in_order(work, parts, **kwargs)))
        return new_cell(work, f"items_{work.builder.line}", Struct(list, fields))
    if "key" in kwargs:
        raise work.refuse("`sorted` by a key, of items that are not known", "use np.argsort of the keys")
    listed = native_list(work, args, {})
    return wrap(work, work.builder.call(sorted, freeze(work, listed), **kwargs))


def in_order(work, parts, key=None, reverse=FALSE):
    """The known items of a list, sorted: numbers only."""
    if not all(is_number(work, p) for p in parts) or not isinstance(reverse, ir.Const):
        raise work.refuse("sorting items that are no numbers", "sort numbers, or use np.argsort of the keys")
    if len(parts) < 2:
        return list(parts)
    call = work.builder.call
    items, places = call(np.array, call(ir.make_list, *parts)), range(len(parts))
    if key is None or key == ir.Const(None):
        ordered = call(np.sort, items)
        places = places[::-1] if reverse.value else places
    else:
        values = [freeze(work, calls.apply(work, key, [p], {})) for p in parts]
        keys = call(np.array, call(ir.make_list, *values))
        order = call(np.argsort, call(operator.neg, keys) if reverse.value else keys, kind=ir.Const("stable"))
        ordered = call(operator.getitem, items, order)
    return [call(operator.getitem, ordered, ir.Const(k)) for k in places]


def native_float(work, args, kwargs):
    """``float(x)`` of a float is the float."""
    if args and not isinstance(args[0], ir.Const) and kind_at(work, args[0]) == Unknown(False):
        raise work.refuse("a number read from text that is made here", "keep the number itself")
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
