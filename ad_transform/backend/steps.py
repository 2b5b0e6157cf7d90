"""The steps from an object to a place in it, and the kinds of what is met on the way."""

from __future__ import annotations

import operator

from ad_transform.ir import Call, Const
from ad_transform.kinds import Array, DictOf, ListOf, Record, Sequence, Unknown

Steps = list  # pairs of a function, getitem or getattr, and what it takes


def steps_of(place) -> Steps:
    """The steps of a place from the base outwards; views between them, which lead to no other object, are left out."""
    match place:
        case Call(function, (inner, index)) if function in (operator.getitem, getattr):
            return [*steps_of(inner), (function, index)]
        case Call(args=(inner, *_)):
            return steps_of(inner)
        case _:
            return []


def item_kind(kind, index):
    """The kind of an item or field of a container, None if it is not known; an array's items are the array's."""
    known = index.value if isinstance(index, Const) else None
    match kind:
        case Array() | Unknown(True):
            return kind
        case ListOf(item) | DictOf(item):
            return item
        case Sequence(items):
            if isinstance(known, int) and -len(items) <= known < len(items):
                return items[known]
            return items[0] if items and all(item == items[0] for item in items) else None
        case Record(fields):
            return next((item for name, item in fields if name == known), None)
        case _:
            return None
