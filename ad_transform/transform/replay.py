"""What the reverse sweep computes again, instead of taking it from a tape: `replay`, and `outlined`.

Before::                                After::

    pop item, x, square                     pop x
    ... item ... square ...                 item = x[1]
                                            square = item * item
"""

from __future__ import annotations

import operator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .. import ir
from ..analysis.outlines import outline_only
from ..kinds import Array, Number
from .shapes import FULL_PRECISION

CHEAP = (operator.getitem, operator.neg, len, np.shape, np.ndim, np.size)
ARITHMETIC = (operator.add, operator.sub, operator.mul, operator.truediv, operator.not_, operator.floordiv,
              operator.mod, operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne)  # fmt: skip
SMALL_POWERS = (ir.Const(2), ir.Const(3))


@dataclass(frozen=True)
class Sweeps:
    """What is known of the two sweeps while values are delivered from the first to the second."""

    work: Any
    sizes: dict
    """For each shape of a parameter, the parameter."""
    changing: frozenset
    """Arrays and lists that are written: an element of one is taped, not read again from an array kept for it."""
    lasting: frozenset
    """Names bound outside of all loops and branches, and the indices of loops: they are still there."""
    budget: Any = None
    """How many states of a loop may be kept, where its rounds are to be run again; None: they are not."""

    @property
    def builder(self):
        return self.work.builder

    def like(self, name, base=None):
        """A fresh name for a value of the kind of `name`."""
        fresh = self.builder.fresh(base or ir.base(name))
        self.builder.kinds[fresh] = self.builder.kinds.get(name)
        return fresh


def sweeps_of(work, params, forward, sizes, budget) -> Sweeps:
    lasting = {p.id for p in params} | {n for s in forward for n in ir.binds(s)}
    lasting |= {s.index for s in ir.walk(forward) if isinstance(s, ir.For)}
    return Sweeps(work, sizes, changing(forward), frozenset(lasting), budget)


def changing(forward):
    """Names of arrays and lists that are written somewhere."""
    found, links = set(), []
    for statement in ir.walk(forward):
        if any(True for _ in bases(statement)):
            found |= {*bases(statement), *ir.binds(statement)}
        for carry in getattr(statement, "carried", ()):
            links.append({carry.head, carry.out, *ir.names(carry.init), *ir.names(carry.end)})
        links.extend(
            {out.name, *ir.names(out.then), *ir.names(out.other)} for out in getattr(statement, "outs", ())
        )
    size = -1
    while size != len(found):
        size = len(found)
        for link in links:
            if link & found:
                found |= link
    return frozenset(found)


def bases(statement):
    """The array or list that a statement updates."""
    value = getattr(statement, "value", None)
    if isinstance(statement, ir.Let) and isinstance(value, ir.Call) and value.function in ir.UPDATES:
        yield from ir.names(value.args[0])


def needed(block, names):
    """The names among `names` that `block` mentions and does not bind, in order."""
    own = {n for s in ir.walk(block) for n in ir.binds(s)}
    return [n for n in mentioned(block) if n in names and n not in own]


def mentioned(block):
    """The names that `block` reads, in order."""
    return dict.fromkeys(n for s in ir.walk(block) for n in ir.reads(s))


def replay(sweeps, body, back, bound, there=None):
    """`back` after statements that compute again what is cheap, from what is there or is kept anyway.

    `bound` are the names that would have to be kept, `there` those of all others that may be asked for (None: all).
    """
    wanted = set(needed(back, bound))
    defined = within_reach(sweeps, body, wanted, bound, there)
    chosen, names = [], {}
    for name in _closure(defined, wanted):
        fresh = sweeps.like(name)
        value = ir.substitute(defined[name].value, names)
        chosen.append(replace(defined[name], name=fresh, value=value, effect=False))
        names[name] = ir.Name(fresh)
    return (*chosen, *(ir.rename(s, names) for s in back)) if chosen else tuple(back)


def within_reach(sweeps, body, wanted, bound, there):
    """The cheap statements of `body` whose inputs are there, or kept, or within reach themselves.

    In the order of the program: what is wanted and out of reach is kept, so what comes after can be made of it.
    """
    kept = wanted - {n for s in body for n in ir.binds(s)}
    defined: dict = {}
    for statement in body:
        if isinstance(statement, ir.Let) and cheap(sweeps, statement):
            inputs = set(ir.names(statement.value))
            outside = inputs - bound
            within = (inputs & bound) <= kept | set(defined)
            if within and inputs.isdisjoint(sweeps.changing) and (there is None or outside <= there):
                defined[statement.name] = statement
                continue
            if (asked := length_of_parameter(sweeps, statement)) is not None:
                defined[statement.name] = replace(statement, value=asked)
                continue
        kept |= wanted.intersection(ir.binds(statement))
    return defined


def length_of_parameter(sweeps, statement):
    """The question for a length that is surely that of a parameter, put to the parameter; None for anything else."""
    kind = sweeps.builder.kinds.get(statement.name)
    for dims, witness in sweeps.sizes.items():
        if isinstance(kind, Number) and kind.length is not None and kind.length in dims:
            shape = ir.Call(getattr, (witness, ir.Const("shape")))
            axis = dims.index(kind.length)
            return ir.Call(operator.getitem, (shape, ir.Const(axis))) if axis else ir.Call(len, (witness,))
    return None


def cheap(sweeps, statement):
    """True if a statement is as well computed twice: an element, a fact about a shape, arithmetic on numbers."""
    if statement.effect is True or not isinstance(statement.value, ir.Call):
        return False
    function = statement.value.function
    if function is getattr or function in CHEAP:
        return True
    plain = function in ARITHMETIC or (function is operator.pow and statement.value.args[1] in SMALL_POWERS)
    return plain and isinstance(sweeps.builder.kinds.get(statement.name), Number)


def _closure(defined, wanted):
    """The names to compute again, each after those it depends on."""
    order: dict[str, None] = {}

    def visit(name):
        if name in defined and name not in order:
            for inner in ir.names(defined[name].value):
                visit(inner)
            order[name] = None

    for name in defined:
        if name in wanted:
            visit(name)
    return list(order)


def outlined(sweeps, back, bound):
    """`back` with the outlines of arrays that would have to be kept asked of what is there anyway.

    ``np.zeros_like(row)`` becomes ``np.zeros_like(x)`` for a parameter `x` of the same shape, or ``np.zeros(2)``.
    """
    idle = outline_only(back)
    for name in needed(back, bound):
        kind = sweeps.builder.kinds.get(name)
        if name in idle and isinstance(kind, Array):
            back = _outline_elsewhere(sweeps, back, name, kind)
    return back


def _outline_elsewhere(sweeps, back, name, kind):
    witness = sweeps.sizes.get(kind.dims)
    if witness is not None and sweeps.builder.kinds[witness.id].dtype == kind.dtype:
        return tuple(ir.rename(s, {name: witness}) for s in back)
    if any(d.symbol for d in kind.dims):
        return back
    lengths = tuple(d.offset for d in kind.dims)
    return tuple(_spelled(s, name, kind, lengths) for s in back)


def _spelled(statement, name, kind, lengths):
    """A statement with the known `lengths` of an array in the place of questions for its shape."""
    statement = ir.rebuild(statement, lambda block: tuple(_spelled(s, name, kind, lengths) for s in block))
    match statement:
        case ir.Let(value=ir.Call(np.zeros_like, (ir.Name(asked),), ())) if asked == name:
            shape = ir.Const(lengths[0]) if len(lengths) == 1 else ir.Const(lengths)
            dtype = () if kind.dtype in FULL_PRECISION else (("dtype", ir.Const(np.dtype(kind.dtype).type)),)
            return replace(statement, value=ir.Call(np.zeros, (shape,), dtype))
        case ir.Let(value=ir.Call(np.shape, (ir.Name(asked),), ())) if asked == name:
            return replace(statement, value=ir.Const(lengths))
    return statement
