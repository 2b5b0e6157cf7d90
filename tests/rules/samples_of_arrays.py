"""Calls to try the rules of array functions on; see samples.py."""

import numpy as np

from tests.rules.samples import plane, real, sample, with_gaps

# Reductions: every way to choose axes
WAYS = [{}, {"axis": 0}, {"axis": -1}, {"axis": (0, 2)}, {"keepdims": True}, {"axis": 1, "keepdims": True}]
A = real(2, 3, 4)
for fn in [
    np.sum,
    np.mean,
    np.max,
    np.min,
    np.amax,
    np.amin,
    np.prod,
    np.var,
    np.std,
    np.ptp,
    np.median,
    np.average,
]:
    for way in WAYS:
        if not (fn is np.average and "keepdims" in way and way.get("axis") is None):
            sample(fn, A, **way)
    sample(fn, real(4))
for fn in [np.sum, np.mean, np.prod, np.max, np.var]:
    sample(fn, A, axis=())
for fn in [np.nansum, np.nanmean, np.nanmax, np.nanmin, np.nanprod, np.nanvar, np.nanstd, np.nanmedian]:
    for way in WAYS:
        sample(fn, with_gaps(2, 3, 4), **way)
    sample(fn, np.array([0.4, np.nan, 1.4, 0.2]))
for fn in [np.sum, np.mean, np.prod, np.max, np.min]:
    fn_options = {"initial": -9.0} if fn is np.max else {"initial": 9.0} if fn is np.min else {}
    sample(fn, A, axis=1, where=A > -0.5, **fn_options)
sample(np.sum, A, where=np.array([True, False, True, True]))
sample(np.sum, A, dtype=np.float64)
sample(np.nansum, with_gaps(2, 3), where=np.array([True, True, False]))
sample(np.prod, real(3), initial=2)
sample(np.prod, np.array([0.0, 2.0, 3.0]))
sample(np.prod, np.array([0.0, 2.0, 0.0]))
for fn in [np.var, np.std, np.nanvar, np.nanstd]:
    sample(fn, A, ddof=1)
    sample(fn, A, axis=1, correction=1)
for fn in [np.var, np.std]:
    sample(fn, A, where=A > -0.5)
    sample(fn, A, axis=1, where=A > -9.0, ddof=1)
    sample(fn, A, axis=2, keepdims=True, where=np.array([True, False, True, True]))
for fn in [np.sum, np.mean, np.prod, np.var, np.std]:
    sample(fn, plane(2, 3), axis=1)
for fn in [np.add, np.multiply, np.maximum, np.minimum, np.logaddexp, np.hypot]:
    sample(fn.reduce, real(3))
    sample(fn.reduce, A)
    sample(fn.reduce, A, axis=1, keepdims=True)
sample(np.add.reduce, A, axis=(0, 2))
sample(np.add.reduce, A, axis=None)
sample(np.average, A, axis=1, weights=real(3, low=0.5))
sample(np.average, A, axis=(2, 0), weights=real(4, 2, low=0.5))
sample(np.average, real(2, 3), weights=real(2, 3, low=0.5), axis=0, keepdims=True)
sample(np.average, real(3), weights=real(3, low=0.5, seed=1))

# Scans
for fn in [np.cumsum, np.cumprod, np.nancumsum, np.nancumprod]:
    for way in [{}, {"axis": 0}, {"axis": -1}]:
        sample(fn, A, **way)
    sample(fn, real(4))
sample(np.nancumsum, with_gaps(2, 3), axis=1)
sample(np.nancumsum, with_gaps(2, 3))
sample(np.nancumprod, with_gaps(2, 3), axis=1)
sample(np.cumprod, np.array([2.0, 0.0, 3.0, 0.0]))
for fn in [np.add, np.multiply, np.maximum, np.minimum, np.logaddexp]:
    sample(fn.accumulate, real(5))
    sample(fn.accumulate, A)
    sample(fn.accumulate, A, axis=1)
for fn in [np.cumulative_sum, np.cumulative_prod]:
    sample(fn, real(4))
    sample(fn, A, axis=1)
sample(np.add.reduceat, real(6), [0, 3, 1, 5])
sample(np.add.reduceat, real(2, 6), [0, 3], axis=1)

# Order
for fn in [np.sort]:
    sample(fn, A)
    sample(fn, A, axis=0)
    sample(fn, A, axis=None)
    sample(fn, real(5))
sample(np.partition, real(7), 3)
sample(np.partition, A, 1, axis=1)
sample(np.partition, A, (2, 5), axis=None)
sample(np.unique, real(2, 3))
sample(np.median, real(5))
METHODS = [
    "linear",
    "lower",
    "higher",
    "midpoint",
    "nearest",
    "hazen",
    "weibull",
    "median_unbiased",
    "inverted_cdf",
]
for fn, q in [(np.quantile, 0.31), (np.percentile, 31.0)]:
    for way in WAYS:
        sample(fn, A, q, **way)
    for method in [*METHODS, "interpolated_inverted_cdf", "normal_unbiased", "closest_observation"]:
        sample(fn, real(6), q, method=method)
    sample(fn, real(3, 6), np.array([[0.1, 0.5], [0.7, 0.93]]) * q, axis=1)
    sample(fn, real(3, 6), 0)
for fn, q in [(np.nanquantile, np.array([0, 1]) * 1), (np.nanpercentile, 31)]:
    for way in WAYS:
        sample(fn, with_gaps(2, 3, 4), q, **way)
    sample(fn, with_gaps(6), 1, method="lower")

# Shape
sample(np.reshape, real(2, 3), (3, 2))
sample(np.reshape, real(2, 3), -1)
sample(np.reshape, real(2, 3), (3, 2), order="F")
sample(np.ravel, real(2, 3))
sample(np.ravel, real(2, 3), order="F")
sample(np.squeeze, real(2, 1, 3, 1))
sample(np.squeeze, real(2, 1, 3, 1), axis=1)
sample(np.expand_dims, real(2, 3), (0, -1))
sample(np.matrix_transpose, A)
sample(np.transpose, A)
sample(np.transpose, A, (1, 2, 0))
sample(np.transpose, A, (-1, 0, 1))
sample(np.swapaxes, A, 0, -1)
sample(np.moveaxis, A, 0, -1)
sample(np.moveaxis, A, (0, 1), (1, 2))
sample(np.rollaxis, A, 2)
sample(np.rollaxis, A, 0, 3)
for fn in [np.atleast_1d, np.atleast_2d, np.atleast_3d]:
    sample(fn, 1.5)
    sample(fn, real(3))
    sample(fn, A)
for fn in [np.flip, np.fliplr, np.flipud, np.rot90, np.tril, np.triu]:
    sample(fn, real(3, 4))
for fn in [np.tril, np.triu]:
    sample(fn, A, 1)
sample(np.flip, A, (0, 2))
sample(np.rot90, A, 3, (1, 2))
sample(np.rot90, A, 2)
sample(np.roll, real(2, 3), 2)
sample(np.roll, A, -1, axis=1)
sample(np.roll, A, (1, 2), axis=(0, 1))
for fn in [np.fft.fftshift, np.fft.ifftshift]:
    sample(fn, real(3, 4))
    sample(fn, real(3, 4), axes=0)
sample(np.broadcast_to, real(3, 1), (2, 3, 4))
sample(np.broadcast_to, 1.5, (2, 3))
sample(np.tile, real(2, 3), 2)
sample(np.tile, real(3), (2, 2))
sample(np.repeat, real(2, 3), 2)
sample(np.repeat, real(2, 3), [1, 0, 2], axis=1)
sample(np.resize, real(2, 3), (3, 3))
sample(np.delete, real(2, 3), 1, axis=1)
sample(np.delete, real(5), [0, 3])
sample(np.pad, real(2, 3), 1)
sample(np.pad, real(2, 3), ((1, 0), (2, 3)), constant_values=1.5)
sample(np.pad, real(3), (1, 2), constant_values=(0.5, 1.5))
for mode in ["edge", "reflect", "symmetric", "wrap"]:
    sample(np.pad, real(2, 3), ((1, 1), (2, 1)), mode)
sample(np.diag, real(3))
sample(np.diag, real(3), k=-1)
sample(np.diag, real(3, 4))
sample(np.diag, real(3, 4), k=1)
sample(np.diagflat, real(2, 2), 1)
sample(np.diagonal, real(3, 4))
sample(np.diagonal, A, 1, 1, 2)
sample(np.trace, real(3, 4))
sample(np.trace, A, 1, 0, 2)
for fn in [np.copy, np.array, np.asarray, np.asanyarray, np.asarray_chkfinite]:
    sample(fn, real(2, 3))
for fn in [np.ascontiguousarray, np.asfortranarray, np.require]:
    sample(fn, real(2, 3))
sample(np.array, 1.5)
sample(np.array, real(3), ndmin=2)
sample(np.astype, real(3), np.float64)
sample(np.ascontiguousarray, 1.5)

# Joining and taking apart
X, Y, V = real(2, 3), real(2, 3, seed=1), real(3, seed=2)
sample(np.concatenate, (X, Y))
sample(np.concatenate, [X, Y, X], axis=1)
sample(np.concatenate, (X, V), axis=None)
sample(np.concatenate, A, axis=1)
sample(np.concatenate, (X, np.arange(6).reshape(2, 3)))
sample(np.stack, (X, Y), axis=1)
sample(np.stack, A, axis=-1)
for fn in [np.vstack, np.hstack, np.dstack, np.column_stack]:
    sample(fn, (X, Y))
    sample(fn, [V, V])
sample(np.vstack, (X, V))
sample(np.column_stack, (V, X.T))
sample(np.block, [[X, Y], [V.reshape(1, 3), np.ones((1, 3))]])
sample(np.block, [V, 1.5])
sample(np.append, X, V)
sample(np.append, X, Y, axis=0)
sample(np.append, V, 1.5)
sample(np.insert, V, 1, 1.5)
sample(np.insert, V, [0, 2], [1.5, 2.5])
sample(np.insert, X, 1, V, axis=0)
sample(np.insert, X, 1, 7.5, axis=1)
for fn in [np.split, np.array_split]:
    sample(fn, real(4), 2)
    sample(fn, real(2, 6), [1, 4], axis=1)
sample(np.array_split, real(5), 3)
sample(np.hsplit, real(2, 4), 2)
sample(np.hsplit, real(4), 2)
sample(np.vsplit, real(2, 4), 2)
sample(np.dsplit, A, [1])
sample(np.unstack, A)
sample(np.unstack, A, axis=1)
sample(np.broadcast_arrays, X, V, 1.5)
sample(np.meshgrid, V, real(2))
sample(np.meshgrid, V, real(2), real(4), indexing="ij")
sample(np.meshgrid, V, real(2), sparse=True)
sample(np.meshgrid, V)
sample(np.ix_, V, real(2))

# Choosing entries
sample(np.where, X > 0, X, V)
sample(np.where, X > 0, 1.5, X)
sample(np.where, X > 0, X, 2)
sample(np.where, np.array([True, False]), 1.5, 2.5)
sample(np.select, [X > 1, X > 0], [X, 2.5 * X], 0.5)
sample(np.select, [X > 0], [V])
sample(np.choose, np.array([0, 1, 0]), [V, 2 * V])
sample(np.choose, np.array([0, 3, -1]), [V, 1.5], mode="clip")
sample(np.take, X, [0, 0, 1], axis=0)
sample(np.take, X, np.array([[5, 0], [0, 1]]))
sample(np.take, X, 7, mode="wrap")
sample(np.take_along_axis, X, np.array([[0, 0], [2, 1]]), axis=1)
sample(np.take_along_axis, X, np.array([5, 0]), axis=None)
sample(np.compress, [True, False, True], X, axis=1)
sample(np.compress, [True, False, True], X)
sample(np.extract, X > 0, X)
sample(
    np.trim_zeros, np.array([1.5, 0.0, 2.5])
)  # zeros at the ends, which a difference would move: test_kinks.py
sample(np.bincount, np.array([0, 2, 0]), weights=V)
sample(np.bincount, np.array([0, 2, 0]), weights=V, minlength=5)
sample(np.interp, real(5, low=0.1, high=2.9), np.array([0.0, 1.05, 2.02, 3.0]), real(4))
sample(np.interp, np.array([-1.5, 0.6, 7.5]), np.array([0.0, 1.05, 2.02]), real(3))
sample(np.interp, np.array([-1.5, 0.6, 7.5]), np.array([0.0, 1.05, 2.02]), real(3), left=1, right=2)
sample(np.interp, 0.6, np.array([0.0, 1.05]), real(2))

# Products
PAIRS = [
    ((3,), (3,)),
    ((2, 3), (3,)),
    ((3,), (3, 4)),
    ((2, 3), (3, 4)),
    ((5, 2, 3), (3, 4)),
    ((2, 3), (5, 3, 4)),
]
PAIRS += [((5, 2, 3), (5, 3, 4)), ((5, 2, 3), (3,)), ((3,), (5, 3, 4)), ((5, 1, 2, 3), (2, 3, 4))]
PAIRS += [((1, 2, 3), (5, 3, 4))]
for left, right in PAIRS:
    sample(np.matmul, real(*left), real(*right, seed=1))
    sample(np.dot, real(*left), real(*right, seed=1))
    sample(
        np.inner, real(*left), np.swapaxes(real(*right, seed=1), -1, -2) if len(right) > 1 else real(*right)
    )
sample(np.matmul, plane(2, 3), plane(3, 2))
sample(np.matmul, real(2, 3), plane(3))
sample(np.dot, 1.5, X)
sample(np.dot, X, 1.5)
sample(np.inner, 1.5, X)
sample(np.outer, V, real(2))
sample(np.outer, X, V)
sample(np.vdot, X, Y)
sample(np.vdot, plane(3), plane(3, seed=3))
sample(np.vecdot, X, V)
sample(np.vecdot, plane(2, 3), plane(3))
sample(np.matvec, X, V)
sample(np.matvec, A, real(2, 4))
sample(np.vecmat, V, real(3, 2))
sample(np.vecmat, plane(2, 3), plane(2, 3, 2))
sample(np.tensordot, A, real(4, 3, seed=1), 1)
sample(np.tensordot, A, real(3, 4, 2, seed=1))
sample(np.tensordot, A, real(4, 5, 2, 3, seed=1), ([0, 2, 1], [2, 0, 3]))
sample(np.tensordot, A, V, (1, 0))
sample(np.tensordot, X, V, 0)
for subscripts, *shapes in [
    ("ij,jk->ik", (2, 3), (3, 4)), ("ij,jk", (2, 3), (3, 4)), ("ij->", (2, 3)), ("ii->i", (3, 3)), ("ii", (3, 3)),
    ("iij->j", (3, 3, 2)), ("ij,j,ij->i", (2, 3), (3,), (2, 3)), ("...ij,...jk->...ik", (5, 2, 3), (3, 4)),
    ("i,j->ji", (2,), (3,)), ("ij->ji", (2, 3)), ("ijk->j", (2, 3, 4)), ("i,i->i", (3,), (1,)), ("...i->...", (2, 3)),
    ("ij,kl->", (2, 3), (4, 5)), ("i...,i...->...", (2, 3), (2, 1)),
]:  # fmt: skip
    sample(np.einsum, subscripts, *[real(*shape, seed=i) for i, shape in enumerate(shapes)])
sample(np.einsum, "ij,jk->ik", plane(2, 3), plane(3, 2))
sample(np.einsum, "ij,jk,kl->il", X, real(3, 4), real(4, 2), optimize=True)
sample(np.kron, X, real(2, 2))
sample(np.kron, V, X)
sample(np.kron, 1.5, V)
sample(np.cross, V, real(3, seed=5))
sample(np.cross, X, V)
sample(np.cross, real(3, 2), real(3, 2, seed=1), axis=0)
sample(np.cross, real(3, 2), X, axisa=0, axisc=0)
for mode in ["full", "same", "valid"]:
    for fn in [np.convolve, np.correlate]:
        for n, m in [(5, 3), (3, 5), (4, 4), (6, 2), (2, 5), (1, 3)]:
            sample(fn, real(n), real(m, seed=1), mode)
        sample(fn, plane(4), plane(3), mode)
        sample(fn, plane(3), plane(4), mode)

# Differences and integrals
sample(np.diff, real(5))
sample(np.diff, A, 2, axis=1)
sample(np.diff, real(3), prepend=1.5)
sample(np.diff, X, axis=0, prepend=Y, append=1.5)
sample(np.diff, real(4), n=2, append=[1.5, 0.5])
sample(np.ediff1d, X)
sample(np.ediff1d, real(3), to_end=[1.5, 2.5], to_begin=0.5)
for edge in [1, 2]:
    sample(np.gradient, real(6), edge_order=edge)
    sample(np.gradient, real(6), 3, edge_order=edge)
    sample(np.gradient, real(4, 5, 3), axis=(0, 2), edge_order=edge)
    sample(np.gradient, real(3, 3), edge_order=edge)
sample(np.gradient, real(2))
sample(np.gradient, real(6), np.array([0, 1, 3, 4, 8, 9]), edge_order=2)
sample(np.gradient, real(4, 3), 2, np.array([0, 1, 3]))
sample(np.gradient, real(4, 3), 2, axis=1)
sample(np.trapezoid, real(5))
sample(np.trapezoid, A, dx=0.3, axis=1)
sample(np.trapezoid, real(5), real(5, seed=1))
sample(np.trapezoid, A, V, axis=1)
sample(np.trapezoid, A, real(2, 3, 4, seed=1), axis=1)

# Covariances
for fn in [np.cov, np.corrcoef]:
    sample(fn, real(3, 5))
    sample(fn, real(5, 3), rowvar=False)
    sample(fn, real(5), real(5, seed=1))
    sample(fn, real(2, 5), real(5, seed=1))
sample(np.cov, real(5))
sample(np.cov, real(3, 5), bias=True)
sample(np.cov, real(3, 5), ddof=0)

# Polynomials
P = real(4)
sample(np.polyval, P, real(2, 3))
sample(np.polyval, P, 1.5)
sample(np.polyval, [1.5, 0.5], 1.5)
sample(np.polyder, P)
sample(np.polyder, P, 2)
sample(np.polyint, P)
sample(np.polyint, P, 2)
for fn in [np.polyadd, np.polysub, np.polymul]:
    sample(fn, P, V)
    sample(fn, V, P)
sample(np.roots, P)
sample(np.roots, np.array([1.0, -6.5, 11.0, -6.0]))
sample(np.polyfit, real(6), real(6, seed=1), 2)
sample(np.polyfit, real(6), real(6, 2, seed=1), 1)

# Tables of every pair
for fn in [np.add.outer, np.subtract.outer, np.multiply.outer, np.divide.outer]:
    sample(fn, V, real(2, low=0.5))
    sample(fn, X, real(2, low=0.5))
    sample(fn, 1.5, real(2, 2, low=0.5))

sample(np.lib.stride_tricks.sliding_window_view, real(5), 2)
sample(np.lib.stride_tricks.sliding_window_view, real(3, 4), (2, 2))
sample(np.lib.stride_tricks.sliding_window_view, real(3, 4), 2, axis=1)
sample(np.fft.fftfreq, 5, 0.3)
sample(np.fft.rfftfreq, 6, 0.3)
sample(np.sort_complex, plane(4))
sample(np.sort_complex, real(4))
sample(np.poly, real(3))
sample(np.poly, plane(3))
sample(np.kaiser, 5, 1.3)
sample(np.kaiser, 1, 0.7)
