"""Items leave lists and dicts: ``del items[k]``, ``d.pop(key)``."""

from __future__ import annotations

import operator

from .. import ir
from ..kinds import DictOf
from .melting import melt
from .memory import content, freeze, kind_at, set_content, update, wrap
from .subscripts import static_key
from .values import Ref, Struct


def remove_item(work, owner, index):
    """``del owner[index]``"""
    held = content(work, owner) if isinstance(owner, Ref) else None
    if isinstance(held, Struct) and held.cls in (list, dict) and held.source is None:
        key, known = static_key(work, held, index)
        if known:
            return remove_known(work, owner, held, key)
        if held.cls is dict:
            melt(work, owner)
    if not isinstance(owner, Ref) or not isinstance(kind_at(work, owner), DictOf):
        raise work.refuse("`del` of this item is not supported", "build a new list")
    place = ir.Call(operator.getitem, (owner.place, index))
    return update(work, owner.cell, ir.remove, place)


def remove_known(work, owner, held, key):
    fields = [(k, v) for k, v in held.fields if k != key]
    if held.cls is list:
        fields = list(enumerate(v for _, v in fields))
    set_content(work, owner.cell, Struct(held.cls, tuple(fields)))


def taken(work, owner, found):
    """An item that is about to leave the list or dict `owner`, with a cell of its own."""
    value = wrap(work, freeze(work, found))
    if isinstance(value, Ref):
        others = work.state.shares.get(owner.cell, frozenset())
        for other in others if owner.place == ir.HOLE else {owner.cell, *others}:
            work.state.share(value.cell, other)
    return value
