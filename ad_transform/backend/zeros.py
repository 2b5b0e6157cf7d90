"""Zeros of its own for every accumulator: `own_zeros(program, kinds)`.

Before::                             After::

    zeros_6 = zeros_like(x)              zeros_6.own1 = zeros_like(x)
    x_bar = add_at(zeros_6, [0], c)      zeros_6 = zeros_like(x)
    y_bar = add_at(zeros_6, [1], d)      x_bar = add_at(zeros_6, [0], c)
                                         y_bar = add_at(zeros_6.own1, [1], d)

The optimiser computes everything once; what is written in place would then have to be copied.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ad_transform import ir, runtime
from ad_transform.backend.fold import is_temporary
from ad_transform.backend.updates import is_update
from ad_transform.ir import Call, Carry, For, If, Let, Name, Out, Program, Try, While

_MAKERS = (np.zeros_like, np.zeros, np.ones_like, np.ones, runtime.zeros_of)


def own_zeros(program: Program, kinds: dict) -> tuple[Program, dict]:
    """`program` with a maker of zeros for each place where zeros become something else, and the kinds of all names."""
    made: dict[str, list[str]] = {s.name: [] for s in ir.walk(program.body) if _makes(s)}

    def own(atom):
        """The first to take the zeros gets them, the next ones get others."""
        if not isinstance(atom, Name) or atom.id not in made:
            return atom
        versions = made[atom.id]
        versions.append(f"{atom.id}.own{len(versions)}" if versions else atom.id)
        return Name(versions[-1])

    body = _handed_on(program.body, own)
    new = {version: kinds[name] for name, versions in made.items() if name in kinds for version in versions}
    return replace(program, body=_spread(body, made)), {**kinds, **new}


def _makes(statement):
    match statement:
        case Let(value=Call(function), effect=False):
            return is_temporary(statement) and any(function is f for f in _MAKERS)
        case _:
            return False


def _handed_on(body, own):
    """`body` with `own` applied to the base of every update and to what branches and loops hand on."""

    def change(statement):
        match statement:
            case Let(value=Call(function, (base, *others))) if is_update(statement):
                return replace(statement, value=Call(function, (own(base), *others)))
            case Let(value=Name() as value):
                return replace(statement, value=own(value))
            case If(outs=outs) | Try(outs=outs):
                statement = replace(
                    statement, outs=tuple(Out(o.name, own(o.then), own(o.other)) for o in outs)
                )
            case For(carried=carried) | While(carried=carried):
                edges = tuple(Carry(c.head, own(c.init), own(c.end), c.out) for c in carried)
                statement = replace(statement, carried=edges)
        return ir.rebuild(statement, lambda block: _handed_on(block, own))

    return tuple(map(change, body))


def _spread(body, made):
    """Each maker of zeros once for every name made of it."""
    lines = []
    for statement in body:
        names = made.get(statement.name, []) if isinstance(statement, Let) else []
        lines += [replace(statement, name=name) for name in names[1:]]
        lines.append(ir.rebuild(statement, lambda block: _spread(block, made)))
    return tuple(lines)
