"""What a function that looks at the memory of its argument gives: the array itself, views of it, or a copy.

A view is a `Ref` to a place in the cell of its base, so what is written through either is read through the other.
"""

from __future__ import annotations

import inspect
import operator
from dataclasses import replace

import numpy as np

from .. import ir
from ..aliasing import (
    CONVERSIONS,
    MAYBE_VIEWS,
    ORDERING,
    PARTS,
    PIECES,
    READ_ONLY_VIEWS,
    RESHAPING,
    VIEWS,
    WITH_AXES,
)
from ..kinds import Array, Sequence, is_complex
from ..results.orders import UNKNOWN, in_rows, looks, order_asked_for, order_of_new, order_of_view
from .lending import TRUE, sharing
from .memory import content, freeze, kind_at, new_cell, read, read_place, seen, wrap
from .values import Items, Ref, Struct

NONE = ir.Const(None)


def looked(work, function, args, kwargs):
    """The value of a call that looks at its first argument; None where that is not known to be a view or a copy."""
    args, kwargs = with_first(function, args, kwargs)
    base = args[0] if args else None
    kind = kind_at(work, base) if isinstance(base, Ref) else None
    if not isinstance(kind, Array):
        return None
    rest = args[1:]
    if function in VIEWS or function in READ_ONLY_VIEWS or (function is np.diag and kind.rank == 2):
        return view(work, base, function, rest, kwargs)
    if function in PARTS and not rest:
        return part(work, base, kind, function)
    if function in WITH_AXES and not rest:
        return with_axes(work, base, kind.rank, WITH_AXES[function])
    if function in PIECES:
        return pieces(work, base, function, rest, kwargs)
    if function in CONVERSIONS:
        return converted(work, base, kind, function, rest, kwargs)
    if function in RESHAPING:
        return reshaped(work, base, kind, function, rest, kwargs)
    if function in ORDERING and not (rest or kwargs):
        return ordered(work, base, kind, function)
    return None


def with_first(function, args, kwargs):
    """The arguments with the first by position: ``np.transpose(a=x)``."""
    if args or not kwargs or isinstance(function, np.ufunc) or function not in MAYBE_VIEWS:
        return args, kwargs
    first = next(iter(inspect.signature(function).parameters))
    return [kwargs[first]] if first in kwargs else [], {k: v for k, v in kwargs.items() if k != first}


def place_of(work, base, function, rest, kwargs):
    """The place that `function` leads to from the place of `base`."""
    atoms = [written_out(work, a) for a in rest]
    return ir.Call(function, (base.place, *atoms), tuple((k, freeze(work, v)) for k, v in kwargs.items()))


def written_out(work, value):
    """The atom of an argument; a shape that is known stands where it is used."""
    if isinstance(value, Items) and value.cls is tuple and all(isinstance(v, ir.Const) for v in value.items):
        return ir.Const(tuple(v.value for v in value.items))
    return freeze(work, value)


def at(work, base, place):
    """A view of `base`: what stands at `place` of its cell."""
    return seen(work, replace(base, place=place, label=work.builder.word(place.function)))


def view(work, base, function, rest, kwargs):
    """A view of `base`, wherever it stands in memory."""
    return at(work, base, place_of(work, base, function, rest, kwargs))


def part(work, base, kind, function):
    """The real or imaginary part: of a complex array a view."""
    if is_complex(kind):
        return view(work, base, function, [], {})
    return base if function is np.real else wrap(work, work.builder.call(function, read(work, base)))


def with_axes(work, base, rank, wanted):
    """``np.atleast_2d(x)`` and its like: the array, or a view with new axes."""
    if rank >= wanted:
        return base
    whole = ir.Call(slice, (NONE, NONE, NONE))
    index = {
        (0, 1): (NONE,), (0, 2): (NONE, NONE), (0, 3): (NONE, NONE, NONE),
        (1, 2): (NONE, whole), (1, 3): (NONE, whole, NONE), (2, 3): (whole, whole, NONE),
    }[rank, wanted]  # fmt: skip
    return at(work, base, ir.Call(operator.getitem, (base.place, ir.Call(ir.make_tuple, index))))


def pieces(work, base, function, rest, kwargs):
    """The views that a split gives, if it is known how many; None else."""
    if (slices := slices_of(function, rest, kwargs)) is not None:
        steps = [ir.Call(operator.getitem, (base.place, index)) for index in slices]
        return listed(work, [at(work, base, step) for step in steps])
    place = place_of(work, base, function, rest, kwargs)
    with work.builder.nested():
        kind = work.builder.kind(read_place(work, place, content(work, base)))
    if not isinstance(kind, Sequence) or not all(isinstance(k, Array) for k in kind.items):
        return None
    steps = [ir.Call(operator.getitem, (place, ir.Const(k))) for k in range(len(kind.items))]
    parts = [replace(at(work, base, step), label=f"part_{work.builder.line}") for step in steps]
    return Items(tuple(parts)) if kind.cls is tuple else listed(work, parts)


def slices_of(function, rest, kwargs):
    """The slices of the first axis that a split gives at places that are known; None for other splits."""
    first = function in (np.split, np.array_split, np.vsplit) and len(rest) == 1 and not kwargs
    places = rest[0].items if first and isinstance(rest[0], Items) else ()
    if not places or not all(isinstance(p, ir.Const) for p in places):
        return None
    return [ir.Call(slice, (a, b, NONE)) for a, b in zip((NONE, *places), (*places, NONE), strict=True)]


def listed(work, parts):
    return new_cell(work, f"parts_{work.builder.line}", Struct(list, tuple(enumerate(parts))))


# Conversions


def converted(work, base, kind, function, rest, kwargs):
    """``np.asarray(x, dtype)``, ``np.array(x, copy=None)``: the array itself; None for what may be a copy."""
    given = {**dict(zip(("dtype",), rest, strict=False)), **kwargs}
    copied = given.pop("copy", ir.Const(function in (np.array, np.astype)))
    dtype = given.pop("dtype", NONE)
    known = isinstance(copied, ir.Const) and not copied.value and not given and len(rest) < 2
    return base if known and same_dtype(kind.dtype, dtype) else None


def same_dtype(name, dtype):
    """True if the dtype asked for is known to be that of the array."""
    return isinstance(dtype, ir.Const) and (dtype.value is None or np.dtype(dtype.value) == np.dtype(name))


def copies(work, function, args, kwargs):
    """True for a conversion that is known to give a new array, as it changes the dtype."""
    kind = kind_at(work, args[0]) if args and function in CONVERSIONS and "copy" not in kwargs else None
    dtype = kwargs.get("dtype", args[1] if len(args) > 1 else NONE)
    known = isinstance(dtype, ir.Const) and dtype.value is not None
    return isinstance(kind, Array) and known and not same_dtype(kind.dtype, dtype)


def cast(work, owner, kind, args, kwargs):
    """``a.astype(dtype, order, casting, subok, copy)``: a copy, or with ``copy=False`` perhaps `a` itself."""
    given = {**dict(zip(("dtype", "order", "casting", "subok", "copy"), args, strict=False)), **kwargs}
    copied, dtype = given.get("copy", ir.Const(True)) in TRUE, given["dtype"]
    known = isinstance(owner, Ref) and isinstance(kind, Array) and same_dtype(kind.dtype, dtype)
    plain = set(given) == {"dtype", "copy"} and given["copy"] in (ir.Const(False), ir.Const(0))
    if known and plain:
        return owner
    new = copied or copies(work, np.asarray, [owner, dtype], {})
    function = np.array if new and isinstance(kind, Array) else np.asarray
    result = wrap(work, work.builder.call(function, freeze(work, owner), dtype=freeze(work, dtype)))
    return result if new or not isinstance(owner, Ref) else sharing(work, [owner], result)


# What the order in memory decides


def reshaped(work, base, kind, function, rest, kwargs):
    """A reshape: a view where the order in memory is known to allow it, a copy where it is known not to."""
    place = place_of(work, base, function, rest, kwargs)
    if function is np.ravel and rest:
        place = ir.Call(function, (base.place,), (("order", place.args[1]), *place.kwargs))
    options = dict(place.kwargs)
    with work.builder.nested():
        made = work.builder.kind(read_place(work, place, content(work, base)))
    if not isinstance(made, Array) or len(place.args) > 2 or not set(options) <= {"order"}:
        return None
    order = order_of(work, base)
    looking = looks(order, kind, made, function, options)
    if looking is None:
        return None
    if looking:
        work.rested.append(((base.cell,), order.given))
        return at(work, base, place)
    copied = work.builder.apply(place.function, (read(work, base), *place.args[1:]), options)
    if base.cell.external:  # said so that it is known in the text, too
        copied = work.builder.call(np.copy, copied)
    made = wrap(work, copied)
    made.cell.order = order_of_view(place, order, kind, kind_at(work, made), work.builder.kind)
    work.rested.append(((base.cell, made.cell), order.given))
    return made


def flattened(work, base, kind):
    """``a.flat``: a view in any case; where a flat array would be none, `a` is written as a whole: ``a[...]``."""
    order = order_of(work, base)
    if order.rows or not (base.cell.external or work.state.shares.get(base.cell)):
        work.rested.append(((base.cell,), order.given))
        return view(work, base, np.ravel, [], {})
    return at(work, base, ir.Call(np.ravel, (ir.Call(operator.getitem, (base.place, ir.Const(...))),)))


def ordered(work, base, kind, function):
    """``np.ascontiguousarray(x)``: the array itself if it is contiguous; None where that is not known."""
    order = order_of(work, base)
    if not kind.rank or not (order.rows if function is np.ascontiguousarray else order.columns):
        return None
    work.rested.append(((base.cell,), order.given))
    return base


def order_of(work, ref):
    """The order in memory of the array that `ref` means."""
    held = work.state.heap.get(ref.cell)
    if isinstance(held, Struct):
        return UNKNOWN
    with work.builder.nested():
        return order_at(work, ref.place, held, ref.cell.order)


def order_at(work, place, held, order):
    if place == ir.HOLE:
        return order
    inner = place.args[0]
    before, after = (work.builder.kind(read_place(work, p, held)) for p in (inner, place))
    return order_of_view(place, order_at(work, inner, held, order), before, after, work.builder.kind)


def note_order(work, result, function, args, kwargs):
    """`result`, a new array that a function of NumPy, or an operator, made of `args`, with its order noted."""
    module = (getattr(function, "__module__", None) or "numpy").split(".")
    words = any(isinstance(a, ir.Const) and isinstance(a.value, str) for a in args)
    plain = not words and "stride_tricks" not in module and not {"subok", "like"} & set(kwargs)
    if isinstance(result, Ref) and plain and module[0] in ("numpy", "_operator"):
        parts = [p for a in args for p in spread(work, a)]
        operands = [(kind_at(work, p), order_of(work, p) if isinstance(p, Ref) else UNKNOWN) for p in parts]
        kind = kind_at(work, result)
        asked = "order" in kwargs
        result.cell.order = (
            order_asked_for(function, kind, kwargs["order"])
            if asked
            else order_of_new(function, kind, operands)
        )
    return result


def spread(work, value):
    """The items of a list or tuple that is known, or the value itself."""
    held = work.state.heap.get(value.cell) if isinstance(value, Ref) else value
    match held:
        case Items(items):
            return items
        case Struct(cls, fields) if cls is list:
            return [v for _, v in fields]
    return [value]


def by_rows(work, result):
    """`result`, a new array that is known to stand by rows."""
    if isinstance(result, Ref) and isinstance(kind := kind_at(work, result), Array):
        result.cell.order = in_rows(kind)
    return result
