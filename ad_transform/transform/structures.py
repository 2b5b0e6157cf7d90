"""The structure of parameters: what `wrt` means, the numbers and arrays in it, and how it is put together again."""

from __future__ import annotations

from .. import ir
from ..errors import NotDifferentiable
from ..kinds import can_vary
from ..objects import is_made_of_fields
from ..paths import part, root


def meant_by(lowered, name):
    """The structure of what one entry of `wrt` names: a parameter, or a part of one."""
    found = part(lowered.parameters[root(name)], name)
    if found is None:
        raise NotDifferentiable(
            lowered.source.place(lowered.source.tree),
            f"`{name}` is not an attribute or item that holds data",
            "name one that is set when the object is made",
        )
    return found


def leaf_names(structure, kinds):
    """Names of the numbers and arrays in a parameter's structure that can carry a derivative."""
    if isinstance(structure, tuple):
        for _, inner in structure[1]:
            yield from leaf_names(inner, kinds)
    elif isinstance(structure, ir.Name) and can_vary(kinds.get(structure.id)):
        yield structure.id


def rebuilt(structure, transform):
    """A parameter's structure with each leaf transformed, as a value."""
    cls, fields = structure
    if cls is dict:
        return ir.Call(ir.make_dict, tuple(p for k, v in fields for p in (ir.Const(k), transform(v))))
    if not (cls in (tuple, list) or is_made_of_fields(cls)):
        raise NotDifferentiable(
            None,
            f"the adjoint of a whole object of the class `{cls.__name__}`",
            "name its attributes: `wrt='self.k'`",
        )
    parts = tuple(transform(v) for _, v in fields)
    if cls in (tuple, list):
        return ir.Call(ir.make_tuple if cls is tuple else ir.make_list, parts)
    if issubclass(cls, tuple):
        return ir.Call(cls, parts)
    return ir.Call(cls, (), tuple((k, p) for (k, _), p in zip(fields, parts, strict=True)))
