"""Functions that make arrays from lengths and numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..kinds import ONE, Array, Known, Number, Sequence
from .describing import dtype_name
from .given import Given, axis_of, dtype_of, shaped, value_of
from .lengths import ANY, Undetermined, broadcast_all, exact, fixed, int_sum, is_int, length_of, shifted
from .sampling import call_sample, fitted


def lengths_of(shape: Given) -> tuple:
    """The dimensions that an argument `shape` asks for."""
    match shape.kind:
        case Number():
            return (length_of(shape.kind),)
        case Sequence(items):
            return tuple(map(length_of, items))
    raise Undetermined("a shape of unknown rank")


def filled(shape, dtype=None, order=None, *, like=None, device=None):
    """``np.zeros`` and its kin."""
    return Array(dtype_of(dtype, "float64"), lengths_of(shape))


def full(shape, fill_value, dtype=None, order=None, *, like=None, device=None):
    return Array(dtype_of(dtype, shaped(fill_value).dtype), lengths_of(shape))


def filled_like(a, dtype=None, order=None, subok=None, shape=None, *, device=None):
    """``np.zeros_like`` and its kin."""
    array = shaped(a)
    dims = array.dims if shape is None or shape.kind == Known(None) else lengths_of(shape)
    return Array(dtype_of(dtype, array.dtype), dims)


def full_like(a, fill_value, *options, **named):
    return filled_like(a, *options, **named)


def eye(N, M=None, k=None, dtype=None, order=None, *, like=None, device=None):
    rows = length_of(N.kind)
    columns = rows if M is None or M.kind == Known(None) else length_of(M.kind)
    return Array(dtype_of(dtype, "float64"), (rows, columns))


def identity(n, dtype=None, *, like=None):
    return eye(n, dtype=dtype)


def tri(N, M=None, k=None, dtype=None, *, like=None):
    return eye(N, M, k, dtype)


def arange(*bounds, dtype=None, like=None, step=None, stop=None, start=None):
    """``np.arange``; the length is told for ints that go up by one, and for known numbers."""
    given = [*([start] if start else []), *bounds, *([stop] if stop else [])]
    if step is not None:
        given = [*(given if len(given) > 1 else [Given(Number("int", fixed(0))), *given]), step]
    if len(given) == 4:
        given, dtype = given[:3], given[3]
    if not all(isinstance(b.kind, Number) and b.kind.dtype != "bool" for b in given):
        raise Undetermined("bounds that are not numbers")
    plain = [Given(Number(b.kind.dtype)) for b in given]
    kind = dtype_of(dtype, dtype_name(call_sample(np.arange, plain, {}).dtype))
    return Array(kind, (_arange_length(given),))


def _arange_length(bounds):
    try:
        known = [value_of(b) for b in bounds]
    except Undetermined:
        known = None
    if known is not None:
        return _known_arange(*known)
    if not all(is_int(b.kind.dtype) for b in bounds) or (
        len(bounds) == 3 and bounds[2].kind.length != fixed(1)
    ):
        return ANY
    first, last = (
        (fixed(0), exact(bounds[0].kind)) if len(bounds) == 1 else (exact(b.kind) for b in bounds[:2])
    )
    count = int_sum(last, first, -1)
    return (
        ANY if count is None else shifted(count, 0) if not count.symbol else length_of(Number("int", count))
    )


def _known_arange(*bounds):
    start, stop, step = (0, *bounds, 1) if len(bounds) == 1 else (*bounds, 1)[:3]
    if any(isinstance(b, complex) for b in (start, stop, step)):
        raise Undetermined("complex bounds")
    if (stop - start) / step > 1e5:
        return ANY
    return fixed(len(np.arange(start, stop, step)))


def linspace(start, stop, num=None, endpoint=None, retstep=None, dtype=None, axis=None, *, device=None):
    """``np.linspace``, ``np.logspace`` and ``np.geomspace``."""
    count = fixed(50) if num is None else length_of(num.kind)
    ends = broadcast_all(shaped(start).dims, shaped(stop).dims)
    dims = _inserted(ends, 0 if axis is None else axis_of(axis, len(ends) + 1), count)
    floating = dtype_name(call_sample(np.linspace, [start, stop], {}).dtype)
    array = Array(dtype_of(dtype, floating), dims)
    if not value_of(retstep, False):
        return array
    return Sequence((array, Array(floating, ends) if ends else Number(floating)))


def _inserted(dims, axis, dim):
    return (*dims[:axis], dim, *dims[axis:])


def logspace(start, stop, num=None, endpoint=None, base=None, dtype=None, axis=None):
    if base is not None and not isinstance(base.kind, Number):
        raise Undetermined("an array of bases")
    return linspace(start, stop, num, endpoint, None, dtype, axis)


def geomspace(start, stop, num=None, endpoint=None, dtype=None, axis=None):
    return linspace(start, stop, num, endpoint, None, dtype, axis)


def array(object, dtype=None, *, copy=None, order=None, subok=None, ndmin=None, like=None, device=None):
    """``np.array``, ``np.asarray`` and their kin."""
    found = shaped(object)
    dims = (ONE,) * (value_of(ndmin, 0) - found.rank) + found.dims
    return Array(dtype_of(dtype, found.dtype), dims)


def asarray(a, dtype=None, order=None, *, copy=None, like=None, device=None, subok=None):
    return array(a, dtype)


def contiguous(a, dtype=None, *, like=None):
    """``np.ascontiguousarray``, which gives at least one axis."""
    found = shaped(a)
    return Array(dtype_of(dtype, found.dtype), found.dims or (ONE,))


def astype(x, dtype, *options, **named):
    """``np.astype`` and the method; NumPy scalars stay scalars."""
    if isinstance(x.kind, Number):
        return Number(dtype_of(dtype, None))
    return Array(dtype_of(dtype, None), shaped(x).dims)


def at_least(rank):
    """``np.atleast_1d`` and its kin."""

    def one(argument):
        found = shaped(argument)
        missing = max(0, rank - found.rank)
        before = (
            min(1, missing)
            if rank == 3 and found.rank == 1
            else missing
            if found.rank == 0 or rank == 2
            else 0
        )
        dims = (ONE,) * before + found.dims + (ONE,) * (missing - before)
        return Array(found.dtype, dims)

    def rule(*arrays):
        found = tuple(map(one, arrays))
        return found[0] if len(found) == 1 else Sequence(found)

    return rule


def meshgrid(*xi, indexing=None, sparse=None, copy=None):
    """``np.meshgrid`` of vectors."""
    vectors = [shaped(x) for x in xi]
    if any(v.rank > 1 for v in vectors):
        raise Undetermined("a grid of what are no vectors")
    dims = [v.dims[0] if v.dims else ONE for v in vectors]
    thin = value_of(sparse, False)
    order = list(range(len(dims)))
    if value_of(indexing, "xy") == "xy" and len(dims) > 1:
        order[:2] = [1, 0]
    grids = []
    for own, vector in enumerate(vectors):
        shape = tuple(dims[k] if not thin or k == own else ONE for k in order)
        grids.append(Array(vector.dtype, shape))
    return Sequence(tuple(grids), type(np.meshgrid(1.0)))


def vander(x, N=None, increasing=None):
    rows = shaped(x).dims[0]
    found = call_sample(np.vander, [x], {})
    return fitted(found, (rows, rows if N is None else length_of(N.kind)))


def indices(dimensions, dtype=None, sparse=None):
    if sparse is not None:
        raise Undetermined("sparse indices")
    dims = lengths_of(dimensions)
    return Array(dtype_of(dtype, "int64"), (fixed(len(dims)), *dims))


def broadcast_to(array, shape, subok=None):
    return Array(shaped(array).dtype, lengths_of(shape))


def window(M):
    """``np.hanning`` and its kin."""
    return Array("float64", (length_of(M.kind),))


RULES: dict[Any, Any] = {
    **dict.fromkeys((np.zeros, np.ones, np.empty), filled),
    **dict.fromkeys((np.zeros_like, np.ones_like, np.empty_like), filled_like),
    np.full: full,
    np.full_like: full_like,
    np.eye: eye,
    np.identity: identity,
    np.tri: tri,
    np.arange: arange,
    np.linspace: linspace,
    np.logspace: logspace,
    np.geomspace: geomspace,
    np.array: array,
    **dict.fromkeys((np.asarray, np.asanyarray, np.copy), asarray),
    **dict.fromkeys((np.ascontiguousarray, np.asfortranarray), contiguous),
    np.ndarray.astype: astype,
    np.atleast_1d: at_least(1),
    np.atleast_2d: at_least(2),
    np.atleast_3d: at_least(3),
    np.meshgrid: meshgrid,
    np.vander: vander,
    np.indices: indices,
    np.broadcast_to: broadcast_to,
    **dict.fromkeys((np.hanning, np.hamming, np.blackman, np.bartlett), window),
}
if hasattr(np, "astype"):
    RULES[np.astype] = astype
