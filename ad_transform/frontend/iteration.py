"""Loops: written out for a few known items, else loops of the program over a range of integers."""

from __future__ import annotations

import ast

from .. import ir
from ..kinds import Dim, Number
from . import expressions
from .absence import learn
from .branches import FALSE, TRUE, choose, clear, disjunction, flag, negated, raise_flag, truth
from .iterators import UNIT, ZERO, counted, is_changed, known_rounds, require_unchanged, watch
from .loops import repeat
from .scanning import assigned, jumps, target_names, writes_into
from .sequences import is_list
from .values import Given, Range
from .work import Endless


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
    written = writes_into([*target_names(node.target)], node.body)
    items, watched = known_rounds(work, value, written), watch(work, value)
    before, begun = work.state.copy(), len(work.builder.block)
    if items is not None:
        unrolled(work, frame, node, items, lower_block)
    else:
        looped(work, frame, node, value, lower_block)
    work.at(frame, node)
    if is_list(work, value) and is_changed(work, watched):
        work.state = before
        del work.builder.block[begun:]
        lower_growing(work, frame, node, value, lower_block)
        return
    require_unchanged(work, watched)
    after_loop(work, frame, node, lower_block)


def lower_growing(work, frame, node, value, lower_block):
    """A loop over a list that grows or shrinks meanwhile: Python asks for its length before each round."""
    name = f"$index_{work.builder.line}"
    place = ast.Name(name, ast.Load())
    work.state.variables[frame.key(name)] = ZERO
    test = ast.Compare(place, [ast.Lt()], [ast.Call(Given(ir.Const(len)), [Given(value)], [])])
    item = ast.Assign([node.target], ast.Subscript(Given(value), place, ast.Load()))
    step = ast.Assign([ast.Name(name, ast.Store())], ast.BinOp(place, ast.Add(), ast.Constant(1)))
    loop = ast.While(test, [item, step, *node.body], node.orelse)
    for made in ast.walk(loop):
        if "lineno" in made._attributes and not hasattr(made, "lineno"):
            ast.copy_location(made, node)
    lower_while(work, frame, loop, lower_block)


def unrolled(work, frame, node, items, lower_block):
    """A loop over a few different things: its body, once for each."""
    if not items:
        return
    work.at(frame, node)
    round_of(work, frame, node, items[0](), lower_block)
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
        work.builder.kinds[index] = Number("int", Dim(f"?%#{index}", loose=True))
        clear(work, frame, "$jumped", "$broke", "$returned")
        work.at(frame, node)
        found = ir.Name(index) if sequence is None else sequence.at(ir.Name(index))
        round_of(work, frame, node, found, lower_block)
        return index, leaving(work, frame, node)

    target_names = ast.Assign(targets=[node.target], value=ast.Constant(0))
    (index, leave), block, carried = repeat(work, varying(frame, node, target_names), body)
    trips = count_name(work, line) if leave is not None else None
    label = work.builder.fresh(f"for_{line}")
    work.builder.block.append(
        ir.For(index, span.start, stop, span.step, carried, tuple(block), line, False, leave, trips, label)
    )


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
            test = truth(work, expressions.value_of(work, frame, node.test))
        learn(work, test, True)
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
