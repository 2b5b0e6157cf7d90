"""Sums and multiples of tuples, lists and dicts."""

from __future__ import annotations

import operator

from .. import ir
from ..kinds import ListOf
from .holding import hold
from .memory import content, freeze, kind_at, new_cell, wrap
from .values import Items, Ref, Struct, is_atom


def sequences(work, function, one, two):
    """Sums and multiples of tuples and lists whose items are known."""
    if function is operator.or_ and all(_is_dict(work, v) for v in (one, two)):
        fields = {**dict(content(work, one).fields), **dict(content(work, two).fields)}
        return new_cell(work, f"table_{work.builder.line}", Struct(dict, tuple(fields.items())))
    parts = [_known_items(work, v) for v in (one, two)]
    if function is operator.add and None not in parts:
        return _like(work, one, [*parts[0], *parts[1]])
    if function is operator.add and parts[1] is not None and isinstance(one, Ref):
        if isinstance(kind := kind_at(work, one), ListOf):
            from .lists import extend
            from .natives.items import copied

            extend(work, longer := copied(work, one, kind), two)
            return longer
    if function is operator.mul:
        for items, count, like in ((parts[0], two, one), (parts[1], one, two)):
            if items is not None and isinstance(count, ir.Const) and isinstance(count.value, int):
                return _like(work, like, items * count.value)
            if items is not None and len(items) == 1 and is_atom(count):
                return repeated(work, items[0], count)
    return None


def repeated(work, value, count):
    """``[value] * count``: a list that holds one object many times."""
    atom = work.builder.call(ir.make_list, freeze(work, value))
    made = wrap(work, work.builder.call(operator.mul, atom, count))
    hold(work, made.cell, value)
    hold(work, made.cell, value)
    return made


def is_list(work, value):
    """True for a list that is not the caller's."""
    kind = kind_at(work, value) if isinstance(value, Ref) else None
    return kind.cls is list and kind.source is None if isinstance(kind, Struct) else isinstance(kind, ListOf)


def _is_dict(work, value):
    held = content(work, value) if isinstance(value, Ref) else None
    return isinstance(held, Struct) and held.cls is dict


def _known_items(work, value):
    match value:
        case Items(items, cls) if cls is tuple:
            return list(items)
        case Ref() if isinstance(content(work, value), Struct) and content(work, value).cls is list:
            return [v for _, v in content(work, value).fields]
    return None


def _like(work, value, items):
    if isinstance(value, Items):
        return Items(tuple(items))
    return new_cell(work, f"items_{work.builder.line}", Struct(list, tuple(enumerate(items))))
