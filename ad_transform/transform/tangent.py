"""Forward mode: beside each statement, the statement for its tangent.

``y = np.sin(x)`` is followed by ``y_dot = x_dot * np.cos(x)``. What is not active has no tangent.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from .. import ir
from ..kinds import Array, Number, Sequence, can_vary
from ..rules.text import positional
from .adjoint import float_kind, refuse_if_none
from .applying import bound, find, said, state, times
from .shapes import ZERO, cast, full, zero
from .structural import spread_over


@dataclass
class Forward:
    """The tangent program being written: `dots` maps names of the primal to the atom of their tangent."""

    work: Any
    active: frozenset
    sizes: dict
    dots: dict = field(default_factory=dict)

    @property
    def builder(self):
        return self.work.builder


def dot_of(forward, atom):
    """The tangent of an atom, or None if it is constant."""
    return forward.dots.get(atom.id) if isinstance(atom, ir.Name) else None


def settled_dot(forward, atom):
    """The tangent of an atom in full shape; zeros if it is constant."""
    dot = dot_of(forward, atom)
    return zero(forward.builder, atom) if dot is None else full(forward.builder, dot, atom, forward.sizes)


def name_dot(forward, name, dot):
    """Call the tangent of `name` by its name."""
    if isinstance(dot, ir.Name):
        dot = forward.builder.rename_last(dot, f"{ir.base(name)}_dot")
    forward.dots[name] = dot


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
            case ir.If():
                forward_if(forward, statement)
            case ir.For() | ir.While():
                forward_loop(forward, statement)
            case _:
                forward.builder.block.append(statement)


def forward_let(forward, statement, name, call):
    forward.builder.block.append(statement)
    dot = tangent_of(forward, name, call)
    if dot is not None:
        name_dot(forward, name, dot)


def tangent_of(forward, name, call):
    """The tangent of ``name = call``, or None where it is zero."""
    if not any(n in forward.dots for n in ir.names(call)):
        return None
    native = NATIVES.get(call.function)
    if native is not None:
        return native(forward, name, call)
    forward.work.spot_call = call
    rule = find(forward.work, call)
    if rule.kind == "inactive":
        return None
    values = bound(forward.work, rule, call)
    wanted = [k for k, v in values.items() if has_dot(forward, v)]
    for key in wanted:
        refuse_if_none(forward, rule, key, key in rule.arguments)
    return TANGENT[rule.kind](forward, name, call, rule, values, wanted)


def has_dot(forward, value):
    if isinstance(value, tuple):
        return any(has_dot(forward, v) for v in value)
    if isinstance(value, (ir.Name, ir.Call)):
        return any(n in forward.dots for n in ir.names(value))
    return False


def tangent_elementwise(forward, name, call, rule, values, wanted):
    partials, _ = state(forward.work, rule.rule, values, out=ir.Name(name))
    total = None
    for key in wanted:
        refuse_if_none(forward, rule, key, partials.get(key) is not None)
        term = times(forward.builder, dot_of(forward, values[key]), partials[key])
        total = term if total is None else forward.builder.call(operator.add, total, term)
    return cast(forward.builder, total, forward.builder.kinds[name])


def tangent_reduction(forward, name, call, rule, values, wanted):
    (key,) = wanted
    array = values[key]
    partials, _ = state(forward.work, rule.rule, values, out=spread_over(forward, array, values, ir.Name(name))())
    refuse_if_none(forward, rule, key, partials.get(key) is not None)
    product = times(forward.builder, dot_of(forward, array), partials[key])
    product = full(forward.builder, product, array, forward.sizes)
    kept = {}
    for word in ("axis", "keepdims"):
        value = values.get(word)
        atom = value if isinstance(value, (ir.Name, ir.Const, ir.Call)) else ir.Const(value)
        if atom not in (ir.Const(None), ir.Const(False)):
            kept[word] = atom
    return cast(forward.builder, forward.builder.call(np.sum, product, **kept), forward.builder.kinds[name])


def tangent_linear(forward, name, call, rule, values, wanted):
    """The function itself on the tangents; constant arguments are zero there."""
    changed = {key: settled_structure(forward, values[key]) for key in rule.arguments if numeric(forward, values[key])}
    return call_again(forward, name, call, rule, changed)


def could_vary(forward, value):
    if isinstance(value, tuple):
        return any(could_vary(forward, v) for v in value)
    return isinstance(value, (ir.Name, ir.Const, ir.Call)) and can_vary(forward.builder.kind(value))


def numeric(forward, value):
    """True for numbers and arrays, and for tuples and lists of these."""
    if isinstance(value, tuple):
        return any(numeric(forward, v) for v in value)
    if not isinstance(value, (ir.Name, ir.Const, ir.Call)):
        return isinstance(value, (int, float, complex)) and not isinstance(value, bool)
    kind = forward.builder.kind(value)
    return isinstance(kind, (Number, Array)) or can_vary(kind)


def settled_structure(forward, value):
    if isinstance(value, tuple):
        return tuple(settled_structure(forward, v) if numeric(forward, v) else v for v in value)
    if isinstance(value, ir.Call):
        return ir.Call(value.function, tuple(settled_structure(forward, v) for v in value.args), value.kwargs)
    if not isinstance(value, (ir.Name, ir.Const)):
        return ZERO
    return settled_dot(forward, value) if has_dot(forward, value) else zero(forward.builder, value)


def tangent_multilinear(forward, name, call, rule, values, wanted):
    total = None
    for key in wanted:
        for changed in one_by_one(forward, values[key]):
            term = call_again(forward, name, call, rule, {key: changed})
            total = term if total is None else forward.builder.call(operator.add, total, term)
    return total


def one_by_one(forward, value):
    """The argument with its tangent in place; of several arguments one at a time."""
    if not isinstance(value, tuple):
        yield settled_structure(forward, value)
        return
    for k, inner in enumerate(value):
        if has_dot(forward, inner):
            yield (*value[:k], settled_structure(forward, inner), *value[k + 1 :])


def call_again(forward, name, call, rule, changed):
    """The primal's call with some arguments (by the rule's names) replaced."""
    given = rule.bound(call.args, dict(call.kwargs))
    for primal, listed in rule.names.items():
        if listed in changed and primal in given.arguments:
            given.arguments[primal] = changed[listed]
    return forward.builder.call(call.function, *given.args, base=f"{ir.base(name)}_dot", **given.kwargs)


def tangent_pair(forward, name, call, rule, values, wanted):
    dots = {f"{k}_dot": settled_structure(forward, v) for k, v in values.items()
            if f"{k}_dot" in rule.asks and could_vary(forward, v)}
    missing = {ask: ir.Const(None) for ask in rule.asks if ask.endswith("_dot") and ask not in dots}
    given = {k: v for k, v in values.items() if k in positional(rule.jvp)}
    parts = said(forward.work, rule.jvp, given, out=ir.Name(name), **dots, **missing)
    if isinstance(forward.builder.kinds.get(name), Sequence):
        return forward.builder.call(ir.make_tuple, *parts)
    return parts[0]


TANGENT = {
    "elementwise": tangent_elementwise,
    "reduction": tangent_reduction,
    "linear": tangent_linear,
    "multilinear": tangent_multilinear,
    "pair": tangent_pair,
}


# Structure


def tangent_getitem(forward, name, call):
    dot = dot_of(forward, call.args[0])
    if dot is None:
        return None
    if isinstance(forward.builder.kind(call.args[0]), Array):
        dot = full(forward.builder, dot, call.args[0], forward.sizes)
    return forward.builder.call(operator.getitem, dot, call.args[1], base=f"{ir.base(name)}_dot")


def tangent_update(forward, name, call):
    """A store into `a` is a store into `a_dot`."""
    base, place, *values = call.args
    dot = settled_dot(forward, base)
    dots = [settled_dot(forward, v) if has_dot(forward, v) else zero_into(forward, v) for v in values]
    kind = forward.builder.kinds[name]
    return forward.builder.bind(f"{ir.base(name)}_dot", ir.Call(call.function, (dot, place, *dots)), float_kind(kind))


def zero_into(forward, value):
    """The tangent of a constant that is stored: a number serves for a whole slice."""
    kind = forward.builder.kind(value)
    return ZERO if isinstance(kind, (Number, Array)) else zero(forward.builder, value)


def tangent_display(forward, name, call):
    parts = [settled_dot(forward, a) if has_dot(forward, a) else zero_item(forward, a) for a in call.args]
    return forward.builder.call(call.function, *parts, base=f"{ir.base(name)}_dot")


def zero_item(forward, atom):
    """The tangent of a constant item: it keeps its shape, as arrays are made of lists of equal shapes."""
    return ZERO if isinstance(forward.builder.kind(atom), Number) else zero(forward.builder, atom)


def tangent_array(forward, name, call):
    dot = dot_of(forward, call.args[0])
    if dot is None:
        return None
    kwargs = {k: v for k, v in call.kwargs if k == "dtype"}
    return forward.builder.call(np.array, dot, base=f"{ir.base(name)}_dot", **kwargs)


NATIVES = {
    operator.getitem: tangent_getitem,
    ir.store: tangent_update,
    ir.add_at: tangent_update,
    ir.append: tangent_update,
    ir.drop_last: tangent_update,
    ir.make_tuple: tangent_display,
    ir.make_list: tangent_display,
    np.array: tangent_array,
}


# Branches and loops


def forward_if(forward, statement):
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
            atoms = [side_dot(forward, side, atom) for side, atom in zip(sides, (out.then, out.other), strict=True)]
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


def forward_loop(forward, loop):
    builder, carried = forward.builder, [c for c in loop.carried if c.head in forward.active or c.out in forward.active]
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


