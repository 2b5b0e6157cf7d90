"""Calls and reads that would lose a derivative without a word: they are refused."""

from __future__ import annotations

from .. import ir
from ..analysis import hidden_reads, opaque_calls
from ..analysis.activity import passes
from ..errors import NoRule
from ..kinds import DictOf, ListOf, Record, Sequence
from ..paths import root
from ..rules.names import name_of
from ..rules.table import carried_by


def refuse_opaque(work, program, varied, holding=frozenset()):
    """A function we know nothing of must not be given what is differentiated: it might change or keep it."""
    for statement, call in opaque_calls(program, varied | holding, work.rules):
        work.spot, work.spot_call = statement.line, call
        name = getattr(call.function, "__name__", "this function")
        name = "this function" if call.function is ir.invoke else f"`{name}`"
        raise NoRule(
            work.place(),
            f"{name} has no derivative rule, and is given what is differentiated",
            "state a rule with `rules=`, or write the function in Python",
        )
    for statement, value in hidden_reads(program, varied, work.builder.kinds, work.rules):
        work.spot, work.spot_call = statement.line, value
        what = "a number is read from a list of different kinds of things, which holds what is differentiated"
        raise NoRule(work.place(), what, "keep the numbers in a list of their own")


def refuse_holders(work, program, holding):
    """A function with a rule of the user's has no derivative by an object."""
    for statement in ir.walk(program.body):
        match statement:
            case ir.Let(value=ir.Call(function) as call) if carried_by(function) and passes(call, work.rules):
                for name in (n for n in ir.names(call) if n in holding):
                    work.spot, work.spot_call = statement.line, call
                    given = f"is given `{name}`, whose fields are differentiated"
                    what = f"`{name_of(function)}` has a rule, and {given}"
                    raise NoRule(work.place(), what, "pass the numbers and arrays one by one")


def holders(wrt, program, kinds):
    """Names of objects that come from parameters: their fields carry the derivatives, not they themselves."""
    held = {name for name, kind in kinds.items() if has_fields(kind)}
    found = {root(name) for name in wrt} & held
    size = -1
    while size != len(found):
        size = len(found)
        for statement in ir.walk(program.body):
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
        case ListOf(item) | DictOf(item):
            return has_fields(item)
    return False
