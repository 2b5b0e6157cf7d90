"""Where two paths meet: what each variable and each cell holds afterwards."""

from __future__ import annotations

from dataclasses import replace

from .. import ir
from ..kinds import Array, DictOf, Known, Number, Sequence, Unknown
from .absence import halves, is_optional, whole
from .choosing import note_choice
from .holding import share_items
from .melting import of_unknown_length
from .memory import freeze
from .outs import TRUE, Meeting, Side, half_out, new_out, unbound_on
from .values import UNBOUND, Cell, Conflict, Items, Maybe, Ref, State, Struct, Unbound, is_atom


def merge(work, test, then: Side, other: Side):
    """The state after two paths that the atom `test` chose between, and the Outs of the branch."""
    state = State(shares=_union(then.state.shares, other.state.shares))
    state.stale = {**other.state.stale, **then.state.stale}
    state.moved = {**other.state.moved, **then.state.moved}
    for cell, moment in other.state.moved.items():
        state.moved[cell] = max(moment, state.moved[cell])
    state.facts = {n: fact for n, fact in then.state.facts.items() if other.state.facts.get(n) is fact}
    state.choices = {
        c: found for c, found in then.state.choices.items() if other.state.choices.get(c) == found
    }
    meeting = Meeting(work, test, then, other)
    after = work.state = state
    for key in _ordered(then.state.variables, other.state.variables):
        if key[1].startswith("?"):
            continue
        one, two = then.state.variables.get(key, UNBOUND), other.state.variables.get(key, UNBOUND)
        flags = [bound_flag(side.state, key, value) for side, value in ((then, one), (other, two))]
        if flags != [TRUE, TRUE] and not key[1].startswith("$"):
            after.variables[key[0], f"?{key[1]}"] = meet(meeting, flags[0], flags[1], f"{key[1]}_bound")
        after.variables[key] = meet(meeting, one, two, key[1].lstrip("$"))
    for cell in _ordered(then.state.heap, other.state.heap):
        if cell not in then.state.heap or cell not in other.state.heap:
            side = then if cell in then.state.heap else other
            after.heap[cell] = half_content(meeting, side.state.heap[cell], cell.label, side is then)
        elif cell not in after.heap:
            one, two = then.state.heap[cell], other.state.heap[cell]
            after.heap[cell] = meet_content(meeting, one, two, cell.label)
            share_both(work, cell, one, two)
    return after, tuple(meeting.outs)


def bound_flag(state, key, value):
    """Whether the variable `key`, which holds `value`, is bound: a constant, or a flag of the program."""
    known = TRUE if value is not UNBOUND else ir.Const(False)
    return state.variables.get((key[0], f"?{key[1]}"), known) if key[0] > 0 else TRUE


def _ordered(one, two):
    return [*one, *(key for key in two if key not in one)]


def _union(one, two):
    return {k: one.get(k, frozenset()) | two.get(k, frozenset()) for k in _ordered(one, two)}


def meet(meeting, one, two, label):
    """The value that is `one` on the first path and `two` on the second."""
    match one, two:
        case Ref(), Ref() if one == two:
            return replace(one, moment=max(one.moment, two.moment))
        case _ if one is two or one == two:
            return one
        case Conflict(), _:
            return one
        case _, Conflict():
            return two
        case Unbound(), _:
            return half_bound(meeting, two, label, then=False)
        case _, Unbound():
            return half_bound(meeting, one, label, then=True)
        case _ if is_optional(one) or is_optional(two):
            return meet_optional(meeting, one, two, label)
        case Items(), Items() if len(one.items) == len(two.items) and one.cls is two.cls:
            parts = zip(one.items, two.items, strict=True)
            return Items(
                tuple(meet(meeting, a, b, f"{label}_{k}") for k, (a, b) in enumerate(parts)), one.cls
            )
        case Ref(), Ref():
            return meet_refs(meeting, one, two, label)
        case _ if is_atom(one) and is_atom(two):
            return meet_atoms(meeting, one, two, label)
        case (Ref(), _) | (_, Ref()) if is_atom(one) or is_atom(two):
            return meet_atoms(meeting, one, two, label)
    return Conflict(f"`{label}` holds different kinds of things on different paths")


def meet_optional(meeting, one, two, label):
    """Values of which one may be None: whether it is, and what it is otherwise."""
    (absent, first), (gone, second) = halves(meeting.then.state, one), halves(meeting.other.state, two)
    missing = meet(meeting, absent, gone, f"{label}_is_none")
    value = meet(meeting, first, second, label)
    return value if isinstance(value, Conflict) else whole(missing, value, label)


def half_bound(meeting, value, label, then):
    """A value bound on one path only: usable where that path was taken, as in Python."""
    match value:
        case Maybe():
            absent, inner = halves((meeting.then if then else meeting.other).state, value)
            missing = half_bound(meeting, absent, f"{label}_is_none", then)
            return whole(missing, half_bound(meeting, inner, label, then), label)
        case ir.Const() if not isinstance(meeting.work.builder.kind(value), Number):
            return value
        case ir.Name() | ir.Const():
            return half_out(meeting, value, label, then)
        case Items(items, cls):
            return Items(
                tuple(half_bound(meeting, v, f"{label}_{k}", then) for k, v in enumerate(items)), cls
            )
        case Ref(place=place):
            local = {n: half_out(meeting, ir.Name(n), ir.base(n), then) for n in ir.names(place)}
            return replace(value, place=ir.substitute(place, local))
    return value


def half_content(meeting, held, label, then):
    """The content of a cell that exists on one path only."""
    if isinstance(held, Struct):
        fields = tuple((k, half_bound(meeting, v, f"{label}_{k}", then)) for k, v in held.fields)
        source = held.source if held.source is None else half_bound(meeting, held.source, label, then)
        return Struct(held.cls, fields, source)
    return half_out(meeting, held, label, then) if isinstance(held, ir.Name) else held


def meet_atoms(meeting, one, two, label):
    """Atoms, or an array on one side: one name for both."""
    work = meeting.work
    first, second = atom_on(work, meeting.then, one), atom_on(work, meeting.other, two)
    kinds = [work.builder.kind(first), work.builder.kind(second)]
    if any(isinstance(k, (Known, Sequence)) for k in kinds) and kinds[0] != kinds[1]:
        return Conflict(f"`{label}` is `{_short(first)}` on one path and `{_short(second)}` on another")
    if any(isinstance(k, Known) for k in kinds):
        return Conflict(f"`{label}` is a different function or object on each path")
    atom = new_out(meeting, first, second, label)
    if isinstance(work.builder.kinds[atom.id], (Array, Unknown)) and not isinstance(kinds[0], Number):
        return cell_for(meeting, one, two, atom, label)
    if isinstance(one, Ref) or isinstance(two, Ref):
        return cell_for(meeting, one, two, atom, label)
    return atom


def _short(atom):
    return repr(atom.value) if isinstance(atom, ir.Const) else "a number or array"


def atom_on(work, side, value):
    """The atom for `value` at the end of one path."""
    outer = work.state, work.builder.block
    work.state, work.builder.block = side.state, side.block
    try:
        return freeze(work, value)
    finally:
        work.state, work.builder.block = outer


def meet_refs(meeting, one, two, label):
    """Two places: the same place, the same new object, or one array or another."""
    if one.cell == two.cell and one.place == two.place:
        return replace(one, label=label, moment=max(one.moment, two.moment))
    held = [side.state.heap[ref.cell] for side, ref in ((meeting.then, one), (meeting.other, two))]
    if all(isinstance(h, Struct) for h in held):
        return meet_structs(meeting, one, two, held, label)
    first, second = atom_on(meeting.work, meeting.then, one), atom_on(meeting.work, meeting.other, two)
    met = cell_for(meeting, one, two, new_out(meeting, first, second, label), label)
    share_both(meeting.work, met.cell, *held)
    if met.cell not in meeting.work.state.stale and all(
        is_array(meeting.work, atom) for atom in (first, second)
    ):
        note_choice(meeting, met.cell, one, two)
    return met


def is_array(work, atom):
    return isinstance(work.builder.kind(atom), Array)


def cell_for(meeting, one, two, atom, label):
    """A cell for what is `one` or `two`; it may be either, so a write to it makes those stale."""
    key = (one, two)
    if key not in meeting.cells:
        work = meeting.work
        work.cells += 1
        sources = [v.cell for v in (one, two) if isinstance(v, Ref)]
        cell = Cell(work.cells, label, any(c.external for c in sources))
        work.state.heap[cell] = atom
        for source in sources:
            work.state.descend(cell, source)
        for side, value in ((meeting.then, one), (meeting.other, two)):
            if isinstance(value, Ref) and value.cell in side.state.stale:
                work.state.stale[cell] = side.state.stale[value.cell]
        meeting.cells[key] = cell
    return Ref(meeting.cells[key], label=label)


def meet_structs(meeting, one, two, held, label):
    """Two different lists or records: one new cell with the fields joined."""
    content = meet_content(meeting, held[0], held[1], label)
    met = cell_for(meeting, one, two, content, label)
    share_both(meeting.work, met.cell, *held)
    return met


def share_both(work, cell, *held):
    """Where lists of different lengths have met, what either held may be reached through the one list."""
    if is_atom(work.state.heap[cell]):
        for content in held:
            if isinstance(content, Struct):
                share_items(work, cell, content)


def meet_content(meeting, one, two, label):
    """The content of a cell that holds `one` or `two`."""
    if one is two or one == two:
        return one
    if isinstance(one, Struct) and isinstance(two, Struct):
        keys = [k for k, _ in one.fields]
        if one.cls is two.cls and keys == [k for k, _ in two.fields]:
            fields = tuple((k, meet(meeting, one.find(k), two.find(k), f"{label}_{k}")) for k in keys)
            return Struct(one.cls, fields, meet_sources(meeting, one.source, two.source, label))
    if (met := meet_dicts(meeting, one, two, label)) is not None:
        return met
    if (isinstance(one, (Struct,)) and one.cls is not list) or (
        isinstance(two, Struct) and two.cls is not list
    ):
        return Conflict(f"the fields of `{label}` differ between paths")
    if isinstance(one, Conflict) or isinstance(two, Conflict):
        return one if isinstance(one, Conflict) else two
    first = atom_on_content(meeting.work, meeting.then, one)
    second = atom_on_content(meeting.work, meeting.other, two)
    if unbound_on(meeting, meeting.then, first):
        return half_out(meeting, second, label, then=False)
    if unbound_on(meeting, meeting.other, second):
        return half_out(meeting, first, label, then=True)
    return new_out(meeting, first, second, label)


def meet_dicts(meeting, one, two, label):
    """Two dicts whose keys differ: a dict whose keys are known only at run time; None for anything else."""
    builder = meeting.work.builder
    for held in (one, two):
        known = isinstance(held, Struct) and held.cls is dict and held.source is None
        if not known and not (is_atom(held) and isinstance(builder.kind(held), DictOf)):
            return None
    first, second = (atom_on(meeting.work, s, h) for s, h in ((meeting.then, one), (meeting.other, two)))
    for atom in (first, second):
        builder.kinds[atom.id] = of_unknown_length(meeting.work, builder.kind(atom))
    return new_out(meeting, first, second, label)


def meet_sources(meeting, one, two, label):
    """The object of the caller's after both paths: one object, written on either."""
    return one if one == two or None in (one, two) else new_out(meeting, one, two, label)


def atom_on_content(work, side, held):
    """The atom for the content of a cell at the end of one path."""
    return atom_on(work, side, held)
