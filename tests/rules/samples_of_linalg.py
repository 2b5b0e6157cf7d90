"""Calls to try the rules of numpy.linalg and numpy.fft on; see samples.py."""

import numpy as np

from tests.rules.samples import plane, real, sample

SQUARE, STACK = real(3, 3) + 2 * np.eye(3), real(2, 3, 3) + 3 * np.eye(3)
POSITIVE = SQUARE @ SQUARE.T + np.eye(3)
POSITIVES = STACK @ np.swapaxes(STACK, -1, -2) + np.eye(3)
COMPLEX = plane(3, 3) + 2 * np.eye(3)
HERMITIAN = COMPLEX @ COMPLEX.conj().T + np.eye(3)
V, W = real(3, seed=1), real(3, 2, seed=2)

for a, b in [
    (SQUARE, V),
    (SQUARE, W),
    (STACK, V),
    (STACK, W),
    (SQUARE, real(2, 3, 2)),
    (STACK, real(2, 3, 1)),
]:
    sample(np.linalg.solve, a, b)
sample(np.linalg.solve, COMPLEX, V)
for fn in [np.linalg.inv, np.linalg.det, np.linalg.slogdet, np.linalg.pinv]:
    for a in [SQUARE, STACK, COMPLEX]:
        sample(fn, a)
sample(np.linalg.det, np.array([[1.0, 2.0], [2.0, 4.0]]))
sample(np.linalg.pinv, real(4, 3))
sample(np.linalg.pinv, real(2, 3, 4))
sample(np.linalg.pinv, plane(4, 3))
for a in [real(4, 3), real(3, 3), real(2, 4)]:
    for b in [real(len(a)), real(len(a), 2)]:
        sample(np.linalg.lstsq, a, b)
for n in [0, 1, 2, 3, -1, -2]:
    sample(np.linalg.matrix_power, SQUARE, n)
sample(np.linalg.matrix_power, STACK, 3)
sample(np.linalg.tensorsolve, real(2, 3, 6) + np.reshape(3 * np.eye(6), (2, 3, 6)), real(2, 3))
sample(np.linalg.tensorinv, real(2, 3, 6, 1) + np.reshape(3 * np.eye(6), (2, 3, 6, 1)))
sample(np.linalg.tensorinv, real(6, 2, 3) + np.reshape(3 * np.eye(6), (6, 2, 3)), ind=1)

for a in [POSITIVE, POSITIVES, HERMITIAN]:
    sample(np.linalg.cholesky, a)
    sample(np.linalg.eigvalsh, a)
    sample(np.linalg.eigvalsh, a, "U")
for a in [POSITIVE, POSITIVES]:
    sample(np.linalg.eigh, a)
    sample(np.linalg.eigh, a, "U")
for a in [SQUARE, STACK, POSITIVE, COMPLEX]:
    sample(np.linalg.eig, a)
    sample(np.linalg.eigvals, a)
for a in [SQUARE, STACK, real(4, 3), real(3, 5), real(2, 4, 2)]:
    sample(np.linalg.qr, a)
    sample(np.linalg.svd, a, full_matrices=False)
    sample(np.linalg.svd, a, compute_uv=False)
    sample(np.linalg.svdvals, a)
    sample(np.linalg.cond, a)
sample(np.linalg.svd, SQUARE)
sample(np.linalg.svd, plane(3, 2), compute_uv=False)
sample(np.linalg.cond, SQUARE, 2)

for ord in [None, 1, 2, 3, 0.5, -1, np.inf, -np.inf]:
    sample(np.linalg.norm, V, ord)
    sample(np.linalg.norm, real(2, 3, 4), ord, axis=1, keepdims=True)
    if ord is not None:
        sample(np.linalg.vector_norm, real(2, 3, 4), axis=(0, 2), ord=ord)
for ord in [None, "fro", "nuc", 1, 2, -1, -2, np.inf, -np.inf]:
    sample(np.linalg.norm, real(3, 4), ord)
    sample(np.linalg.norm, real(2, 3, 4), ord, axis=(2, 0))
    if ord is not None:
        sample(np.linalg.matrix_norm, real(2, 3, 4), ord=ord)
        sample(np.linalg.matrix_norm, real(3, 4), ord=ord, keepdims=True)
sample(np.linalg.norm, real(2, 3, 4))
sample(np.linalg.norm, plane(3))
sample(np.linalg.norm, plane(3), 1)
sample(np.linalg.norm, plane(3, 3), "nuc")
sample(np.linalg.vector_norm, V)

sample(np.linalg.trace, real(2, 3, 4), offset=1)
sample(np.linalg.diagonal, real(2, 3, 4), offset=-1)
sample(np.linalg.vecdot, real(3, 2), real(3, 2, seed=1), axis=0)
sample(np.linalg.cross, real(3, 2), real(3, 2, seed=1), axis=0)
sample(np.linalg.matmul, W.T, W)
sample(np.linalg.tensordot, W, W, axes=([0, 1], [0, 1]))
sample(np.linalg.outer, V, real(2))
sample(np.linalg.matrix_transpose, W)
sample(np.linalg.multi_dot, [real(2, 3), W, real(2, 5)])
sample(np.linalg.multi_dot, [V, W, real(2, 5), real(5)])

for norm in [None, "ortho", "forward"]:
    for fn in [np.fft.fft, np.fft.ifft, np.fft.hfft]:
        for n in [None, 3, 7, 8]:
            sample(fn, plane(5), n, norm=norm)
            sample(fn, plane(2, 5), n, norm=norm)
        sample(fn, plane(4, 3), axis=0, norm=norm)
    for fn in [np.fft.rfft, np.fft.ihfft]:
        for n in [None, 3, 7, 8]:
            sample(fn, real(5), n, norm=norm)
        sample(fn, real(4, 3), axis=0, norm=norm)
    for n in [None, 3, 7, 8, 12]:
        sample(np.fft.irfft, plane(5), n, norm=norm)
    sample(np.fft.irfft, plane(4, 3), axis=0, norm=norm)
    for fn in [np.fft.fft2, np.fft.ifft2, np.fft.fftn, np.fft.ifftn, np.fft.irfft2, np.fft.irfftn]:
        sample(fn, plane(3, 4), norm=norm)
        sample(fn, plane(2, 3, 4), (4, 3), (1, 0), norm=norm)
    for fn in [np.fft.rfft2, np.fft.rfftn]:
        sample(fn, real(3, 4), norm=norm)
        sample(fn, real(2, 3, 4), (4, 3), (1, 0), norm=norm)
for fn in [np.fft.fftn, np.fft.ifftn, np.fft.irfftn]:
    sample(fn, plane(2, 3, 4))
sample(np.fft.rfftn, real(2, 3, 4))
sample(np.fft.fft, real(5))
