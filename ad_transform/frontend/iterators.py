"""What can be looped over: known items, counted ones, and what must not change meanwhile."""

from __future__ import annotations

import operator
from functools import partial

from .. import ir
from ..kinds import Array, DictOf, Number
from . import subscripts
from .memory import content, kind_at
from .values import Counted, Items, Range, Ref, Struct

ZERO, UNIT = ir.Const(0), ir.Const(1)


def known_parts(work, value):
    """The items of what is known item by item, as they are now; else None."""
    rounds = all_rounds(work, value)
    return None if rounds is None else [part() for part in rounds]


def known_rounds(work, value, written=False):
    """For items that are known, and too different to be looped over: functions that read them, one by one.

    `written`: the loop writes into its items, so that arrays must be told apart.
    """
    rounds = all_rounds(work, value)
    if rounds is None or isinstance(value, Counted):
        return rounds
    kinds = [kind_at(work, part()) for part in rounds]
    alike = len(kinds) > 1 and all(isinstance(k, (Number, Array)) and k == kinds[0] for k in kinds)
    apart = written and alike and isinstance(kinds[0], Array)
    return rounds if apart or not alike else None


def all_rounds(work, value):
    """A function for each known item, that reads it when it is called; None if the items are not known."""
    match value:
        case Items(items):
            return [partial(same, item) for item in items]
        case Counted(count=ir.Const(count), at=at, written_out=True):
            return [partial(at, ir.Const(k)) for k in range(count)]
        case Ref() if isinstance(content(work, value), Struct):
            held = content(work, value)
            if held.cls is list:
                return [partial(subscripts.item, work, value, ir.Const(k)) for k, _ in held.fields]
            if held.cls is not dict:
                from .protocols import iterated

                inner = iterated(work, value)
                if inner is None:
                    raise work.refuse("this object is not looped over", "use its attributes")
                return all_rounds(work, inner)
            return [partial(same, ir.Const(k)) for k, _ in held.fields]
        case ir.Const(str() | tuple() | list() as known):
            return [partial(same, ir.Const(v)) for v in known]
    return None


def same(item):
    return item


def counted(work, value):
    """`value` as a Counted that takes any number."""
    match value:
        case Counted(written_out=True):
            parts = Items(tuple(known_parts(work, value)))
            return Counted(value.count, lambda k: subscripts.item(work, parts, k))
        case Counted():
            return value
        case Range(start=start, step=step):
            return Counted(rounds(work, value), lambda k: affine(work, start, step, k))
    from .protocols import class_of, iterated

    if class_of(work, value) and (inner := iterated(work, value)) is not None:
        return counted(work, inner)
    if isinstance(kind_at(work, value), DictOf):
        from .dicts import by_key

        return by_key(work, value, lambda key: key)
    sources = sources_of(value)
    return Counted(subscripts.length(work, value), lambda k: subscripts.item(work, value, k), sources=sources)


def affine(work, start, step, k):
    """``start + step * k``."""
    scaled = k if step == UNIT else work.builder.call(operator.mul, step, k)
    return scaled if start == ZERO else work.builder.call(operator.add, start, scaled)


def rounds(work, span):
    """The length of a range."""
    if span.start == ZERO and span.step == UNIT:
        return span.stop
    return work.builder.call(len, work.builder.call(range, span.start, span.stop, span.step))


def derived(work, values, count, at, **facts):
    """A Counted that reads each of `values` as it goes; `facts` are more fields of it."""
    frozen = facts.pop("frozen", False) or any(isinstance(v, Counted) and v.frozen for v in values)
    return Counted(count, at, sources=sources_of(*values), frozen=frozen, **facts)


def written_out(work, values, count, at, **facts):
    """A Counted whose items are known one by one: ``at(k)`` gets a Python int."""
    return derived(work, values, ir.Const(count), lambda k: at(k.value), written_out=True, **facts)


def sources_of(*values):
    """The cells that an iterator over `values` reads."""
    found: dict = {}
    for value in values:
        if isinstance(value, Ref):
            found[value.cell] = None
        elif isinstance(value, Counted):
            found.update(dict.fromkeys(value.sources))
    return tuple(found)


def watch(work, value):
    """Note what `value` reads before it is used; ``unchanged`` tells whether it has changed since."""
    frozen = isinstance(value, Counted) and value.frozen
    cells = sources_of(value)
    return frozen, [(cell, work.state.heap.get(cell), work.resized.get(cell, 0)) for cell in cells]


def is_changed(work, watched):
    """True if lists or dicts that are looped over have grown or shrunk meanwhile."""
    frozen, cells = watched
    for cell, held, times in cells:
        now = work.state.heap.get(cell)
        both = isinstance(held, Struct) and isinstance(now, Struct)
        grown = both and [k for k, _ in held.fields] != [k for k, _ in now.fields]
        if grown or work.resized.get(cell, 0) != times or (frozen and now != held):
            return True
    return False


def require_unchanged(work, watched):
    """Refuse loops over lists and dicts that grow or shrink meanwhile."""
    if is_changed(work, watched):
        hint = "loop over a copy: `list(items)`"
        raise work.refuse("a list or dict changes while it is looped over", hint)
