"""Indexing: views stay views, items of known structures are found, all else is a call of getitem."""

from __future__ import annotations

import ast
import operator

from .. import ir
from ..errors import NotDifferentiable
from ..kinds import DictOf, Known, ListOf, Number, Sequence, Unknown
from . import expressions, makers
from .failing import certain, stop
from .holding import hold_items
from .memory import content, freeze, kind_at, new_cell, read, seen, wrap
from .places import basic
from .values import Items, Ref, Struct


def index_of(work, frame, node):
    """An index as an IR value: atoms, slices and tuples of these."""
    match node:
        case ast.Slice(lower=lower, upper=upper, step=step):
            parts = [ir.Const(None) if p is None else index_of(work, frame, p) for p in (lower, upper, step)]
            return ir.Call(slice, tuple(parts))
        case ast.Tuple(elts=parts):
            return ir.Call(ir.make_tuple, tuple(index_of(work, frame, p) for p in parts))
        case _:
            return as_index(work, expressions.evaluate(work, frame, node))


def as_index(work, value):
    match value:
        case Items(items):
            return ir.Call(ir.make_tuple, tuple(as_index(work, v) for v in items))
        case ir.Const(slice() as s):
            return ir.Call(slice, (ir.Const(s.start), ir.Const(s.stop), ir.Const(s.step)))
        case ir.Const(tuple() as parts):
            return ir.Call(ir.make_tuple, tuple(as_index(work, ir.Const(p)) for p in parts))
        case ir.Call():
            return value
        case _:
            return freeze(work, value)


def item(work, owner, index):
    """``owner[index]``."""
    match owner:
        case Items(items):
            return known_item(work, owner, list(items), index)
        case Ref():
            held = content(work, owner)
            if isinstance(held, Struct):
                return struct_item(work, owner, held, index)
            return array_item(work, owner, index)
        case ir.Const(known) if isinstance(index, ir.Const):
            return ir.Const(known[index.value])
        case ir.Const(known) if makers.is_maker(known):
            return makers.made(work, known, index)
    kind = kind_at(work, owner)
    if isinstance(kind, Number):
        raise NotDifferentiable(work.place(), "a number is indexed", "pass an array")
    return wrap(work, work.builder.call(operator.getitem, freeze(work, owner), index))


def known_item(work, owner, items, index):
    """An item of a tuple or list whose items are known."""
    match index:
        case ir.Const(int() as k):
            if not -len(items) <= k < len(items):
                what = f"index {k} is out of range: there are {len(items)} items"
                certain(work, IndexError, what, "check the index")
            return items[k]
        case ir.Call(function, args) if function is slice and all(isinstance(a, ir.Const) for a in args):
            part = items[slice(*(a.value for a in args))]
            if isinstance(owner, Items):
                return Items(tuple(part))
            return new_cell(work, f"{owner.label}_part", Struct(list, tuple(enumerate(part))))
    if isinstance(owner, Items):
        return wrap(work, work.builder.call(operator.getitem, freeze(work, owner), index))
    return None


def static_key(work, held, index):
    """The key of a known structure that `index` means, and whether it is one."""
    if isinstance(index, ir.Const):
        key = index.value
        if held.cls is list and isinstance(key, int) and key < 0:
            key += len(held.fields)
        if held.cls is not list or any(k == key for k, _ in held.fields):
            return key, True
        what = f"index {index.value} is out of range: there are {len(held.fields)} items"
        certain(work, IndexError, what, "check the index")
    return None, False


def struct_item(work, owner, held, index):
    """An item of a list or dict whose fields are known."""
    if held.cls is list:
        found = known_item(work, owner, [v for _, v in held.fields], index)
        return found if found is not None else melted_item(work, owner, held, index)
    if held.cls is dict:
        key, known = static_key(work, held, index)
        if not known:
            return melted_item(work, owner, held, index)
        found = held.find(key) if known else None
        if found is None:
            certain(
                work,
                KeyError,
                "this key is not in the dict when the derivative is written",
                "use keys that are there",
            )
        return found
    method = getattr(held.cls, "__getitem__", None)
    if method is None:
        raise work.refuse(f"a {held.cls.__name__} is not indexed", "use its attributes")
    from .calls import apply

    return apply(work, ir.Const(method), [owner, index], {})


def melted_item(work, owner, held, index):
    """An item of a list or dict of known items, where it is not known which."""
    from .melting import as_one, melt

    if held.source is None:
        melt(work, owner)
        return array_item(work, owner, index)
    whole = new_cell(work, owner.label, None)
    work.state.heap[whole.cell] = held
    work.state.heap[whole.cell] = as_one(work, whole, Struct(held.cls, held.fields))
    return array_item(work, whole, index)


def array_item(work, owner, index):
    """An item of an array or list value: a number, a view that follows later writes, or a copy."""
    with work.builder.nested():
        base = read(work, owner)
        if work.builder.kind(base) in (DictOf(None), DictOf(None, None)):
            stop(work, ir.Call(KeyError, (ir.Const("the dict is empty"),)))
        found = work.builder.call(operator.getitem, base, index)
    kind, held = work.builder.kind(found), work.builder.kind(base)
    if isinstance(kind, (Number, Known)) or (isinstance(kind, Unknown) and not kind.number):
        return work.builder.call(operator.getitem, read(work, owner), index)
    if isinstance(kind, Sequence) or not (isinstance(held, DictOf) or basic(work, index)):
        return wrap(work, work.builder.call(operator.getitem, read(work, owner), index))
    if isinstance(held, ListOf) and isinstance(index, ir.Call):
        part = wrap(work, work.builder.call(operator.getitem, read(work, owner), index))
        hold_items(work, part.cell, owner.cell)
        return part
    place = ir.Call(operator.getitem, (owner.place, index))
    moment = max(owner.moment, work.clock) if owner.place == ir.HOLE else owner.moment
    return seen(work, Ref(owner.cell, place, f"item_{work.builder.line}", moment))


def length(work, value):
    """``len(value)`` as an atom."""
    match value:
        case Items(items):
            return ir.Const(len(items))
        case Ref():
            held = content(work, value)
            if isinstance(held, Struct) and held.cls in (list, dict):
                return ir.Const(len(held.fields))
    return work.builder.call(len, freeze(work, value))
