"""``shuffle(items)``: the order is drawn, and the items are put into that order."""

from __future__ import annotations

import random

import numpy as np

from ... import ir
from ...kinds import Array, ListOf, Number
from ...runtime import pick, shuffled_order
from ..melting import melt
from ..memory import content, freeze, kind_at, set_content, whole, write
from ..subscripts import length
from ..values import Ref, Struct


def shuffle(work, function, args, kwargs):
    """``function(items)``, where `function` shuffles a list or an array; NotImplemented for anything else."""
    owner = args[0] if len(args) == 1 and not kwargs else None
    if not isinstance(owner, Ref):
        return NotImplemented
    kind = kind_at(work, owner)
    if isinstance(kind, Struct) and kind.cls is list:
        melt(work, owner)
        kind = kind_at(work, owner)
    if isinstance(kind, ListOf) and owner.place == ir.HOLE:
        picked = ir.Call(pick, (content(work, owner), drawn(work, function, owner)))
        set_content(work, owner.cell, work.builder.bind(owner.cell.label, picked, kind))
        return ir.Const(None)
    if isinstance(kind, Array) and kind.dims:
        order = work.builder.call(np.array, drawn(work, function, owner))
        new = work.builder.call(np.take, freeze(work, owner), order, axis=ir.Const(0))
        write(work, owner, whole(work, owner), new)
        return ir.Const(None)
    return NotImplemented


def drawn(work, function, owner):
    """The order that the items are put into."""
    call = ir.Call(shuffled_order, (function, length(work, owner)))
    return work.builder.bind(f"order_{work.builder.line}", call, ListOf(Number("int")), effect=True)


def method_of(owner_atom):
    """The method `shuffle` of a random generator."""
    return ir.Call(getattr, (owner_atom, ir.Const("shuffle")))


def of_function(function):
    return lambda work, args, kwargs: shuffle(work, ir.Const(function), args, kwargs)


def of_generator(function):
    """What the method `shuffle` of a known generator does, as a function of the frontend; None for any other."""
    owner = getattr(function, "__self__", None)
    if isinstance(owner, (np.random.Generator, np.random.RandomState, random.Random)):
        return of_function(function) if function.__name__ == "shuffle" else None
    return None


SHUFFLING = {np.random.shuffle: of_function(np.random.shuffle), random.shuffle: of_function(random.shuffle)}
