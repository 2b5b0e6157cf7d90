"""The tangent program being written: the tangent of each name so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .. import ir
from ..kinds import Array, Number, can_vary
from .shapes import ZERO, full, zero


@dataclass
class Forward:
    """The tangent program being written: `dots` maps names of the primal to the atom of their tangent."""

    work: Any
    active: frozenset
    sizes: dict
    dots: dict = field(default_factory=dict)
    tapes: dict = field(default_factory=dict)
    """The tapes of the primal: for each, the names that are popped from it."""

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


def has_dot(forward, value):
    if isinstance(value, tuple):
        return any(has_dot(forward, v) for v in value)
    if isinstance(value, (ir.Name, ir.Call)):
        return any(n in forward.dots for n in ir.names(value))
    return False


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
