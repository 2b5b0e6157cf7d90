"""What a branch hands out: names for what was computed on either path, or on one."""

from __future__ import annotations

from dataclasses import dataclass, field

from .. import ir
from ..kinds import Number
from ..results import join
from .values import State

TRUE, FALSE = ir.Const(True), ir.Const(False)


@dataclass
class Side:
    """One path: its state at the end, and the block that code may still be added to."""

    state: State
    block: list


@dataclass
class Meeting:
    """The two paths, the Outs made so far, and which pairs of cells have become one new cell."""

    work: object
    test: object
    then: Side
    other: Side
    outs: list = field(default_factory=list)
    cells: dict = field(default_factory=dict)
    joined: dict = field(default_factory=dict)


def new_out(meeting, one, two, label):
    """A name for `one` on the first path and `two` on the second (atoms, or None for unbound)."""
    if (one, two) in meeting.joined:
        return meeting.joined[one, two]
    builder = meeting.work.builder
    if (one, two) == (TRUE, ir.Const(False)) and builder.kind(meeting.test) == Number("bool"):
        return meeting.test
    kinds = [builder.kind(atom) for atom in (one, two) if atom is not None]
    name = builder.fresh(label)
    builder.kinds[name] = join(kinds[0], kinds[1], tag=name) if len(kinds) == 2 else kinds[0]
    meeting.outs.append(ir.Out(name, one, two))
    meeting.joined[one, two] = ir.Name(name)
    return ir.Name(name)


def half_out(meeting, atom, label, then):
    made = new_out(meeting, atom if then else None, None if then else atom, label)
    if isinstance(meeting.test, ir.Name):
        meeting.work.halves[made.id] = meeting.test.id, then
    return made


def unbound_on(meeting, side, atom):
    """True if `atom` was bound on one path of a test that came out the other way here."""
    test, holds = meeting.work.halves.get(getattr(atom, "id", None), (None, None))
    return test is not None and side.state.facts.get(test, holds) != holds
