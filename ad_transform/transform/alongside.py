"""Branches and loops in forward mode: tangents are handed out and carried beside the values."""

from __future__ import annotations

from dataclasses import replace

from .. import ir
from .forward import settled_dot
from .sweep import float_kind


def forward_if(forward, statement, forward_block):
    before, sides = forward.dots, []
    for body in (statement.body, statement.orelse):
        forward.dots = dict(before)
        with forward.builder.nested() as block:
            forward_block(forward, body)
        sides.append((block, forward.dots))
    forward.dots = before
    outs = list(statement.outs)
    for out in statement.outs:
        if out.name in forward.active:
            atoms = [
                side_dot(forward, side, atom) for side, atom in zip(sides, (out.then, out.other), strict=True)
            ]
            fresh = forward.builder.fresh(f"{ir.base(out.name)}_dot")
            forward.builder.kinds[fresh] = float_kind(forward.builder.kinds[out.name])
            outs.append(ir.Out(fresh, *atoms))
            forward.dots[out.name] = ir.Name(fresh)
    then, other = (tuple(block) for block, _ in sides)
    forward.builder.block.append(replace(statement, body=then, orelse=other, outs=tuple(outs)))


def side_dot(forward, side, atom):
    """The tangent of `atom` at the end of one side of a branch."""
    if atom is None:
        return None
    block, dots = side
    outer, forward.builder.block = forward.builder.block, block
    kept, forward.dots = forward.dots, dots
    try:
        return settled_dot(forward, atom)
    finally:
        forward.builder.block, forward.dots = outer, kept


def forward_loop(forward, loop, forward_block):
    builder, carried = (
        forward.builder,
        [c for c in loop.carried if c.head in forward.active or c.out in forward.active],
    )
    inits = [None if c.init is None else settled_dot(forward, c.init) for c in carried]
    heads = []
    for c in carried:
        heads.append(builder.fresh(f"{ir.base(c.head)}_dot"))
        builder.kinds[heads[-1]] = float_kind(builder.kinds[c.head])
        forward.dots[c.head] = ir.Name(heads[-1])
    blocks = []
    bodies = (loop.head, loop.body) if isinstance(loop, ir.While) else (loop.body,)
    for body in bodies:
        with builder.nested() as block:
            forward_block(forward, body)
        blocks.append(block)
    outer, builder.block = builder.block, blocks[-1]
    ends = [settled_dot(forward, c.end) for c in carried]
    builder.block = outer
    more = []
    for c, head, init, end in zip(carried, heads, inits, ends, strict=True):
        out = builder.fresh(f"{ir.base(c.out)}_dot")
        builder.kinds[out] = builder.kinds[head]
        more.append(ir.Carry(head, init, end, out))
        forward.dots[c.out] = ir.Name(out)
    changes = {"carried": (*loop.carried, *more), "body": tuple(blocks[-1])}
    if isinstance(loop, ir.While):
        changes["head"] = tuple(blocks[0])
    builder.block.append(replace(loop, **changes))
