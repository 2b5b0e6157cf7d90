"""Derivatives of the tapes of a derivative that is differentiated again.

A pop is undone by a push: the adjoints of what was popped go on a tape of their own, from which the counterpart of the
push takes them. In forward mode the tangents lie on the same tape, beside the values.
"""

from __future__ import annotations

from dataclasses import replace

from .. import ir
from .forward import settled_dot
from .sweep import add, bar_of, float_kind, settled


def popped(program) -> dict:
    """For each tape of the program, the names that are popped from it."""
    return {s.tape: s.names for s in ir.walk(program.body) if isinstance(s, ir.Pop)}


def active_positions(side, tape):
    """Where on the tape something lies that has a derivative; `side` is a Forward or a Sweep."""
    return [k for k, name in enumerate(side.tapes.get(tape, ())) if name in side.active]


def forward_push(forward, statement):
    dots = [settled_dot(forward, statement.items[k]) for k in active_positions(forward, statement.tape)]
    forward.builder.block.append(replace(statement, items=(*statement.items, *dots)))


def forward_pop(forward, statement):
    builder, names = forward.builder, list(statement.names)
    for k in active_positions(forward, statement.tape):
        name = statement.names[k]
        names.append(builder.fresh(f"{ir.base(name)}_dot"))
        builder.kinds[names[-1]] = float_kind(builder.kinds[name])
        forward.dots[name] = ir.Name(names[-1])
    builder.block.append(replace(statement, names=tuple(names)))


def reverse_pop(sweep, statement):
    """What was popped hands its adjoints back, on a tape."""
    names = [statement.names[k] for k in active_positions(sweep, statement.tape)]
    if all(bar_of(sweep, name) is None for name in names):
        return
    tape = sweep.builder.fresh(f"{ir.base(statement.tape)}_bar")
    sweep.bar_tapes[statement.tape] = tape
    bars = tuple(settled(sweep, name, bar_of(sweep, name)) for name in names)
    sweep.builder.block.append(ir.Push(tape, bars, statement.line))


def reverse_push(sweep, statement):
    """What was pushed takes its adjoints from that tape."""
    tape = sweep.bar_tapes.get(statement.tape)
    if tape is None:
        return
    items = [statement.items[k] for k in active_positions(sweep, statement.tape)]
    names = tuple(sweep.builder.fresh(f"{ir.base(item.id)}_bar") for item in items)
    for item, name in zip(items, names, strict=True):
        sweep.builder.kinds[name] = float_kind(sweep.builder.kinds[item.id])
    sweep.builder.block.append(ir.Pop(tape, names, statement.line))
    for item, name in zip(items, names, strict=True):
        add(sweep, item, ir.Name(name))


def reached(sweep, body) -> bool:
    """True if `body` pushes something that has got an adjoint."""
    return any(isinstance(s, ir.Push) and s.tape in sweep.bar_tapes for s in ir.walk(body))
