"""Calls of which nothing is known but that they happen: each runs once, in its place.

Whether one matters to the derivative is found by the activity analysis. What it may have changed can't be read.
"""

from __future__ import annotations

import random

import numpy as np

from .. import ir
from ..kinds import Array, DictOf, ListOf, Sequence, Unknown
from .effects import cells
from .memory import freeze
from .origins import leaves_alone
from .values import Conflict, Struct

DRAWING = {name for cls in (np.random.Generator, np.random.RandomState, random.Random) for name in dir(cls)}
HARMLESS_METHODS = frozenset(DRAWING | set(dir(str))) - {"shuffle"}
"""Names of methods that change nothing but the object they are of."""


def opaque(work, function, args, kwargs):
    """A call of a function we know nothing of."""
    atoms = [freeze(work, a) for a in args]
    named = {k: freeze(work, v) for k, v in kwargs.items()}
    result = work.builder.apply(function, atoms, named, pure=False, effect=True)
    if not leaves_alone(function):
        name = getattr(function, "__name__", "the function called")
        lose(work, [*args, *kwargs.values()], name)
    return result


def opaque_method(work, owner, name, args, kwargs):
    """A call of a method of an object we know nothing of, such as a random generator."""
    method = ir.Call(getattr, (freeze(work, owner), ir.Const(name)))
    atoms = [freeze(work, a) for a in args]
    named = tuple((k, freeze(work, v)) for k, v in kwargs.items())
    call = ir.Call(ir.invoke, (method, *atoms), named)
    result = work.builder.bind(f"{name}_{work.builder.line}", call, Unknown(), effect=True)
    if name not in HARMLESS_METHODS:
        lose(work, [owner, *args, *kwargs.values()], name)
    elif "out" in kwargs:
        lose(work, [kwargs["out"]], name)
    return result


def lose(work, values, name):
    """What is known of `values` and of all that they hold is so no more: a call of `name` may have changed it."""
    for cell in dict.fromkeys(cell for value in values for cell in cells(work, value)):
        for other in {cell, *work.state.shares.get(cell, ())}:
            if can_change(work, other):
                what = f"`{other.label}` may have been changed by `{name}`"
                work.state.stale[other] = Conflict(what, f"give `{name}` a copy")


def can_change(work, cell):
    held = work.state.heap.get(cell)
    if isinstance(held, Struct):
        return held.cls in (list, dict) or bool(held.fields)
    return held is not None and isinstance(
        work.builder.kind(held), Array | ListOf | DictOf | Sequence | Unknown
    )
