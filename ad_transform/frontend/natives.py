"""Builtins and library functions that the frontend understands itself: those about structure, not about numbers."""

from __future__ import annotations

import builtins
import functools
import operator

import numpy as np

from .. import ir
from ..kinds import Array, ListOf, Number, Sequence
from . import calls, expressions
from .attributes import attribute
from .branches import truth
from .iteration import ZERO, Counted, Range, counted
from .memory import content, freeze, is_number, kind_at, new_cell, update, whole, wrap, write
from .subscripts import as_index, item, length
from .values import Bound, Closure, Items, Ref, Struct


def known_parts(work, value):
    """The items of a tuple or list whose items are known, or None."""
    match value:
        case Items(items):
            return list(items)
        case Ref() if isinstance(content(work, value), Struct):
            held = content(work, value)
            return [v for _, v in held.fields] if held.cls is list else [ir.Const(k) for k, _ in held.fields]
        case ir.Const(str() | tuple() | list() as known):
            return [ir.Const(v) for v in known]
    return None


def native_len(work, args, kwargs):
    value = args[0]
    return counted(work, value).count if isinstance(value, (Counted, Range)) else length(work, value)


def native_range(work, args, kwargs):
    atoms = [freeze(work, a) for a in args]
    start, stop, step = {1: [ZERO, *atoms, ir.Const(1)], 2: [*atoms, ir.Const(1)]}.get(len(atoms), atoms)
    return Range(start, stop, step)


def native_enumerate(work, args, kwargs):
    first = kwargs.get("start", args[1] if len(args) > 1 else ZERO)
    parts = known_parts(work, args[0])
    if parts is not None and isinstance(first, ir.Const):
        return Items(tuple(Items((ir.Const(first.value + k), p)) for k, p in enumerate(parts)))
    inner = counted(work, args[0])

    def at(k):
        number = k if first == ZERO else work.builder.call(operator.add, k, freeze(work, first))
        return Items((number, inner.at(k)))

    return Counted(inner.count, at)


def native_zip(work, args, kwargs):
    parts = [known_parts(work, a) for a in args]
    if None not in parts:
        return Items(tuple(Items(tuple(group)) for group in zip(*parts, strict=False)))
    inner = [counted(work, a) for a in args]
    counts = list(dict.fromkeys(c.count for c in inner))
    count = counts[0] if len(counts) == 1 else work.builder.call(min, *counts)
    return Counted(count, lambda k: Items(tuple(c.at(k) for c in inner)))


def native_reversed(work, args, kwargs):
    parts = known_parts(work, args[0])
    if parts is not None:
        return Items(tuple(reversed(parts)))
    if isinstance(args[0], Range) and args[0].start == ZERO and args[0].step == ir.Const(1):
        last = work.builder.call(operator.sub, args[0].stop, ir.Const(1))
        return Range(last, ir.Const(-1), ir.Const(-1))
    inner = counted(work, args[0])

    def at(k):
        last = work.builder.call(operator.sub, inner.count, ir.Const(1))
        return inner.at(work.builder.call(operator.sub, last, k))

    return Counted(inner.count, at)


def native_list(work, args, kwargs):
    if not args:
        return new_cell(work, f"items_{work.builder.line}", Struct(list, ()))
    parts = known_parts(work, args[0])
    if parts is not None:
        return new_cell(work, f"items_{work.builder.line}", Struct(list, tuple(enumerate(parts))))
    if isinstance(args[0], (Counted, Range)):
        return from_counted(work, counted(work, args[0]))
    if isinstance(kind_at(work, args[0]), (ListOf, Sequence)):
        return wrap(work, work.builder.call(list, freeze(work, args[0])))
    return from_counted(work, counted(work, args[0]))


def from_counted(work, inner):
    from .comprehensions import collect

    return collect(work, inner, lambda value: value)


def native_tuple(work, args, kwargs):
    parts = known_parts(work, args[0]) if args else []
    if parts is not None:
        return Items(tuple(parts))
    kind = kind_at(work, args[0]) if not isinstance(args[0], (Counted, Range)) else None
    if isinstance(kind, Sequence):
        return Items(tuple(item(work, args[0], ir.Const(k)) for k in range(len(kind.items))))
    return native_list(work, args, kwargs)


def native_dict(work, args, kwargs):
    fields = {}
    if args:
        held = content(work, args[0]) if isinstance(args[0], Ref) else None
        if isinstance(held, Struct) and held.cls is dict:
            fields = dict(held.fields)
        else:
            for pair in known_parts(work, args[0]) or [None]:
                parts = known_parts(work, pair) if pair is not None else None
                if not parts or not isinstance(parts[0], ir.Const):
                    raise work.refuse("`dict` of this value is not supported", "write the dict out")
                fields[parts[0].value] = parts[1]
    return new_cell(work, f"table_{work.builder.line}", Struct(dict, tuple({**fields, **kwargs}.items())))


def native_isinstance(work, args, kwargs):
    """Decided from the kind."""
    value, classes = args
    wanted = classes.value if isinstance(classes, ir.Const) else tuple(c.value for c in classes.items)
    sample = sample_class(work, value)
    if sample is None:
        return NotImplemented
    return ir.Const(issubclass(sample, wanted))


def sample_class(work, value):
    """The class of a value, where its kind tells."""
    match value:
        case Items(cls=cls):
            return cls
        case Ref() if isinstance(content(work, value), Struct):
            return content(work, value).cls
        case Closure() | Bound():
            return type(lambda: None)
        case ir.Const(known):
            return type(known)
    match kind_at(work, value):
        case Array():
            return np.ndarray
        case Number(dtype="bool" | "int" | "float" | "complex" as name):
            return getattr(builtins, name)
        case Number(dtype=name):
            return np.dtype(name).type
        case ListOf():
            return list
    return None


def native_print(work, args, kwargs):
    """Run once, in the forward sweep."""
    atoms = tuple(freeze(work, a) for a in args)
    named = tuple((k, freeze(work, v)) for k, v in kwargs.items())
    work.builder.block.append(ir.Do(ir.Call(print, atoms, named), work.builder.line))
    return ir.Const(None)


def native_extreme(function):
    def extreme(work, args, kwargs):
        """`min` and `max` of numbers, or of the items of a list."""
        if kwargs:
            raise work.refuse(f"`{function.__name__}` with keywords is not supported", "use a loop")
        parts = known_parts(work, args[0]) if len(args) == 1 else args
        if parts is not None and len(args) == 1 and len(parts) == 1:
            return parts[0]
        if parts is not None:
            return work.builder.call(function, *[freeze(work, p) for p in parts])
        if isinstance(args[0], (Counted, Range)):
            args = [native_list(work, args, {})]
        if isinstance(kind_at(work, args[0]), ListOf):
            array = work.builder.call(np.asarray, freeze(work, args[0]))
            return work.builder.call(np.max if function is max else np.min, array)
        return work.builder.call(np.max if function is max else np.min, freeze(work, args[0]))

    return extreme


def native_sum(work, args, kwargs):
    """``sum(items, start)``: a chain of additions, or a loop."""
    from .comprehensions import accumulate

    start = kwargs.get("start", args[1] if len(args) > 1 else None)
    parts = known_parts(work, args[0])
    if parts is None:
        kind = None if isinstance(args[0], (Counted, Range)) else kind_at(work, args[0])
        if isinstance(kind, Array) and kind.rank == 1 and start is None:
            return work.builder.call(np.sum, freeze(work, args[0]))
        return accumulate(work, counted(work, args[0]), ZERO if start is None else start)
    total = start if start is not None else (parts.pop(0) if parts else ZERO)
    for part in parts:
        total = expressions.binary(work, operator.add, total, part)
    return total


def native_truths(join, empty):
    def truths(work, args, kwargs):
        """`any` and `all` of known items; an array's `any` and `all` otherwise."""
        parts = known_parts(work, args[0])
        if parts is None:
            values = native_list(work, args, {}) if isinstance(args[0], Counted) else args[0]
            return work.builder.call(np.all if empty else np.any, freeze(work, values))
        found = ir.Const(empty)
        for part in parts:
            atom = truth(work, part)
            found = atom if isinstance(found, ir.Const) and found.value is empty else work.builder.call(join, found, atom)
        return found

    return truths


def native_sorted(work, args, kwargs):
    if kwargs:
        raise work.refuse("`sorted` with keywords is not supported", "use np.sort")
    parts = known_parts(work, args[0])
    atom = freeze(work, args[0]) if parts is None else work.builder.call(ir.make_list, *[freeze(work, p) for p in parts])
    kind = work.builder.kind(atom)
    array = atom if isinstance(kind, Array) else work.builder.call(np.array, atom)
    return wrap(work, work.builder.call(np.sort, array))


def native_getattr(work, args, kwargs):
    if not isinstance(args[1], ir.Const):
        raise work.refuse("`getattr` with a name that is computed", "write the attribute out")
    return attribute(work, args[0], args[1].value)


def native_map(work, args, kwargs):
    function, *sources = args
    group = native_zip(work, sources, {})
    if isinstance(group, Items):
        return Items(tuple(calls.apply(work, function, list(g.items), {}) for g in group.items))
    return Counted(group.count, lambda k: calls.apply(work, function, list(group.at(k).items), {}))


def native_add_at(work, args, kwargs):
    """``np.add.at(a, index, values)``."""
    target, index, value = args
    full = ir.Call(operator.getitem, (target.place, as_index(work, index)))
    update(work, target.cell, ir.add_at, full, freeze(work, value))
    return ir.Const(None)


def native_subtract_at(work, args, kwargs):
    """``np.subtract.at(a, index, values)``."""
    target, index, value = args
    return native_add_at(work, [target, index, wrap(work, work.builder.call(operator.neg, freeze(work, value)))], {})


def native_fill_diagonal(work, args, kwargs):
    """``np.fill_diagonal(a, value)`` of a matrix."""
    target, value = args
    kind = kind_at(work, target)
    if kwargs or not isinstance(kind, Array) or kind.rank != 2:
        raise work.refuse("`np.fill_diagonal` of this is not supported", "assign to `a[i, i]` in a loop")
    sizes = [work.builder.call(operator.getitem, work.builder.call(np.shape, freeze(work, target)), ir.Const(k))
             for k in (0, 1)]  # fmt: skip
    places = work.builder.call(np.arange, work.builder.call(min, *sizes))
    place = ir.Call(operator.getitem, (ir.HOLE, ir.Call(ir.make_tuple, (places, places))))
    write(work, target, place, freeze(work, value))
    return ir.Const(None)


def native_put(work, args, kwargs):
    """``np.put(a, index, values)`` of a vector."""
    kind = kind_at(work, args[0])
    if kwargs or len(args) != 3 or not isinstance(kind, Array) or kind.rank != 1:
        raise work.refuse("`np.put` of this is not supported", "assign to items: `a[index] = values`")
    write(work, args[0], ir.Call(operator.getitem, (ir.HOLE, as_index(work, args[1]))), freeze(work, args[2]))
    return ir.Const(None)


def native_place(work, args, kwargs):
    """``np.putmask(a, mask, value)`` and ``np.place`` with one value."""
    if not is_number(work, args[2]):
        raise work.refuse("`np.place` of several values is not supported", "assign to items: `a[mask] = values`")
    write(work, args[0], ir.Call(operator.getitem, (ir.HOLE, as_index(work, args[1]))), freeze(work, args[2]))
    return ir.Const(None)


def native_copyto(work, args, kwargs):
    if kwargs:
        raise work.refuse("`np.copyto` with keywords is not supported", "use a mask: `a[mask] = b[mask]`")
    write(work, args[0], whole(work, args[0]), freeze(work, args[1]))
    return ir.Const(None)


def native_partial(work, args, kwargs):
    return Bound(args[0], tuple(args[1:]), tuple(kwargs.items()))


def native_type(work, args, kwargs):
    cls = sample_class(work, args[0])
    return NotImplemented if cls is None or len(args) > 1 else ir.Const(cls)


def native_array(work, args, kwargs):
    """`np.array` of a nested display of numbers."""
    if isinstance(args[0], (Counted, Range)):
        args = [native_list(work, args[:1], {}), *args[1:]]
    return NotImplemented if args is None else calls.library(work, np.array, args, kwargs)


def native_float(work, args, kwargs):
    """``float(x)`` of a float is the float."""
    if args and is_number(work, args[0]) and work.builder.kind(args[0]) == Number("float"):
        return args[0]
    return NotImplemented


def native_ndindex(work, args, kwargs):
    """``np.ndindex(shape)``: indices of an array, in order."""
    sizes = args if not isinstance(args[0], Items) else list(args[0].items)
    if len(sizes) == 1 and not is_number(work, sizes[0]):
        kind = kind_at(work, sizes[0])
        sizes = [item(work, sizes[0], ir.Const(k)) for k in range(len(kind.items))]
    atoms = [freeze(work, s) for s in sizes]
    total = functools.reduce(lambda a, b: work.builder.call(operator.mul, a, b), atoms)

    def at(k):
        parts, rest = [], k
        for size in reversed(atoms[1:]):
            parts.append(work.builder.call(operator.mod, rest, size))
            rest = work.builder.call(operator.floordiv, rest, size)
        return Items((rest, *reversed(parts)))

    return Counted(total, at)


NATIVES = {
    len: native_len,
    range: native_range,
    enumerate: native_enumerate,
    zip: native_zip,
    reversed: native_reversed,
    list: native_list,
    tuple: native_tuple,
    dict: native_dict,
    isinstance: native_isinstance,
    print: native_print,
    min: native_extreme(min),
    max: native_extreme(max),
    sum: native_sum,
    any: native_truths(ir.either, False),
    all: native_truths(ir.both, True),
    sorted: native_sorted,
    getattr: native_getattr,
    map: native_map,
    type: native_type,
    float: native_float,
    functools.partial: native_partial,
    np.add.at: native_add_at,
    np.subtract.at: native_subtract_at,
    np.fill_diagonal: native_fill_diagonal,
    np.put: native_put,
    np.place: native_place,
    np.putmask: native_place,
    np.copyto: native_copyto,
    np.array: native_array,
    np.ndindex: native_ndindex,
}
