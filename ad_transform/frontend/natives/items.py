"""Known and counted sequences: len, range, zip, list and their like."""

from __future__ import annotations

import operator
from dataclasses import replace

from ... import ir
from ...kinds import DictOf, ListOf, Number, Sequence
from .. import calls
from ..branches import FALSE, TRUE, choose, truth
from ..comprehensions import collect
from ..dicts import copied_dict, keys_of
from ..failing import stop
from ..holding import hold_items
from ..iterators import ZERO, all_rounds, counted, derived, known_parts, written_out
from ..memory import content, freeze, kind_at, new_cell, wrap
from ..subscripts import item, length
from ..values import Counted, Items, Range, Ref, Struct


def native_len(work, args, kwargs):
    value = args[0]
    return counted(work, value).count if isinstance(value, (Counted, Range)) else length(work, value)


def native_range(work, args, kwargs):
    atoms = [freeze(work, a) for a in args]
    start, stop, step = {1: [ZERO, *atoms, ir.Const(1)], 2: [*atoms, ir.Const(1)]}.get(len(atoms), atoms)
    return Range(start, stop, step)


def native_enumerate(work, args, kwargs):
    first = kwargs.get("start", args[1] if len(args) > 1 else ZERO)
    parts = all_rounds(work, args[0])
    if parts is not None and isinstance(first, ir.Const):
        return written_out(
            work, args[:1], len(parts), lambda k: Items((ir.Const(first.value + k), parts[k]()))
        )
    inner = counted(work, args[0])

    def at(k):
        number = k if first == ZERO else work.builder.call(operator.add, k, freeze(work, first))
        return Items((number, inner.at(k)))

    return derived(work, args[:1], inner.count, at)


def native_zip(work, args, kwargs):
    parts = [all_rounds(work, a) for a in args]
    if not args or None not in parts:
        return written_out(
            work, args, shortest(work, parts, kwargs), lambda k: Items(tuple(p[k]() for p in parts))
        )
    inner = [counted(work, a) for a in args]
    counts = list(dict.fromkeys(c.count for c in inner))
    require_equal(work, counts, kwargs.get("strict", FALSE))
    equal = len(counts) == 1 or kwargs.get("strict", FALSE) == TRUE
    count = counts[0] if equal else work.builder.call(min, *counts)
    return derived(work, args, count, lambda k: Items(tuple(c.at(k) for c in inner)))


def require_equal(work, counts, strict):
    """``zip(…, strict=True)`` of lengths that are not known: the derivative raises as Python does."""
    if strict == FALSE or len(counts) < 2:
        return
    if not isinstance(strict, ir.Const) or work.builder.guarded:
        raise work.refuse("`zip` with `strict`, in a `try` block or not known", "compare the lengths before")
    for count in counts[1:]:
        differs = work.builder.call(operator.ne, counts[0], count)
        error = ir.Call(ValueError, (ir.Const("zip() of arguments of different lengths"),))
        choose(work, truth(work, differs), lambda e=error: stop(work, e), lambda: None)


def shortest(work, parts, kwargs):
    """How many rounds a `zip` of known items has."""
    lengths = {len(p) for p in parts}
    if len(lengths) > 1 and kwargs.get("strict", FALSE) != FALSE:
        raise work.refuse("`zip` of different lengths, with `strict`", "make the lengths equal")
    return min(lengths, default=0)


def native_reversed(work, args, kwargs):
    parts = all_rounds(work, args[0])
    if parts is not None:
        return written_out(work, args, len(parts), lambda k: parts[len(parts) - 1 - k]())
    if isinstance(args[0], Range) and args[0].start == ZERO and args[0].step == ir.Const(1):
        last = work.builder.call(operator.sub, args[0].stop, ir.Const(1))
        return Range(last, ir.Const(-1), ir.Const(-1))
    inner = counted(work, args[0])

    def at(k):
        last = work.builder.call(operator.sub, inner.count, ir.Const(1))
        return inner.at(work.builder.call(operator.sub, last, k))

    return derived(work, args, inner.count, at)


def native_list(work, args, kwargs):
    if not args:
        return new_cell(work, f"items_{work.builder.line}", Struct(list, ()))
    parts = known_parts(work, args[0])
    if parts is not None:
        return new_cell(work, f"items_{work.builder.line}", Struct(list, tuple(enumerate(parts))))
    if isinstance(args[0], (Counted, Range)):
        return from_counted(work, counted(work, args[0]))
    kind = kind_at(work, args[0])
    if isinstance(kind, ListOf) and isinstance(args[0], Ref):
        return copied(work, args[0], kind)
    if isinstance(kind, DictOf):
        return keys_of(work, args[0])
    if isinstance(kind, Sequence):
        return wrap(work, work.builder.call(list, freeze(work, args[0])))
    return from_counted(work, counted(work, args[0]))


def copied(work, listed, kind):
    """A copy of a list: what is in both is one object."""
    made = new_cell(work, f"items_{work.builder.line}", freeze(work, listed))
    made.cell.own = True
    if not isinstance(kind.item, Number):
        hold_items(work, made.cell, listed.cell)
    return made


def from_counted(work, inner):
    return collect(work, inner, lambda value: value)


def native_tuple(work, args, kwargs):
    parts = known_parts(work, args[0]) if args else []
    if parts is not None:
        return Items(tuple(parts))
    kind = kind_at(work, args[0]) if not isinstance(args[0], (Counted, Range)) else None
    if isinstance(kind, Sequence):
        return Items(tuple(item(work, args[0], ir.Const(k)) for k in range(len(kind.items))))
    return native_list(work, args, kwargs)


def native_dict(work, args, kwargs):
    if (
        len(args) == 1
        and not kwargs
        and isinstance(args[0], Ref)
        and isinstance(kind_at(work, args[0]), DictOf)
    ):
        return copied_dict(work, args[0])
    fields = {**(dict_fields(work, args[0]) if args else {}), **kwargs}
    return new_cell(work, f"table_{work.builder.line}", Struct(dict, tuple(fields.items())))


def dict_fields(work, value):
    """The keys and values of a dict, or of pairs, that are known."""
    held = content(work, value) if isinstance(value, Ref) else None
    if isinstance(held, Struct) and held.cls is dict:
        return dict(held.fields)
    fields, pairs = {}, known_parts(work, value)
    for pair in [None] if pairs is None else pairs:
        parts = known_parts(work, pair) if pair is not None else None
        if not parts or not isinstance(parts[0], ir.Const):
            raise work.refuse("`dict` of this value is not supported", "write the dict out")
        fields[parts[0].value] = parts[1]
    return fields


def native_map(work, args, kwargs):
    function, *sources = args
    group = native_zip(work, sources, {})
    return replace(group, at=lambda k: calls.apply(work, function, list(group.at(k).items), {}))


ITEMS = {
    len: native_len,
    range: native_range,
    enumerate: native_enumerate,
    zip: native_zip,
    reversed: native_reversed,
    list: native_list,
    tuple: native_tuple,
    dict: native_dict,
    map: native_map,
}
