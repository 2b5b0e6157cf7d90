"""Refuses functions that are integrated and may jump where what is differentiated decides, so that the jump moves.

The derivative of an integral is the integral of the derivative only where the function has none of these.
"""

from __future__ import annotations

import inspect
import math
import operator

import numpy as np

from .. import ir
from ..errors import NotSupported
from ..frontend import lower
from ..kinds import Array, Dim, Number
from ..results import kind_of

COMPARISONS = (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne)
JUMPS = (
    *COMPARISONS, np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal,
    np.sign, np.floor, np.ceil, np.trunc, np.rint, np.round, np.heaviside, np.floor_divide, np.remainder, np.fmod,
    np.searchsorted, np.digitize, np.argmax, np.argmin, np.argsort, np.nonzero, np.copysign, np.signbit,
    round, int, operator.floordiv, operator.mod, math.floor, math.ceil, math.trunc, math.fmod, math.copysign,
)  # fmt: skip


def refuse_jumps(work, function, passed, items, moving):
    """Refuse `function` if it may jump where its state or one of the parameters `moving` decides."""
    names = list(inspect.signature(function).parameters)
    kinds = {n: passed_kind(word) for n, word in zip(names, passed, strict=False)}
    kinds |= {
        n: opened(work.builder.kind(item), n) for n, item in zip(names[len(passed) :], items, strict=False)
    }
    for name in names[len(kinds) :]:
        kinds[name] = kind_of(inspect.signature(function).parameters[name].default)
    lowered = lower(function, kinds, work.rules)
    states = [n for n, word in zip(names, passed, strict=False) if not word.endswith("float")]
    if jumps(lowered.program, {*states, *moving}):
        what = f"`{function.__name__}`, which is integrated, may jump where what is differentiated decides"
        raise NotSupported(work.place(), what, "integrate each side of the jump by itself")


def passed_kind(word):
    return Number("float") if word.endswith("float") else Array("float64", (Dim(f"{word}~", 0, True),))


def opened(kind, name):
    """The kind of what is passed, of any length."""
    if isinstance(kind, Array):
        return Array(kind.dtype, tuple(Dim(f"{name}~{k}", 0, True) for k in range(len(kind.dims))))
    return Number(kind.dtype) if isinstance(kind, Number) else kind


def jumps(program, sources) -> bool:
    """True if something depends on `sources` that changes by steps: a comparison, a rounding, a branch."""
    known, size = set(sources), -1
    while size != len(known):
        size = len(known)
        for statement in ir.walk(program.body):
            known.update(dependent(statement, known))
    return any(steps(statement, known) for statement in ir.walk(program.body))


def dependent(statement, known):
    """The names that a statement binds and that depend on the `known` ones."""
    if isinstance(statement, ir.Let):
        if any(n in known for n in ir.names(statement.value)) and not is_fact(statement.value):
            yield statement.name
        return
    for out in getattr(statement, "outs", ()):
        if any(n in known for side in (out.then, out.other) for n in ir.names(side)):
            yield out.name
    for carry in getattr(statement, "carried", ()):
        if any(n in known for side in (carry.init, carry.end) for n in ir.names(side)) or carry.head in known:
            yield from (carry.head, carry.out)


def is_fact(value):
    """True for a shape or a length, which no number decides."""
    function = getattr(value, "function", None)
    return function in (len, np.shape, np.ndim, np.size) or (
        function is getattr and value.args[1].value != "T"
    )


def steps(statement, known):
    value = getattr(statement, "value", None)
    if not isinstance(value, ir.Call) or not any(n in known for n in ir.names(value)):
        return False
    return any(value.function is jump for jump in JUMPS)
