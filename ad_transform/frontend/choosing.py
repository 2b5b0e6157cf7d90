"""Where paths meet: remember which of two arrays a name is, so that `choices` can follow what is written through it."""

from __future__ import annotations

from dataclasses import replace

from .. import ir
from .outs import FALSE, half_out, new_out
from .values import Choice


def note_choice(meeting, cell, one, two):
    """Remember which of two arrays `cell` is, where they may be known by other names."""
    ends = (meeting.then, one), (meeting.other, two)
    if isinstance(meeting.test, ir.Name) and not all(is_new(meeting, side, ref.cell) for side, ref in ends):
        places = [handed_out(meeting, side, ref) for side, ref in ends]
        meeting.work.state.choices[cell] = Choice(meeting.test, *places)


def is_new(meeting, side, cell):
    """True if there is no such cell on the other path."""
    opposite = meeting.other if side is meeting.then else meeting.then
    return cell not in opposite.state.heap


def handed_out(meeting, side, ref):
    """`ref`, with the names from inside the branch that its place has handed out, and the choices it rests on kept."""
    if is_new(meeting, side, ref.cell):
        keep_choice(meeting, side, ref.cell)
    inside = {name for statement in side.block for name in ir.binds(statement)} & set(ir.names(ref.place))
    local = {n: half_out(meeting, ir.Name(n), ir.base(n), side is meeting.then) for n in sorted(inside)}
    return replace(ref, place=ir.substitute(ref.place, local))


def keep_choice(meeting, side, cell):
    """A choice that was made inside a branch, with its test as it is known after that: false on the other path."""
    found, kept = side.state.choices.get(cell), meeting.work.state.choices
    if found is not None and cell not in kept:
        pair = (found.test, FALSE) if side is meeting.then else (FALSE, found.test)
        test = new_out(meeting, *pair, ir.base(found.test.id))
        kept[cell] = Choice(test, *(handed_out(meeting, side, ref) for ref in (found.one, found.two)))
