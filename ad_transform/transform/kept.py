"""Derivatives of calls that stay calls, as their functions call themselves: calls of the functions' derivatives.

``y = f(x)`` becomes ``x_bar += f_vjp(x, out_bar=y_bar)``, or beside it ``y, y_dot = f_jvp(x, x_dot=x_dot)``. The former
computes again what `f` computes.
"""

from __future__ import annotations

import inspect
import operator
from typing import Any

from .. import ir
from ..kinds import Sequence, can_vary
from ..usercalls import derivative_call, names_of
from .sweep import float_kind


def arguments(call):
    """The arguments by the names of the parameters."""
    signature = inspect.signature(call.function.function, follow_wrapped=False)
    return signature.bind(*call.args, **dict(call.kwargs)).arguments


def itself(function, request, asked=()):
    """The call of the very derivative that is asked for; None where a derivative is differentiated."""
    if asked:
        return None
    single = request.single and request.mode != "jvp"
    return derivative_call(function, request.mode, request.wrt[0] if single else request.wrt)


def pullback(function, names, own):
    """The adjoints' function: `own`, the derivative being written, if it is that."""
    if own is not None and own.function is function and own.mode == "vjp" and names_of(own.wrt) == names:
        return own
    return derivative_call(function, "vjp", names[0] if len(names) == 1 else names)


def adjoints(builder, call, active, seed, own):
    """Write the call of the derivative for the adjoint `seed` of the result; yields arguments with their adjoints."""
    varying = {n: a for n, a in arguments(call).items() if isinstance(a, ir.Name) and a.id in active}
    varying = {n: a for n, a in varying.items() if can_vary(builder.kind(a))}
    if not varying:
        return
    function = pullback(call.function.function, tuple(varying), own)
    kinds = tuple(float_kind(builder.kind(atom)) for atom in varying.values())
    made = ir.Call(function, call.args, (*call.kwargs, ("out_bar", seed)))
    single = isinstance(function.wrt, str)
    bars = builder.bind(f"bars_{builder.line}", made, kinds[0] if single else Sequence(kinds))
    for k, (atom, kind) in enumerate(zip(varying.values(), kinds, strict=True)):
        yield atom, bars if single else item(builder, bars, k, kind, f"bar_{builder.line}")


def item(builder, pair, k, kind, base):
    return builder.bind(base, ir.Call(operator.getitem, (pair, ir.Const(k))), kind)


def with_tangent(builder, statement, dots):
    """Write the call of the derivative in the place of `statement`; returns the tangent of the result.

    `dots` maps arguments to their tangents in full shape.
    """
    call, kind = statement.value, builder.kinds[statement.name]
    moving = {n: a for n, a in arguments(call).items() if a in dots}
    function: Any = derivative_call(call.function.function, "jvp", tuple(moving))
    tangents = tuple((f"{n}_dot", dots[a]) for n, a in moving.items())
    made = ir.Call(function, call.args, (*call.kwargs, *tangents))
    pair = builder.bind(f"pair_{builder.line}", made, Sequence((kind, float_kind(kind))))
    builder.block.append(
        ir.Let(statement.name, ir.Call(operator.getitem, (pair, ir.Const(0))), statement.line)
    )
    return item(builder, pair, 1, float_kind(kind), f"{ir.base(statement.name)}_dot")
