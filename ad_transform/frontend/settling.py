"""The end of a reading of a loop's body: what became of each head, and what must be carried from the next on."""

from __future__ import annotations

from .. import ir
from ..kinds import ListOf, Number
from ..results import join
from .absence import NONE, halves, narrowed
from .effects import cells
from .heads import ABSENT, GIVEN, SOURCE, label_of, reading_fields
from .memory import freeze
from .values import UNBOUND, Cell, Conflict, Items, Maybe, Ref, Struct, Unbound, is_atom


def end(reading):
    """Compare the end of the round with its head; what differs is carried from the next reading on."""
    work, plan = reading.work, reading.plan
    for key, value in reading.entry.variables.items():
        if key not in plan.varying and work.state.variables.get(key, UNBOUND) != value:
            plan.learn(plan.varying, key)
    for key, value in reading.heads.items():
        settle(reading, value, work.state.variables.get(key, UNBOUND), (key,))
    for cell in list(reading.entry.heap):
        if cell not in plan.cells:
            if work.state.heap[cell] != reading.entry.heap[cell]:
                plan.learn(plan.cells, cell)
        else:
            settle_content(reading, cell)
    learn_sharing(reading)


def settle_content(reading, cell):
    work, plan = reading.work, reading.plan
    held, entry = work.state.heap[cell], reading.entry.heap[cell]
    if isinstance(entry, Struct) and cell not in plan.dynamic:
        keys = [k for k, _ in entry.fields]
        if not isinstance(held, Struct) or keys != [k for k, _ in held.fields]:
            plan.learn(plan.dynamic, cell)
            return
        before = dict(reading_fields(reading, cell))
        for key in keys:
            settle(reading, before[key], held.find(key), (cell, key))
        settle_source(reading, cell, entry.source, held.source)
        return
    close(reading, (cell,), held if is_atom(held) else freeze(work, Ref(cell)))


def settle_source(reading, cell, before, after):
    """A caller's object that the body writes is carried too, so that its stores follow each other."""
    path = (cell, SOURCE)
    if path in reading.slots:
        close(reading, path, after)
    elif after != before:
        reading.plan.widen(path, reading.work.builder.kind(after))


def settle(reading, start, finish_, path):
    """Note what became of one head, which may have become None."""
    finish_ = narrowed(reading.work.state, finish_)
    if isinstance(start, Conflict) or isinstance(finish_, Conflict):
        settle_one(reading, start, finish_, path)
    elif isinstance(start, Maybe):
        settle_optional(reading, start, finish_, path)
    elif isinstance(finish_, Maybe) or becomes_optional(start, finish_):
        reading.plan.learn(reading.plan.optional, path)
        settle(reading, UNBOUND, halves(reading.work.state, finish_)[1], (*path, GIVEN))
    else:
        settle_one(reading, start, finish_, path)


def settle_one(reading, start, finish_, path):
    """Note what became of one head."""
    plan = reading.plan
    match start, finish_:
        case Conflict(), _:
            return
        case _, Conflict() as found:
            conflict(plan, path, found)
        case Items(), Items() if len(start.items) == len(finish_.items):
            for k, (one, two) in enumerate(zip(start.items, finish_.items, strict=True)):
                settle(reading, one, two, (*path, k))
        case _ if path in reading.objects:
            settle_object(reading, finish_, path)
        case ((Ref() | Unbound()), Ref()) if start != finish_ and (
            found := rebound_object(reading, start, finish_)
        ):
            plan.objects[path] = found
            plan.grown = True
        case _ if path in reading.slots:
            settle_slot(reading, finish_, path)
        case _ if start == finish_:
            return
        case Unbound(), Items(items, cls):
            plan.structures[path] = cls, len(items)
            plan.grown = True
            for k, item in enumerate(items):
                settle(reading, UNBOUND, item, (*path, k))
        case Unbound(), _ if is_atom(finish_):
            plan.widen(path, reading.work.builder.kind(finish_))
        case ((Unbound() | Ref() | ir.Const() | ir.Name()), Ref()):
            plan.widen(path, reading.work.builder.kind(freeze(reading.work, finish_)))
            plan.learn(plan.rebound, path)
        case Ref(), _ if is_atom(finish_):
            plan.learn(plan.rebound, path)
        case _, Unbound():
            return
        case Unbound(), _:
            return
        case _:
            conflict(plan, path, f"`{label_of(path)}` changes its nature from round to round")


def becomes_optional(start, finish):
    """True if one of the two is None: a head that is carried, or a value from before the loop."""
    return (start == NONE) != (finish == NONE) and finish is not UNBOUND


def settle_optional(reading, start, finish, path):
    """Whether the value is None after a round, and what it is otherwise; what None replaces stays as it was."""
    absent, inner = halves(reading.work.state, finish)
    settle(reading, start.absent, start.absent if absent is UNBOUND else absent, (*path, ABSENT))
    settle(reading, start.value, start.value if inner is UNBOUND else inner, (*path, GIVEN))


def rebound_object(reading, start, finish_):
    """Class and fields of an object that takes the place of another of its kind; None for anything else."""
    held = reading.work.state.heap.get(finish_.cell)
    if not isinstance(held, Struct) or held.cls in (list, dict) or finish_.place != ir.HOLE:
        return None
    keys = tuple(k for k, _ in held.fields)
    before = reading.entry.heap.get(start.cell) if isinstance(start, Ref) else held
    alike = (
        isinstance(before, Struct) and before.cls is held.cls and {k for k, _ in before.fields} == set(keys)
    )
    return (held.cls, keys) if alike else None


def settle_object(reading, value, path):
    """The fields of an object after a round, one by one."""
    found, (cls, keys) = reading.objects[path], reading.plan.objects[path]
    held = reading.work.state.heap.get(value.cell) if isinstance(value, Ref) else None
    alike = isinstance(held, Struct) and held.cls is cls and {k for k, _ in held.fields} == set(keys)
    if isinstance(value, Unbound):
        return
    if not alike or value.place != ir.HOLE:
        conflict(reading.plan, path, f"`{label_of(path)}` changes its nature from round to round")
        return
    found.reached = value
    for key in keys:
        settle(reading, found.content.find(key), held.find(key), (*path, key))


def settle_slot(reading, value, path):
    found = reading.slots[path]
    if isinstance(value, Ref) and found.cell is None:
        reading.plan.learn(reading.plan.rebound, path)
    elif not (is_atom(value) or isinstance(value, Ref)):
        conflict(reading.plan, path, f"`{label_of(path)}` changes its nature from round to round")
        return
    found.reached = value if isinstance(value, Ref) else None
    close(reading, path, freeze(reading.work, value))


def close(reading, path, atom):
    """Record the end of a slot, and widen its kind."""
    kind = reading.work.builder.kind(atom)
    known = reading.plan.kinds.get(path)
    if known is not None and isinstance(known, Number) and not isinstance(kind, Number | ListOf):
        kind = join(known, kind, tag=f"{reading.plan.tag} {path!r}")
    reading.plan.widen(path, kind)
    reading.slots[path].end = atom


def conflict(plan, path, why):
    if path not in plan.conflicts:
        plan.conflicts[path] = why if isinstance(why, Conflict) else Conflict(why)
        plan.grown = True


def learn_sharing(reading):
    """Two heads share an object if their ends do; so do a head and a cell from before the loop."""
    state, plan = reading.work.state, reading.plan
    carried = {**reading.slots, **reading.objects}
    reached = {path: s.reached.cell for path, s in carried.items() if s.reached is not None and s.cell}
    owner = {s.cell: path for path, s in carried.items() if s.cell}
    arrived = {found for cell in reached.values() for found in state.sources(cell)}
    inside = {path: {cell, *cells(reading.work, Ref(cell))} for path, cell in reached.items()}
    for path, cell in reached.items():
        for other, cell2 in reached.items():
            if path != other and (cell == cell2 or near_to(state, inside[path]) & inside[other]):
                plan.learn(plan.shares, (path, other))
        if holds_twice(reading.work, cell):
            plan.learn(plan.shares, (path, path))
        for near in near_to(state, inside[path]):
            if near in reading.entry.heap:
                plan.learn(plan.shares, (path, near))
            elif near in owner and owner[near] != path and near not in arrived:
                plan.learn(plan.shares, (path, owner[near]))
    for cell in reading.entry.heap:
        for other in state.shares.get(cell, ()):
            known = reading.entry.shares.get(cell, ())
            if other in reading.entry.heap and other not in known and (other, cell) not in plan.shares:
                plan.learn(plan.shares, (cell, other))
    for cell, why in state.stale.items():
        target = cell if cell in reading.entry.heap else owner.get(cell)
        still = target is not None and (isinstance(target, Cell) or reached.get(target) in state.stale)
        if still and target not in plan.stale and cell not in reading.entry.stale:
            plan.stale[target] = why
            plan.grown = True


def near_to(state, some):
    """These cells, and those that may be the same as one of them."""
    return some.union(n for cell in some for n in state.shares.get(cell, ()) if not state.apart(cell, n))


def holds_twice(work, cell):
    """True if the list or object of a cell may hold one object twice."""
    if cell in work.state.shares.get(cell, ()):
        return True
    held, seen = work.state.heap[cell], set()
    for _, value in held.fields if isinstance(held, Struct) else ():
        own = set(cells(work, value))
        if seen & near_to(work.state, own):
            return True
        seen |= own
    return False
