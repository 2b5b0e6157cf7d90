"""``copy.copy`` and ``copy.deepcopy`` of arrays, lists, dicts and tuples."""

from __future__ import annotations

import copy

import numpy as np

from ...kinds import Array, DictOf, ListOf, Number
from ..dicts import copied_dict
from ..memory import content, freeze, kind_at, new_cell, wrap
from ..values import Items, Ref, Struct, is_atom
from .items import copied

PLAIN = (list, dict)


def native_copy(work, args, kwargs):
    """``copy.copy(value)``: what is in both is one object."""
    value = args[0]
    held = content(work, value) if isinstance(value, Ref) else None
    if isinstance(held, Struct):
        return (
            new_cell(work, value.label, Struct(held.cls, held.fields))
            if held.cls in PLAIN
            else NotImplemented
        )
    kind = kind_at(work, value)
    if isinstance(kind, ListOf):
        return copied(work, value, kind)
    if isinstance(kind, DictOf):
        return copied_dict(work, value)
    return value if isinstance(value, Items) else copied_array(work, value, kind)


def native_deepcopy(work, args, kwargs):
    """``copy.deepcopy(value)``"""
    return deep(work, args[0], {}) if len(args) == 1 and is_plain(work, args[0]) else NotImplemented


def is_plain(work, value):
    """True for arrays and numbers, and for lists, dicts and tuples of these."""
    match value:
        case Items(items):
            return all(is_plain(work, item) for item in items)
        case Ref() if isinstance(held := content(work, value), Struct):
            return held.cls in PLAIN and all(is_plain(work, v) for _, v in held.fields)
        case Ref():
            return isinstance(kind_at(work, value), Array | ListOf | DictOf)
    return is_atom(value) and isinstance(work.builder.kind(value), Number)


def deep(work, value, made):
    """A copy of `value`; `made` holds those of objects met before, as two names for one object stay that."""
    if isinstance(value, Items):
        return Items(tuple(deep(work, item, made) for item in value.items), value.cls)
    if not isinstance(value, Ref):
        return value
    if value not in made:
        made[value] = deep_object(work, value, made)
    return made[value]


def deep_object(work, ref, made):
    held = content(work, ref)
    if isinstance(held, Struct):
        fields = tuple((k, deep(work, v, made)) for k, v in held.fields)
        return new_cell(work, ref.label, Struct(held.cls, fields))
    kind = kind_at(work, ref)
    return (
        copied_array(work, ref, kind)
        if isinstance(kind, Array)
        else new_cell(work, ref.label, freeze(work, ref))
    )


def copied_array(work, value, kind):
    if isinstance(kind, Number):
        return value
    return (
        wrap(work, work.builder.call(np.copy, freeze(work, value)))
        if isinstance(kind, Array)
        else NotImplemented
    )


COPYING = {copy.copy: native_copy, copy.deepcopy: native_deepcopy}
