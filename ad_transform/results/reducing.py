"""Reductions and scans: ``np.sum(x, axis=0)``, ``np.std(x)``, ``np.cumsum(x)``, ``np.argmax(x)``."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import ir
from ..kinds import ONE, Array, Known, Number, Unknown
from .describing import dtype_name
from .given import Given, axes_of, axis_of, dtype_of, shaped, value_of
from .lengths import Undetermined, may_be_one, product
from .sampling import call_sample, fitted


def plain(argument: Given) -> Given:
    """The argument without the values of its ints, read as an array or a NumPy scalar."""
    array = shaped(argument)
    return Given(Array(array.dtype, array.dims) if array.rank else Number(array.dtype))


def reduction(function):
    """The rule of a function that reduces over `axis`, all axes if there is none."""

    def rule(a, axis=None, dtype=None, out=None, keepdims=None, **options):
        if isinstance(a.kind, Unknown):
            raise Undetermined("unknown rank")
        if out is not None and out.kind != Known(None):
            return out.kind
        array, flat = shaped(a), plain(a)
        axes = axes_of(axis, array.rank)
        dims = reduced(array.dims, axes, value_of(keepdims, False))
        asked = {} if dtype is None else {"dtype": dtype}
        found = call_sample(function, [flat], asked)
        if function is np.count_nonzero and axis is not None:
            found = np.int64(0)
        return typed(found, dims, keepdims)

    return rule


def typed(found, dims, keepdims=None):
    """A result of the dtype of `found`; without dimensions it is a number."""
    if dims:
        return Array(dtype_name(np.asarray(found).dtype), dims)
    if keepdims is not None and value_of(keepdims, False):
        raise Undetermined("the kept dimensions of a number")
    return fitted(found, ())


def reduced(dims, axes, keepdims):
    if keepdims:
        return tuple(ONE if k in axes else d for k, d in enumerate(dims))
    return tuple(d for k, d in enumerate(dims) if k not in axes)


def positional(function, *names):
    """The rule of a reduction whose further arguments have this order."""
    rule = reduction(function)

    def ordered(a, *args, **named):
        return rule(a, **dict(zip(names, args, strict=False)), **named)

    return ordered


def quantile(function):
    """The rule of ``np.quantile`` and ``np.percentile``; the dimensions of `q` come first."""

    def rule(a, q, axis=None, out=None, overwrite_input=None, method=None, keepdims=None, **options):
        array, asked = shaped(a), shaped(q)
        dims = asked.dims + reduced(array.dims, axes_of(axis, array.rank), value_of(keepdims, False))
        found = call_sample(function, [plain(a), q], {} if method is None else {"method": method})
        return typed(found, dims)

    return rule


def average(a, axis=None, weights=None, returned=None, *, keepdims=None):
    if returned is not None:
        raise Undetermined("two results")
    array = shaped(a)
    dims = reduced(array.dims, axes_of(axis, array.rank), value_of(keepdims, False))
    given = {} if weights is None or weights.kind == Known(None) else {"weights": plain(weights)}
    if given and shaped(weights).rank != array.rank:
        given["axis"] = Given(Number("int"), axis.const if axis else None)
    return typed(call_sample(np.average, [plain(a)], given), dims)


def position(function):
    """The rule of ``np.argmax`` and its kin."""

    def rule(a, axis=None, out=None, *, keepdims=None):
        array = shaped(a)
        axes = axes_of(axis, array.rank)
        return typed(np.int64(0), reduced(array.dims, axes, value_of(keepdims, False)))

    return rule


def argsort(a, *options, axis=None, kind=None, order=None, stable=None):
    axis = options[0] if options else axis
    dims = shaped(a).dims
    if not dims:
        raise Undetermined("nothing to sort")
    return Array("int64", (product(dims),) if axis is not None and axis.kind == Known(None) else dims)


def sort(a, *options, axis=None, kind=None, order=None, stable=None):
    array = shaped(a)
    return Array(array.dtype, argsort(a, *options, axis=axis).dims)


def scan(function):
    """The rule of ``np.cumsum`` and its kin."""

    def rule(a, axis=None, dtype=None, out=None):
        array = shaped(a)
        if axis is None or axis.kind == Known(None):
            dims = (product(array.dims),)
        else:
            axis_of(axis, array.rank)
            dims = array.dims
        found = call_sample(function, [plain(a)], {} if dtype is None else {"dtype": dtype})
        return Array(dtype_name(found.dtype), dims)

    return rule


def trace(a, offset=None, axis1=None, axis2=None, dtype=None, out=None):
    array = shaped(a)
    one, other = axis_of(axis1, array.rank, 0), axis_of(axis2, array.rank, 1)
    dims = tuple(d for k, d in enumerate(array.dims) if k not in (one, other))
    found = call_sample(np.sum, [Given(Array(array.dtype, (ONE,)))], {})
    return typed(found if dtype is None else np.dtype(dtype_of(dtype, None)).type(0), dims)


def reduced_ufunc(ufunc):
    """The rule of ``np.add.reduce``: over the first axis if none is given."""
    rule = reduction(ufunc.reduce)

    def first(a, axis=None, dtype=None, out=None, keepdims=None, **options):
        axis = axis or Given(Number("int", None), ir.Const(0))
        return rule(a, axis, dtype, out, keepdims)

    return first


def accumulated(ufunc):
    """The rule of ``np.add.accumulate``."""
    rule = scan(ufunc.accumulate)

    def first(a, axis=None, dtype=None, out=None):
        return rule(a, axis or Given(Number("int", None), ir.Const(0)), dtype, out)

    return first


def outer_ufunc(ufunc):
    """The rule of ``np.subtract.outer``."""

    def rule(a, b):
        dims = shaped(a).dims + shaped(b).dims
        return fitted(call_sample(ufunc.outer, [a, b], {}), dims)

    return rule


def cov(m, y=None, rowvar=None, **options):
    array = shaped(m)
    if y is not None or rowvar is not None or array.rank != 2 or may_be_one(array.dims[0]):
        raise Undetermined("one variable, or two sets of variables")
    dtype = "complex128" if array.dtype.startswith("c") else "float64"
    return Array(dtype, (array.dims[0],) * 2)


def count(function, dtype):
    """The rule of a function of a whole array that gives one number."""

    def rule(*args, **options):
        return Number(dtype)

    return rule


UFUNCS = (
    np.add,
    np.multiply,
    np.maximum,
    np.minimum,
    np.logaddexp,
    np.subtract,
    np.logical_and,
    np.logical_or,
)

RULES: dict[Any, Any] = {
    **{
        f: positional(f, "axis", "dtype", "out", "keepdims")
        for f in (
            np.sum,
            np.prod,
            np.mean,
            np.std,
            np.var,
            np.nansum,
            np.nanprod,
            np.nanmean,
            np.nanstd,
            np.nanvar,
        )
    },
    **{
        f: positional(f, "axis", "out", "keepdims")
        for f in (np.max, np.min, np.nanmax, np.nanmin, np.all, np.any, np.ptp)
    },
    **{f: positional(f, "axis", "out", "overwrite_input", "keepdims") for f in (np.median, np.nanmedian)},
    **{f: positional(f, "axis", "out", "keepdims") for f in (np.amax, np.amin)},
    np.count_nonzero: positional(np.count_nonzero, "axis"),
    **{f: quantile(f) for f in (np.quantile, np.percentile, np.nanquantile, np.nanpercentile)},
    np.average: average,
    **{f: position(f) for f in (np.argmax, np.argmin, np.nanargmax, np.nanargmin)},
    np.argsort: argsort,
    np.argpartition: lambda a, kth, axis=None, **options: argsort(a, axis=axis),
    np.sort: sort,
    **{f: scan(f) for f in (np.cumsum, np.cumprod, np.nancumsum, np.nancumprod)},
    np.trace: trace,
    **{f.reduce: reduced_ufunc(f) for f in UFUNCS},
    **{f.accumulate: accumulated(f) for f in UFUNCS},
    **{
        f.outer: outer_ufunc(f)
        for f in (*UFUNCS, np.power, np.divide, np.hypot, np.arctan2, np.less, np.equal)
    },
    np.cov: cov,
    np.corrcoef: cov,
    **{f: count(f, "bool") for f in (np.allclose, np.array_equal, np.array_equiv)},
}
