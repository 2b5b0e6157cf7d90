"""What an object is after one of its places has changed: `ir.store`, `ir.add_at`, `ir.append`, `ir.drop_last`."""

from __future__ import annotations

import operator
from typing import Any

from .. import ir
from ..kinds import Array, DictOf, ListOf, Number, Record, Sequence, Unknown
from .elementwise import arithmetic
from .given import Given
from .joining import join_items, joined
from .lengths import Undetermined


def store(base, place, value):
    return changed(base.kind, steps(place.text), lambda kind: value.kind)


def add_at(base, place, value):
    def added(kind):
        return arithmetic(operator.add)(Given(kind), value) if isinstance(kind, Number) else kind

    return changed(base.kind, steps(place.text), added)


def append(base, place, value):
    return changed(base.kind, steps(place.text), lambda kind: longer(kind, value.kind))


def drop_last(base, place):
    return changed(base.kind, steps(place.text), lambda kind: ListOf(join_items(_items(kind))))


def remove(base, place):
    return base.kind


def keys_of(base):
    return ListOf(base.kind.key)


def longer(kind, item):
    """A list with one more item, which is a list of unknown length."""
    return ListOf(join_items([*_items(kind), item]))


def _items(kind):
    match kind:
        case ListOf(item):
            return [] if item is None else [item]
        case Sequence(items, cls) if cls is list:
            return list(items)
    raise Undetermined("not a list")


def steps(place) -> list:
    """The indices and names that lead from the hole of a place to the place itself."""
    found = []
    while isinstance(place, ir.Call):
        found.append(place.args[1])
        place = place.args[0]
    return found[::-1]


def changed(kind, path, change):
    """`kind` with `change` applied to the kind of what is at the end of `path`."""
    match kind:
        case Array() | Unknown():
            return kind
        case _ if not path:
            return change(kind)
        case ListOf(item):
            inner = change(None) if item is None else changed(item, path[1:], change)
            return ListOf(inner if item is None else joined(item, inner))
        case DictOf(item, key):
            inner = change(None) if item is None else changed(item, path[1:], change)
            return DictOf(inner if item is None else joined(item, inner), key)
        case Record(fields, cls):
            return Record(_with_field(fields, path, change), cls)
        case Sequence(items, cls):
            return Sequence(_with_item(items, path, change), cls)
    raise Undetermined("not a place")


def _with_field(fields, path, change):
    if not isinstance(path[0], ir.Const):
        raise Undetermined("a key that is not known")
    key = path[0].value
    found = dict(fields)
    found[key] = changed(found[key], path[1:], change) if key in found else change(None)
    return tuple(found.items())


def _with_item(items, path, change):
    """One item changed, or any one of them if the index is not known."""
    if isinstance(path[0], ir.Const) and isinstance(path[0].value, int):
        where = path[0].value % len(items)
        return tuple(changed(item, path[1:], change) if k == where else item for k, item in enumerate(items))
    if isinstance(path[0], ir.Const):
        raise Undetermined("a place of unknown extent")
    return tuple(joined(item, changed(item, path[1:], change)) for item in items)


RULES: dict[Any, Any] = {
    ir.store: store,
    ir.add_at: add_at,
    ir.append: append,
    ir.drop_last: drop_last,
    ir.remove: remove,
    ir.keys_of: keys_of,
}
