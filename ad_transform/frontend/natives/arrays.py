"""Functions of NumPy that write into arrays or list places: add.at, put, copyto, ndindex."""

from __future__ import annotations

import functools
import operator
import string

import numpy as np

from ... import ir
from ...kinds import Array
from .. import calls
from ..memory import freeze, is_number, kind_at, new_cell, update, whole, wrap, write
from ..subscripts import as_index, item
from ..values import Counted, Items, Range, Ref, Struct
from .items import native_list


def native_array(work, args, kwargs):
    """`np.array` of a nested display of numbers."""
    if not args and "object" in kwargs:
        args, kwargs = [kwargs["object"]], {k: v for k, v in kwargs.items() if k != "object"}
    if args and isinstance(args[0], (Counted, Range)):
        args = [native_list(work, args[:1], {}), *args[1:]]
    return calls.library(work, np.array, args, kwargs)


def native_add_at(work, args, kwargs):
    """``np.add.at(a, index, values)``."""
    target, index, value = args
    full = ir.Call(operator.getitem, (target.place, as_index(work, index)))
    update(work, target.cell, ir.add_at, full, freeze(work, value))
    return ir.Const(None)


def native_subtract_at(work, args, kwargs):
    """``np.subtract.at(a, index, values)``."""
    target, index, value = args
    given = wrap(work, work.builder.call(np.asarray, freeze(work, value)))
    negative = wrap(work, work.builder.call(operator.neg, freeze(work, given)))
    return native_add_at(work, [target, index, negative], {})


def native_fill_diagonal(work, args, kwargs):
    """``np.fill_diagonal(a, value)`` of a matrix."""
    target, value = args
    kind = kind_at(work, target)
    if kwargs or not isinstance(kind, Array) or kind.rank != 2:
        raise work.refuse("`np.fill_diagonal` of this is not supported", "assign to `a[i, i]` in a loop")
    call, matrix = work.builder.call, freeze(work, target)
    sizes = [call(operator.getitem, call(np.shape, matrix), ir.Const(k)) for k in (0, 1)]
    places = call(np.arange, call(min, *sizes))
    place = ir.Call(operator.getitem, (ir.HOLE, ir.Call(ir.make_tuple, (places, places))))
    write(work, target, place, freeze(work, value))
    return ir.Const(None)


def native_put(work, args, kwargs):
    """``np.put(a, index, values)``: places count as in a flat array."""
    kind = kind_at(work, args[0])
    if kwargs or len(args) != 3 or not isinstance(kind, Array) or not kind.rank:
        raise work.refuse("`np.put` of this is not supported", "assign to items: `a[index] = values`")
    index = as_index(work, args[1])
    if kind.rank > 1:
        shape = work.builder.call(np.shape, freeze(work, args[0]))
        index = work.builder.call(np.unravel_index, index, shape)
    write(work, args[0], ir.Call(operator.getitem, (ir.HOLE, index)), freeze(work, args[2]))
    return ir.Const(None)


def native_putmask(work, args, kwargs):
    """``np.putmask(a, mask, values)`` with one value, or one for each item of the array."""
    target, mask, value = args
    if not same_shape(kind_at(work, target), kind_at(work, value)):
        return native_place(work, args, kwargs)
    chosen = calls.library(work, np.where, [mask, value, target], {})
    write(work, target, whole(work, target), freeze(work, chosen))
    return ir.Const(None)


def native_place(work, args, kwargs):
    """``np.place(a, mask, value)`` with one value."""
    target, mask, value = args
    if not is_number(work, value):
        what = "values taken in turn for the places of a mask"
        raise work.refuse(what, "assign to items: `a[mask] = values`")
    write(work, target, ir.Call(operator.getitem, (ir.HOLE, as_index(work, mask))), freeze(work, value))
    return ir.Const(None)


def same_shape(one, other):
    """True for two arrays known to have the same shape."""
    return isinstance(one, Array) and isinstance(other, Array) and one.dims == other.dims


def native_copyto(work, args, kwargs):
    """``np.copyto(a, values, where=mask)``."""
    target, value, *rest = args
    if rest or set(kwargs) - {"where"}:
        what = "`np.copyto` with keywords other than `where` is not supported"
        raise work.refuse(what, "assign to the array: `a[...] = b`")
    if kwargs:
        value = calls.library(work, np.where, [kwargs["where"], value, target], {})
    write(work, target, whole(work, target), freeze(work, value))
    return ir.Const(None)


def native_put_along_axis(work, args, kwargs):
    """``np.put_along_axis(a, indices, values, axis)``: beside the indices stand those of the other axes."""
    given = dict(zip(("arr", "indices", "values", "axis"), args, strict=False)) | kwargs
    target, axis, kind = given["arr"], given["axis"], kind_at(work, given["arr"])
    if not (isinstance(kind, Array) and isinstance(axis, ir.Const) and isinstance(axis.value, int)):
        raise work.refuse("`np.put_along_axis` of this is not supported", "assign to items")
    call, places = work.builder.call, []
    shape = call(np.shape, freeze(work, target))
    for k in range(kind.rank):
        if k == axis.value % kind.rank:
            places.append(freeze(work, given["indices"]))
        else:
            own = tuple(ir.Const(-1 if j == k else 1) for j in range(kind.rank))
            row = call(np.arange, call(operator.getitem, shape, ir.Const(k)))
            places.append(call(np.reshape, row, call(ir.make_tuple, *own)) if kind.rank > 1 else row)
    place = ir.Call(operator.getitem, (ir.HOLE, ir.Call(ir.make_tuple, tuple(places))))
    write(work, target, place, freeze(work, given["values"]))
    return ir.Const(None)


def native_union1d(work, args, kwargs):
    """``np.union1d(a, b)``: the distinct values of both."""
    parts = new_cell(work, "parts", Struct(list, tuple(enumerate([*args, *kwargs.values()]))))
    joined = calls.library(work, np.concatenate, [parts], {"axis": ir.Const(None)})
    return calls.library(work, np.unique, [joined], {})


def native_einsum(work, args, kwargs):
    """``np.einsum(a, [0, 1], b, [1, 2], [0, 2])``: the subscripts as a text."""
    if not args or not isinstance(kind_at(work, args[0]), Array):
        return NotImplemented
    lists = [numbers_in(work, each) for each in args[1::2]]
    if len(args) % 2:
        lists.append(numbers_in(work, args[-1]))
    if None in lists:
        raise work.refuse("`np.einsum` with these subscripts", "write them as a text: `'ij,jk->ik'`")
    words = ["".join(string.ascii_letters[n] for n in each) for each in lists]
    arrow = "->" + words.pop() if len(args) % 2 else ""
    text = ir.Const(",".join(words) + arrow)
    return calls.library(work, np.einsum, [text, *args[: len(args) - len(args) % 2 : 2]], kwargs)


def numbers_in(work, value):
    """The ints in a list or tuple that is known, or None."""
    held = work.state.heap.get(value.cell) if isinstance(value, Ref) else value
    items = [v for _, v in held.fields] if isinstance(held, Struct) else getattr(held, "items", None)
    if items is None or not all(isinstance(v, ir.Const) and isinstance(v.value, int) for v in items):
        return None
    return [v.value for v in items]


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


ARRAYS = {
    np.add.at: native_add_at,
    np.subtract.at: native_subtract_at,
    np.fill_diagonal: native_fill_diagonal,
    np.put: native_put,
    np.place: native_place,
    np.putmask: native_putmask,
    np.copyto: native_copyto,
    np.put_along_axis: native_put_along_axis,
    np.union1d: native_union1d,
    np.einsum: native_einsum,
    np.array: native_array,
    np.ndindex: native_ndindex,
}
