"""Reading and writing the cells of a `State`: where aliases and views are resolved.

A read of a `Ref` gives an atom of the IR. A write binds a new version of the whole cell, so every other name for the
cell sees it. Cells that only *may* be one object go stale when one of them is written; what is stale can't be read.
"""

from __future__ import annotations

import operator

from .. import ir
from ..kinds import Array, DictOf, ListOf, Number, Record, Sequence, Unknown
from ..objects import is_made_of_fields
from ..results import as_dict, key_kind, result
from .absence import present
from .effects import near
from .holding import nesting, restructure
from .places import accumulated, refuse_read_only, without_ellipsis
from .reshaping import read_place, stored, within
from .values import (
    Bound,
    Cell,
    Closure,
    Conflict,
    Counted,
    HeldLaw,
    Interpolant,
    Items,
    Maybe,
    Method,
    Operator,
    Parent,
    Range,
    Ref,
    Solution,
    Struct,
    Unbound,
    is_atom,
)

EVERYWHERE = ir.Call(operator.getitem, (ir.HOLE, ir.Const(...)))
"""The place of a store into a whole array: ``a[...] = v``."""


def new_cell(work, label, content, external=False):
    """A cell that holds `content`, and the Ref to the whole of it."""
    work.cells += 1
    own = isinstance(content, Struct) and content.cls is list and not external
    cell = Cell(work.cells, label, external, own)
    work.state.heap[cell] = content
    return Ref(cell, label=label)


def wrap(work, atom, label="", external=False):
    """The frontend's value for an atom of the IR: numbers are atoms, what may change gets a cell."""
    if isinstance(atom, ir.Const):
        return atom
    match work.builder.kinds.get(atom.id, Unknown()):
        case Array() | ListOf() | DictOf() | Unknown(number=True):
            return new_cell(work, label or ir.base(atom.id), atom, external)
        case _:
            return atom


def content(work, ref):
    """What the cell of `ref` holds now."""
    if ref.cell in work.state.stale:
        match work.state.stale[ref.cell]:
            case Conflict(why, hint):
                raise work.refuse(why, hint)
            case why:
                raise work.refuse(why, "copy the array (`.copy()`) before one of them is written")
    if ref.place != ir.HOLE and ref.moment < work.state.moved.get(ref.cell, 0):
        what = f"an item of `{ref.cell.label}` is used after the list has changed"
        raise work.refuse(what, "give the item a name on a line of its own")
    return work.state.heap[ref.cell]


def follow(work, ref):
    """`ref`, or what stands in the fields of a struct that its place leads to."""
    held = content(work, ref)
    if isinstance(held, Struct) or ref.place == ir.HOLE:
        return ref, held
    return ref, held


def place_on(place, base):
    """The value at `place` of `base`: the hole filled in."""
    return ir.substitute(place, {ir.HOLE.id: base})


def read(work, ref):
    """The atom at `ref`: reading a view gives a name to it."""
    held = content(work, ref)
    if isinstance(held, Struct):
        return freeze(work, held)
    if ref.place == ir.HOLE:
        return held
    return read_place(work, ref.place, held, ref.label)


def seen(work, ref):
    """`ref`, read where it is made if that is in a `try` block: a view of what is not there raises here, not later."""
    if work.builder.guarded:
        read(work, ref)
    return ref


def freeze(work, value):
    """The atom for any value: tuples, lists and records are built where they are needed as one."""
    match value:
        case _ if is_atom(value):
            return value
        case Ref():
            return read(work, value)
        case Maybe():
            return freeze(work, present(work, value))
        case Items(items, cls):
            parts = [freeze(work, item) for item in items]
            return work.builder.call(ir.make_tuple if cls is tuple else cls, *parts)
        case Struct(cls, fields, source):
            return freeze_struct(work, cls, fields, source)
        case Conflict(why, hint):
            raise work.refuse(why, hint)
        case Unbound():
            raise work.refuse("a variable that has no value here", "assign it on every path")
        case Range(start, stop, step):
            return work.builder.call(range, start, stop, step)
        case Counted():
            raise work.refuse("an iterator used as a value here", "make a list of it: `list(...)`")
        case Method(_, name):
            raise work.refuse(
                f"`{name}` of this value, used without a call",
                "call it; for an object in a list of unknown length, keep a list for each attribute",
            )
        case HeldLaw():
            raise work.refuse("a law with its parameters, used as a value here", "call its methods")
        case Solution():
            raise work.refuse("the result of a solver, used as a value here", "use its attributes")
        case Closure() | Bound() | Parent() | Interpolant() | Operator():
            raise work.refuse(
                "a function used as a value here", "call it, or pass it to a function that calls it"
            )
    raise TypeError(f"not a value: {value!r}")


def freeze_struct(work, cls, fields, source):
    if cls is list:
        return work.builder.call(ir.make_list, *[freeze(work, v) for _, v in fields])
    if cls is dict:
        flat = [atom for k, v in fields for atom in (ir.Const(k), freeze(work, v))]
        return work.builder.call(ir.make_dict, *flat)
    if source is not None:
        return source
    if not is_made_of_fields(cls):
        raise work.refuse(
            f"an object of the class `{cls.__name__}` used as a value here",
            "pass its attributes on, or make it a dataclass",
        )
    return work.builder.call(cls, **{k: freeze(work, v) for k, v in fields})


def kind_at(work, value):
    """The kind of a value, without writing anything to the program where that can be helped."""
    match value:
        case _ if is_atom(value):
            return work.builder.kind(value)
        case Ref(cell, place):
            held = work.state.heap[cell]
            if isinstance(held, Struct):
                return held
            with work.builder.nested():
                return work.builder.kind(read_place(work, place, held))
        case _:
            return value


def write(work, ref, place, value):
    """Replace what stands at `place` (a value over HOLE) of the object `ref` by the atom `value`."""
    full = within(place, ref.place)
    container, full = full.args[0], without_ellipsis(full)
    added = accumulated(work, ref.cell, full, value)
    if added is None:
        update(work, ref.cell, ir.store, full, value, container=container)
    else:
        update(work, ref.cell, ir.add_at, full, added, container=container)


def update(work, cell, word, place, *values, container=None):
    """Bind the new version of a cell after one of the words of ir.UPDATES.

    `container` is the place of what is written into; by itself ``items[i] = v`` is a write into the list, not the item.
    """
    refuse_read_only(work, place)
    held = content(work, Ref(cell))
    if cell in work.state.choices:
        from .choices import update_chosen

        return update_chosen(work, cell, word, place, values, container)
    kind = work.builder.kinds.get(getattr(held, "id", ""), Unknown())
    if isinstance(held, ir.Const):
        raise work.refuse("writing into a constant", "copy it into a local array first")
    if container is None:
        container = place if word in (ir.append, ir.drop_last) else place.args[0]
    listed = holds_items(work, held, container)
    if listed:
        restructure(work, cell, container, grows=word is ir.append)
    if word in (ir.append, ir.drop_last, ir.remove):
        work.resized[cell] = work.resized.get(cell, 0) + 1
    kind = kind_after(work, word, kind, place, values)
    atom = stored(work, held, word, place, values, cell.label, kind)
    work.state.heap[cell] = atom
    if not listed:
        mark_stale(work, cell)
    work.touched |= near(work.state, cell)
    work.written.add(cell)
    work.changes(cell)


def kind_after(work, word, kind, place, values):
    """The kind of a list or dict after a change: what is put into it may be of another kind than what was there."""
    if not isinstance(kind, ListOf | DictOf | Sequence | Record):
        return kind
    after = result(word, [kind, (None, place), *(kept_kind(work, v) for v in values)])
    if isinstance(after, Unknown):
        raise work.refuse("a change of a list or dict that is not followed", "keep one kind of value in it")
    if isinstance(after, DictOf) and word is ir.store and place.args[0] == ir.HOLE:
        index = place.args[1]
        key = key_kind(index.value) if isinstance(index, ir.Const) else work.builder.kind(index)
        after = work.joined(after, DictOf(after.item, key))
    return after


def kept_kind(work, atom):
    """The kind of what is put into a list or dict: it may change there."""
    kind = work.builder.kind(atom)
    if isinstance(kind, Record) and kind.cls is dict and not kind.fields:
        return as_dict(kind)
    empty = isinstance(kind, Sequence) and kind.cls is list and not kind.items
    return ListOf(None) if empty else kind


def holds_items(work, held, container):
    """True for the place of a list: what is put into it is another object, and the objects in it do not change."""
    with work.builder.nested():
        return isinstance(work.builder.kind(read_place(work, container, held)), ListOf | DictOf | Sequence)


def set_content(work, cell, value):
    """Give a cell a new content that the program has already computed."""
    listed = isinstance(value, Struct) or nesting(work.builder.kind(value)) > 0
    if listed and work.state.heap[cell] is not None:
        restructure(work, cell)
    held = work.state.heap[cell]
    if isinstance(value, Struct) and isinstance(held, Struct) and len(value.fields) != len(held.fields):
        work.resized[cell] = work.resized.get(cell, 0) + 1
    work.state.heap[cell] = value
    if not listed:
        mark_stale(work, cell)
    work.touched |= near(work.state, cell)
    work.written.add(cell)
    work.changes(cell)


def mark_stale(work, cell):
    """What may be the array of `cell`, which has been written, is known no more, but for what is it by choice."""
    for other in sorted(work.state.shares.get(cell, ()), key=lambda c: c.number):
        if other == cell or cell not in work.state.sources(other):
            mark(work, other, cell)
    if work.state.choices:
        from .choices import refresh

        refresh(work, cell)


def mark(work, other, cell):
    """The content of `other` is not known any more since a write into `cell`."""
    why = f"`{other.label}` may be the same array as `{cell.label}`, which has been written"
    if other == cell:
        why = f"`{other.label}` may hold one object twice, which has been written"
    work.state.stale[other] = why


def whole(work, ref):
    """The place to assign all elements of an array: ``a[...]``."""
    return EVERYWHERE


def is_number(work, value):
    return is_atom(value) and isinstance(work.builder.kind(value), Number)
