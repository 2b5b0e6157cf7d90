"""Assignment to names, items, slices, attributes and tuples of these; augmented assignment; `del`."""

from __future__ import annotations

import ast
import operator
from dataclasses import replace

import numpy as np

from .. import ir
from ..kinds import Array, DictOf, ListOf, Number, Sequence, Unknown, is_complex
from .absence import present
from .attributes import attribute, set_by_class
from .builder import is_temporary
from .effects import near
from .expressions import evaluate
from .fence import writes_global
from .holding import apart, hold, nesting
from .iterators import known_parts
from .melting import melt
from .memory import content, freeze, kind_at, new_cell, set_content, whole, write
from .removing import remove_item
from .reshaping import outermost
from .scanning import used_once
from .subscripts import index_of, item, static_key
from .values import UNBOUND, Counted, Items, Range, Ref, Struct, is_atom


def assign(work, frame, target, value):
    """Bind or store `value` as the target says."""
    work.at(frame, target)
    match target:
        case ast.Name(id=name):
            bind(work, frame, name, value)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            unpack(work, frame, parts, value)
        case ast.Subscript(value=owner, slice=index):
            store_item(work, frame, evaluate(work, frame, owner), index_of(work, frame, index), value)
        case ast.Attribute(value=owner, attr=name):
            store_attribute(work, evaluate(work, frame, owner), name, value)
        case ast.Starred():
            raise work.refuse("a starred target stands alone", "assign to a tuple")
        case _:
            raise work.refuse("this target of an assignment is not supported", "assign to a name first")


def owner_frame(frame, name):
    """The frame whose variable an assignment in `frame` sets: itself, or an outer one after `nonlocal`."""
    while name in frame.outers and frame.parent is not None:
        frame = frame.parent
    return frame


def bind(work, frame, name, value):
    if name in frame.globals_:
        raise work.refuse(*writes_global(name))
    if name in frame.outers and frame.parent is None:
        raise work.refuse(f"`{name}` belongs to a function that has returned", "pass it in and return it")
    owner, variables = owner_frame(frame, name), work.state.variables
    require_used_once(work, frame.source.tree, name, value)
    variables[owner.key(name)] = named(work, value, name)
    if owner.key(f"?{name}") in variables:
        variables[owner.key(f"?{name}")] = ir.Const(True)
    work.changes(owner.key(name))


def require_used_once(work, tree, name, value):
    """An iterator is empty after it has been used: it may have a name where that is read once."""
    if isinstance(value, Counted) and value.once and not used_once(tree, name):
        raise work.refuse(
            f"the iterator `{name}` may be used more than once", "make a list of it: `list(...)`"
        )


def named(work, value, name):
    """`value`, with what was just computed for it called `name` in the text."""
    match value:
        case ir.Name():
            return work.builder.rename_last(value, name)
        case Ref(cell, place) if place == ir.HOLE and is_atom(work.state.heap.get(cell)):
            renamed = work.builder.rename_last(work.state.heap[cell], name)
            if renamed != work.state.heap[cell] or is_temporary(cell.label):
                work.state.heap[cell] = renamed
                cell.label = name
            return replace(value, label=name)
        case Ref(cell, place):
            if place == ir.HOLE and is_temporary(cell.label):
                cell.label = name
            if place is outermost(place):
                work.called[place] = name
            return replace(value, label=name)
    return value


def unpack(work, frame, targets, value):
    """Assign the items of `value` one by one."""
    value = present(work, value)
    starred = [k for k, t in enumerate(targets) if isinstance(t, ast.Starred)]
    items = parts_of(work, value, None if starred else len(targets))
    if not starred:
        if len(items) != len(targets):
            raise work.refuse(
                f"{len(items)} values are unpacked into {len(targets)} names", "make the numbers equal"
            )
        pairs = list(zip(targets, items, strict=True))
    else:
        first, after = starred[0], len(targets) - starred[0] - 1
        middle = items[first : len(items) - after]
        rest = Struct(list, tuple(enumerate(middle)))
        pairs = [
            *zip(targets[:first], items[:first], strict=True),
            (targets[first].value, new_cell(work, "rest", rest)),
            *zip(targets[first + 1 :], items[len(items) - after :], strict=True),
        ]
    if not all(isinstance(t, ast.Name) for t in targets):
        pairs = [(target, taken_out(work, part)) for target, part in pairs]
    for target, part in pairs:
        assign(work, frame, target, part)


def taken_out(work, value):
    """An item of a list that is assigned to meanwhile, with a cell of its own; other values are left as they are."""
    inside = isinstance(value, Ref) and value.place != ir.HOLE
    listed = inside and nesting(work.builder.kind(content(work, value))) > 0
    return apart(work, value) if listed else value


def parts_of(work, value, count=None):
    """The items of a value that is unpacked; `count`: how many are wanted, where the value does not tell."""
    if isinstance(value, Items):
        return list(value.items)
    if isinstance(value, (Counted, Range)):
        parts = known_parts(work, value)
        if parts is None:
            raise work.refuse("how many items there are is not known here", "index them instead")
        return parts
    if isinstance(value, Ref):
        held = content(work, value)
        if isinstance(held, Struct) and held.cls is list:
            return [v for _, v in held.fields]
        if isinstance(held, Struct) and held.cls is dict:
            return [ir.Const(k) for k, _ in held.fields]
        if isinstance(held, Struct):
            parts = known_parts(work, value)
            if parts is None:
                raise work.refuse("this object is not unpacked", "use its attributes")
            return parts
    elif isinstance(value, ir.Const) and isinstance(value.value, (tuple, list, str)):
        return [ir.Const(v) for v in value.value]
    kind = kind_at(work, value)
    if isinstance(kind, Sequence):
        count = len(kind.items)
    elif isinstance(kind, Array) and kind.dims and not kind.dims[0].symbol:
        count = kind.dims[0].offset
    elif isinstance(kind, Number):
        raise work.refuse("a number can't be unpacked", "unpack a tuple, a list or an array")
    if count is None:
        raise work.refuse("how many items there are is not known here", "index them instead")
    return [item(work, value, ir.Const(k)) for k in range(count)]


def store_item(work, frame, owner, index, value):
    """``owner[index] = value``."""
    if not isinstance(owner, Ref):
        raise work.refuse("items of this value can't be assigned", "use an array or a list")
    held = content(work, owner)
    if isinstance(held, Struct):
        return store_field(work, owner, held, index, value)
    if isinstance(held, ir.Name) and isinstance(work.builder.kinds.get(held.id), ListOf | DictOf):
        if isinstance(index, ir.Call) and index.function is slice:
            raise work.refuse("a slice of a list is assigned", "assign the items one by one")
        atom = freeze(work, value)
        hold(work, owner.cell, value)
        value = atom
    place = ir.Call(operator.getitem, (ir.HOLE, index))
    if index in (ir.Const(...), ir.Call(ir.make_tuple)) and renewed(work, owner, kind_at(work, owner), value):
        return
    write(work, owner, place, freeze(work, value))


def renewed(work, ref, kind, value):
    """Make a new array of no axes where nobody else can see the old one; False where that can't be."""
    local = ref.place == ir.HOLE and not ref.cell.external and not work.state.shares.get(ref.cell)
    number = kind_at(work, value)
    if not local or kind != Array("float64", ()) or number not in (Number("float"), Number("float64")):
        return False
    made = work.builder.call(np.array, freeze(work, value))
    set_content(work, ref.cell, work.builder.rename_last(made, ref.cell.label))
    return True


def store_field(work, owner, held, index, value):
    """Set a field of a list or dict whose fields are known."""
    key, known = static_key(work, held, index)
    if not known and held.cls is list and held.source is None and constant_slice(index):
        return store_slice(work, owner, held, index, value)
    if not known:
        melt(work, owner)
        return store_item(work, None, owner, index, value)
    if held.source is not None:
        place = ir.Call(operator.getitem, (ir.HOLE, ir.Const(key)))
        write_through(work, owner.cell, held, place, value)
        held = work.state.heap[owner.cell]
    set_content(work, owner.cell, held.replace(key, value))


def constant_slice(index):
    return (
        isinstance(index, ir.Call)
        and index.function is slice
        and all(isinstance(a, ir.Const) for a in index.args)
    )


def store_slice(work, owner, held, index, value):
    """``items[1:3] = more`` of a list whose items are known."""
    items = [v for _, v in held.fields]
    items[slice(*(a.value for a in index.args))] = parts_of(work, value)
    set_content(work, owner.cell, Struct(list, tuple(enumerate(items))))


def write_through(work, cell, held, place, value):
    """Write into a caller's list, dict or object too, so that the caller sees it."""
    if isinstance(held.source, ir.Const):
        raise work.refuse("an object that lives outside the function is written", "pass it as an argument")
    kind = work.builder.kinds.get(held.source.id, Unknown(False))
    source = work.builder.bind(cell.label, ir.Call(ir.store, (held.source, place, freeze(work, value))), kind)
    work.state.heap[cell] = Struct(held.cls, held.fields, source)


def store_attribute(work, owner, name, value):
    """``owner.name = value``."""
    held = content(work, owner) if isinstance(owner, Ref) else None
    kind = kind_at(work, owner)
    if isinstance(kind, Array) and (name in ("real", "flat") or (name == "imag" and is_complex(kind))):
        part = attribute(work, owner, name)
        write(work, part, whole(work, part), freeze(work, value))
        return
    if not isinstance(held, Struct) or held.cls in (list, dict):
        raise work.refuse(
            f"assigning the attribute `{name}` of this value is not supported", "use a variable"
        )
    if set_by_class(work, owner, held.cls, name, value):
        return
    others = near(work.state, owner.cell) - {owner.cell}
    if held.source is None and any(other.external for other in others):
        raise work.refuse(
            "whether this object is the caller's is not known", "write its attributes before or after"
        )
    if held.source is not None:
        place = ir.Call(getattr, (ir.HOLE, ir.Const(name)))
        write_through(work, owner.cell, held, place, value)
        held = work.state.heap[owner.cell]
    set_content(work, owner.cell, held.replace(name, value))


def delete(work, frame, target):
    match target:
        case ast.Name(id=name):
            work.state.variables[frame.key(name)] = UNBOUND
            work.changes(frame.key(name))
        case ast.Subscript(value=owner, slice=index):
            remove_item(work, evaluate(work, frame, owner), index_of(work, frame, index))
        case _:
            raise work.refuse("`del` of an attribute is not supported", "assign None to it")
