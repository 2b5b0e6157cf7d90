"""Loops: find what changes from round to round, and give it a name at the head of the body.

The body is read repeatedly, each time with more names carried, until nothing new changes: the kinds of carried
values only grow, so this ends after a few readings (two as a rule).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .. import ir
from ..errors import InternalError
from ..kinds import ListOf, Number, Sequence
from ..results import freshen, join
from .memory import freeze
from .values import UNBOUND, Cell, Conflict, Items, Ref, Struct, Unbound, is_atom

READINGS = 20


@dataclass
class Slot:
    """One carried value: its head, what it was before the loop, and what it is after a round."""

    head: str
    init: object
    label: str
    end: object = None
    cell: Cell | None = None
    """For an array that a variable is rebound to: the cell that stands for it inside the loop."""
    reached: Ref | None = None


@dataclass
class Plan:
    """What earlier readings of the body have taught: kinds of heads, and what does not stay the same."""

    varying: set
    tag: str
    kinds: dict = field(default_factory=dict)
    rebound: set = field(default_factory=set)
    conflicts: dict = field(default_factory=dict)
    cells: set = field(default_factory=set)
    dynamic: set = field(default_factory=set)
    shares: set = field(default_factory=set)
    stale: dict = field(default_factory=dict)
    grown: bool = False

    def learn(self, collection, item):
        if item not in collection:
            collection.add(item)
            self.grown = True

    def widen(self, path, kind):
        known = self.kinds.get(path)
        wider = kind if known is None else join(known, kind, tag=f"{self.tag} {path!r}")
        if wider != known:
            self.kinds[path] = wider
            self.grown = True


@dataclass
class Round:
    """One reading of the body."""

    work: object
    plan: Plan
    entry: object
    before: list
    slots: dict = field(default_factory=dict)
    heads: dict = field(default_factory=dict)


def repeat(work, varying, body):
    """Read a loop: `body()` lowers one round to the current block and returns what it likes.

    Returns ``(result, block, carried)``; `work.state` is the state after the loop. `varying` are the variables that
    the body assigns.
    """
    plan = Plan(set(varying), f"loop {work.builder.fresh('loop')}")
    entry, before = work.state, work.builder.block
    for _ in range(READINGS):
        plan.grown = False
        reading = Round(work, plan, entry, before)
        work.state = entry.copy()
        with work.builder.nested() as block:
            begin(reading, list(varying))
            result = body()
            end(reading)
        if not plan.grown:
            return result, block, finish(reading)
    raise InternalError(work.place(), "the kinds of a loop's variables do not settle", "please report this program")


def begin(reading, varying):
    """Give everything that varies its head."""
    work, plan = reading.work, reading.plan
    for cell in sorted(plan.cells, key=lambda c: c.number):
        work.state.heap[cell] = head_content(reading, cell)
    for key in [*varying, *sorted(plan.varying - set(varying), key=str)]:
        value = work.state.variables.get(key, UNBOUND)
        work.state.variables[key] = reading.heads[key] = head(reading, value, key[1].lstrip("$"), (key,))
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
    slot = reading.slots.get(path)
    return slot.cell if slot else None


def head(reading, value, label, path):
    """What `value` is called at the head of the body."""
    plan = reading.plan
    if path in plan.conflicts:
        return Conflict(plan.conflicts[path])
    match value:
        case Items(items, cls):
            return Items(tuple(head(reading, v, f"{label}_{k}", (*path, k)) for k, v in enumerate(items)), cls)
        case Ref() if path not in plan.rebound:
            return value
        case Ref():
            return head_cell(reading, value, label, path)
        case Unbound():
            if path in plan.rebound:
                return head_cell(reading, None, label, path)
            return slot(reading, None, label, path) if path in plan.kinds else value
        case ir.Name() | ir.Const() if path in plan.rebound:
            return head_cell(reading, value, label, path)
        case ir.Const() if not isinstance(reading.work.builder.kind(value), Number) and path not in plan.kinds:
            return value
        case ir.Name() | ir.Const():
            return slot(reading, value, label, path)
    return value


def slot(reading, init, label, path):
    """A head for an atom."""
    builder = reading.work.builder
    if init is not None:
        reading.plan.widen(path, builder.kind(init))
        reading.plan.grown = reading.plan.grown and reading.plan.kinds[path] is None
    name = builder.fresh(label)
    builder.kinds[name] = reading.plan.kinds[path]
    reading.slots[path] = Slot(name, init, label)
    return ir.Name(name)


def head_cell(reading, value, label, path):
    """A head for an array: a cell of its own, which may be the array from before the loop."""
    work = reading.work
    init = None if value is None else in_block(reading, value)
    atom = slot(reading, init, label, path)
    work.cells += 1
    origin = value.cell if isinstance(value, Ref) else None
    cell = Cell(work.cells, label, bool(origin and origin.external) or path in reading.plan.dynamic)
    work.state.heap[cell] = atom
    reading.slots[path].cell = cell
    if origin is not None:
        work.state.share(cell, origin)
    return Ref(cell, label=label)


def in_block(reading, value):
    """The atom of `value` before the loop."""
    work = reading.work
    outer = work.state, work.builder.block
    work.state, work.builder.block = reading.entry.copy(), reading.before
    try:
        return freeze(work, value)
    finally:
        work.state, work.builder.block = outer


def head_content(reading, cell):
    """What a cell that the body writes holds at the head."""
    held = reading.entry.heap[cell]
    if isinstance(held, Struct) and cell not in reading.plan.dynamic:
        fields = tuple((k, head(reading, v, f"{cell.label}_{k}", (cell, k))) for k, v in held.fields)
        return Struct(held.cls, fields, held.source)
    atom = held if is_atom(held) else in_block(reading, Ref(cell))
    kind = reading.work.builder.kind(atom)
    if isinstance(kind, Sequence) and isinstance(atom, ir.Name):
        reading.work.builder.kinds[atom.id] = list_of(kind)
    return slot(reading, atom, cell.label, (cell,))


def list_of(kind):
    """The kind of a list whose items are not told apart."""
    item = kind.items[0] if kind.items else None
    for other in kind.items[1:]:
        item = join(item, other)
    return ListOf(item)


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
        return
    close(reading, (cell,), held if is_atom(held) else freeze(work, Ref(cell)))


def reading_fields(reading, cell):
    """The heads of a struct's fields, as `begin` made them."""
    held = reading.entry.heap[cell]
    for key, value in held.fields:
        found = reading.slots.get((cell, key))
        if found is not None:
            yield key, Ref(found.cell) if found.cell else ir.Name(found.head)
        else:
            yield key, value


def settle(reading, start, finish_, path):
    """Note what became of one head."""
    plan = reading.plan
    match start, finish_:
        case Conflict(), _:
            return
        case _, Conflict(why):
            conflict(plan, path, why)
        case Items(), Items() if len(start.items) == len(finish_.items):
            for k, (one, two) in enumerate(zip(start.items, finish_.items, strict=True)):
                settle(reading, one, two, (*path, k))
        case _ if path in reading.slots:
            settle_slot(reading, finish_, path)
        case _ if start == finish_:
            return
        case Unbound(), _ if is_atom(finish_):
            plan.widen(path, reading.work.builder.kind(finish_))
        case (Unbound() | Ref() | ir.Const() | ir.Name()), Ref():
            plan.widen(path, reading.work.builder.kind(freeze(reading.work, finish_)))
            plan.learn(plan.rebound, path)
        case Ref(), _ if is_atom(finish_):
            plan.learn(plan.rebound, path)
        case _, Unbound():
            return
        case Unbound(), _:
            return
        case _:
            conflict(plan, path, f"`{_label(path)}` changes its nature from round to round")


def settle_slot(reading, value, path):
    found = reading.slots[path]
    if isinstance(value, Ref) and found.cell is None:
        reading.plan.learn(reading.plan.rebound, path)
    elif not (is_atom(value) or isinstance(value, Ref)):
        conflict(reading.plan, path, f"`{_label(path)}` changes its nature from round to round")
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
        plan.conflicts[path] = why
        plan.grown = True


def _label(path):
    last = path[0]
    return last.label if isinstance(last, Cell) else last[1]


def learn_sharing(reading):
    """Two heads share an object if their ends do; so do a head and a cell from before the loop."""
    state, plan = reading.work.state, reading.plan
    reached = {path: s.reached.cell for path, s in reading.slots.items() if s.reached is not None and s.cell}
    owner = {s.cell: path for path, s in reading.slots.items() if s.cell}
    for path, cell in reached.items():
        for other, cell2 in reached.items():
            if path != other and (cell == cell2 or cell2 in state.shares.get(cell, ())):
                plan.learn(plan.shares, (path, other))
        for near in {cell, *state.shares.get(cell, ())}:
            if near in reading.entry.heap:
                plan.learn(plan.shares, (path, near))
            elif near in owner and owner[near] != path and near not in reached.values():
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
    known = after.heap.keys()
    after.shares = {c: frozenset(o for o in others if o in known) for c, others in last.shares.items() if c in known}
    after.stale = {c: why for c, why in last.stale.items() if c in known}
    for found in reading.slots.values():  # the object reached last is the one the name holds now
        if found.cell and found.reached and found.reached.cell in known:
            after.share(found.cell, found.reached.cell)
    work.state = after
    return tuple(carried)


def content_after(reading, cell, outs):
    held = reading.entry.heap[cell]
    if isinstance(held, Struct) and cell not in reading.plan.dynamic:
        fields = tuple((k, rename(v, outs)) for k, v in reading_fields(reading, cell))
        return Struct(held.cls, fields, held.source)
    return outs[reading.slots[(cell,)].head]


def rename(value, mapping):
    """`value` with names of atoms replaced."""
    match value:
        case ir.Name(id):
            return mapping.get(id, value)
        case Items(items, cls):
            return Items(tuple(rename(v, mapping) for v in items), cls)
        case _:
            return value
