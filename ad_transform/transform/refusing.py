"""Calls and reads that would lose a derivative without a word: they are refused."""

from __future__ import annotations

from .. import ir
from ..analysis import hidden_reads, opaque_calls
from ..errors import NoRule
from ..kinds import ListOf, Record, Sequence
from ..paths import root


def refuse_opaque(work, lowered, varied, holding):
    """A function we know nothing of must not be given what is differentiated: it might change or keep it."""
    for statement, call in opaque_calls(lowered.program, varied | holding, work.rules):
        work.spot, work.spot_call = statement.line, call
        name = getattr(call.function, "__name__", "this function")
        name = "this function" if call.function is ir.invoke else f"`{name}`"
        raise NoRule(
            work.place(),
            f"{name} has no derivative rule, and is given what is differentiated",
            "state a rule with `rules=`, or write the function in Python",
        )
    for statement, value in hidden_reads(lowered.program, varied, lowered.kinds, work.rules):
        work.spot, work.spot_call = statement.line, value
        what = "a number is read from a list of different kinds of things, which holds what is differentiated"
        raise NoRule(work.place(), what, "keep the numbers in a list of their own")


def holders(wrt, lowered):
    """Names of objects that come from parameters: their fields carry the derivatives, not they themselves."""
    held = {name for name, kind in lowered.kinds.items() if has_fields(kind)}
    found = {root(name) for name in wrt} & held
    size = -1
    while size != len(found):
        size = len(found)
        for statement in ir.walk(lowered.program.body):
            if found & set(ir.reads(statement)):
                found |= held & set(ir.binds(statement))
    return found


def has_fields(kind):
    """True for a dict or an object with data, and for a list or tuple of these."""
    match kind:
        case Record():
            return True
        case Sequence(items):
            return any(has_fields(item) for item in items)
        case ListOf(item):
            return has_fields(item)
    return False
