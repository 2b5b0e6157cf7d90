"""Comprehensions and generators: their items are listed, one by one where they are known, in a loop where not."""

from __future__ import annotations

import ast

from .. import ir
from ..kinds import Number
from . import expressions
from .branches import choose, truth
from .iteration import UNIT, ZERO, counted, known_items
from .loops import repeat
from .memory import new_cell
from .scanning import assigned
from .values import Struct
from .work import Frame, Nested


def comprehension(work, frame, node):
    """The list of a comprehension or generator; the dict of a dict comprehension."""
    targets = [ast.Assign(targets=[g.target], value=ast.Constant(0)) for g in node.generators]
    work.frames += 1
    source = Nested(frame.source, node, "<comprehension>")
    inner = Frame(work.frames, source, frozenset(assigned(targets)), frame, outermost=frame.outermost)
    if isinstance(node, ast.DictComp):
        return dictionary(work, inner, node)
    cell = new_cell(work, f"items_{work.builder.line}", Struct(list, ()))
    generate(work, inner, node.generators, lambda: add(work, cell, expressions.evaluate(work, inner, node.elt)))
    return cell


def add(work, cell, value):
    from .methods import call_method
    from .values import Method

    call_method(work, Method(cell, "append"), [value], {})


def generate(work, frame, generators, action):
    """Run `action` for each combination of the generators' values that passes their conditions."""
    if not generators:
        action()
        return
    first, *rest = generators
    value = expressions.evaluate(work, frame, first.iter)
    items = known_items(work, value)

    def visit(item):
        from .assignments import assign

        assign(work, frame, first.target, item)
        filtered(work, frame, list(first.ifs), lambda: generate(work, frame, rest, action))

    if items is not None or known_length(work, value):
        for item in items if items is not None else listed(work, value):
            visit(item)
        return
    loop(work, counted(work, value), visit)


def known_length(work, value):
    from .natives import known_parts

    return known_parts(work, value) is not None


def listed(work, value):
    from .natives import known_parts

    return known_parts(work, value)


def filtered(work, frame, conditions, action):
    if not conditions:
        action()
        return
    test = truth(work, expressions.evaluate(work, frame, conditions[0]))
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


def accumulate(work, sequence, start):
    """The sum of a counted sequence."""
    import operator

    key = (-2, f"total_{work.builder.line}")
    work.state.variables[key] = start

    def visit(item):
        total = work.state.variables[key]
        work.state.variables[key] = expressions.binary(work, operator.add, total, item)

    loop(work, sequence, visit)
    return work.state.variables.pop(key)


def dictionary(work, frame, node):
    fields = {}

    def action():
        key = expressions.evaluate(work, frame, node.key)
        if not isinstance(key, ir.Const):
            raise work.refuse("a key that is computed at run time", "use constant keys")
        fields[key.value] = expressions.evaluate(work, frame, node.value)

    generate(work, frame, node.generators, action)
    return new_cell(work, f"table_{work.builder.line}", Struct(dict, tuple(fields.items())))

