"""Calls to try the rules of the runtime functions, and of functions that make arrays, on; see samples.py."""

import builtins

import numpy as np

from ad_transform import runtime
from tests.rules.samples import SAMPLES, UNARY, plane, real, sample

X, V = real(2, 3), real(3, seed=2)

sample(np.full, (2, 3), 1.5)
sample(np.full, (2, 3), V)
sample(np.full_like, np.ones((2, 3), int), 1.5, dtype=float)
sample(np.full_like, X, V)
sample(np.arange, 0.3, 2.0, 0.4)
sample(np.linspace, 0.3, 2.0, 5)
sample(np.linspace, V, 2.5, 4, endpoint=False, axis=-1)
sample(np.logspace, 0.3, 1.0, 4)
sample(np.logspace, V, 1.5, 4, base=2.0)
sample(np.geomspace, 0.3, 1.0, 4)
sample(np.geomspace, real(3, low=0.5), 1.5, 4, axis=1)
sample(np.vander, V)
sample(np.vander, V, 4, increasing=True)
sample(np.vander, np.array([0.0, 1.5]), 3)

sample(runtime.unbroadcast, X, np.ones((3,)))
sample(runtime.unbroadcast, X, np.ones((2, 1)))
sample(runtime.augmented, X, np.ones((2, 3)))
sample(runtime.augmented, X, 1.0)
sample(runtime.spread, V, X, 0)
sample(runtime.mT, X)
sample(runtime.along_axes, V, X, 1)
sample(runtime.along_axes, real(4, 2), real(2, 3, 4), (2, 0))
sample(runtime.from_axes, X, V, 1)
sample(runtime.from_axes, real(2, 3, 4), real(4, 2), (2, 0))
sample(runtime.copies_of, 1.5, [1, 2])
sample(runtime.copies_of, 1.5, np.ones(3, int))
sample(runtime.scatter_like, V, np.array([0, 0, 3]), np.ones((2, 2)))
for axis in [0, 1, None]:
    sample(
        runtime.split_like,
        np.ravel(real(2, 4)) if axis is None else real(2, 4).reshape((2, 4) if axis else (4, 2)),
        [
            np.ones((2, 1)) if axis != 0 else np.ones((1, 2)),
            np.ones((2, 3)) if axis != 0 else np.ones((3, 2)),
        ],
        axis,
    )
sample(runtime.join_like, [real(2, 1), real(2, 3)], [np.ones((2, 1)), np.ones((2, 3))], np.ones((2, 4)), 1)
sample(runtime.join_like, [real(2, 1), real(3)], [np.ones((2, 1)), np.ones(3)], np.ones(5), None)
sample(runtime.insert_adjoint, real(5), np.ones(3), [0, 2], np.ones(2))
sample(runtime.pad_adjoint, real(4, 6), np.ones((2, 3)), ((1, 1), (1, 2)), "constant", 0.5)
sample(runtime.pad_adjoint, real(4, 6), np.ones((2, 3)), ((1, 1), (1, 2)), "wrap")
sample(runtime.block_adjoint, real(2, 4), [[np.ones((2, 1)), np.ones((2, 3))]])
sample(runtime.meshgrid_adjoint, [real(2, 3), real(2, 3)], [np.ones(3), np.ones(2)])
sample(runtime.meshgrid_adjoint, [real(3, 2), real(3, 2)], [np.ones(3), np.ones(2)], "ij")
sample(runtime.reshape_each, [real(2, 1), real(1, 3)], [np.ones(2), np.ones(3)])
sample(runtime.select_adjoint, V, [V > 1, V > 0])
sample(runtime.choose_adjoint, V, np.array([0, 1, 0]), [np.ones(3), np.ones(3)])
sample(runtime.reduceat_adjoint, V, real(6), [0, 3, 5])
for axis in [None, 1, (0, 2), -1]:
    sample(runtime.as_last_axis, real(2, 3, 4), axis)
sample(runtime.from_last_axis, real(24), (2, 3, 4), None)
sample(runtime.from_last_axis, real(3, 8), (2, 3, 4), (0, 2))
for fn in [runtime.previous, runtime.following]:
    sample(fn, X, 1.5)
    sample(fn, X, 1.5, 0)
for fn in [runtime.recurrence, runtime.reverse_recurrence]:
    sample(fn, X, real(2, 3, seed=1))
    sample(fn, real(4), real(4, seed=1), 0)
for axis in [None, 1, (0, 2)]:
    sample(runtime.product_of_others, real(2, 3, 2), axis)
sample(runtime.product_of_others, np.array([0.0, 2.0, 3.0, 0.0]))
sample(runtime.tensordot_left, real(2, 4), 2, real(3, 4), 1)
sample(runtime.tensordot_right, real(2, 4), real(2, 3), 2, 1)
sample(runtime.kron_left, real(4, 6), (2, 3), real(2, 2))
sample(runtime.kron_right, real(4, 6), real(2, 2), (2, 3))
sample(runtime.einsum_adjoint, real(2, 4), 0, "ij,jk->ik", (real(3, 4),), (2, 3))
sample(runtime.einsum_adjoint, real(3), 1, "ij,jj,k->i", (real(3, 3), real(2)), (3, 3))
sample(runtime.chain_adjoint, real(2, 5), [real(2, 3)], [real(4, 5)], (3, 4))
sample(runtime.chain_adjoint, 1.5, [real(3)], [real(4, 5), real(5)], (3, 4))
sample(runtime.chain_adjoint, real(5), [], [real(3, 5)], (3,))
for mode, size in [("full", 6), ("same", 4), ("valid", 2)]:
    sample(runtime.full_of, real(size), 4, 3, mode)
    sample(runtime.part_of, real(6), 4, 3, mode)
sample(runtime.diff_adjoint, X, 2, 0)
sample(runtime.diff_adjoint_parts, real(5), np.ones(3), 1, -1, 1.5, np.ones(2))
sample(runtime.diff_adjoint_parts, real(3), np.ones(3), 1, -1, 1.5)
sample(runtime.diff_adjoint_parts, real(3), np.ones(3), 1, -1, None, 1.5)
sample(runtime.add_lists, [1.5, [0.5]], [2.5, [-1.0]])
sample(runtime.gradient_adjoint, real(5), real(5, seed=1), ())
sample(runtime.gradient_adjoint, [real(2, 3), real(2, 3, seed=1)], X, (2, 3))
sample(runtime.trapezoid_slopes, X, 0)
sample(runtime.trapezoid_weights, X, V, 1, 1)
sample(runtime.trapezoid_weights, X, real(2, 3, seed=1), 1, 0)
sample(runtime.trapezoid_weights, X, None, 1.5, 1)
sample(runtime.weigh, [1.5, 0.5], [2.5, -1.0])
sample(runtime.weigh, [[1.5, 0.5]], [[2.5, -1.0]])
sample(runtime.scale, [1.5, 0.5], 2.5)
for rowvar in [True, False]:
    sample(runtime.observations, X, None, rowvar)
    sample(runtime.observations, real(3), real(3, seed=1), rowvar)
    sample(runtime.from_observations, real(2, 3), np.ones((2, 3) if rowvar else (3, 2)), None, rowvar)
    sample(runtime.from_observations, real(3, 3), np.ones(3), np.ones((2, 3) if rowvar else (3, 2)), rowvar)
sample(runtime.centred, real(4))
sample(runtime.add_structures, [1.5, [0.5]], [2.5, [-1.0]])
sample(runtime.add_structures, V, real(3, seed=4))
sample(runtime.read_back, real(4), [2, 0])
sample(runtime.read_back, real(4), [2, 0, 2])
sample(runtime.stored, V, [2, 0, 3], np.ones(4))
sample(runtime.stored, V, [2, 0, 2], np.ones(4))
sample(runtime.pick, [1.5, 0.5, 2.5], [1, 2, 0])
sample(runtime.put_back, [1.5, 0.5, 2.5], [1, 2, 0])
sample(runtime.half_diagonal, real(3, 3))
for triangle in "LU":
    for a in [real(3, 3), real(2, 3, 3), plane(3, 3)]:
        sample(runtime.from_triangle, a, triangle)
        sample(runtime.to_triangle, a, triangle)
sample(runtime.real_only, X, "f")
sample(runtime.thin, np.linalg.svd(real(3, 3)))
sample(runtime.cropped_like, X, real(3, 2))
sample(runtime.rfftn_adjoint, plane(3, 3), real(3, 4))
sample(runtime.irfftn_adjoint, real(3, 4), plane(3, 3))
sample(runtime.quantile_weights, np.array([0.13, 0.7]), 5)
sample(runtime.cofactors, real(3, 3))
sample(runtime.gaps, V)
for order in [0, 1, 3]:
    sample(runtime.sinc_derivative, np.array([-1.7, -0.2, 0.0, 0.6, 2.5]), order)
    sample(runtime.i0_derivative, V, order)
    sample(runtime.polygamma, order, 1.3)
sample(np.sinc, np.array([0.0, 1.0, 1e-7]))

# Diagonals of matrices, and blocks
for width in [(1, 2), (0, 1), (2, 0)]:
    ab = np.where(real(1 + sum(width), 4) < 3, real(1 + sum(width), 4), 0)
    sample(runtime.turned_band, ab, *width)
    for columns in [(4,), (4, 2)]:
        sample(runtime.band_product, ab, real(*columns, seed=1), *width)
        sample(runtime.band_outer, real(*columns), real(*columns, seed=1), *width)
for triangle in "LU":
    sample(runtime.mirrored, plane(3, 3), triangle)
sample(runtime.diagonal_blocks, real(4, 5), [np.ones((2, 3), int), np.ones(1, int), 2])
sample(runtime.of_rank, V, 1)
sample(runtime.transposed, X)
sample(runtime.along_diagonal, [real(2, 3), real(2), 1.5])
sample(runtime.unique_factor, (real(3, 3), real(3, 3)), "full")
sample(runtime.square_factor, (real(3, 3), real(3, 3)))

# Convolutions and filters
sample(runtime.embedded, real(2, 3), np.ones((2, 4), int), np.ones((3, 2), int))
sample(runtime.centre_of, real(4, 5), np.ones((2, 3), int))
for fn in [runtime.lagged, runtime.advanced]:
    sample(fn, V, real(2, 4), np.ones((2, 4), int), 1)
sample(runtime.lags_of, real(2, 4), real(2, 4, seed=1), 3, 1)

# Single precision: the adjoint of a float32 is a float32
for fn in [fn for fn in UNARY if fn not in (np.real_if_close, np.i0)]:
    sample(fn, real(3, low=UNARY[fn][0], high=UNARY[fn][1]).astype(np.float32))
for fn in [np.add, np.subtract, np.multiply, np.divide, np.hypot, np.maximum, np.logaddexp]:
    sample(fn, X.astype(np.float32), real(3, low=0.5).astype(np.float32))
    sample(fn, X.astype(np.float32), real(3, low=0.5))
    sample(fn, X.astype(np.float32), 1.5)
sample(np.power, real(3, low=0.5).astype(np.float32), 2)
for fn in [np.sum, np.mean, np.prod, np.max, np.var, np.linalg.norm, np.cumsum, np.sort, np.median]:
    sample(fn, real(4, low=0.5).astype(np.float32))
sample(np.matmul, X.astype(np.float32), V.astype(np.float32))
sample(np.where, X > 0, X.astype(np.float32), V.astype(np.float32))
for kind in [np.float32, np.float16, np.complex64]:
    sample(kind, 1.5)
sample(np.float64, np.float32(1.5))
sample(builtins.float, np.float32(1.5))
sample(np.astype, real(3), np.float32)
sample(np.sum, real(3), dtype=np.float32)
sample(np.imag, np.complex64(1.5 + 0.5j))
assert all(SAMPLES.values())

sample(runtime.resized, V, 2)
sample(runtime.resized, V, 5)
sample(runtime.product_rows, np.convolve, 2, V, 4)
sample(runtime.product_rows, np.polynomial.chebyshev.chebmul, 3, V, 5)
sample(runtime.product_rows_adjoint, np.polynomial.chebyshev.chebmul, real(3, 5), 3)
