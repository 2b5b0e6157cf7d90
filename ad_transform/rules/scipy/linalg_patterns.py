"""Derivatives of scipy.linalg: matrices made of a column, a row or blocks. Kinds and reserved words: table.py.

Nearly all are linear: the adjoint of a number is the sum over the places where it stands.
"""

import numpy as np
from scipy import linalg as sl

from ad_transform.rules.table import OurTable
from ad_transform.runtime import diagonal_blocks

rules = OurTable("scipy.linalg, patterns")
linear, multilinear, jvp, vjp = rules.linear, rules.multilinear, rules.jvp, rules.vjp


def antidiagonal_sums(a):
    """The sums of all antidiagonals of a matrix, from the upper left: each row is shifted by one place more."""
    rows, columns = np.shape(a)
    shifted = np.ravel(np.pad(a, ((0, 0), (0, rows))))[: rows * (rows + columns - 1)]
    return np.sum(np.reshape(shifted, (rows, rows + columns - 1)), axis=0)


def toeplitz_adjoint(a_bar):
    """The adjoints of the column and of the row of a Toeplitz matrix, whose corner is the column's."""
    rows = np.shape(a_bar)[0]
    sums = antidiagonal_sums(a_bar[::-1])
    return sums[:rows][::-1], np.concatenate([np.zeros_like(sums[:1]), sums[rows:]])


@linear(sl.toeplitz)
def toeplitz(c, r, *, out_bar):
    column_bar, row_bar = toeplitz_adjoint(out_bar)
    if r is None:
        return column_bar + np.conj(row_bar), 0.0
    return column_bar, row_bar


@linear(sl.hankel)
def hankel(c, r, *, out_bar):
    rows = np.shape(out_bar)[0]
    sums = antidiagonal_sums(out_bar)
    row_bar = np.concatenate([np.zeros_like(sums[:1]), sums[rows:]])
    return np.reshape(sums[:rows], np.shape(c)), 0.0 if r is None else np.reshape(row_bar, np.shape(r))


@linear(sl.convolution_matrix, only={"mode": ("full",)})
def convolution_matrix(a, n, mode, *, out_bar):
    column_bar, _ = toeplitz_adjoint(out_bar)
    return column_bar[: np.size(a)]


def circulant_adjoint(a_bar):
    """The adjoint of the column of a circulant matrix."""
    places = np.arange(np.shape(a_bar)[-1])
    columns = (places - np.expand_dims(places, -1)) % np.size(places)
    return np.sum(a_bar[..., places, columns], axis=-1)


@linear(sl.circulant)
def circulant(c, *, out_bar):
    return circulant_adjoint(out_bar)


@linear(sl.leslie)
def leslie(f, s, *, out_bar):
    return out_bar[0], np.diagonal(out_bar, -1)


@linear(sl.diagsvd)
def diagsvd(s, M, N, *, out_bar):
    return np.diagonal(out_bar)


@linear(sl.block_diag)
def block_diag(*arrs, out_bar):
    return diagonal_blocks(out_bar, arrs)


@multilinear(sl.khatri_rao)
def khatri_rao(a, b, *, out_bar):
    blocks = np.reshape(out_bar, (np.shape(a)[0], np.shape(b)[0], -1))
    return np.sum(blocks * b, axis=1), np.sum(blocks * np.expand_dims(a, 1), axis=0)


@jvp(sl.companion)
def companion_jvp(a, *, a_dot):
    first = (a[1:] * a_dot[0] / a[0] - a_dot[1:]) / a[0]
    n = np.size(first)
    return np.concatenate([np.reshape(first, (1, n)), np.zeros((n - 1, n))])


@vjp(sl.companion)
def companion_vjp(a, *, out_bar):
    by_rest = -out_bar[0] / a[0]
    return np.concatenate([np.reshape(-np.sum(by_rest * a[1:]) / a[0], 1), by_rest])


@jvp(sl.fiedler)
def fiedler_jvp(a, *, a_dot):
    side = np.sign(np.expand_dims(a, -1) - a)
    return side * (np.expand_dims(a_dot, -1) - a_dot)


@vjp(sl.fiedler)
def fiedler_vjp(a, *, out_bar):
    signed = np.sign(np.expand_dims(a, -1) - a) * out_bar
    return np.sum(signed, axis=1) - np.sum(signed, axis=0)


rules.missing(sl.fiedler_companion, "use scipy.linalg.companion, which has the same eigenvalues")
rules.inactive(sl.hadamard, sl.hilbert, sl.invhilbert, sl.pascal, sl.invpascal, sl.helmert, sl.dft)
rules.inactive(sl.bandwidth, sl.issymmetric, sl.ishermitian)
