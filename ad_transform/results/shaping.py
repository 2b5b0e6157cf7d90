"""Functions that move, join, repeat and split the items of arrays without computing with them."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..kinds import ONE, Array, Known, Number, Sequence
from .describing import kind_of
from .given import (
    Given,
    axes_of,
    axis_of,
    is_given,
    promoted,
    shaped,
    value_of,
)
from .lengths import (
    ANY,
    Undetermined,
    broadcast_all,
    exact,
    fixed,
    is_int,
    length_of,
    natural,
    product,
    quotient,
    shifted,
    smaller,
    total,
)
from .sampling import call_sample, fitted


def reshape(a, *sizes, order=None, newshape=None, shape=None, copy=None):
    """``np.reshape(a, shape)`` and the method ``a.reshape(2, 3)``."""
    array = shaped(a)
    if len(sizes) == 2 and isinstance(sizes[1].kind, Known):  # the order, given by position
        sizes = sizes[:1]
    parts = list(sizes) or [shape or newshape]
    if len(parts) == 1 and isinstance(parts[0].kind, Sequence):
        parts = [Given(kind) for kind in parts[0].kind.items]
    dims = [_reshaped_length(part.kind) for part in parts]
    if dims.count(None) > 1:
        raise Undetermined("more than one -1")
    rest = quotient(array.dims, [d for d in dims if d is not None]) if None in dims else ANY
    return Array(array.dtype, tuple(d or rest for d in dims))


def _reshaped_length(number):
    """A length of a new shape; None for -1, and nothing is known of an int that may be -1."""
    value = exact(number)
    if value == fixed(-1):
        return None
    return ANY if value is None or not natural(value) else length_of(number)


def ravel(a, order=None):
    array = shaped(a)
    return Array(array.dtype, (product(array.dims),))


def transpose(a, *axes):
    """``np.transpose(a, axes)`` and the method ``a.transpose(1, 0)``."""
    array = shaped(a)
    wanted = [value_of(x) for x in axes]
    if len(wanted) == 1 and not isinstance(wanted[0], int):
        wanted = wanted[0]
    if wanted is None or wanted == []:
        return Array(array.dtype, array.dims[::-1])
    if sorted(k % array.rank for k in wanted) != list(range(array.rank)):
        raise Undetermined("not a permutation of the axes")
    return Array(array.dtype, tuple(array.dims[k] for k in wanted))


def matrix_transpose(x):
    return swapaxes(x, Given(Number("int", fixed(-1))), Given(Number("int", fixed(-2))))


def swapaxes(a, axis1, axis2):
    array = shaped(a)
    one, other = axis_of(axis1, array.rank), axis_of(axis2, array.rank)
    dims = list(array.dims)
    dims[one], dims[other] = dims[other], dims[one]
    return Array(array.dtype, tuple(dims))


def moveaxis(a, source, destination):
    array = shaped(a)
    found = np.moveaxis(np.empty(range(array.rank)), value_of(source), value_of(destination))
    return Array(array.dtype, tuple(array.dims[k] for k in found.shape))


def rollaxis(a, axis, start=None):
    array = shaped(a)
    found = np.rollaxis(np.empty(range(array.rank)), value_of(axis), value_of(start, 0))
    return Array(array.dtype, tuple(array.dims[k] for k in found.shape))


def expand_dims(a, axis):
    array = shaped(a)
    value = value_of(axis)
    count = len(value) if isinstance(value, (tuple, list)) else 1
    places = axes_of(axis, array.rank + count)
    left = iter(array.dims)
    return Array(array.dtype, tuple(ONE if k in places else next(left) for k in range(array.rank + count)))


def squeeze(a, axis=None):
    """``np.squeeze``; without an axis, the rank depends on the lengths that may be one."""
    array = shaped(a)
    if value_of(axis) is None:
        if any(d.symbol and d.loose for d in array.dims):
            raise Undetermined("an axis that may have length one")
        dims = tuple(d for d in array.dims if d != ONE)
    else:
        axes = axes_of(axis, array.rank)
        dims = tuple(d for k, d in enumerate(array.dims) if k not in axes)
    return Array(array.dtype, dims)


def same(a, *options, **named):
    """A result of the kind of the first argument."""
    array = shaped(a)
    return Array(array.dtype, array.dims)


def partition(a, kth, axis=None, *options, **named):
    """``np.partition``, which makes an array flat if the axis is None."""
    array = shaped(a)
    return Array(array.dtype, (product(array.dims),) if axis and not is_given(axis) else array.dims)


def flip(m, axis=None):
    return same(m)


def triangle(m, k=None):
    """``np.tril``, which makes a matrix of a vector."""
    array = shaped(m)
    return Array(array.dtype, array.dims * 2 if array.rank == 1 else array.dims)


def rot90(m, k=None, axes=None):
    array = shaped(m)
    if value_of(k, 1) % 2 == 0:
        return same(m)
    pair = (0, 1) if axes is None else value_of(axes)
    one, other = (Given(Number("int", fixed(x))) for x in pair)
    return Array(array.dtype, swapaxes(m, one, other).dims)


# Differences


def diff(a, n=None, axis=None, prepend=None, append=None):
    array = shaped(a)
    place = axis_of(axis, array.rank, -1)
    length = array.dims[place]
    dtype = array.dtype
    for extra in (prepend, append):
        if extra is not None:
            part = shaped(extra)
            length = total([length, part.dims[place] if part.rank else ONE])
            dtype = promoted(dtype, part.dtype)
    dims = (*array.dims[:place], shifted(length, -value_of(n, 1)), *array.dims[place + 1 :])
    return Array(dtype, dims)


def ediff1d(ary, to_end=None, to_begin=None):
    if to_end is not None or to_begin is not None:
        raise Undetermined("ends")
    array = shaped(ary)
    return Array(array.dtype, (shifted(product(array.dims), -1),))


def gradient(f, *varargs, axis=None, edge_order=None):
    array = shaped(f)
    axes = axes_of(axis, array.rank)
    found = call_sample(np.diff, [Given(Array(array.dtype, (ONE,)))], {})
    dtype = promoted("float64", array.dtype) if found.dtype.kind not in "fc" else array.dtype
    for spacing in varargs:
        dtype = promoted(dtype, shaped(spacing).dtype) if isinstance(spacing.kind, Array) else dtype
    one = Array(dtype, array.dims)
    single = (
        array.rank == 1 if axis is None else not isinstance(value_of(axis), (tuple, list)) and is_given(axis)
    )
    return one if single or len(axes) == 1 else Sequence((one,) * len(axes), tuple)


# Taking apart


def take(a, indices, axis=None, out=None, mode=None):
    array, places = shaped(a), shaped(indices)
    if not is_int(places.dtype):
        raise Undetermined("indices that are not ints")
    if not is_given(axis):
        return _scalar_or(array.dtype, places.dims)
    axis = axis_of(axis, array.rank)
    return _scalar_or(array.dtype, (*array.dims[:axis], *places.dims, *array.dims[axis + 1 :]))


def _scalar_or(dtype, dims):
    return Array(dtype, tuple(dims)) if dims else Number(dtype)


def take_along_axis(arr, indices, axis=None):
    array, places = shaped(arr), shaped(indices)
    if axis is not None and not is_given(axis):
        return Array(array.dtype, places.dims)
    axis = axis_of(axis, array.rank, -1)
    if places.rank != array.rank:
        raise Undetermined("ranks that differ")
    masked = [ONE if k == axis else d for k, d in enumerate(array.dims)]
    return Array(array.dtype, broadcast_all(tuple(masked), places.dims))


def diag(v, k=None):
    array = shaped(v)
    if array.rank == 1:
        side = shifted(array.dims[0], abs(value_of(k, 0)))
        return Array(array.dtype, (side, side))
    return diagonal(v, k)


def diagflat(v, k=None):
    side = shifted(product(shaped(v).dims), abs(value_of(k, 0)))
    return Array(shaped(v).dtype, (side, side))


def diagonal(a, offset=None, axis1=None, axis2=None):
    array = shaped(a)
    one, other = axis_of(axis1, array.rank, 0), axis_of(axis2, array.rank, 1)
    shift = value_of(offset, 0)
    rows, columns = array.dims[one], array.dims[other]
    length = smaller(shifted(rows, min(0, shift)), shifted(columns, -max(0, shift)))
    rest = tuple(d for k, d in enumerate(array.dims) if k not in (one, other))
    return Array(array.dtype, (*rest, length))


def delete(arr, obj, axis=None):
    array = shaped(arr)
    dims = array.dims if is_given(axis) else (product(array.dims),)
    place = axis_of(axis, array.rank) if is_given(axis) else 0
    one = isinstance(obj.kind, Number) and is_int(obj.kind.dtype)
    length = shifted(dims[place], -1) if one else ANY
    return Array(array.dtype, (*dims[:place], length, *dims[place + 1 :]))


def split(ary, indices_or_sections, axis=None):
    """``np.split`` into a known number of parts."""
    array = shaped(ary)
    place = axis_of(axis, array.rank, 0)
    where = value_of(indices_or_sections)
    sections = isinstance(where, int)
    count = where if sections else len(where) + 1
    length = quotient([array.dims[place]], [fixed(count)]) if sections else ANY
    part = Array(array.dtype, (*array.dims[:place], length, *array.dims[place + 1 :]))
    return Sequence((part,) * count, list)


def array_split(ary, indices_or_sections, axis=None):
    """``np.array_split``, whose parts may differ in length by one."""
    found = split(ary, indices_or_sections, axis)
    place = axis_of(axis, shaped(ary).rank, 0)
    return Sequence(tuple(_with_any(part, place) for part in found.items), list)


def _with_any(array, place):
    return Array(array.dtype, (*array.dims[:place], ANY, *array.dims[place + 1 :]))


def unstack(x, *, axis=None):
    array = shaped(x)
    place = axis_of(axis, array.rank, 0)
    length = array.dims[place]
    if length.symbol or length.offset > 1000:
        raise Undetermined("an unknown number of parts")
    rest = (*array.dims[:place], *array.dims[place + 1 :])
    return Sequence((_scalar_or(array.dtype, rest),) * length.offset)


def insert(arr, obj, values, axis=None):
    array = shaped(arr)
    dims = array.dims if is_given(axis) else (product(array.dims),)
    place = axis_of(axis, array.rank) if is_given(axis) else 0
    one = isinstance(obj.kind, Number) and is_int(obj.kind.dtype) and not shaped(values).rank
    length = shifted(dims[place], 1) if one else ANY
    return Array(array.dtype, (*dims[:place], length, *dims[place + 1 :]))


def split_along(axis):
    def rule(ary, indices_or_sections):
        along = 0 if axis == 1 and shaped(ary).rank == 1 else axis
        return split(ary, indices_or_sections, Given(Number("int", fixed(along))))

    return rule


def broadcast_arrays(*args, subok=None):
    arrays = [shaped(a) for a in args]
    dims = broadcast_all(*(a.dims for a in arrays))
    return Sequence(tuple(Array(a.dtype, dims) for a in arrays), type(np.broadcast_arrays(1.0)))


def like_sample(function):
    """The rule of a function that keeps the shape of its first argument and may change its dtype."""

    def rule(a, *options, **named):
        found = call_sample(function, (a, *options), named)
        return fitted(found, shaped(a).dims)

    return rule


def depends_on_data(dtype, rank):
    """The rule of a function whose result has a length that depends on the values."""

    def rule(*args, **options):
        first = shaped(args[0])
        if (
            not isinstance(args[0].kind, Array)
            or not first.rank
            or (rank == 1 and first.rank > 1 and dtype is None)
        ):
            raise Undetermined("not a vector")
        dims = (ANY,) if rank == 1 else (ANY, fixed(max(first.rank, 1)))
        return Array(dtype or first.dtype, dims)

    return rule


def nonzero(a):
    array = shaped(a)
    if not array.rank:
        raise Undetermined("no axes")
    return Sequence((Array("int64", (ANY,)),) * array.rank)


def compress(condition, a, axis=None, out=None):
    if is_given(axis):
        raise Undetermined("an axis")
    return Array(shaped(a).dtype, (ANY,))


def exact_for_numbers(function, rule):
    """`rule`, but for a number or array without axes, of which nothing but the options decides the result."""

    def exact(a, *options, **named):
        known = all(option.const is not None for option in (*options, *named.values()))
        if known and isinstance(a.kind, (Number, Array)) and not shaped(a).rank:
            if a.kind == Number("bool"):
                raise Undetermined("a bool of Python or of NumPy")
            return kind_of(call_sample(function, [a, *options], named))
        return rule(a, *options, **named)

    return exact


OF_ONE_ARRAY = {
    np.reshape: reshape,
    np.ravel: ravel,
    np.transpose: transpose,
    np.swapaxes: swapaxes,
    np.moveaxis: moveaxis,
    np.rollaxis: rollaxis,
    np.expand_dims: expand_dims,
    np.squeeze: squeeze,
    **dict.fromkeys((np.flip, np.fliplr, np.flipud), flip),
    np.rot90: rot90,
    np.roll: same,
    np.partition: partition,
    **dict.fromkeys((np.tril, np.triu), triangle),
    **{f: like_sample(f) for f in (np.fft.fftshift, np.fft.ifftshift)},
    np.diff: diff,
    np.ediff1d: ediff1d,
    np.take: take,
    np.diag: diag,
    np.diagflat: diagflat,
    np.diagonal: diagonal,
}
"""Functions that move the items of their first argument."""

RULES: dict[Any, Any] = {
    **{f: exact_for_numbers(f, rule) for f, rule in OF_ONE_ARRAY.items()},
    np.gradient: gradient,
    np.take_along_axis: take_along_axis,
    np.delete: delete,
    np.split: split,
    np.array_split: array_split,
    np.insert: insert,
    **({np.unstack: unstack} if hasattr(np, "unstack") else {}),
    **({np.matrix_transpose: matrix_transpose} if hasattr(np, "matrix_transpose") else {}),
    np.vsplit: split_along(0),
    np.hsplit: split_along(1),
    np.dsplit: split_along(2),
    np.broadcast_arrays: broadcast_arrays,
    np.nonzero: nonzero,
    np.flatnonzero: depends_on_data("int64", 1),
    np.argwhere: depends_on_data("int64", 2),
    np.extract: lambda condition, arr: Array(shaped(arr).dtype, (ANY,)),
    np.compress: compress,
    np.trim_zeros: depends_on_data(None, 1),
}
