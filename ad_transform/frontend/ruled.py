"""Calls of functions that carry a rule, or have one in the user's own table: they stay calls.

Where the text of such a function can be read, it tells the kind of what is returned, and nothing else.
"""

from __future__ import annotations

from types import FunctionType

from .. import ir
from ..errors import DifferentiationError
from ..kinds import Unknown
from ..results import freshen
from ..results.joining import change_lengths, lengths
from ..results.lengths import ANY
from ..source import underlying
from .builder import Builder
from .effects import cells
from .memory import freeze, wrap
from .recursion import change_numbers, matched
from .values import Ref
from .work import Endless


def call(work, function, rule, args, kwargs):
    """The value of ``function(*args, **kwargs)``, which may be one of the arguments, or a part of one."""
    atoms = [freeze(work, a) for a in args]
    named = {k: freeze(work, v) for k, v in kwargs.items()}
    base = work.builder.word(function)
    kind = freshen(returned(work, function, atoms, named), tag=f"{base} {work.builder.versions.get(base, 0)}")
    made = ir.Call(function, tuple(atoms), tuple(named.items()))
    result = wrap(work, work.builder.bind(base, made, kind, effect=rule.kind == "inactive"))
    if isinstance(result, Ref):
        for cell in [c for value in (*args, *kwargs.values()) for c in cells(work, value)]:
            work.state.share(result.cell, cell)
    return result


def returned(work, function, args, kwargs):
    """The kind of what is returned, as the text of `function` tells it; unknown where it cannot be read."""
    plain = underlying(getattr(function, "__wrapped__", function))
    if not isinstance(plain, FunctionType):
        return Unknown()
    try:
        given = matched(work, plain, args, kwargs)
        given.apply_defaults()
        kinds = {name: work.builder.kind(as_atom(value)) for name, value in given.arguments.items()}
        lowered = read(plain, kinds, work.rules)
    except (DifferentiationError, Endless):
        return Unknown()
    refuse_changes(work, function, lowered)
    if lowered.optional:
        what = f"`{function.__name__}` has a rule, and returns None on some paths"
        raise work.refuse(what, "return a number there")
    if lowered.inputs:  # what it returns depends on variables that may hold something else at the next call
        return Unknown()
    work.guards.extend(lowered.guards)
    kind = Builder(lowered.kinds).kind(lowered.program.result)
    known = {dim.symbol for given in kinds.values() for dim in lengths(given)}
    opened = change_lengths(kind, lambda dim: dim if not dim.symbol or dim.symbol in known else ANY)
    return change_numbers(opened)


def as_atom(value):
    return value if isinstance(value, (ir.Name, ir.Const)) else ir.Const(value)


def read(function, kinds, rules):
    from .lowering import lower

    return lower(function, kinds, rules, body=True)


def refuse_changes(work, function, lowered):
    if lowered.changed:
        what = f"`{function.__name__}` has a rule, and changes `{lowered.changed[0]}`, which its caller has"
        raise work.refuse(what, "change a copy, and return it")
