"""Objects made anew from others, and methods of the classes above: dataclasses.replace, super."""

from __future__ import annotations

import dataclasses

from ... import ir
from ...kinds import can_vary
from ...rules.own import constant
from ...runtime import held as held_value
from ..constructing import construct
from ..memory import content, freeze, new_cell, wrap
from ..values import Items, Parent, Ref, Struct


def native_replace(work, args, kwargs):
    """``dataclasses.replace(obj, **changes)``"""
    held = content(work, args[0]) if isinstance(args[0], Ref) else None
    if not isinstance(held, Struct) or not dataclasses.is_dataclass(held.cls):
        raise work.refuse("`dataclasses.replace` of this is not supported", "make a new object")
    names = [f.name for f in dataclasses.fields(held.cls) if f.init]
    return construct(work, held.cls, [], {n: kwargs.get(n, held.find(n)) for n in names} | kwargs)


def native_super(work, args, kwargs):
    """``super()`` in a method, and ``super(Class, self)``."""
    if args:
        cls, owner = args
        return Parent(owner, cls.value)
    frame = work.frame
    while frame.parent is not None:
        frame = frame.parent
    cell, parameters = frame.source.closure.get("__class__"), frame.source.tree.args
    first = [*parameters.posonlyargs, *parameters.args][:1]
    if cell is None or not first:
        raise work.refuse("`super()` outside a method", "name the class")
    return Parent(work.state.variables[frame.key(first[0].arg)], cell.cell_contents)


def native_constant(work, args, kwargs):
    """``ad.constant(x)``: copies of the numbers and arrays in `x`, as constants."""
    value = args[0] if args else kwargs["x"]
    held = work.state.heap.get(value.cell) if isinstance(value, Ref) else None
    match value:
        case Items(items, cls):
            return Items(tuple(native_constant(work, [item], {}) for item in items), cls)
        case Ref() if isinstance(held, Struct) and held.cls in (list, dict):
            fields = tuple((k, native_constant(work, [v], {})) for k, v in content(work, value).fields)
            return new_cell(work, f"held_{work.builder.line}", Struct(held.cls, fields))
    atom = freeze(work, value)
    if isinstance(atom, ir.Const) or not can_vary(work.builder.kind(atom)):
        return value
    return wrap(work, work.builder.call(held_value, atom))


def nothing(work, args, kwargs):
    """``object.__init__``"""
    return ir.Const(None)


OBJECTS = {
    dataclasses.replace: native_replace,
    super: native_super,
    constant: native_constant,
    object.__init__: nothing,
}
