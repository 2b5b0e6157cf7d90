"""Simple statements of the text: assignments, updates in place, tapes, effects."""

from __future__ import annotations

import ast
import copy
import operator

import numpy as np

from ad_transform import ir
from ad_transform.backend.expressions import Writer, call, load
from ad_transform.backend.parts import CONTAINERS
from ad_transform.backend.tangles import slot_kinds
from ad_transform.backend.updates import is_update
from ad_transform.backend.views import ACCUMULATIONS, accumulates
from ad_transform.ir import HOLE, Call, Const, Do, Let, Name, Pop, Push
from ad_transform.kinds import Array, ListOf, Number, Sequence, Unknown
from ad_transform.runtime import scatter_add

_AUGMENTED = {operator.iadd: ast.Add, operator.isub: ast.Sub, operator.imul: ast.Mult}


def assign(target: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(target, ast.Store())], value)


def names_tuple(words: list[str], context) -> ast.expr:
    """One name, or several with commas."""
    nodes: list[ast.expr] = [ast.Name(word, context) for word in words]
    return nodes[0] if len(nodes) == 1 else ast.Tuple(nodes, context)


def stored(node):
    """`node` as the target of an assignment."""
    node.ctx = ast.Store()
    return node


def let(statement: Let, writer: Writer) -> list[ast.stmt]:
    name, value = statement.name, statement.value
    if is_update(statement):
        return accumulation(statement, writer) if accumulates(value.function) else update(statement, writer)
    variable = writer.variables[name]
    if isinstance(value, Name) and writer.variables[value.id] == variable:
        return []
    return [assign(variable, writer.expression(value))]


def accumulation(statement: Let, writer: Writer) -> list[ast.stmt]:
    """``x_bar += c``; versions that could not share a variable are added out of place."""
    function, (before, change) = statement.value.function, statement.value.args
    variable = writer.variables[statement.name]
    if not isinstance(before, Name) or writer.variables[before.id] != variable:
        call_ = Call(ACCUMULATIONS[function], (before, change))
        return [assign(variable, writer.expression(call_))]
    op = next(node for f, node in _AUGMENTED.items() if f is function)
    if op is ast.Add and (opposite := negated(change)) is not None:
        op, change = ast.Sub, opposite
    return [ast.AugAssign(ast.Name(variable, ast.Store()), op(), writer.expression(change))]


def update(statement: Let, writer: Writer) -> list[ast.stmt]:
    """An update in place; where base and result have different names, the result is called so before or after."""
    base = statement.value.args[0]
    after = writer.variables[statement.name]
    before = writer.variables[base.id] if isinstance(base, Name) else None
    if before == after:
        return [_write(statement, load(after), writer)]
    rebind = assign(after, writer.expression(base))
    read = {writer.variables[n] for arg in statement.value.args[1:] for n in ir.names(arg)}
    if before is None or after not in read:
        return [rebind, _write(statement, load(after), writer)]
    return [_write(statement, load(before), writer), rebind]


def _write(statement, target, writer):
    function, (_, place, *values) = statement.value.function, statement.value.args
    value = values[0] if values else None
    if function is ir.append:
        adder = ast.Attribute(writer.place(target, place), "append", ast.Load())
        return ast.Expr(call(adder, writer.expression(value)))
    if function is ir.drop_last:
        item = ast.Subscript(writer.place(target, place), writer.constant(-1), ast.Del())
        return ast.Delete([item])
    if function is ir.remove:
        item = ast.Subscript(writer.place(target, place.args[0]), writer.index(place.args[1]), ast.Del())
        return ast.Delete([item])
    if function is ir.store:
        if place == HOLE:
            place = Call(operator.getitem, (HOLE, Const(...)))
        return ast.Assign([stored(writer.place(target, place))], writer.expression(value))
    return _add(statement, target, place, value, writer)


def _add(statement, target, place, value, writer):
    """``a[i] += v``; where `i` may name a place twice, a function that adds to it twice.

    An item of a list may be held elsewhere, too: ``items[i] = items[i] + v`` unless it is a number.
    """
    holder, item = slot_kinds(statement, writer.kinds)
    in_array = isinstance(holder, (Array, Unknown))
    is_item = isinstance(place, Call) and place.function is operator.getitem
    if is_item and not isinstance(holder, CONTAINERS) and not is_single(place.args[1], writer.kinds):
        inner, index = place.args
        adder = writer.function(np.add.at) if isinstance(holder, Array) else writer.thing(scatter_add)
        place_of, index = writer.place(target, inner), outside(index, writer)
        return ast.Expr(call(adder, place_of, index, writer.expression(value)))
    if not in_array and not isinstance(item, Number):
        total = ast.BinOp(writer.place(target, place), ast.Add(), writer.expression(value))
        return ast.Assign([stored(writer.place(copy.deepcopy(target), place))], total)
    opposite = negated(value)
    if opposite is not None:
        return ast.AugAssign(stored(writer.place(target, place)), ast.Sub(), writer.expression(opposite))
    return ast.AugAssign(stored(writer.place(target, place)), ast.Add(), writer.expression(value))


def negated(value):
    """What `value` is the negative of, if it says so: `a` for ``-a``, ``a * 2`` for ``-a * 2``."""
    match value:
        case Call(operator.neg, (inner,)):
            return inner
        case Call(function, (first, second)) if function in (operator.mul, operator.truediv):
            inner = negated(first)
            return None if inner is None else Call(function, (inner, second))
        case _:
            return None


def outside(index, writer):
    """An index written outside of brackets, where a colon is no expression."""
    match index:
        case Call(ir.make_tuple, args):
            return ast.Tuple([outside(a, writer) for a in args], ast.Load())
        case _:
            return writer.expression(index)


def is_single(index, kinds) -> bool:
    """True if an index names no place twice: a number, a slice, a mask, or a tuple of these."""
    match index:
        case Const(value):
            return not isinstance(value, list) and getattr(value, "ndim", 0) == 0 and not _holds_many(value)
        case Name(id):
            return _is_single_kind(kinds.get(id))
        case Call(function, args) if function in (ir.make_tuple, ir.select):
            return all(is_single(a, kinds) for a in args)
        case Call(function, args) if function is slice:
            return True
        case Call(function, args) if function in _TESTS:
            return True
        case Call(function, args) if function in _SAME:
            return all(is_single(a, kinds) for a in args)
        case _:
            return False


_TESTS = [getattr(operator, word) for word in ["lt", "le", "eq", "ne", "gt", "ge", "not_"]] + [int, len]
_SAME = [operator.add, operator.sub, operator.mul, operator.floordiv, operator.mod, operator.neg]
_SAME += [operator.and_, operator.or_, operator.xor, operator.invert]


def _holds_many(value):
    return isinstance(value, tuple) and any(not is_single(Const(item), {}) for item in value)


def _is_single_kind(kind):
    match kind:
        case Number():
            return True
        case Array(dtype=dtype):
            return dtype == "bool"
        case Sequence(items, cls):
            return cls is not list and all(map(_is_single_kind, items))
        case ListOf():
            return False
        case _:
            return getattr(kind, "value", kind) is Ellipsis or isinstance(
                getattr(kind, "value", None), (slice, int)
            )


def do(statement: Do, writer: Writer) -> list[ast.stmt]:
    match statement.value:
        case Call(ir.raise_, (Const(None),)):
            return [ast.Raise(None, None)]
        case Call(ir.raise_, (error, *cause)):
            return [ast.Raise(writer.expression(error), writer.expression(cause[0]) if cause else None)]
        case Call(ir.assert_, (test, *message)):
            told = [writer.expression(m) for m in message if m != Const(None)]
            return [ast.Assert(writer.expression(test), told[0] if told else None)]
        case value:
            return [ast.Expr(writer.expression(value))]


def push(statement: Push, writer: Writer) -> list[ast.stmt]:
    items = [writer.expression(item) for item in statement.items]
    item = items[0] if len(items) == 1 else ast.Tuple(items, ast.Load())
    return [ast.Expr(call(writer.word(writer.variables[statement.tape], "append"), item))]


def pop(statement: Pop, writer: Writer) -> list[ast.stmt]:
    popped = call(writer.word(writer.variables[statement.tape], "pop"))
    if not statement.names:
        return [ast.Expr(popped)]
    words = [writer.variables[name] for name in statement.names]
    return [ast.Assign([names_tuple(words, ast.Store())], popped)]


def copies(pairs: list[tuple[str, ast.expr, frozenset[str]]]) -> list[ast.stmt]:
    """Assignments made as if at once: variable, value, and the variables that the value reads."""
    lines: list[ast.stmt] = []
    waiting = list(pairs)
    while waiting:
        free = next((p for p in waiting if not any(p[0] in q[2] for q in waiting if q is not p)), None)
        if free is None:
            values = ast.Tuple([value for _, value, _ in waiting], ast.Load())
            lines.append(ast.Assign([names_tuple([word for word, _, _ in waiting], ast.Store())], values))
            break
        waiting.remove(free)
        lines.append(assign(free[0], free[1]))
    return lines
