"""`try` in forward mode: the tangents come after the attempt, as what they raise must not be caught.

Before::                          After::

    try:                              try:
        y = log(x)                        y = log(x)
    except ValueError:                except ValueError:
        pass                              pass
      -> ok = True | False              -> ok = True | False
      -> z = y | 0.0                    -> z = y | 0.0
                                      if ok:
                                          y_dot = x_dot / x
                                        -> z_dot = y_dot | 0.0

A loop or branch of the body is run again beside its tangents: it is known by then not to raise.
"""

from __future__ import annotations

from dataclasses import replace

from .. import ir
from ..kinds import Number
from .alongside import side_dot
from .record import handed_already
from .replay import needed
from .sweep import float_kind


def forward_try(forward, statement, forward_block):
    """The attempt as it is, and a branch on whether it came to its end, with the tangents of either block."""
    before, sides = forward.dots, []
    for body in (statement.body, statement.orelse):
        forward.dots = dict(before)
        sides.append((tangents_of(forward, body, forward_block), forward.dots))
    forward.dots, joined = before, []
    for out in statement.outs:
        if out.name in forward.active:
            atoms = [side_dot(forward, side, a) for side, a in zip(sides, (out.then, out.other), strict=True)]
            fresh = forward.builder.fresh(f"{ir.base(out.name)}_dot")
            forward.builder.kinds[fresh] = float_kind(forward.builder.kinds[out.name])
            joined.append(ir.Out(fresh, *atoms))
            forward.dots[out.name] = ir.Name(fresh)
    outs, blocks = list(statement.outs), []
    for side, body, (block, _) in zip(
        ("then", "other"), (statement.body, statement.orelse), sides, strict=True
    ):
        atoms = [getattr(o, side) for o in joined]
        renamed = hand_out(forward.builder, outs, side, body, block, atoms)
        joined = [replace(o, **{side: ir.substitute(a, renamed)}) for o, a in zip(joined, atoms, strict=True)]
        blocks.append(tuple(ir.rename(s, renamed) for s in block))
    forward.builder.block.append(replace(statement, outs=tuple(outs)))
    if joined or any(blocks):
        test = ir.Name(ir.completed(statement))
        label = forward.builder.fresh(f"if_{statement.line}")
        forward.builder.block.append(ir.If(test, *blocks, tuple(joined), statement.line, label))


def hand_out(builder, outs, side, body, block, atoms):
    """Add to `outs` what `block` and `atoms` mention of the names that `body` binds; returns their names then."""
    bound = {n for s in body for n in ir.binds(s)}
    mentioned = [*needed(block, bound), *(n for a in atoms for n in ir.names(a) if n in bound)]
    renamed = {}
    for name in dict.fromkeys(mentioned):
        if (known := handed_already(builder, outs, side, name)) is not None:
            renamed[name] = known
            continue
        fresh = builder.fresh(ir.base(name))
        builder.kinds[fresh] = builder.kinds.get(name)
        outs.append(ir.Out(fresh, **{"then": None, "other": None, side: ir.Name(name)}))
        renamed[name] = ir.Name(fresh)
    return renamed


def tangents_of(forward, body, forward_block):
    """What forward mode adds to `body`, apart from it."""
    added: list = []
    for statement in body:
        with forward.builder.nested() as made:
            forward_block(forward, [statement])
        if made and made[0] is statement:
            added += made[1:]
        else:
            added += again(forward, statement, made)
    return added


def again(forward, statement, made):
    """`made` of `statement`, to be run after it: with names of its own, and nothing that can be seen twice."""
    own = [n for s in ir.walk((statement,)) for n in (*ir.binds(s), *opened(s))]
    names = {}
    for name in own:
        names[name] = forward.builder.fresh(ir.base(name))
        forward.builder.kinds[names[name]] = forward.builder.kinds.get(name, Number("int"))
    atoms = {old: ir.Name(new) for old, new in names.items()}
    read = {n for s in ir.walk(made) for n in ir.reads(s)}
    return [ir.rename(s, atoms) for s in silent(forward, made, names, read)]


def opened(statement):
    """Names that a loop binds for its rounds."""
    yield from (c.head for c in getattr(statement, "carried", ()))
    if isinstance(statement, ir.For):
        yield statement.index


def silent(forward, body, names, read, attempted=False):
    """`body` without what can be seen, binding `names` in place of the old ones; an attempt in it may fail again."""

    def new(name):
        return names.get(name, name)

    kept: list = []
    for statement in body:
        inside = attempted or isinstance(statement, ir.Try)
        statement = ir.rebuild(
            statement, lambda block, a=inside: tuple(silent(forward, block, names, read, a))
        )
        match statement:
            case ir.Let(name, effect=True) if name not in read:
                continue
            case ir.Let(effect=True):
                raise forward.work.refuse(
                    "a random draw, or a call that is not known, in a loop or branch of a `try` block",
                    "call it before the `try`, or use reverse mode",
                )
            case ir.Let(name):
                kept.append(replace(statement, name=new(name), effect=attempted and statement.effect))
            case ir.Do(ir.Call(function)) if function not in (ir.raise_, ir.assert_):
                continue
            case ir.If(outs=outs) | ir.Try(outs=outs):
                kept.append(replace(statement, outs=tuple(replace(o, name=new(o.name)) for o in outs)))
            case ir.For(carried=carried) | ir.While(carried=carried):
                carried = tuple(replace(c, head=new(c.head), out=new(c.out)) for c in carried)
                index = {"index": new(statement.index)} if isinstance(statement, ir.For) else {}
                trips = new(statement.trips) if statement.trips else None
                kept.append(replace(statement, carried=carried, trips=trips, **index))
            case _:
                kept.append(statement)
    return kept
