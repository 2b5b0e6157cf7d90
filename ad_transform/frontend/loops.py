"""Loops: find what changes from round to round, and give it a name at the head of the body.

The body is read repeatedly, each time with more names carried, until nothing new changes: the kinds of carried
values only grow, so this ends after a few readings (two as a rule).
"""

from __future__ import annotations

from .. import ir
from ..results import freshen
from .absence import NONE
from .failing import Raised
from .heads import SOURCE, Plan, Round, head, head_content, reading_fields
from .settling import end
from .values import UNBOUND, Cell, Items, Maybe, Struct

READINGS = 20


def repeat(work, varying, body):
    """Read a loop: `body()` lowers one round to the current block and returns what it likes.

    Returns ``(result, block, carried)``; `work.state` is the state after the loop. `varying` are the variables that
    the body assigns.
    """
    plan = Plan(set(varying), f"loop {work.builder.fresh('loop')}")
    entry, before = work.state, work.builder.block
    plan.optional |= {(key,) for key in varying if entry.variables.get(key) == NONE and key[1] != "$value"}
    for number, name in varying:
        if name[0] not in "$?" and entry.variables.get((number, name), UNBOUND) is UNBOUND:
            entry.variables.setdefault((number, f"?{name}"), ir.Const(False))
    for _ in range(READINGS):
        plan.grown = False
        reading = Round(work, plan, entry, before)
        work.state = entry.copy()
        with work.builder.nested() as block:
            begin(reading, list(varying))
            try:
                result = body()
            except Raised:
                raise work.refuse(
                    "every round of this loop raises an error", "raise it after the loop, or under a test"
                ) from None
            end(reading)
        if not plan.grown:
            return result, block, finish(reading)
    raise work.refuse(
        "what the variables of this loop hold does not settle from round to round",
        "keep what the rounds go through in a list",
    )


def begin(reading, varying):
    """Give everything that varies its head."""
    work, plan = reading.work, reading.plan
    for cell in sorted(plan.cells, key=lambda c: c.number):
        work.state.heap[cell] = head_content(reading, cell)
    for key in [*varying, *sorted(plan.varying - set(varying), key=str)]:
        value = work.state.variables.get(key, UNBOUND)
        label = key[1].lstrip("$").replace("?", "bound_")
        work.state.variables[key] = reading.heads[key] = head(reading, value, label, (key,))
    for one, other in plan.shares:
        cells = [_cell(reading, path) for path in (one, other)]
        if None not in cells:
            work.state.share(*cells)
    for path, why in plan.stale.items():
        cell = _cell(reading, path)
        if cell is not None:
            work.state.stale[cell] = why


def _cell(reading, path):
    """The cell meant by a path: a cell from before the loop, or the one of a slot."""
    if isinstance(path, Cell):
        return path
    found = reading.slots.get(path) or reading.objects.get(path)
    return found.cell if found else None


def finish(reading):
    """The carries of the loop; the state after it becomes `work.state`."""
    work, builder = reading.work, reading.work.builder
    outs, carried = {}, []
    for found in reading.slots.values():
        name = builder.fresh(found.label)
        builder.kinds[name] = freshen(builder.kinds[found.head], tag=name)
        outs[found.head] = ir.Name(name)
        carried.append(ir.Carry(found.head, found.init, found.end, name))
    last, after = work.state, reading.entry.copy()
    for key, value in reading.heads.items():
        after.variables[key] = rename(value, outs)
    for cell in reading.plan.cells:
        after.heap[cell] = content_after(reading, cell, outs)
    for found in reading.slots.values():
        if found.cell:
            after.heap[found.cell] = outs[found.head]
    for carried_object in reading.objects.values():
        fields = tuple((k, rename(v, outs)) for k, v in carried_object.content.fields)
        after.heap[carried_object.cell] = Struct(carried_object.content.cls, fields)
    known = after.heap.keys()
    after.shares = {
        c: frozenset(o for o in others if o in known) for c, others in last.shares.items() if c in known
    }
    fresh = {
        s.cell for s in reading.slots.values() if s.cell and s.reached and s.reached.cell not in last.stale
    }
    after.stale = {c: why for c, why in last.stale.items() if c in known and c not in fresh}
    for found in [
        *reading.slots.values(),
        *reading.objects.values(),
    ]:  # the object reached last is the one the name holds now
        if found.cell and found.reached and found.reached.cell in known and found.reached.cell != found.cell:
            after.share(found.cell, found.reached.cell)
    after.moved = last.moved
    for key, value in after.variables.items():  # the same places, looked up later
        if last.variables.get(key) == value:
            after.variables[key] = last.variables[key]
    work.state = after
    return tuple(carried)


def content_after(reading, cell, outs):
    held = reading.entry.heap[cell]
    if isinstance(held, Struct) and cell not in reading.plan.dynamic:
        fields = tuple((k, rename(v, outs)) for k, v in reading_fields(reading, cell))
        source = reading.slots.get((cell, SOURCE))
        return Struct(held.cls, fields, outs[source.head] if source else held.source)
    return outs[reading.slots[(cell,)].head]


def rename(value, mapping):
    """`value` with names of atoms replaced."""
    match value:
        case ir.Name(id):
            return mapping.get(id, value)
        case Items(items, cls):
            return Items(tuple(rename(v, mapping) for v in items), cls)
        case Maybe(absent, inner, label):
            return Maybe(rename(absent, mapping), rename(inner, mapping), label)
        case _:
            return value
