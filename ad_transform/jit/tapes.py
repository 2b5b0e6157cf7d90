"""Tapes of counted loops as arrays: `as_arrays(program, kinds)`.

Before::                                After::

    for i in range(0, n, 1):                tape_6 = empty(max(n, 0))
        push tape_6 x                       for i in range(0, n, 1):
    for i in backward range(0, n, 1):           do setitem(tape_6, i, x)
        pop tape_6 x.2                      for i in backward range(0, n, 1):
                                                x.2 = tape_6[i]

A round has a place of its own, told by the indices of the loops around it, so nothing is counted and nothing depends on
what another round has kept. That needs loops whose lengths are known before the outermost of them begins, that are
never left early, and the same loops around the pop as around the push; what they are not stays a stack.
"""

from __future__ import annotations

import operator
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ad_transform import ir
from ad_transform.ir import Call, Const, Do, For, Let, Name, Pop, Program, Push, Try, While
from ad_transform.kinds import Array, Dim, Number, Sequence

DTYPES = {
    "float": np.float64, "float64": np.float64, "float32": np.float32, "int": np.int64, "int64": np.int64,
    "bool": np.bool_, "complex": np.complex128, "complex128": np.complex128,
}  # fmt: skip
LENGTHS = (
    len,
    operator.add,
    operator.sub,
    operator.mul,
    operator.floordiv,
    operator.getitem,
    getattr,
    np.shape,
)
"""What the length of a loop may be made of; an item only of a shape."""


@dataclass(frozen=True)
class Use:
    """A push or a pop, the loops around it from the outermost on, and the statement of the program it stands in."""

    statement: Any  # a Push or a Pop
    loops: tuple[For, ...]
    top: int


def as_arrays(program: Program, kinds: dict) -> tuple[Program, dict]:
    """`program` with arrays for the tapes of counted loops, and the kinds of all names."""
    uses = uses_by_tape(program)
    chosen = {tape: found for tape, found in uses.items() if fits(program, kinds, *found)}
    if not chosen:
        return program, kinds
    kinds, made = dict(kinds), defaultdict(list)
    arrays: dict[str, list[str]] = {}
    for tape, (push, *_) in chosen.items():
        sizes = tuple(map(rounds, push.loops))
        arrays[tape] = [f"{tape}.{k}" for k, _ in enumerate(push.statement.items)]
        for name, item in zip(arrays[tape], push.statement.items, strict=True):
            dtype = kinds[item.id].dtype
            kinds[name] = Array(
                np.dtype(DTYPES[dtype]).name, tuple(Dim(f"{name}{k}") for k, _ in enumerate(sizes))
            )
            shape = sizes[0] if len(sizes) == 1 else Call(ir.make_tuple, sizes)
            more = () if dtype in ("float", "float64") else (Const(DTYPES[dtype]),)
            made[push.top].append(Let(name, Call(np.empty, (shape, *more)), push.statement.line))
    body = []
    for k, statement in enumerate(program.body):
        body += made[k]
        body.append(rewritten((statement,), arrays, ())[0])
    return replace(program, body=tuple(body)), kinds


def uses_by_tape(program) -> dict[str, list[Use]]:
    """The pushes of each tape, then its pops; only those with nothing but counted loops and branches around them."""
    found: dict[str, list[Use]] = defaultdict(list)
    spoilt: set[str] = set()

    def look(body, loops, top):
        for statement in body:
            match statement:
                case Push(tape=tape) | Pop(tape=tape):
                    found[tape].append(Use(statement, loops, top))
                case While() | Try():
                    spoilt.update(s.tape for s in ir.walk((statement,)) if isinstance(s, (Push, Pop)))
                case For(leave=leave) if leave not in (None, Const(False)):
                    spoilt.update(s.tape for s in ir.walk((statement,)) if isinstance(s, (Push, Pop)))
                case For():
                    look(statement.body, (*loops, statement), top)
                case _:
                    for block in ir.blocks(statement):
                        look(block, loops, top)

    for top, statement in enumerate(program.body):
        look((statement,), (), top)
    return {tape: uses for tape, uses in found.items() if tape not in spoilt}


def fits(program, kinds, *uses) -> bool:
    """True if the one push and the one pop of a tape run in the same rounds, whose number is known beforehand."""
    if len(uses) != 2 or not isinstance(uses[0].statement, Push) or not isinstance(uses[1].statement, Pop):
        return False
    push, pop = uses
    if not push.loops or len(push.loops) != len(pop.loops) or push.top >= pop.top:
        return False
    same = all(
        a.backward != b.backward and span(a) == span(b) for a, b in zip(push.loops, pop.loops, strict=True)
    )
    numbers = all(
        isinstance(item, Name) and isinstance(k := kinds.get(item.id), Number) and k.dtype in DTYPES
        for item in push.statement.items
    )
    known = {p.id for p in program.params} | {n for s in program.body[: push.top] for n in ir.binds(s)}
    shapes = {n for n in known if isinstance(k := kinds.get(n), Sequence) and k.cls is tuple}
    bounds = [part for loop in push.loops for part in span(loop)]
    return same and numbers and all(is_length(part, known, shapes) for part in bounds)


def span(loop):
    return loop.start, loop.stop, loop.step


def is_length(value, known, shapes) -> bool:
    """True for a bound of a loop that is what it is before the loop begins; `shapes` are names of tuples."""
    match value:
        case Const():
            return type(value.value) is int
        case Name(id):
            return id in known
        case Call(operator.getitem, (Name(id), Const())):
            return id in shapes
        case Call(operator.getitem, (Call(function) as inner, Const())):
            return function in (getattr, np.shape) and is_length(inner, known, shapes)
        case Call(function, args, ()) if function in LENGTHS and function is not operator.getitem:
            return all(isinstance(a, Const) or is_length(a, known, shapes) for a in args)
    return False


def rounds(loop):
    """How many rounds a loop has."""
    start, stop, step = span(loop)
    if (start, step) == (Const(0), Const(1)):
        return stop if is_count(stop) else Call(max, (stop, Const(0)))
    return Call(len, (Call(range, (start, stop, step)),))


def is_count(value) -> bool:
    """True for what is surely not negative."""
    match value:
        case Const(known):
            return known >= 0
        case Call(function, args):
            return function is len or (function is operator.getitem and isinstance(args[0], Call))
    return False


def place(loops):
    """Which round of each loop this is."""
    parts = tuple(map(number_of_round, loops))
    return parts[0] if len(parts) == 1 else Call(ir.make_tuple, parts)


def number_of_round(loop):
    index = Name(loop.index)
    if loop.start != Const(0):
        index = Call(operator.sub, (index, loop.start))
    return index if loop.step == Const(1) else Call(operator.floordiv, (index, loop.step))


def rewritten(body, arrays, loops):
    """`body` with the chosen tapes as arrays."""
    lines = []
    for statement in body:
        match statement:
            case Push(tape, items, line) if tape in arrays:
                for name, item in zip(arrays[tape], items, strict=True):
                    lines.append(Do(Call(operator.setitem, (Name(name), place(loops), item)), line))
            case Pop(tape, names, line) if tape in arrays:
                for name, target in zip(arrays[tape], names, strict=True):
                    lines.append(Let(target, Call(operator.getitem, (Name(name), place(loops))), line))
            case _:
                inner = (*loops, statement) if isinstance(statement, For) else loops
                lines.append(
                    ir.rebuild(statement, lambda block, inner=inner: rewritten(block, arrays, inner))
                )
    return tuple(lines)
