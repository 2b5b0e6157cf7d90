"""Fourier transforms, convolutions, polynomials, histograms, searches."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..kinds import ONE, Array, Known, Number, Sequence
from .describing import dtype_name
from .given import Given, axis_of, promoted, shaped, value_of
from .lengths import ANY, ZERO, Undetermined, fixed, key, length_of, named, shifted, total
from .reducing import plain
from .sampling import call_sample, fitted


def fourier(function, change=lambda dim: dim):
    """The rule of a transform along one axis; `change` is what it makes of the length."""

    def rule(a, n=None, axis=None, norm=None, out=None):
        array = shaped(a)
        place = axis_of(axis, array.rank, -1)
        whole = n is None or n.kind == Known(None)
        asked = array.dims[place] if whole else length_of(n.kind)
        length = asked if change is double and not whole else change(asked)
        found = call_sample(function, [plain(a)], {"n": Given(Number("int", fixed(2)))})
        return Array(dtype_name(found.dtype), (*array.dims[:place], length, *array.dims[place + 1 :]))

    return rule


def half(dim):
    """``n // 2 + 1``, the length of a real transform."""
    if not dim.symbol:
        return fixed(dim.offset // 2 + 1)
    return named(f"?({key(dim)}//2+1)", dim)


def double(dim):
    """``2 (m - 1)``, the length of the inverse of a real transform."""
    if not dim.symbol:
        return fixed(2 * (dim.offset - 1))
    return named(f"?(2*({key(dim)}-1))", dim)


def fourier_many(function):
    """The rule of a transform along several axes, which keeps the shape."""

    def rule(a, s=None, axes=None, norm=None, out=None):
        if s is not None and s.kind != Known(None):
            raise Undetermined("another shape")
        found = call_sample(function, [plain(a)], {})
        return Array(dtype_name(found.dtype), shaped(a).dims)

    return rule


def frequencies(n, d=None, device=None):
    return Array("float64", (length_of(n.kind),))


def real_frequencies(n, d=None, device=None):
    return Array("float64", (half(length_of(n.kind)),))


def convolve(function):
    """The rule of ``np.convolve`` and ``np.correlate`` of vectors."""
    default = "full" if function is np.convolve else "valid"

    def rule(a, v, mode=None):
        one, other = (shaped(x).dims for x in (a, v))
        one, other = one or (ONE,), other or (ONE,)
        full = shifted(total([*one, *other]), -1) if value_of(mode, default) == "full" else ANY
        return Array(dtype_name(call_sample(function, [a, v], {}).dtype), (full,))

    return rule


def polyval(p, x):
    """``np.polyval``, for a polynomial given by its coefficients."""
    dtype = promoted(shaped(p).dtype, shaped(x).dtype)
    dims = shaped(x).dims
    if (
        shaped(p).rank != 1
        or shaped(p).dims[0].loose
        or shaped(p).dims == (ZERO,)
        or (isinstance(x.kind, Array) and not dims)
    ):
        raise Undetermined("not a vector of coefficients")
    return Array(dtype, dims) if dims else fitted(call_sample(np.polyval, [p, x], {}), ())


def searchsorted(a, v, side=None, sorter=None):
    dims = shaped(v).dims
    return Array("int64", dims) if dims else Number("int64")


def digitize(x, bins, right=None):
    return searchsorted(bins, x)


def bincount(x, weights=None, minlength=None):
    return Array("int64" if weights is None else "float64", (ANY,))


def histogram(a, bins=None, range=None, density=None, weights=None):
    if density is not None or weights is not None:
        raise Undetermined("counts that are no ints")
    edge = dtype_name(call_sample(np.histogram, [plain(a)], {})[1].dtype)
    count = Given(Number("int", fixed(10))) if bins is None else bins
    if isinstance(count.kind, Number):
        length = length_of(count.kind)
        return Sequence((Array("int64", (length,)), Array(edge, (shifted(length, 1),))))
    edges = shaped(count)
    return Sequence((Array("int64", (shifted(edges.dims[0], -1),)), Array(edges.dtype, edges.dims)))


def isin(element, test_elements, *options, **named_):
    dims = shaped(element).dims
    return Array("bool", dims)


def set_operation(function):
    """The rule of ``np.union1d`` and its kin."""

    def rule(one, other):
        return Array(dtype_name(call_sample(function, [one, other], {}).dtype), (ANY,))

    return rule


def difference_of_sets(one, other, assume_unique=None):
    return Array(shaped(one).dtype, (ANY,))


def unwrap(p, *options, **named_):
    found = call_sample(np.unwrap, [plain(p)], {})
    return Array(dtype_name(found.dtype), shaped(p).dims)


def unique(ar, *options, **named_):
    if options or named_:
        raise Undetermined("more than one result")
    return Array(shaped(ar).dtype, (ANY,))


RULES: dict[Any, Any] = {
    **{f: fourier(f) for f in (np.fft.fft, np.fft.ifft)},
    **{f: fourier(f, half) for f in (np.fft.rfft, np.fft.ihfft)},
    **{f: fourier(f, double) for f in (np.fft.irfft, np.fft.hfft)},
    **{f: fourier_many(f) for f in (np.fft.fft2, np.fft.ifft2, np.fft.fftn, np.fft.ifftn)},
    np.fft.fftfreq: frequencies,
    np.fft.rfftfreq: real_frequencies,
    **{f: convolve(f) for f in (np.convolve, np.correlate)},
    np.polyval: polyval,
    np.searchsorted: searchsorted,
    np.digitize: digitize,
    np.bincount: bincount,
    np.histogram: histogram,
    np.isin: isin,
    np.unique: unique,
    **{f: set_operation(f) for f in (np.union1d, np.intersect1d, np.setxor1d)},
    np.setdiff1d: difference_of_sets,
    np.unwrap: unwrap,
}
