"""Comprehensions and generators: items are listed, one by one where they are known, in a loop where not."""

from __future__ import annotations

import ast
import operator
from functools import partial

from .. import ir
from ..kinds import Number
from . import expressions
from .branches import choose, truth
from .iterators import UNIT, ZERO, all_rounds, counted, known_rounds, require_unchanged, watch
from .loops import repeat
from .memory import new_cell
from .scanning import assigned
from .subscripts import as_index
from .values import Range, Struct
from .work import Frame, Nested

MOST = 64
"""So many items of a range, at most, are written out one by one."""


def comprehension(work, frame, node):
    """The list of a comprehension or generator; the dict of a dict comprehension."""
    targets = [ast.Assign(targets=[g.target], value=ast.Constant(0)) for g in node.generators]
    work.frames += 1
    source = Nested(frame.source, node, "<comprehension>")
    inner = Frame(work.frames, source, frozenset(assigned(targets)), frame, outermost=frame.outermost)
    if isinstance(node, ast.DictComp):
        return dictionary(work, inner, node)
    cell = new_cell(work, f"items_{work.builder.line}", Struct(list, ()))
    functions = isinstance(node.elt, ast.Lambda)

    def action():
        add(work, cell, expressions.evaluate(work, inner, node.elt))

    generate(work, inner, node.generators, action, written_out=functions)
    return cell


def add(work, cell, value):
    from .methods import call_method
    from .values import Method

    call_method(work, Method(cell, "append"), [value], {})


def generate(work, frame, generators, action, written_out=False):
    """Run `action` for each combination of the generators' values that passes their conditions.

    With `written_out`, short ranges of known bounds are no loops of the program.
    """
    if not generators:
        action()
        return
    first, *rest = generators
    value = expressions.evaluate(work, frame, first.iter)
    items, watched = known_rounds(work, value), watch(work, value)
    if items is None:
        items = short_range(value) if written_out else all_rounds(work, value)

    def visit(item):
        from .assignments import assign

        assign(work, frame, first.target, item)
        filtered(work, frame, list(first.ifs), lambda: generate(work, frame, rest, action, written_out))

    if items is None:
        loop(work, counted(work, value), visit)
    else:
        for item in items:
            visit(item())
    require_unchanged(work, watched)


def short_range(value):
    """Functions that give the items of a range whose bounds are known, if they are few."""
    if not isinstance(value, Range):
        return None
    bounds = (value.start, value.stop, value.step)
    if not all(isinstance(b, ir.Const) for b in bounds):
        return None
    numbers = range(*(b.value for b in bounds))
    return [partial(ir.Const, k) for k in numbers] if len(numbers) <= MOST else None


def filtered(work, frame, conditions, action):
    if not conditions:
        action()
        return
    test = truth(work, expressions.value_of(work, frame, conditions[0]))
    choose(work, test, lambda: filtered(work, frame, conditions[1:], action), lambda: None)


def loop(work, sequence, visit):
    """A loop of the program over a counted sequence."""
    line = work.builder.line

    def body():
        index = work.builder.fresh(f"index_{line}")
        work.builder.kinds[index] = Number("int")
        visit(sequence.at(ir.Name(index)))
        return index

    index, block, carried = repeat(work, [], body)
    label = work.builder.fresh(f"for_{line}")
    work.builder.block.append(
        ir.For(index, ZERO, sequence.count, UNIT, carried, tuple(block), line, label=label)
    )


def collect(work, sequence, transform):
    """The list of ``transform(item)`` over a counted sequence."""
    cell = new_cell(work, f"items_{work.builder.line}", Struct(list, ()))
    loop(work, sequence, lambda item: add(work, cell, transform(item)))
    return cell


def accumulate(work, sequence, start, step=None):
    """The sum of a counted sequence, or what ``step(total, item)`` makes of it."""
    step = step or (lambda total, item: expressions.binary(work, operator.add, total, item))
    key = (-2, f"total_{work.builder.line}")
    work.state.variables[key] = start

    def visit(item):
        work.state.variables[key] = step(work.state.variables[key], item)

    loop(work, sequence, visit)
    return work.state.variables.pop(key)


def dictionary(work, frame, node):
    from .assignments import store_item

    cell = new_cell(work, f"table_{work.builder.line}", Struct(dict, ()))

    def action():
        key = expressions.evaluate(work, frame, node.key)
        value = expressions.evaluate(work, frame, node.value)
        store_item(work, None, cell, as_index(work, key), value)

    generate(work, frame, node.generators, action, written_out=True)
    return cell
