"""Which names carry a derivative: those that depend on an independent variable *and* influence the result."""

from __future__ import annotations

import logging
import warnings

from .. import ir
from ..kinds import ListOf, Unknown, can_vary
from ..runtime import require_layout, require_same_shape, require_scalar
from ..watching import Watch

FACTS = ("shape", "ndim", "size", "dtype", "nbytes", "itemsize")


def find_active(program: ir.Program, sources, kinds, rules, keep=()) -> frozenset:
    """Names that vary with `sources` and are useful for the program's result (or for a name in `keep`)."""
    varied = find_varied(program, sources, kinds, rules)
    return varied & find_useful(program, varied, kinds, rules, keep)


def passes(call, rules) -> bool:
    """True if a derivative may flow through `call`."""
    function = call.function
    if function is getattr:
        return call.args[1].value not in FACTS
    if function in (ir.raise_, ir.assert_, ir.caught, ir.both, ir.either, str.format, len, range, slice):
        return False
    rule = rules.find(function)
    return rule is None or rule.kind != "inactive"


def find_varied(program, sources, kinds, rules):
    """Names that depend on `sources`, forwards to a fixpoint."""
    varied = set(sources)
    statements = [*ir.walk(program.body), *unpushed(program)]
    size = -1
    while size != len(varied):
        size = len(varied)
        for statement in statements:
            varied.update(_varied_by(statement, varied, kinds, rules))
    return varied


def unpushed(program):
    """What a tape gives back, as copies of what was put on it."""
    found = [s for s in ir.walk(program.body) if isinstance(s, (ir.Push, ir.Pop))]
    items = {s.tape: s.items for s in found if isinstance(s, ir.Push)}
    for statement in found:
        if isinstance(statement, ir.Pop):
            yield from map(ir.Let, statement.names, items[statement.tape])


def _mentions(value, names):
    return value is not None and any(n in names for n in ir.names(value))


def _varied_by(statement, varied, kinds, rules):
    match statement:
        case ir.Let(name=name, value=value):
            if can_vary(kinds.get(name)) and _mentions(value, varied):
                if not isinstance(value, ir.Call) or passes(value, rules):
                    yield name
        case ir.If(outs=outs) | ir.Try(outs=outs):
            for out in outs:
                if can_vary(kinds.get(out.name)) and (
                    _mentions(out.then, varied) or _mentions(out.other, varied)
                ):
                    yield out.name
        case ir.For(carried=carried) | ir.While(carried=carried):
            for carry in carried:
                if can_vary(kinds.get(carry.head)) and (
                    _mentions(carry.init, varied) or _mentions(carry.end, varied) or carry.head in varied
                ):
                    yield carry.head
                    yield carry.out


def find_useful(program, varied, kinds, rules, keep=()):
    """Names that the result depends on differentiably, backwards to a fixpoint."""
    useful = set(ir.names(program.result)) | set(keep)
    statements = [*unpushed(program), *list(ir.walk(program.body))[::-1]]
    size = -1
    while size != len(useful):
        size = len(useful)
        for statement in statements:
            useful.update(_useful_by(statement, useful, kinds, rules))
    return useful


def _useful_by(statement, useful, kinds, rules):
    match statement:
        case ir.Let(name=name, value=value) if name in useful:
            if not isinstance(value, ir.Call) or passes(value, rules):
                yield from ir.names(value)
        case ir.If(outs=outs) | ir.Try(outs=outs):
            for out in outs:
                if out.name in useful:
                    yield from ir.names(out.then) if out.then is not None else ()
                    yield from ir.names(out.other) if out.other is not None else ()
        case ir.For(carried=carried) | ir.While(carried=carried):
            for carry in carried:
                if carry.out in useful or carry.head in useful:
                    yield from ir.names(carry.init) if carry.init is not None else ()
                    yield from ir.names(carry.end) if carry.end is not None else ()


LEVELS = ("debug", "info", "warning", "error", "critical", "exception", "log")
LOGGING = [getattr(owner, level) for owner in (logging, logging.Logger) for level in LEVELS]
HARMLESS = (
    *(print, str.format, len, repr, str, isinstance, ir.raise_, ir.assert_, ir.both, ir.either),
    *(warnings.warn, *LOGGING, require_layout, require_same_shape, require_scalar),
)


def opaque_calls(program, varied, rules):
    """Calls of functions without a rule that are given something that varies: what they do with it is not known."""
    for statement in ir.walk(program.body):
        match statement:
            case ir.Let(value=ir.Call(function) as call, effect=True) | ir.Do(ir.Call(function) as call):
                harmless = isinstance(function, Watch) or function in HARMLESS
                if not harmless and rules.find(function) is None and _mentions(call, varied):
                    yield statement, call


def hidden_reads(program, varied, kinds, rules):
    """Numbers read from a value that holds something that varies, and of which nothing else is known."""
    nothing = Unknown(number=False)
    opaque = {n for n, kind in kinds.items() if kind in (nothing, ListOf(nothing))}
    statements = list(ir.walk(program.body))
    hidden: set = set()
    size = -1
    while size != len(hidden):
        size = len(hidden)
        for statement in statements:
            for name, value in made_of(statement, rules):
                if name in opaque and _mentions(value, varied | hidden):
                    hidden.add(name)
    for value in (program.result,) if statements and _mentions(program.result, hidden) else ():
        yield statements[-1], value
    for statement in statements:
        for name, value in made_of(statement, rules):
            if can_vary(kinds.get(name)) and _mentions(value, hidden):
                yield statement, value


def made_of(statement, rules):
    """The names that a statement binds, each with what a derivative may reach it from."""
    match statement:
        case ir.Let(name=name, value=ir.Call(function) as call):
            if function not in HARMLESS and passes(call, rules):
                yield name, call
        case ir.Let(name=name, value=value):
            yield name, value
        case ir.If(outs=outs) | ir.Try(outs=outs):
            yield from ((out.name, side) for out in outs for side in (out.then, out.other))
        case ir.For(carried=carried) | ir.While(carried=carried):
            for carry in carried:
                yield from (
                    (name, end) for name in (carry.head, carry.out) for end in (carry.init, carry.end)
                )
