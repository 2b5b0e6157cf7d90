"""What a loop carries: the name each varying value has at the head of the body, and what earlier readings taught."""

from __future__ import annotations

from dataclasses import dataclass, field

from .. import ir
from ..kinds import Number, Record, Sequence
from ..results import join
from .absence import halves
from .holding import share_items
from .melting import of_unknown_length
from .memory import freeze
from .values import UNBOUND, Cell, Items, Maybe, Ref, Struct, Unbound, is_atom

ABSENT, GIVEN = "$absent", "$given"
"""In a path: whether a value is None, and what it is otherwise."""
SOURCE = "$source"
"""In a path: the caller's object that a struct stands for, which stores make a new version of."""


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
class Carried:
    """An object that a variable is rebound to: the cell that stands for it in the loop, and its fields at the head."""

    cell: Cell
    content: Struct
    reached: Ref | None = None


@dataclass
class Plan:
    """What earlier readings of the body have taught: kinds of heads, and what does not stay the same."""

    varying: set
    tag: str
    kinds: dict = field(default_factory=dict)
    rebound: set = field(default_factory=set)
    optional: set = field(default_factory=set)
    """What is None at the head of some rounds."""
    conflicts: dict = field(default_factory=dict)
    structures: dict = field(default_factory=dict)
    """The tuples that variables hold after a round which hold nothing before the loop: class and length."""
    objects: dict = field(default_factory=dict)
    """The objects that variables are rebound to: class and names of the fields."""
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
    objects: dict = field(default_factory=dict)
    contents: dict = field(default_factory=dict)
    """The fields at the head of the lists, dicts and objects that the body writes."""


def head(reading, value, label, path):
    """What `value` is called at the head of the body."""
    plan = reading.plan
    if path in plan.conflicts:
        return plan.conflicts[path]
    if path in plan.optional or isinstance(value, Maybe):
        return head_optional(reading, value, label, path)
    match value:
        case Items(items, cls):
            return Items(
                tuple(head(reading, v, f"{label}_{k}", (*path, k)) for k, v in enumerate(items)), cls
            )
        case Ref() | Unbound() if path in plan.objects:
            return head_object(reading, value, label, path)
        case Ref() if path not in plan.rebound:
            return value
        case Ref():
            return head_cell(reading, value, label, path)
        case Unbound() if path in plan.structures:
            cls, count = plan.structures[path]
            return Items(tuple(head(reading, value, f"{label}_{k}", (*path, k)) for k in range(count)), cls)
        case Unbound():
            if path in plan.rebound:
                return head_cell(reading, None, label, path)
            return slot(reading, None, label, path) if path in plan.kinds else value
        case ir.Name() | ir.Const() if path in plan.rebound:
            return head_cell(reading, value, label, path)
        case ir.Const() if (
            not isinstance(reading.work.builder.kind(value), Number) and path not in plan.kinds
        ):
            return value
        case ir.Name() | ir.Const():
            return slot(reading, value, label, path)
    return value


def head_optional(reading, value, label, path):
    """A head for what may be None: one for whether it is, and one for what it is otherwise."""
    absent, inner = halves(reading.entry, value)
    reading.plan.kinds.setdefault((*path, ABSENT), Number("bool"))
    missing = head(reading, absent, f"{label}_is_none", (*path, ABSENT))
    return Maybe(missing, head(reading, inner, label, (*path, GIVEN)), label)


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
    if isinstance(init, ir.Name) and isinstance(work.builder.kind(init), Record):
        work.builder.kinds[init.id] = of_unknown_length(work, work.builder.kind(init))
    atom = slot(reading, init, label, path)
    work.cells += 1
    origin = value.cell if isinstance(value, Ref) else None
    cell = Cell(work.cells, label, bool(origin and origin.external) or path in reading.plan.dynamic)
    work.state.heap[cell] = atom
    reading.slots[path].cell = cell
    if origin is not None:
        work.state.descend(cell, origin)
        if isinstance(held := reading.entry.heap[origin], Struct):
            share_items(work, cell, held)
    return Ref(cell, label=label)


def head_object(reading, value, label, path):
    """A head for an object: a cell of its own with a head for each field; it may be the object from before the loop."""
    work, (cls, keys) = reading.work, reading.plan.objects[path]
    origin = value.cell if isinstance(value, Ref) else None
    before = reading.entry.heap[origin] if origin else Struct(cls, tuple((k, UNBOUND) for k in keys))
    work.cells += 1
    cell = Cell(work.cells, label)
    found = tuple((k, head(reading, before.find(k), f"{label}_{k}", (*path, k))) for k in keys)
    work.state.heap[cell] = Struct(cls, found)
    reading.objects[path] = Carried(cell, work.state.heap[cell])
    if origin is not None:
        work.state.descend(cell, origin)
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
        path = (cell, SOURCE)
        known = path in reading.plan.kinds
        reading.contents[cell] = Struct(
            held.cls, fields, slot(reading, held.source, cell.label, path) if known else held.source
        )
        return reading.contents[cell]
    atom = held if is_atom(held) else in_block(reading, Ref(cell))
    if isinstance(held, Struct):
        share_items(reading.work, cell, held)
    kind = reading.work.builder.kind(atom)
    if isinstance(kind, Sequence | Record) and isinstance(atom, ir.Name):
        reading.work.builder.kinds[atom.id] = of_unknown_length(reading.work, kind)
    return slot(reading, atom, cell.label, (cell,))


def label_of(path):
    last = path[0]
    return last.label if isinstance(last, Cell) else last[1]


def reading_fields(reading, cell):
    """The heads of a struct's fields, as `begin` made them."""
    return reading.contents[cell].fields
