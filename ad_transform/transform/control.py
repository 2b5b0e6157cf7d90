"""Branches and loops backwards: the same branch over the adjoints, the same loop from the last round to the first."""

from __future__ import annotations

import operator
from typing import cast

from .. import ir
from ..analysis.bound import is_bound, knowing
from ..kinds import Number
from . import tapes
from .shapes import ZERO
from .sweep import add, bar_of, float_kind, flush_all, fresh_bar, settled


def outer_names(sweep, *bodies):
    """Active names that `bodies` read and do not bind, in order."""
    bound_here = {n for body in bodies for s in ir.walk(body) for n in _bound(s)}
    read = dict.fromkeys(n for body in bodies for s in ir.walk(body) for n in ir.reads(s))
    return [n for n in read if n in sweep.active and n not in bound_here]


def _bound(statement):
    yield from ir.binds(statement)
    if isinstance(statement, (ir.For, ir.While)):
        yield from (c.head for c in statement.carried)
        if isinstance(statement, ir.For):
            yield statement.index


def reverse_if(sweep, statement, reverse_block):
    """A branch backwards: the same branch over the adjoints; after a Try, by the path that was taken."""
    test = statement.test if isinstance(statement, ir.If) else ir.Name(ir.completed(statement))
    flush_all(sweep)
    outs = [o for o in statement.outs if o.name in sweep.active and bar_of(sweep, o.name) is not None]
    touched = outer_names(sweep, statement.body, statement.orelse)
    touched = dict.fromkeys([*touched, *_out_atoms(sweep, outs, statement)])
    before = {n: bar_of(sweep, n) for n in touched}
    sides = []
    known = [knowing(sweep.facts, test, holds) for holds in (True, False)]
    for body, side, facts in zip((statement.body, statement.orelse), ("then", "other"), known, strict=True):
        sides.append(_reverse_side(sweep, body, side, outs, reverse_block, facts))
    joined = []
    for name in touched:
        ends = [bars.get(name) for _, bars in sides]
        if ends[0] == before[name] and ends[1] == before[name]:
            continue
        atoms = [
            _settled(sweep, block, name, end, facts)
            for (block, _), end, facts in zip(sides, ends, known, strict=True)
        ]
        fresh = sweep.builder.fresh(f"{ir.base(name)}_bar")
        sweep.builder.kinds[fresh] = float_kind(sweep.builder.kinds[name])
        joined.append(ir.Out(fresh, *atoms))
        sweep.bars[name] = ir.Name(fresh)
    if joined or any(block for block, _ in sides):
        then, other = (tuple(block) for block, _ in sides)
        sweep.builder.block.append(ir.If(test, then, other, tuple(joined), statement.line, statement.label))
    sweep.line = statement.line


def _out_atoms(sweep, outs, statement):
    inside = {n for s in ir.walk((*statement.body, *statement.orelse)) for n in _bound(s)}
    for out in outs:
        for atom in (out.then, out.other):
            if isinstance(atom, ir.Name) and atom.id in sweep.active and atom.id not in inside:
                yield atom.id


def _reverse_side(sweep, body, side, outs, reverse_block, facts):
    """One side of a branch, on which `facts` hold: its block, and the adjoints at its beginning."""
    bars, line = dict(sweep.bars), sweep.line
    outer, known = sweep.bars, sweep.facts
    sweep.bars, sweep.facts = bars, facts
    with sweep.builder.nested() as block:
        for out in outs:
            add(sweep, getattr(out, side), outer[out.name])
        flush_all(sweep)
        if not raises(body):
            reverse_block(sweep, body)
    sweep.bars, sweep.line, sweep.facts = outer, line, known
    return block, bars


def raises(body) -> bool:
    """True for a block that does not come to its end."""
    return bool(body) and isinstance(body[-1], ir.Do) and body[-1].value.function is ir.raise_


def _settled(sweep, block, name, bar, facts):
    """The adjoint of `name` at the end of a block where `facts` hold, as an atom of full shape."""
    outer, sweep.builder.block = sweep.builder.block, block
    try:
        never_read = bar is None and not is_bound(name, sweep.half, facts)
        return ZERO if never_read else settled(sweep, name, bar)
    finally:
        sweep.builder.block = outer


def reverse_loop(sweep, loop, reverse_block):
    """A loop backwards: adjoints are carried from the last round to the first."""
    flush_all(sweep)
    rounds = (*loop.head, *loop.body) if isinstance(loop, ir.While) else loop.body
    carried = [c for c in loop.carried if c.head in sweep.active or c.out in sweep.active]
    if not any(bar_of(sweep, c.out) is not None for c in carried) and not tapes.reached(sweep, rounds):
        return
    outer = read_in_rounds(sweep, loop, rounds, carried)
    before = [settled(sweep, n, bar_of(sweep, n)) for n in (*(c.out for c in carried), *outer)]
    heads = [fresh_bar(sweep, n) for n in (*(c.out for c in carried), *outer)]
    index, span = reverse_span(sweep, loop)
    outside = sweep.bars
    sweep.bars = {n: ir.Name(h) for n, h in zip(outer, heads[len(carried) :], strict=True)}
    with sweep.builder.nested() as block:
        sweep.line = 0
        renamed = span(block)
        for c, bar in zip(carried, heads, strict=False):
            add(sweep, c.end, ir.Name(bar))
        flush_all(sweep)
        reverse_block(sweep, rounds)
        ends = [settled(sweep, n, bar_of(sweep, n)) for n in (*(c.head for c in carried), *outer)]
    sweep.bars, sweep.line = outside, loop.line
    carries = after_rounds(sweep, carried, outer, heads, before, ends)
    start, stop, step = loop_bounds(loop)
    backward = not getattr(loop, "backward", False)
    made = ir.For(index, start, stop, step, carries, tuple(block), loop.line, backward, label=loop.label)
    sweep.builder.block.append(ir.rename(made, renamed))
    flush_all(sweep)


def read_in_rounds(sweep, loop, rounds, carried):
    """Active names from outside the loop that its rounds use: their adjoints add up from round to round."""
    heads = {c.head for c in loop.carried}
    inside = heads | {n for s in ir.walk(rounds) for n in _bound(s)}
    ends = [n for c in carried for n in ir.names(c.end) if n in sweep.active and n not in inside]
    return list(dict.fromkeys([*(n for n in outer_names(sweep, rounds) if n not in heads), *ends]))


def after_rounds(sweep, carried, outer, heads, before, ends):
    """The carries of the reverse loop; what they come out as is handed on."""
    carries = []
    for k, name in enumerate((*(c.out for c in carried), *outer)):
        after = fresh_bar(sweep, name)
        carries.append(ir.Carry(heads[k], before[k], ends[k], after))
        if k >= len(carried):
            sweep.bars[name] = ir.Name(after)
        else:
            sweep.bars.pop(name, None)
            if carried[k].init is not None:
                add(sweep, carried[k].init, ir.Name(after))
    return tuple(carries)


def loop_bounds(loop):
    """The range of the reverse loop."""
    if isinstance(loop, ir.While):
        return ir.Const(0), ir.Name(cast(str, loop.trips)), ir.Const(1)
    if loop.leave is not None:
        return ir.Const(0), ir.Name(loop.trips), ir.Const(1)
    return loop.start, loop.stop, loop.step


def reverse_span(sweep, loop):
    """The index of the reverse loop, and a function that writes the primal's index at the top of its body."""
    builder = sweep.builder
    own = ir.base(loop.index) if isinstance(loop, ir.For) else f"index_{loop.line}"
    index = builder.fresh(own)
    builder.kinds[index] = Number("int")
    if isinstance(loop, ir.While):
        return index, lambda block: {}
    plain = loop.leave is None or (loop.start == ir.Const(0) and loop.step == ir.Const(1))
    if plain:
        return index, lambda block: {loop.index: ir.Name(index)}

    def write(block):
        scaled = builder.call(operator.mul, loop.step, ir.Name(index))
        value = builder.call(operator.add, loop.start, scaled, base=own)
        return {loop.index: value}

    return index, write
