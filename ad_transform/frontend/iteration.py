"""What loops run over: ranges, arrays, lists, and enumerate, zip and reversed of these."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .. import ir
from ..kinds import Array, Number
from . import expressions, subscripts
from .branches import FALSE, TRUE, choose, clear, disjunction, flag, negated, raise_flag, truth
from .loops import repeat
from .memory import content, kind_at
from .scanning import assigned, jumps
from .values import Items, Ref, Struct
from .work import Endless

ZERO, UNIT = ir.Const(0), ir.Const(1)


@dataclass(frozen=True)
class Range:
    """``range(start, stop, step)`` over atoms."""

    start: Any
    stop: Any
    step: Any


@dataclass(frozen=True)
class Counted:
    """Something with `count` items (an atom), the k-th of which is ``at(k)``."""

    count: Any
    at: Callable


def counted(work, value):
    """`value` as a Counted."""
    match value:
        case Counted():
            return value
        case Range(start=start, step=step):
            return Counted(rounds(work, value), lambda k: affine(work, start, step, k))
    return Counted(subscripts.length(work, value), lambda k: subscripts.item(work, value, k))


def affine(work, start, step, k):
    """``start + step * k``."""
    scaled = k if step == UNIT else work.builder.call(operator.mul, step, k)
    return scaled if start == ZERO else work.builder.call(operator.add, start, scaled)


def rounds(work, span):
    """The length of a range."""
    if span.start == ZERO and span.step == UNIT:
        return span.stop
    return work.builder.call(len, work.builder.call(range, span.start, span.stop, span.step))


def known_items(work, value):
    """The items, if each is known and they are too different to be looped over; else None."""
    match value:
        case Items(items):
            parts = list(items)
        case Ref() if isinstance(content(work, value), Struct):
            held = content(work, value)
            parts = [v for _, v in held.fields] if held.cls is list else [ir.Const(k) for k, _ in held.fields]
        case ir.Const(str() | tuple() | list() as known):
            parts = [ir.Const(v) for v in known]
        case _:
            return None
    kinds = [kind_at(work, p) for p in parts]
    alike = len(parts) > 1 and all(isinstance(k, (Number, Array)) and k == kinds[0] for k in kinds)
    return None if alike else parts


def lower_for(work, frame, node, lower_block):
    """A `for` loop; one whose body is not known to come to its end runs no round."""
    before = work.state.copy()
    try:
        completed_for(work, frame, node, lower_block)
    except Endless:
        work.state = before


def completed_for(work, frame, node, lower_block):
    """A `for` loop, whose body comes to its end as far as is known."""
    value = expressions.evaluate(work, frame, node.iter)
    work.at(frame, node)
    items = known_items(work, value)
    if items is not None:
        held = work.state.heap.get(value.cell) if isinstance(value, Ref) else None
        unrolled(work, frame, node, items, lower_block)
        after = work.state.heap.get(value.cell) if isinstance(value, Ref) else None
        if held is not None and [k for k, _ in held.fields] != [k for k, _ in getattr(after, "fields", ())]:
            raise work.refuse("a list or dict changes while it is looped over", "loop over a copy: `list(items)`")
    else:
        looped(work, frame, node, value, lower_block)
    after_loop(work, frame, node, lower_block)


def unrolled(work, frame, node, items, lower_block):
    """A loop over a few different things: its body, once for each."""
    if not items:
        return
    round_of(work, frame, node, items[0], lower_block)
    leave = disjunction(work, flag(work, frame, "$broke"), flag(work, frame, "$returned"))
    clear(work, frame, "$jumped")
    if leave != TRUE:
        choose(work, leave, lambda: None, lambda: unrolled(work, frame, node, items[1:], lower_block))


def round_of(work, frame, node, value, lower_block):
    from .assignments import assign

    assign(work, frame, node.target, value)
    lower_block(work, frame, node.body)


def varying(frame, node, *more):
    """The variables that a loop may change."""
    names = list(dict.fromkeys([*assigned([*more, *node.body])]))
    if jumps(node.body, (ast.Return,)):
        names += ["$returned", "$value"]
    if node.orelse and jumps(node.body, (ast.Break,)):
        names.append("$broke")
    return [_owner(frame, name).key(name) for name in names]


def _owner(frame, name):
    while name in frame.outers and frame.parent is not None:
        frame = frame.parent
    return frame


def looped(work, frame, node, value, lower_block):
    """A loop of the program: always over a range of integers."""
    line = work.builder.line
    span = value if isinstance(value, Range) else Range(ZERO, None, UNIT)
    sequence = None if isinstance(value, Range) else counted(work, value)
    stop = span.stop if sequence is None else sequence.count
    target = node.target.id if isinstance(node.target, ast.Name) and sequence is None else f"index_{line}"

    def body():
        index = work.builder.fresh(target)
        work.builder.kinds[index] = Number("int")
        clear(work, frame, "$jumped", "$broke", "$returned")
        work.at(frame, node)
        found = ir.Name(index) if sequence is None else sequence.at(ir.Name(index))
        round_of(work, frame, node, found, lower_block)
        return index, leaving(work, frame, node)

    watched = sequence_cell(work, value)
    before = work.state.heap.get(watched)
    target_names = ast.Assign(targets=[node.target], value=ast.Constant(0))
    (index, leave), block, carried = repeat(work, varying(frame, node, target_names), body)
    if watched is not None and work.state.heap[watched] != before:
        raise work.refuse("a list changes its length while it is looped over", "loop over a copy: `list(items)`")
    trips = count_name(work, line) if leave is not None else None
    label = work.builder.fresh(f"for_{line}")
    work.builder.block.append(
        ir.For(index, span.start, stop, span.step, carried, tuple(block), line, False, leave, trips, label)
    )


def sequence_cell(work, value):
    """The cell of a list that is looped over."""
    if isinstance(value, Ref) and not isinstance(kind_at(work, value), Array):
        return value.cell
    return None


def leaving(work, frame, node):
    """The atom that says whether the loop is left after this round, or None."""
    leave = disjunction(work, flag(work, frame, "$broke"), flag(work, frame, "$returned"))
    clear(work, frame, "$jumped")
    if not node.orelse:
        clear(work, frame, "$broke")
    if not jumps(node.body, (ast.Return,)):
        clear(work, frame, "$returned")
    return None if leave == FALSE else leave


def count_name(work, line):
    name = work.builder.fresh(f"count_{line}")
    work.builder.kinds[name] = Number("int")
    return name


def after_loop(work, frame, node, lower_block):
    """The `else` of a loop, and returns from inside it."""
    work.at(frame, node)
    broke = flag(work, frame, "$broke")
    clear(work, frame, "$broke")
    done = flag(work, frame, "$returned")
    work.state.variables[frame.key("$jumped")] = done
    if node.orelse:
        stopped = disjunction(work, broke, done)
        choose(work, negated(work, stopped), lambda: lower_block(work, frame, node.orelse), lambda: None)


def lower_while(work, frame, node, lower_block):
    """A `while` loop."""
    if any(isinstance(n, ast.NamedExpr) for n in ast.walk(node.test)):
        node = without_walrus(node)
    line, entry, changes = work.builder.line, work.state, []

    def body():
        clear(work, frame, "$jumped", "$broke", "$returned")
        before = work.state.copy()
        with work.builder.nested() as head:
            work.at(frame, node)
            test = truth(work, expressions.evaluate(work, frame, node.test))
        if any(work.state.heap[cell] != held for cell, held in before.heap.items()):
            changes.append(node)
        lower_block(work, frame, node.body)
        return head, test, leaving(work, frame, node)

    (head, test, leave), block, carried = repeat(work, varying(frame, node), body)
    if changes:  # the test writes: what it wrote last is what holds after the loop
        work.state = entry
        lower_while(work, frame, without_walrus(node), lower_block)
        return
    label = work.builder.fresh(f"while_{line}")
    work.builder.block.append(
        ir.While(carried, tuple(head), test, tuple(block), line, leave, count_name(work, line), label)
    )
    if test == TRUE and not jumps(node.body, (ast.Break,)) and jumps(node.body, (ast.Return,)):
        raise_flag(work, frame, "$returned")
    after_loop(work, frame, node, lower_block)


def without_walrus(node):
    """``while (y := f()) > 0: body`` as ``while True: if not ...: break; body``."""
    exit_ = ast.If(ast.UnaryOp(ast.Not(), node.test), [ast.Break()], [])
    ast.copy_location(exit_, node)
    loop = ast.While(ast.Constant(True), [exit_, *node.body], node.orelse)
    return ast.fix_missing_locations(ast.copy_location(loop, node))


