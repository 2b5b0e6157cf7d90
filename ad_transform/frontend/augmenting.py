"""Augmented assignment: ``a += b`` changes an array or list in place, and gives any other name a new value."""

from __future__ import annotations

import ast
import operator

from .. import ir, runtime
from ..kinds import Array, ListOf, Unknown
from .absence import present
from .assignments import bind, renewed, store_attribute, store_item
from .expressions import BINARY, binary, evaluate, lookup
from .memory import content, freeze, kind_at, set_content, whole, write
from .protocols import class_of
from .protocols import in_place as in_place_of_class
from .subscripts import index_of, item
from .values import Items, Maybe, Method, Ref, Struct


def assign_augmented(work, frame, node):
    """``target op= value``: in place for arrays and lists, a new value for numbers."""
    function = BINARY[type(node.op)]
    match node.target:
        case ast.Name(id=name):
            old = present(work, lookup(work, frame, name))
            value = evaluate(work, frame, node.value)
            result = augmented(work, old, function, value)
            if result is not old:
                bind(work, frame, name, result)
        case ast.Subscript(value=owner, slice=index):
            held, place = evaluate(work, frame, owner), index_of(work, frame, index)
            old = present(work, item(work, held, place))
            value = evaluate(work, frame, node.value)
            if not in_place(work, held, old):
                store_item(work, frame, held, place, binary(work, function, old, value))
                return
            result = augmented(work, old, function, value)
            if result is not old:
                store_item(work, frame, held, place, result)
        case ast.Attribute(value=owner, attr=name):
            held = evaluate(work, frame, owner)
            old = evaluate(work, frame, node.target)
            result = augmented(work, old, function, evaluate(work, frame, node.value))
            if result is not old:
                store_attribute(work, held, name, result)


def in_place(work, held, old):
    """True if `old`, an item of `held`, is the object itself: a view, or an item of a list; not a copy."""
    if not isinstance(old, Ref) or not isinstance(held, Ref):
        return False
    return old.cell is held.cell or isinstance(content(work, held), Struct)


def augmented(work, old, function, value):
    """What ``old op= value`` leaves in its target; `old` itself if it was changed in place."""
    kind = kind_at(work, old)
    if isinstance(old, Ref) and isinstance(content(work, old), Struct):
        return extend_known(work, old, function, value)
    if isinstance(old, Ref) and isinstance(kind, ListOf):
        raise work.refuse("`+=` on this list is not supported", "use `append` or `extend`")
    if isinstance(old, Ref) and isinstance(kind, Unknown):
        return augmented_either(work, old, function, value)
    if not (isinstance(old, Ref) and isinstance(kind, Array)):
        return binary(work, function, old, value)
    work.changes(old.cell)  # Python computes into the array, so an error may find it half-written
    result = binary(work, function, old, value)
    same = kind_at(work, result) == kind
    if renewed(work, old, kind, result):
        return old
    if same and old.place == ir.HOLE and not old.cell.external and not work.state.shares.get(old.cell):
        set_content(work, old.cell, work.builder.rename_last(freeze(work, result), old.cell.label))
    else:
        write(work, old, whole(work, old), freeze(work, result))
    return old


def augmented_either(work, old, function, value):
    """``old op= value`` where `old` is a number, which is replaced, or an array, which is changed in place."""
    if old.cell.external or old.place != ir.HOLE or references(work, old.cell) > 1:
        raise work.refuse(
            "`op=` on a value that may be a number or an array", "write `x = x + ...`, or annotate it"
        )
    result = freeze(work, binary(work, function, old, value))
    kept = work.builder.call(runtime.augmented, result, freeze(work, old), base=old.cell.label)
    set_content(work, old.cell, kept)
    return old


def references(work, cell):
    """How many variables and fields refer to a cell: a number that is replaced stays what it was for all but one."""
    held = [v for (_, name), v in work.state.variables.items() if name[0] != "$"]
    fields = [
        v for struct in work.state.heap.values() if isinstance(struct, Struct) for _, v in struct.fields
    ]
    return sum(refers(value, cell) for value in (*held, *fields))


def refers(value, cell):
    match value:
        case Items(items):
            return any(refers(item, cell) for item in items)
        case Maybe(value=inner):
            return refers(inner, cell)
    return isinstance(value, Ref) and value.cell == cell


def extend_known(work, old, function, value):
    from .methods import call_method

    held = content(work, old)
    if class_of(work, old) and (found := in_place_of_class(work, function, old, value)) is not None:
        return found
    if held.cls is dict and function is operator.or_:
        call_method(work, Method(old, "update"), [value], {})
        return old
    if held.cls is not list or function is not operator.add:
        raise work.refuse("`op=` on this object is not supported", "write it out")
    call_method(work, Method(old, "extend"), [value], {})
    return old
