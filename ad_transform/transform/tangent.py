"""Forward mode: beside each statement, the statement for its tangent.

``y = np.sin(x)`` is followed by ``y_dot = x_dot * np.cos(x)``. What is not active has no tangent.
"""

from __future__ import annotations

import operator

import numpy as np

from .. import ir
from ..errors import RuleError
from ..kinds import Array, Dim, ListOf, Number, Sequence, Unknown, can_vary, is_real
from ..results import result
from ..rules.table import name_of
from ..rules.text import listed
from ..runtime import unbroadcast
from ..usercalls import UserCall
from ..watching import Watch
from . import kept, moving, tapes
from .alongside import forward_if, forward_loop
from .applying import bound, derivatives, find, refuse_if_none, refuse_lists, said, state, times
from .attempts import forward_try
from .forward import could_vary, dot_of, has_dot, name_dot, numeric, settled_dot, settled_structure
from .shapes import cast, full
from .structural import spread_over


def forward_block(forward, body):
    """Write the statements of `body`, each with its tangent."""
    for statement in body:
        forward.builder.line = getattr(statement, "line", 0)
        forward.work.spot = forward.builder.line
        match statement:
            case ir.Let(name, ir.Call() as call) if name in forward.active:
                forward_let(forward, statement, name, call)
            case ir.Let(name, value) if name in forward.active:
                forward.builder.block.append(statement)
                forward.dots[name] = dot_of(forward, value)
            case ir.Do(ir.Call(Watch() as watch, (ir.Name() as atom, *_))) if has_dot(forward, atom):
                forward.builder.block.append(statement)
                seen = (settled_dot(forward, atom),)
                forward.builder.block.append(ir.Do(ir.Call(watch.of("tangent"), seen), statement.line))
            case ir.If():
                forward_if(forward, statement, forward_block)
            case ir.Try():
                forward_try(forward, statement, forward_block)
            case ir.For() | ir.While():
                forward_loop(forward, statement, forward_block)
            case ir.Push():
                tapes.forward_push(forward, statement)
            case ir.Pop():
                tapes.forward_pop(forward, statement)
            case _:
                forward.builder.block.append(statement)


def forward_let(forward, statement, name, call):
    if isinstance(call.function, UserCall):
        forward_kept(forward, statement)
        return
    forward.builder.block.append(statement)
    dot = tangent_of(forward, name, call)
    if dot is not None:
        name_dot(forward, name, dot)


def forward_kept(forward, statement):
    """A call of a function that calls itself: its derivative gives the value too."""
    varying = [a for a in kept.arguments(statement.value).values() if has_dot(forward, a)]
    if varying:
        dots = {atom: settled_dot(forward, atom) for atom in varying}
        forward.dots[statement.name] = kept.with_tangent(forward.builder, statement, dots)
    else:
        forward.builder.block.append(statement)


def tangent_of(forward, name, call):
    """The tangent of ``name = call``, or None where it is zero."""
    if not any(n in forward.dots for n in ir.names(call)):
        return None
    native = moving.NATIVES.get(call.function)
    if native is not None:
        return native(forward, name, call)
    forward.work.spot_call = call
    rule = find(forward.work, call, "jvp")
    if rule.kind == "inactive":
        return None
    refuse_lists(forward.work, rule, forward.builder.kinds.get(name))
    values = bound(forward.work, rule, call)
    wanted = [k for k, v in values.items() if has_dot(forward, v)]
    for key in wanted:
        refuse_if_none(forward.work, rule, key, key in rule.arguments)
    return TANGENT[rule.kind](forward, name, call, rule, values, wanted)


def tangent_elementwise(forward, name, call, rule, values, wanted):
    partials, _ = state(forward.work, rule.rule, values, out=ir.Name(name))
    total = None
    for key in wanted:
        refuse_if_none(forward.work, rule, key, partials.get(key) is not None)
        term = times(forward.builder, dot_of(forward, values[key]), partials[key])
        total = term if total is None else forward.builder.call(operator.add, total, term)
    return in_result(forward, total, name, rule)


def in_result(forward, total, name, rule):
    """The tangent of `name` in its dtype; real where the function gives real numbers for complex ones too."""
    kind = forward.builder.kinds[name]
    if isinstance(kind, Unknown) and isinstance(forward.builder.kind(total), Unknown):
        any_complex = Array("complex128", (Dim("n"),))
        if is_real(result(rule.function, [any_complex] * len(rule.arguments))):
            return forward.builder.call(np.real, total)
    return cast(forward.builder, total, kind)


def tangent_reduction(forward, name, call, rule, values, wanted):
    (key,) = wanted
    array = values[key]
    partials, _ = state(
        forward.work, rule.rule, values, out=spread_over(forward, array, values, ir.Name(name))()
    )
    refuse_if_none(forward.work, rule, key, partials.get(key) is not None)
    product = times(forward.builder, dot_of(forward, array), partials[key])
    product = full(forward.builder, product, array, forward.sizes)
    kept = {}
    for word in ("axis", "keepdims"):
        value = values.get(word)
        atom = value if isinstance(value, (ir.Name, ir.Const, ir.Call)) else ir.Const(value)
        if atom not in (ir.Const(None), ir.Const(False)):
            kept[word] = atom
    return in_result(forward, forward.builder.call(np.sum, product, **kept), name, rule)


def tangent_linear(forward, name, call, rule, values, wanted):
    """The function itself on the tangents; constant arguments are zero there."""
    changed = {
        key: settled_structure(forward, values[key])
        for key in rule.arguments
        if numeric(forward, values[key])
    }
    return call_again(forward, name, call, rule, changed)


def tangent_multilinear(forward, name, call, rule, values, wanted):
    total = None
    for key in wanted:
        for changed in one_by_one(forward, values[key]):
            term = call_again(forward, name, call, rule, {key: changed})
            total = term if total is None else forward.builder.call(operator.add, total, term)
    return total


def one_by_one(forward, value):
    """The argument with its tangent in place; of several arguments, or of a list of them, one at a time."""
    listed = not isinstance(value, tuple)
    items = items_of(forward, value) if listed else value
    if items is None:
        yield settled_structure(forward, value)
        return
    for k, inner in enumerate(items):
        if has_dot(forward, inner):
            changed = (*items[:k], settled_structure(forward, inner), *items[k + 1 :])
            yield forward.builder.call(ir.make_list, *changed) if listed else changed


def items_of(forward, value):
    """The items of a list, or None for what is none."""
    if isinstance(value, ir.Call) and value.function in (ir.make_list, ir.make_tuple):
        return value.args
    kind = forward.builder.kind(value)
    if isinstance(kind, ListOf):
        raise forward.work.refuse(
            "a list of unknown length is not supported here", "write its items one by one"
        )
    if not isinstance(kind, Sequence):
        return None
    items = [forward.builder.call(operator.getitem, value, ir.Const(k)) for k in range(len(kind.items))]
    for k, item in enumerate(items):
        if can_vary(kind.items[k]) and has_dot(forward, value):
            forward.dots[item.id] = forward.builder.call(
                operator.getitem, dot_of(forward, value), ir.Const(k)
            )
    return tuple(items)


def call_again(forward, name, call, rule, changed):
    """The primal's call with some arguments (by the rule's names) replaced."""
    given = rule.bound(call.args, dict(call.kwargs))
    for primal, own in rule.names.items():
        if own in changed and primal in given.arguments:
            given.arguments[primal] = changed[own]
    return forward.builder.apply(call.function, given.args, given.kwargs, f"{ir.base(name)}_dot")


def tangent_pair(forward, name, call, rule, values, wanted):
    dots = {
        f"{k}_dot": settled_structure(forward, v)
        for k, v in values.items()
        if f"{k}_dot" in rule.asks and could_vary(forward, v)
    }
    others = [ask for ask in rule.asks if ask.endswith("_dot") and ask not in dots]
    missing = {ask: constant_dot(forward, values.get(ask.removesuffix("_dot"))) for ask in others}
    given = {k: v for k, v in values.items() if k in listed(rule.jvp)}
    of_functions = derivatives(forward.work, rule, values, lambda value: has_dot(forward, value))
    parts = said(forward.work, rule.jvp, given, out=ir.Name(name), **dots, **missing, **of_functions)
    kind = forward.builder.kinds.get(name)
    if isinstance(kind, Sequence) and is_whole(forward, parts, kind):
        return parts[0]
    refuse_count(forward, rule, kind, len(parts))
    if isinstance(kind, Sequence):
        parts = [as_result(forward, part, name, k) for k, part in enumerate(parts)]
    if isinstance(kind, Sequence) or len(parts) > 1:
        return forward.builder.call(ir.make_tuple, *parts)
    return parts[0]


def refuse_count(forward, rule, kind, count):
    """Refuse a jvp that returns more or fewer tangents than the function has results."""
    wanted = len(kind.items) if isinstance(kind, Sequence) else 1
    if count != wanted and not isinstance(kind, (Unknown, ListOf)):
        what = f"the jvp of `{name_of(rule.function)}` returns {count} tangents, the function {wanted}"
        raise RuleError(forward.work.place(), what, "return one tangent per result")


def is_whole(forward, parts, kind):
    """True if a rule gives the tangent of several results as one list."""
    listed = [isinstance(k, (ListOf, Sequence)) for k in (forward.builder.kind(parts[0]), kind.items[0])]
    return len(parts) == 1 and listed == [True, False]


def as_result(forward, part, name, k):
    """The tangent of one of several results, in its dtype."""
    kind = forward.builder.kinds[name].items[k]
    if kind == Unknown() and forward.builder.kind(part) == Unknown():
        primal = forward.builder.call(operator.getitem, ir.Name(name), ir.Const(k))
        return forward.builder.call(unbroadcast, part, primal)
    return cast(forward.builder, part, kind)


def constant_dot(forward, value):
    """The tangent of an argument that cannot vary: zero for a number, array or list of ints, None for None."""
    if value is None:
        return ir.Const(None)
    kind = forward.builder.kind(value) if isinstance(value, (ir.Name, ir.Const, ir.Call)) else None
    listed = (
        isinstance(kind, Sequence) and kind.items and all(isinstance(k, Number | Array) for k in kind.items)
    )
    return ir.Const(0.0) if listed or numeric(forward, value) else ir.Const(None)


TANGENT = {
    "elementwise": tangent_elementwise,
    "reduction": tangent_reduction,
    "linear": tangent_linear,
    "multilinear": tangent_multilinear,
    "pair": tangent_pair,
}
