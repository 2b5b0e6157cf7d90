"""Expressions: each gives a value of the frontend, with statements written for what it computes."""

from __future__ import annotations

import ast
import operator
from typing import cast

from .. import ir
from ..errors import NoRule
from ..kinds import TEXT
from . import attributes, calls, comparing, comprehensions, protocols, subscripts
from .absence import NONE, narrowed, or_none, present, used_as_none
from .branches import TRUE, choose, choose_value, negated, truth
from .failing import stop
from .globals import outside
from .memory import content, freeze, new_cell, wrap
from .sequences import sequences
from .values import (
    UNBOUND,
    Closure,
    Conflict,
    Counted,
    Given,
    Items,
    Naming,
    Ref,
    Struct,
    Unbound,
)
from .views import note_order

BINARY = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.MatMult: operator.matmul,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
}
UNARY = {ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Invert: operator.invert}


def evaluate(work, frame, node):
    """The value of an expression that is used as a number, an array, an object: not None."""
    return present(work, value_of(work, frame, node))


def value_of(work, frame, node):
    """The value of an expression, which may be a `Maybe`."""
    work.at(frame, node)
    match node:
        case ast.Constant(value=value):
            return ir.Const(value)
        case ast.Name(id=name):
            return lookup(work, frame, name)
        case ast.BinOp(left=left, op=op, right=right):
            one, two = evaluate(work, frame, left), evaluate(work, frame, right)
            work.at(frame, node)
            return binary(work, BINARY[type(op)], one, two)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return negated(work, truth(work, value_of(work, frame, operand)))
        case ast.UnaryOp(op=op, operand=operand):
            value = evaluate(work, frame, operand)
            special = protocols.asked(work, UNARY[type(op)], [value], {})
            return special or unary(work, UNARY[type(op)], value)
        case ast.Compare():
            return comparing.compare(work, frame, node)
        case ast.BoolOp():
            return comparing.logic(work, frame, node)
        case ast.Call():
            return calls.call(work, frame, node)
        case ast.Attribute(value=owner, attr=name):
            held = evaluate(work, frame, owner)
            work.at(frame, node)
            return attributes.attribute(work, held, name)
        case ast.Subscript(value=owner, slice=index):
            held = evaluate(work, frame, owner)
            place = subscripts.index_of(work, frame, index)
            work.at(frame, node)
            return subscripts.item(work, held, place)
        case _:
            return evaluate_rarer(work, frame, node)


def evaluate_rarer(work, frame, node):
    match node:
        case ast.IfExp(test=test, body=body, orelse=orelse):
            condition = truth(work, value_of(work, frame, test))
            if isinstance(condition, ir.Const):
                return value_of(work, frame, body if condition.value else orelse)
            label = f"choice_{work.builder.line}"
            return choose_value(
                work,
                condition,
                lambda: value_of(work, frame, body),
                lambda: value_of(work, frame, orelse),
                label,
            )
        case ast.Tuple(elts=parts):
            return Items(tuple(spread(work, frame, parts)))
        case ast.List(elts=parts):
            fields = tuple(enumerate(spread(work, frame, parts)))
            return new_cell(work, f"items_{work.builder.line}", Struct(list, fields))
        case ast.Dict(keys=keys, values=values):
            return dictionary(work, frame, keys, values)
        case ast.Lambda(args=args):
            defaults = tuple(evaluate(work, frame, d) for d in args.defaults)
            keywords = tuple(None if d is None else evaluate(work, frame, d) for d in args.kw_defaults)
            return Closure(node, frame, defaults, keywords)
        case ast.NamedExpr(target=target, value=value):
            from .assignments import bind

            bind(work, frame, target.id, value_of(work, frame, value))
            return lookup(work, frame, target.id)
        case ast.GeneratorExp():
            raise work.refuse("a generator that is kept for later", "use it where it stands, or make a list")
        case ast.ListComp() | ast.DictComp():
            return comprehensions.comprehension(work, frame, node)
        case ast.JoinedStr(values=values):
            return text(work, frame, values)
        case ast.Slice():
            return subscripts.index_of(work, frame, node)
        case Naming(name=name, value=value):
            from .assignments import bind

            bind(work, frame, name, value)
            return TRUE
        case Given(value=value):
            return value
        case ast.Set() | ast.SetComp():
            raise work.refuse("a set is not differentiated", "use a tuple or a list")
        case _:
            what = f"this expression ({type(node).__name__}) is not differentiated"
            raise work.refuse(what, "write it differently")


def spread(work, frame, parts):
    """The items of a display, starred ones unpacked."""
    from .assignments import parts_of

    for part in parts:
        if isinstance(part, ast.Starred):
            yield from parts_of(work, evaluate(work, frame, part.value))
        else:
            yield no_iterator(work, value_of(work, frame, part))


def no_iterator(work, value):
    """Refuse to keep an iterator in a tuple, list or dict, where its use can't be followed."""
    if isinstance(value, Counted) and value.once:
        raise work.refuse("an iterator used as a value here", "make a list of it: `list(...)`")
    return value


def dictionary(work, frame, keys, values):
    fields = {}
    for key, value in zip(keys, values, strict=True):
        if key is None:
            held = evaluate(work, frame, value)
            inner = content(work, held) if isinstance(held, Ref) else None
            if not isinstance(inner, Struct) or inner.cls is not dict:
                raise work.refuse("`**` of this value is not supported", "write the keys out")
            fields.update(dict(inner.fields))
            continue
        name = evaluate(work, frame, key)
        if not isinstance(name, ir.Const):
            raise work.refuse("a key that is computed at run time", "use constant keys")
        fields[name.value] = no_iterator(work, value_of(work, frame, value))
    return new_cell(work, f"table_{work.builder.line}", Struct(dict, tuple(fields.items())))


def text(work, frame, values):
    """An f-string: for messages and prints only."""
    parts: list = []
    template = template_of(work, frame, values, parts)
    return work.builder.bind(
        f"text_{work.builder.line}", ir.Call(str.format, (ir.Const(template), *parts)), TEXT
    )


def template_of(work, frame, values, parts):
    """The template of an f-string, whose values are appended to `parts` in the order of their places."""
    template = ""
    for value in values:
        match value:
            case ast.Constant(value=words):
                template += str(words).replace("{", "{{").replace("}", "}}")
            case ast.FormattedValue(value=inner, conversion=conversion, format_spec=spec):
                parts.append(freeze(work, or_none(work, value_of(work, frame, inner))))
                shape = (
                    "" if spec is None else template_of(work, frame, cast(ast.JoinedStr, spec).values, parts)
                )
                mark = f"!{chr(conversion)}" if conversion != -1 else ""
                template += "{" + mark + (f":{shape}" if shape else "") + "}"
    return template


def lookup(work, frame, name):
    """The value of a variable: the function's own, an enclosing function's, or one from outside."""
    if name.startswith("$"):  # a counter of ours
        return own(work, frame, name)
    holder = frame
    while holder is not None:
        if name in holder.names and name not in holder.outers and name not in holder.globals_:
            return own(work, holder, name)
        if name in holder.globals_ or holder.parent is None:
            break
        holder = holder.parent
    return outside(work, holder, name)


def own(work, frame, name):
    value = work.state.variables.get(frame.key(name), UNBOUND)
    require_bound(work, frame, name)
    match value:
        case Unbound():
            raise NoRule(work.place(), f"`{name}` is read before it is assigned", "assign it first") from None
        case Conflict(why, hint):
            raise work.refuse(why, hint)
    found = narrowed(work.state, value)
    if found is UNBOUND:  # known not to be None, where only None is known yet
        stop(work, used_as_none(value))
    return found


def require_bound(work, frame, name):
    """Raise as Python does where a variable is read that is assigned on some paths only."""
    flag = work.state.variables.get(frame.key(f"?{name}"))
    if isinstance(flag, ir.Name):
        error = ir.Call(UnboundLocalError, (ir.Const(f"`{name}` has no value"),))
        stop = ir.Do(ir.Call(ir.raise_, (error,)), work.builder.line)
        choose(work, flag, lambda: None, lambda: work.builder.block.append(stop))
        work.state.variables[frame.key(f"?{name}")] = ir.Const(True)


def unary(work, function, value):
    return note_order(
        work, wrap(work, work.builder.call(function, freeze(work, value))), function, [value], {}
    )


def binary(work, function, one, two):
    """``one op two`` for numbers, arrays, tuples, lists and strings."""
    if NONE in (one, two):
        stop(work, used_as_none(NONE))
    special = sequences(work, function, one, two)
    if special is not None:
        return special
    special = protocols.from_operator(work, function, one, two)
    if special is not None:
        return special
    result = wrap(work, work.builder.call(function, freeze(work, one), freeze(work, two)))
    return note_order(work, result, function, [one, two], {})
