"""Lists that hold objects: what a change of either means for other names, and for items looked up before.

Two lists may hold one array, and one list may hold it twice. A cell knows only its own version of what is in it, so a
write into an array makes every other cell stale that may hold it, and the list itself where that may hold it twice.
A list that gets, loses or replaces an item leaves the objects in it alone; but a place in it, such as ``items[-1]``,
means another object afterwards, so what was looked up there is read before.
"""

from __future__ import annotations

from dataclasses import replace

from .. import ir
from ..kinds import Array, DictOf, Known, ListOf, Number, Record, Sequence
from .effects import cells
from .values import Conflict, Items, Maybe, Ref, Struct, Unbound

BOTTOMLESS = 99


def hold(work, cell, value):
    """From now on the list or object of `cell` holds `value`, which others may hold too."""
    for inner in dict.fromkeys(cells(work, value)):
        if inner == cell or inner in work.state.shares.get(cell, ()):
            work.state.share(cell, cell)
        work.state.descend(cell, inner)


def share_items(work, cell, struct):
    """The list of `cell` is one value from now on: what it held may be reached through it, too."""
    before = set()
    for _, value in struct.fields:
        inside = set(cells(work, value))
        for inner in sorted(inside, key=lambda c: c.number):
            if inner in before or before & work.state.shares.get(inner, frozenset()):
                work.state.share(cell, cell)
            work.state.descend(cell, inner)
        before |= inside


def hold_items(work, cell, other):
    """From now on `cell` holds what is in the list of the cell `other`, and is another list."""
    work.state.descend(cell, other)
    if other in work.state.shares.get(other, ()):
        work.state.share(cell, cell)


def shares_itself(work, cell):
    """True if a list may hold one object twice."""
    return cell in work.state.shares.get(cell, ())


def restructure(work, cell, container=ir.HOLE, grows=False):
    """The list at the place `container` of `cell` is about to get, lose or replace an item."""
    settle_places(work, cell, depth(container), grows)
    level = depth_of(work, work.state.heap[cell]) - depth(container)
    for other in sorted(work.state.shares.get(cell, ()), key=lambda c: c.number):
        held = work.state.heap.get(other)
        if held is not None and (other != cell or container != ir.HOLE):
            inside = depth_of(work, held)
            if inside >= level and not (inside == level < BOTTOMLESS and cell.own and other.own):
                why = f"`{other.label}` may be or hold the list `{cell.label}`, which has been changed"
                hint = "copy the list (`.copy()`) before one of the two is changed"
                work.state.stale[other] = Conflict(why, hint)


def depth(place):
    """How many steps a place is inside its object."""
    return 0 if place == ir.HOLE else 1 + depth(place.args[0])


def depth_of(work, held):
    """How deeply lists are nested in the content of a cell: 0 for an array."""
    if isinstance(held, Struct):
        inner = (v for _, v in held.fields)
        return 1 + max((depth_of_value(work, v) for v in inner), default=0)
    return nesting(work.builder.kind(held))


def depth_of_value(work, value):
    match value:
        case Ref(cell):
            return depth_of(work, work.state.heap[cell])
        case Maybe(value=inner):
            return depth_of_value(work, inner)
        case Unbound():
            return 0
        case Items(items):
            return 1 + max((depth_of_value(work, v) for v in items), default=0)
        case ir.Name() | ir.Const():
            return nesting(work.builder.kind(value))
    return BOTTOMLESS


def nesting(kind):
    match kind:
        case Number() | Array() | Known() | None:
            return 0
        case ListOf(item) | DictOf(item):
            return 1 + nesting(item)
        case Sequence(items):
            return 1 + max(map(nesting, items), default=0)
        case Record(fields):
            return 1 + max((nesting(k) for _, k in fields), default=0)
    return 0 if getattr(kind, "number", False) else BOTTOMLESS


def settle_places(work, cell, level, grows):
    """Read what variables and objects refer to inside a list by its place, as the place will mean something else."""
    state, known = work.state, {}
    work.clock += 1
    state.moved[cell] = work.clock

    def settled(value):
        match value:
            case Ref(owner, place) if owner == cell and depth(place) > level:
                if grows and from_the_front(place, level):
                    return replace(value, moment=work.clock)
                if place not in known:
                    known[place] = apart(work, value)
                return known[place]
            case Ref(owner, place) if owner == cell and place != ir.HOLE:
                return replace(value, moment=work.clock)
            case Maybe(value=inner):
                made = settled(inner)
                return value if made is inner else replace(value, value=made)
            case Items(items, cls):
                parts = tuple(map(settled, items))
                return value if all(a is b for a, b in zip(parts, items, strict=True)) else Items(parts, cls)
        return value

    for key, value in list(state.variables.items()):
        state.variables[key] = settled(value)
    for other, held in list(state.heap.items()):
        if isinstance(held, Struct):
            fields = tuple((k, settled(v)) for k, v in held.fields)
            if any(a is not b for (_, a), (_, b) in zip(fields, held.fields, strict=True)):
                state.heap[other] = replace(held, fields=fields)


def from_the_front(place, level):
    """True if a place counts from the front of the list that is `level` steps inside: it stays when that grows."""
    while depth(place) > level + 1:
        place = place.args[0]
    index = place.args[1] if len(place.args) == 2 else None
    return isinstance(index, ir.Const) and type(index.value) is int and index.value >= 0


def apart(work, ref):
    """The object at a place of a list, with a cell of its own."""
    from .memory import new_cell, read

    held = replace(ref, moment=work.clock)
    made = new_cell(work, ref.label or ref.cell.label, read(work, held))
    work.state.descend(made.cell, ref.cell)
    return made
