"""Comparisons, `and` and `or`: later operands are evaluated only if needed."""

from __future__ import annotations

import ast
import operator

from .. import ir
from ..kinds import Array, DictOf, Number, Sequence
from . import calls, expressions
from .absence import NONE, learn, narrowed, present
from .attributes import attribute
from .branches import FALSE, choose_value, method_of, negated, truth
from .failing import Raised
from .memory import content, freeze, kind_at, wrap
from .values import Bound, Closure, Counted, Items, Maybe, Ref, Struct, is_atom
from .work import Endless

COMPARISONS = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
}
MIRRORED = {
    operator.lt: operator.gt,
    operator.gt: operator.lt,
    operator.le: operator.ge,
    operator.ge: operator.le,
    operator.eq: operator.eq,
    operator.ne: operator.ne,
}


def compare(work, frame, node):
    """A comparison, chained or not; each operand is evaluated once and later ones only if needed."""
    left = expressions.value_of(work, frame, node.left)
    return chain(work, frame, left, list(zip(node.ops, node.comparators, strict=True)), node)


def chain(work, frame, left, rest, node):
    (op, right_node), *more = rest
    right = expressions.value_of(work, frame, right_node)
    work.at(frame, node)
    first = comparison(work, op, left, right)
    if not more:
        return first
    return conjunction(work, truth(work, first), lambda: chain(work, frame, right, more, node))


def comparison(work, op, left, right):
    if isinstance(op, (ast.In, ast.NotIn)):
        return membership(work, left, right, isinstance(op, ast.NotIn))
    function = COMPARISONS[type(op)]
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Maybe) and isinstance(op, (ast.Is, ast.IsNot, ast.Eq, ast.NotEq)):
            found = optional_equality(work, function, narrowed(work.state, one), narrowed(work.state, other))
            return negated(work, found) if isinstance(op, (ast.IsNot, ast.NotEq)) else found
    left, right = present(work, left), present(work, right)
    if function in (operator.is_, operator.is_not):
        same = identity(work, left, right)
        if same is not None:
            return ir.Const(same is (function is operator.is_))
    for one, other, word in ((left, right, function), (right, left, MIRRORED.get(function))):
        found = own_comparison(work, word, one, other)
        if found is not None:
            return found
    atoms = freeze(work, left), freeze(work, right)
    return wrap(work, work.builder.call(function, *atoms))


def optional_equality(work, function, one, other):
    """Whether a value that may be None is (or equals) another."""
    if other == NONE:
        return one.absent if isinstance(one, Maybe) else ir.Const(one == NONE)
    if function in (operator.is_, operator.is_not):
        raise work.refuse("whether these are one object is not known", "compare their values")
    if not isinstance(one, Maybe):
        return truth(work, comparison(work, ast.Eq(), one, other))
    equal = lambda: truth(work, comparison(work, ast.Eq(), one.value, present(work, other)))
    return conjunction(work, negated(work, one.absent), equal)


def own_comparison(work, function, one, other):
    """What the class of an object says of a comparison with it; None for anything else."""
    held = content(work, one) if isinstance(one, Ref) else None
    if function is None or not isinstance(held, Struct) or held.cls in (list, dict):
        return None
    method = method_of(held.cls, f"__{function.__name__}__")
    if method is not None:
        return calls.apply(work, ir.Const(method), [one, other], {})
    if function in (operator.eq, operator.ne) and held.cls.__eq__ is object.__eq__:
        return ir.Const(same_object(work, one, other) is (function.__name__ == "eq"))
    return None


def identity(work, left, right):
    """Whether two values are one object, where that is known."""
    if isinstance(left, ir.Const) and isinstance(right, ir.Const):
        return left.value is right.value
    for one, other in ((left, right), (right, left)):
        if isinstance(one, ir.Const) and one.value is None:
            kind = kind_at(work, other)
            if isinstance(other, (Items, Closure, Bound)) or isinstance(
                kind, (Number, Array, Sequence, Struct)
            ):
                return False
    if isinstance(left, Ref) and isinstance(right, Ref):
        if left.cell != right.cell and left.cell.external and right.cell.external:
            return None  # what is passed twice is one object
        return same_object(work, left, right)
    return None


def same_object(work, one, other):
    """Whether two values that may change are one object."""
    if not isinstance(one, Ref) or not isinstance(other, Ref):
        return False
    whole = one.place == other.place == ir.HOLE
    if whole and one.cell == other.cell:
        return True
    if other.cell in work.state.shares.get(one.cell, ()) or (
        one.cell == other.cell and one.place == other.place
    ):
        raise work.refuse("whether these are one object is not known", "compare their values")
    return False


def membership(work, left, right, negative):
    """``x in y`` for known keys and items."""
    from .assignments import parts_of

    held = content(work, right) if isinstance(right, Ref) else None
    if isinstance(held, Struct) and held.cls not in (list, dict):
        found = truth(work, calls.apply(work, attribute(work, right, "__contains__"), [left], {}))
        return negated(work, found) if negative else found
    match right:
        case ir.Const() if isinstance(left, ir.Const):
            return ir.Const((left.value in right.value) is not negative)
        case Items() | Counted() | Ref() if not is_atom(
            content(work, right) if isinstance(right, Ref) else right
        ):
            parts = parts_of(work, right)
            if isinstance(left, ir.Const) and all(isinstance(p, ir.Const) for p in parts):
                return ir.Const((left.value in [p.value for p in parts]) is not negative)
            atoms = [work.builder.call(operator.eq, freeze(work, left), freeze(work, p)) for p in parts]
            found = FALSE
            for atom in atoms:
                found = work.builder.call(ir.either, found, atom) if found != FALSE else atom
            return negated(work, found) if negative else found
    if isinstance(kind_at(work, right), DictOf) and kind_at(work, right).item is None:
        return ir.Const(negative)
    found = work.builder.call(operator.contains, freeze(work, right), freeze(work, left))
    return negated(work, found) if negative else found


def logic(work, frame, node):
    """`and` and `or`, whose later operands are evaluated only if needed."""
    join = conjunction if isinstance(node.op, ast.And) else alternative

    def fold(values):
        first = expressions.value_of(work, frame, values[0])
        if len(values) == 1:
            return first
        if isinstance(first, ir.Const) or _is_bool(work, first):
            return join(work, truth(work, first), lambda: fold(values[1:]), first)
        return join(work, truth(work, first), lambda: fold(values[1:]), first)

    return fold(node.values)


def _is_bool(work, value):
    return is_atom(value) and isinstance(work.builder.kind(value), Number)


def conjunction(work, test, more, value=None):
    """`value and more()`, where `test` is the truth of `value`."""
    if isinstance(test, ir.Const):
        return more() if test.value else (test if value is None else value)
    lazily = lazy(work, more, test, True)
    if lazily is not None:
        return work.builder.call(ir.both, test, lazily)
    other = test if value is None else value
    return choose_value(work, test, more, lambda: other, f"both_{work.builder.line}")


def alternative(work, test, more, value=None):
    """`value or more()`."""
    if isinstance(test, ir.Const):
        return (test if value is None else value) if test.value else more()
    lazily = lazy(work, more, test, False)
    if lazily is not None:
        return work.builder.call(ir.either, test, lazily)
    other = test if value is None else value
    held = other.value if isinstance(other, Maybe) else other
    return choose_value(work, test, lambda: held, more, f"either_{work.builder.line}")


def lazy(work, more, test, holds):
    """`more()`, where `test` holds or not, as one nested expression without effects, if it is a truth value; else None,
    and nothing is written.
    """
    if not _is_truth(work, test):
        return None
    state, versions = work.state, dict(work.builder.versions)
    work.state = state.copy()
    learn(work, test, holds)
    try:
        with work.builder.nested() as block:
            value = more()
    except (Endless, Raised):
        work.state = state
        return None
    simple = all(
        isinstance(s, ir.Let) and not s.effect and getattr(s.value, "function", None) not in ir.UPDATES
        for s in block
    )
    unchanged = work.state.variables == state.variables and all(
        work.state.heap[cell] == held for cell, held in state.heap.items()
    )
    if simple and unchanged and is_atom(value) and _is_truth(work, value):
        work.state = state
        values: dict = {}
        for statement in block:
            values[statement.name] = ir.substitute(statement.value, values)
        return ir.substitute(value, values)
    work.state, work.builder.versions = state, {**versions, **work.builder.versions}
    return None


def _is_truth(work, value):
    kind = work.builder.kind(value) if is_atom(value) else None
    return isinstance(kind, Number) and kind.dtype in ("bool", "bool_")
