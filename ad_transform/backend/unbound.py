"""Names that may be unbound where the text mentions them all the same: `blanks(program, variables)`.

None stands for them, which `bear_none` lets copies take.
"""

from __future__ import annotations

import copy
from dataclasses import replace

from ad_transform import ir
from ad_transform.analysis.outlines import looks_at
from ad_transform.backend.views import copy_
from ad_transform.ir import Call, Let, Name, Program, Push


def joins(program: Program) -> dict[str, tuple]:
    """What names hold that are bound where paths meet; None for unbound."""
    edges: dict[str, tuple] = {}
    for s in ir.walk(program.body):
        for o in getattr(s, "outs", ()):
            edges[o.name] = (o.then, o.other)
        for c in getattr(s, "carried", ()):
            edges[c.head], edges[c.out] = (c.init, c.end), (Name(c.head),)
    return edges


def unbound_names(edges: dict[str, tuple]) -> set[str]:
    """Names that may be unbound."""
    unbound = {name for name, values in edges.items() if None in values}
    while more := {n for n, values in edges.items() if any(_id(v) in unbound for v in values)} - unbound:
        unbound |= more
    return unbound


def bear_none(program: Program) -> Program:
    """`program` with ``copy.copy(a)`` for ``a.copy()`` where `a` may be unbound."""
    unbound = unbound_names(joins(program))

    def borne(value):
        copied = isinstance(value, Call) and value.function is copy_ and _id(value.args[0]) in unbound
        return Call(copy.copy, value.args) if copied else value

    def every(body):
        return tuple(map(one, body))

    def one(s):
        match s:
            case Let(value=value):
                return replace(s, value=borne(value))
            case Push(items=items):
                return replace(s, items=tuple(map(borne, items)))
        return ir.rebuild(s, every)

    return replace(program, body=every(program.body)) if unbound else program


def blanks(program: Program, variables: dict[str, str]) -> set[str]:
    """Names that are copied, put on a tape, or asked for their shape by an adjoint, although they may be unbound."""
    edges = joins(program)
    pushes = [s for s in ir.walk(program.body) if isinstance(s, Push)]
    wanted = {n for s in pushes for item in s.items for n in ir.names(item)}
    unbound = unbound_names(edges)
    wanted |= {n for s in ir.walk(program.body) for value in values_of(s) for n in outlined(value)}
    wanted |= {
        _id(v) for n, values in edges.items() for v in values if v and variables.get(_id(v)) != variables[n]
    }
    ahead, found = list(wanted & unbound), set()
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead.extend(_id(v) for v in edges[name] if _id(v) in unbound)
    return found


def values_of(statement):
    """The values that a statement computes itself: in the text, calls stand where paths meet, too."""
    yield getattr(statement, "value", None)
    for out in getattr(statement, "outs", ()):
        yield from (out.then, out.other)
    for carry in getattr(statement, "carried", ()):
        yield from (carry.init, carry.end)


def outlined(value):
    """The names that a call asks for no more than their shape and dtype."""
    if isinstance(value, Call):
        for k, a in enumerate(value.args):
            if isinstance(a, Name) and looks_at(value.function, k, value.args):
                yield a.id
            yield from outlined(a)


def _id(value):
    return value.id if isinstance(value, Name) else None
