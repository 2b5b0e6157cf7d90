"""Values of the frontend as trees: tuples, lists, dicts and objects whose parts are known one by one."""

from __future__ import annotations

from .absence import present
from .memory import content, freeze, new_cell, wrap
from .values import Items, Maybe, Ref, Struct, is_atom


def pairs(work, value):
    """The parts of a value with their keys, or None for a leaf."""
    if isinstance(value, Items):
        return list(enumerate(value.items))
    if isinstance(value, Ref) and isinstance(held := content(work, value), Struct):
        return list(held.fields)
    return None


def leaves(work, value) -> list:
    """The atoms of a value, in order; functions and other things that are no atoms are left out."""
    value = value.value if isinstance(value, Maybe) else value
    inner = pairs(work, value)
    if inner is not None:
        return [leaf for _, part in inner for leaf in leaves(work, part)]
    return [freeze(work, value)] if is_atom(value) or isinstance(value, Ref) else []


def parts(work, value):
    """A value, its parts, and theirs."""
    yield value
    for _, inner in pairs(work, value) or ():
        yield from parts(work, inner)


def kinds_in(work, value):
    """The kinds of the leaves of a value."""
    return [work.builder.kind(atom) for atom in leaves(work, value) if is_atom(atom)]


def changed(work, value, change, label=None):
    """A new value of the structure of `value`, each leaf replaced by ``change(atom)``, or ``change(atom, label)``."""

    def named(key):
        if label is None:
            return None
        return f"{label}_{key}" if str(key).isidentifier() or isinstance(key, int) else f"{label}_item"

    value = present(work, value) if isinstance(value, Maybe) else value
    if isinstance(value, Items):
        parts = (changed(work, v, change, named(k)) for k, v in enumerate(value.items))
        return Items(tuple(parts), value.cls)
    if not (is_atom(value) or isinstance(value, Ref)):
        return value
    inner = pairs(work, value)
    if inner is not None:
        held = content(work, value)
        fields = tuple((k, changed(work, v, change, named(k))) for k, v in inner)
        return new_cell(work, value.cell.label, Struct(held.cls, fields))
    atom = freeze(work, value)
    new = change(atom) if label is None else change(atom, label)
    return wrap(work, new)
