"""What stands in the parameters when a function begins: leaves of nested structures get names of their own."""

from __future__ import annotations

import operator
from types import ModuleType

import numpy as np

from .. import ir
from ..kinds import Array, Known, ListOf, Number, Record, Sequence, Unknown
from ..results.orders import order_of_argument
from .memory import new_cell
from .values import Items, Struct


def enter(work, atom, kind, label):
    """The frontend's value for a parameter (or a part of one) that holds `kind`."""
    match kind:
        case Known(value):
            return ir.Const(value) if settled(value) else atom
        case Number() | Unknown(number=False):
            return atom
        case Array():
            made = new_cell(work, label, atom, external=True)
            made.cell.order = order_of_argument(kind, atom.id)
            return made
        case ListOf() | Unknown():
            return new_cell(work, label, atom, external=True)
        case Sequence(items, cls):
            parts = [part(work, atom, operator.getitem, k, inner, label) for k, inner in enumerate(items)]
            if cls is list:
                return new_cell(work, label, Struct(list, tuple(enumerate(parts)), atom), external=True)
            return Items(tuple(parts), cls)
        case Record(fields, cls):
            reader = operator.getitem if cls is dict else getattr
            named = tuple((key, part(work, atom, reader, key, inner, label)) for key, inner in fields)
            return new_cell(work, label, Struct(cls, named, atom), external=True)
    raise TypeError(f"not a kind: {kind!r}")


def settled(value):
    """True for what a derivative may be specialised to; other objects, such as generators, stay parameters."""
    return (
        value is None or callable(value) or isinstance(value, (str, bytes, tuple, type, ModuleType, np.dtype))
    )


def part(work, atom, reader, key, kind, label):
    """One item or field: bound to a name of its own, such as ``w_0`` or ``params_bias``."""
    if isinstance(kind, Known):
        return ir.Const(kind.value)
    name = f"{label}_{key}" if str(key).isidentifier() or isinstance(key, int) else f"{label}_item"
    inner = work.builder.bind(name, ir.Call(reader, (atom, ir.Const(key))), kind)
    return enter(work, inner, kind, name)
