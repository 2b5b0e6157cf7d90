"""Functions that put arrays together, repeat and pad them."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..kinds import ONE, Array, Known, ListOf, Number, Sequence
from .given import Shaped, axis_of, dtype_of, is_given, known_value, promoted, shaped, shaped_kind
from .lengths import ANY, Undetermined, equal, fixed, is_int, length_of, product, shifted, total
from .shaping import exact_for_numbers


def parts_of(arrays) -> list[Shaped]:
    """What is put together, read as arrays; a list of unknown length counts as None."""
    match arrays.kind:
        case Sequence(items):
            return [shaped_kind(item) for item in items]
        case Array(dtype, dims) if dims and not dims[0].symbol and dims[0].offset <= 1000:
            return [Shaped(dtype, dims[1:])] * dims[0].offset
    raise Undetermined("an unknown number of arrays")


def concatenate(arrays, axis=None, out=None, *, dtype=None, casting=None):
    if isinstance(arrays.kind, (ListOf, Array)):
        return _concatenated_list(arrays, axis)
    parts = parts_of(arrays)
    if not is_given(axis) and axis is not None:
        parts, axis = [Shaped(p.dtype, (product(p.dims),)) for p in parts], None
    place = axis_of(axis, parts[0].rank, 0)
    dims = _agreeing(parts, place)
    dims[place] = total(p.dims[place] for p in parts)
    return Array(dtype_of(dtype, promoted(*(p.dtype for p in parts))), tuple(dims))


def _concatenated_list(arrays, axis):
    """Arrays of a list of unknown length put end to end: their number and lengths are not known."""
    inside = shaped(arrays)
    dims = list(inside.dims[1:])
    if axis is not None and not is_given(axis):
        return Array(inside.dtype, (ANY,))
    dims[axis_of(axis, len(dims), 0)] = ANY
    return Array(inside.dtype, tuple(dims))


def _agreeing(parts, place):
    """The dimensions of arrays that agree but for the axis `place`."""
    if len({p.rank for p in parts}) != 1:
        raise Undetermined("arrays of different rank")
    dims = list(parts[0].dims)
    for part in parts[1:]:
        dims = [d if k == place else equal(d, part.dims[k]) for k, d in enumerate(dims)]
    return dims


def stack(arrays, axis=None, out=None, *, dtype=None, casting=None):
    inside = shaped(arrays)
    place = axis_of(axis, inside.rank, 0)
    rest = inside.dims[1:]
    return Array(dtype_of(dtype, inside.dtype), (*rest[:place], inside.dims[0], *rest[place:]))


def stacked_by(least, axis):
    """``np.vstack`` and its kin: arrays of at least some rank, put end to end along an axis."""

    def rule(tup, *, dtype=None, casting=None):
        parts = []
        for part in parts_of(tup):
            at_least = {1: np.atleast_1d, 2: np.atleast_2d, 3: np.atleast_3d}[least]
            shape = at_least(np.empty(range(2, 2 + part.rank))).shape
            parts.append(Shaped(part.dtype, tuple(ONE if k == 1 else part.dims[k - 2] for k in shape)))
        along = 0 if axis == 1 and parts[0].rank == 1 else axis
        return _put(parts, along, dtype)

    return rule


def _put(parts, along, dtype):
    dims = _agreeing(parts, along)
    dims[along] = total(p.dims[along] for p in parts)
    return Array(dtype_of(dtype, promoted(*(p.dtype for p in parts))), tuple(dims))


def column_stack(tup):
    parts = [p if p.rank >= 2 else Shaped(p.dtype, (*(p.dims or (ONE,)), ONE)) for p in parts_of(tup)]
    return _put(parts, 1, None)


def append(arr, values, axis=None):
    parts = [shaped(arr), shaped(values)]
    if not is_given(axis):
        parts = [Shaped(p.dtype, (product(p.dims),)) for p in parts]
    return _put(parts, axis_of(axis, parts[0].rank, 0) if is_given(axis) else 0, None)


# Repeating and padding


def tile(A, reps):
    array = shaped(A)
    counts = [Number("int", fixed(1))] * array.rank
    given = list(reps.kind.items) if isinstance(reps.kind, Sequence) else [reps.kind]
    dims = (ONE,) * (len(given) - array.rank) + array.dims
    counts = [*counts[: max(0, array.rank - len(given))], *given]
    return Array(array.dtype, tuple(product([d, length_of(c)]) for d, c in zip(dims, counts, strict=True)))


def repeat(a, repeats, axis=None):
    array = shaped(a)
    dims = array.dims if is_given(axis) else (product(array.dims),)
    place = axis_of(axis, array.rank) if is_given(axis) else 0
    count = repeats.kind
    new = (
        product([dims[place], length_of(count)]) if isinstance(count, Number) and is_int(count.dtype) else ANY
    )
    return Array(array.dtype, (*dims[:place], new, *dims[place + 1 :]))


def pad(array, pad_width, mode=None, **options):
    found = shaped(array)
    if any(isinstance(value, Known) for value in (pad_width.kind,)):
        raise Undetermined("no widths")
    widths = np.broadcast_to(np.asarray(known_value(pad_width.kind)), (found.rank, 2))
    dims = (shifted(d, int(before + after)) for d, (before, after) in zip(found.dims, widths, strict=True))
    return Array(found.dtype, tuple(dims))


RULES: dict[Any, Any] = {
    np.concatenate: concatenate,
    np.stack: stack,
    np.vstack: stacked_by(2, 0),
    np.hstack: stacked_by(1, 1),
    np.dstack: stacked_by(3, 2),
    np.column_stack: column_stack,
    **{f: exact_for_numbers(f, rule) for f, rule in ((np.append, append), (np.tile, tile))},
    **{f: exact_for_numbers(f, rule) for f, rule in ((np.repeat, repeat), (np.pad, pad))},
}
