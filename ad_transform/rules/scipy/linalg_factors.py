"""Derivatives of scipy.linalg: factorisations and eigenvalues. Kinds and reserved words: table.py; formulas: Giles, An
extended collection of matrix derivative results, 2008, unless another source is given.

A factor has a derivative where it is unique: what SciPy may choose freely, such as a basis of a null space, has none.
"""

import numpy as np
from scipy import linalg as sl

from ad_transform.rules.linalg import eig_jvp, eig_vjp, qr_jvp, qr_vjp
from ad_transform.rules.table import OurTable
from ad_transform.runtime import (
    from_triangle,
    gaps,
    half_diagonal,
    square_factor,
    to_triangle,
    unique_factor,
)

rules = OurTable("scipy.linalg, factors")
jvp, vjp = rules.jvp, rules.vjp

# Cholesky: I. Murray, Differentiation of the Cholesky decomposition, 2016


@jvp(sl.cholesky)
def cholesky_jvp(a, lower, check_finite, *, out, a_dot):
    factor = out if lower else np.conj(np.matrix_transpose(out))
    left = np.linalg.solve(factor, from_triangle(a_dot, "L" if lower else "U"))
    middle = np.linalg.solve(factor, np.conj(np.matrix_transpose(left)))
    factor_dot = factor @ half_diagonal(np.conj(np.matrix_transpose(middle)))
    return factor_dot if lower else np.conj(np.matrix_transpose(factor_dot))


@vjp(sl.cholesky)
def cholesky_vjp(a, lower, check_finite, *, out, out_bar):
    factor = out if lower else np.conj(np.matrix_transpose(out))
    factor_bar = out_bar if lower else np.conj(np.matrix_transpose(out_bar))
    middle = half_diagonal(np.matrix_transpose(factor) @ factor_bar)
    left = np.linalg.solve(np.matrix_transpose(factor), middle)
    right = np.linalg.solve(np.conj(np.matrix_transpose(factor)), np.matrix_transpose(left))
    return to_triangle(np.matrix_transpose(right), "L" if lower else "U")


# `cho_factor` leaves the other triangle as it is in the matrix


@jvp(sl.cho_factor)
def cho_factor_jvp(a, lower, check_finite, *, out, a_dot):
    c, _ = out
    factor = np.tril(c) if lower else np.conj(np.matrix_transpose(np.triu(c)))
    left = np.linalg.solve(factor, from_triangle(a_dot, "L" if lower else "U"))
    middle = np.linalg.solve(factor, np.conj(np.matrix_transpose(left)))
    factor_dot = factor @ half_diagonal(np.conj(np.matrix_transpose(middle)))
    if lower:
        return factor_dot + np.triu(a_dot, 1), 0.0
    return np.conj(np.matrix_transpose(factor_dot)) + np.tril(a_dot, -1), 0.0


@vjp(sl.cho_factor)
def cho_factor_vjp(a, lower, check_finite, *, out, out_bar):
    c, _ = out
    c_bar, _ = out_bar
    factor = np.tril(c) if lower else np.conj(np.matrix_transpose(np.triu(c)))
    factor_bar = np.tril(c_bar) if lower else np.conj(np.matrix_transpose(np.triu(c_bar)))
    middle = half_diagonal(np.matrix_transpose(factor) @ factor_bar)
    left = np.linalg.solve(np.matrix_transpose(factor), middle)
    right = np.linalg.solve(np.conj(np.matrix_transpose(factor)), np.matrix_transpose(left))
    whole = to_triangle(np.matrix_transpose(right), "L" if lower else "U")
    return whole + (np.triu(c_bar, 1) if lower else np.tril(c_bar, -1))


# LU: de Hoog, Anderssen & Lukas, The derivative of matrix functions via LU, 2011; while the rows stay in order


def lu_of(a, k, left, right):
    """The inner matrix ``L⁻¹ X U⁻¹`` for a square X."""
    inner = sl.solve_triangular(left, a, lower=True, unit_diagonal=True)
    return np.transpose(sl.solve_triangular(right, np.transpose(inner), trans=1))


@jvp(sl.lu, only={"p_indices": (False,)})
def lu_jvp(a, permute_l, check_finite, p_indices, *, a_dot):
    p, left, right = sl.lu(a)
    k = np.shape(right)[0]
    moved = np.transpose(p) @ a_dot
    inner = lu_of(moved[:k, :k], k, left[:k], right[:, :k])
    left_dot, right_dot = left[:k] @ np.tril(inner, -1), np.triu(inner) @ right[:, :k]
    below = moved[k:, :k] - left[k:] @ right_dot
    below = np.transpose(sl.solve_triangular(right[:, :k], np.transpose(below), trans=1))
    beside = moved[:k, k:] - left_dot @ right[:, k:]
    beside = sl.solve_triangular(left[:k], beside, lower=True, unit_diagonal=True)
    left_dot = np.concatenate([left_dot, below])
    right_dot = np.concatenate([right_dot, beside], axis=1)
    if permute_l:
        return p @ left_dot, right_dot
    return np.zeros_like(p), left_dot, right_dot


@vjp(sl.lu, only={"p_indices": (False,)})
def lu_vjp(a, permute_l, check_finite, p_indices, *, out_bar):
    p, left, right = sl.lu(a)
    k = np.shape(right)[0]
    left_bar = np.transpose(p) @ out_bar[0] if permute_l else out_bar[1]
    right_bar = out_bar[1] if permute_l else out_bar[2]
    square, corner = left[:k], right[:, :k]
    below = np.transpose(sl.solve_triangular(corner, np.transpose(left_bar[k:])))
    beside = sl.solve_triangular(square, right_bar[:, k:], trans=1, lower=True, unit_diagonal=True)
    square_bar = left_bar[:k] - beside @ np.transpose(right[:, k:])
    corner_bar = right_bar[:, :k] - np.transpose(left[k:]) @ below
    inner = np.tril(np.transpose(square) @ square_bar, -1) + np.triu(corner_bar @ np.transpose(corner))
    inner = sl.solve_triangular(square, inner, trans=1, lower=True, unit_diagonal=True)
    inner = np.transpose(sl.solve_triangular(corner, np.transpose(inner)))
    upper = np.concatenate([inner, beside], axis=1)
    lower = np.concatenate([below, np.zeros((np.shape(below)[0], np.shape(beside)[1]))], axis=1)
    return p @ np.concatenate([upper, lower])


# The pair of `lu_factor`, L below U: with ``A = P L U``, ``L⁻¹ Pᵀ`` is ``U A⁻¹``


@jvp(sl.lu_factor)
def lu_factor_jvp(a, check_finite, *, out, a_dot):
    right = np.triu(out[0])
    left = np.tril(out[0], -1) + np.eye(np.shape(right)[0])
    rest = right @ sl.lu_solve(out, a_dot)
    inner = np.transpose(sl.solve_triangular(right, np.transpose(rest), trans=1))
    return left @ np.tril(inner, -1) + np.triu(inner) @ right, 0


@vjp(sl.lu_factor)
def lu_factor_vjp(a, check_finite, *, out, out_bar):
    right = np.triu(out[0])
    left = np.tril(out[0], -1) + np.eye(np.shape(right)[0])
    left_bar, right_bar = np.tril(out_bar[0], -1), np.triu(out_bar[0])
    inner = np.tril(np.transpose(left) @ left_bar, -1) + np.triu(right_bar @ np.transpose(right))
    inner = np.transpose(sl.solve_triangular(right, np.transpose(inner)))
    return sl.lu_solve(out, np.transpose(right) @ inner, trans=1)


# QR: the rules of NumPy, where all columns of Q are given by the matrix


@jvp(sl.qr, only={"mode": ("full", "economic")})
def sl_qr_jvp(a, mode, check_finite, *, out, a_dot):
    return qr_jvp(a, mode, out=unique_factor(out, mode), a_dot=a_dot)


@vjp(sl.qr, only={"mode": ("full", "economic")})
def sl_qr_vjp(a, mode, check_finite, *, out, out_bar):
    return qr_vjp(a, mode, out=unique_factor(out, mode), out_bar=out_bar)


# Polar: ``P² = AᴴA``, so P_dot solves ``P X + X P = (AᵀA)_dot``: Higham, Functions of matrices, 2008, chapter 8


def polar_right_jvp(a, u, p, a_dot):
    moved = np.transpose(a) @ a_dot
    p_dot = sl.solve_sylvester(p, p, moved + np.transpose(moved))
    return np.transpose(np.linalg.solve(p, np.transpose(a_dot - u @ p_dot))), p_dot


def polar_right_vjp(a, u, p, u_bar, p_bar):
    a_bar = np.transpose(np.linalg.solve(p, np.transpose(u_bar)))
    inner = sl.solve_sylvester(p, p, p_bar - np.transpose(u) @ a_bar)
    return a_bar + a @ (inner + np.transpose(inner))


@jvp(sl.polar, only={"side": ("right", "left")})
def polar_jvp(a, side, *, out, a_dot):
    u, p = square_factor(out)
    if side == "right":
        return polar_right_jvp(a, u, p, a_dot)
    u_dot, p_dot = polar_right_jvp(np.transpose(a), np.transpose(u), p, np.transpose(a_dot))
    return np.transpose(u_dot), p_dot


@vjp(sl.polar, only={"side": ("right", "left")})
def polar_vjp(a, side, *, out, out_bar):
    u, p = square_factor(out)
    if side == "right":
        return polar_right_vjp(a, u, p, out_bar[0], out_bar[1])
    u_bar, p_bar = np.transpose(out_bar[0]), np.transpose(out_bar[1])
    return np.transpose(polar_right_vjp(np.transpose(a), np.transpose(u), p, u_bar, p_bar))


# The rotation nearest to a matrix, and the sum of its singular values: the polar factors of AᵀB


@jvp(sl.orthogonal_procrustes)
def orthogonal_procrustes_jvp(A, B, check_finite, *, A_dot, B_dot):
    product = np.transpose(A) @ B
    u, p = square_factor(sl.polar(product))
    u_dot, p_dot = polar_right_jvp(product, u, p, np.transpose(A_dot) @ B + np.transpose(A) @ B_dot)
    return u_dot, np.trace(p_dot)


@vjp(sl.orthogonal_procrustes)
def orthogonal_procrustes_vjp(A, B, check_finite, *, out_bar):
    product = np.transpose(A) @ B
    u, p = square_factor(sl.polar(product))
    bar = polar_right_vjp(product, u, p, out_bar[0], out_bar[1] * np.eye(np.shape(p)[0]))
    return B @ np.transpose(bar), A @ bar


# Eigenvalues. Symmetric matrices: of one triangle; ``A v = w B v`` with ``vᴴ B v = 1``


def symmetric_jvp(w, v, a_dot, b_dot, triangle):
    back = np.conj(np.transpose(v))
    turned = back @ from_triangle(a_dot, triangle) @ v
    if b_dot is None:
        return np.real(np.diagonal(turned)), v @ (turned / gaps(w))
    other = back @ from_triangle(b_dot, triangle) @ v
    inner = turned - other * w
    return np.real(np.diagonal(inner)), v @ (inner / gaps(w)) - v * np.diagonal(other) / 2


def values_jvp(v, w, a_dot, b_dot, triangle):
    moved = from_triangle(a_dot, triangle) @ v
    if b_dot is not None:
        moved = moved - from_triangle(b_dot, triangle) @ v * w
    return np.real(np.sum(np.conj(v) * moved, axis=0))


PLAIN = {"type": (1,)}


@jvp(sl.eigh, only=PLAIN)
def eigh_jvp(a, b, lower, eigvals_only, type, check_finite, driver, *, out, a_dot, b_dot):
    triangle = "L" if lower else "U"
    if eigvals_only:
        w, v = sl.eigh(a, b, lower=lower)
        return values_jvp(v, w, a_dot, b_dot, triangle)
    return symmetric_jvp(out[0], out[1], a_dot, b_dot, triangle)


@vjp(sl.eigh, only=PLAIN)
def eigh_vjp(a, b, lower, eigvals_only, type, check_finite, driver, *, out, out_bar):
    triangle = "L" if lower else "U"
    if eigvals_only:
        w, v = sl.eigh(a, b, lower=lower)
        scaled = np.conj(v) * out_bar
        b_bar = 0.0 if b is None else to_triangle(-scaled * w @ np.transpose(v), triangle)
        return to_triangle(scaled @ np.transpose(v), triangle), b_bar
    w, v = out
    w_bar, v_bar = out_bar
    of_v = np.transpose(v) @ v_bar
    inner = of_v / gaps(w) + w_bar * np.eye(np.shape(w)[0])
    a_bar = to_triangle(np.conj(v) @ inner @ np.transpose(v), triangle)
    if b is None:
        return a_bar, 0.0
    other = -inner * w - of_v * np.eye(np.shape(w)[0]) / 2
    return a_bar, to_triangle(np.conj(v) @ other @ np.transpose(v), triangle)


@jvp(sl.eigvalsh, only=PLAIN)
def eigvalsh_jvp(a, b, lower, type, check_finite, *, a_dot, b_dot):
    w, v = sl.eigh(a, b, lower=lower)
    return values_jvp(v, w, a_dot, b_dot, "L" if lower else "U")


@vjp(sl.eigvalsh, only=PLAIN)
def eigvalsh_vjp(a, b, lower, type, check_finite, *, out_bar):
    w, v = sl.eigh(a, b, lower=lower)
    scaled, triangle = np.conj(v) * out_bar, "L" if lower else "U"
    b_bar = 0.0 if b is None else to_triangle(-scaled * w @ np.transpose(v), triangle)
    return to_triangle(scaled @ np.transpose(v), triangle), b_bar


def three_diagonals(d, e):
    return np.diag(d) + np.diag(e, 1) + np.diag(e, -1)


@jvp(sl.eigh_tridiagonal)
def eigh_tridiagonal_jvp(d, e, eigvals_only, check_finite, *, out, d_dot, e_dot):
    if eigvals_only:
        _, v = sl.eigh_tridiagonal(d, e)
        return np.sum(v * (three_diagonals(d_dot, e_dot) @ v), axis=0)
    turned = np.transpose(out[1]) @ three_diagonals(d_dot, e_dot) @ out[1]
    return np.diagonal(turned), out[1] @ (turned / gaps(out[0]))


@vjp(sl.eigh_tridiagonal)
def eigh_tridiagonal_vjp(d, e, eigvals_only, check_finite, *, out, out_bar):
    if eigvals_only:
        _, v = sl.eigh_tridiagonal(d, e)
        return np.sum(v**2 * out_bar, axis=1), np.sum(2 * v[1:] * v[:-1] * out_bar, axis=1)
    w, v = out
    inner = np.transpose(v) @ out_bar[1] / gaps(w) + out_bar[0] * np.eye(np.size(w))
    whole = v @ inner @ np.transpose(v)
    return np.diagonal(whole), np.diagonal(whole, 1) + np.diagonal(whole, -1)


@jvp(sl.eigvalsh_tridiagonal)
def eigvalsh_tridiagonal_jvp(d, e, check_finite, *, d_dot, e_dot):
    _, v = sl.eigh_tridiagonal(d, e)
    return np.sum(v * (three_diagonals(d_dot, e_dot) @ v), axis=0)


@vjp(sl.eigvalsh_tridiagonal)
def eigvalsh_tridiagonal_vjp(d, e, check_finite, *, out_bar):
    _, v = sl.eigh_tridiagonal(d, e)
    return np.sum(v**2 * out_bar, axis=1), np.sum(2 * v[1:] * v[:-1] * out_bar, axis=1)


# Any matrix: SciPy scales eigenvectors as NumPy does


@jvp(sl.eig)
def sl_eig_jvp(a, check_finite, *, out, a_dot):
    return eig_jvp(a, out=out, a_dot=a_dot)


@vjp(sl.eig)
def sl_eig_vjp(a, check_finite, *, out, out_bar, used):
    return eig_vjp(a, out=out, out_bar=out_bar, used=used)


@jvp(sl.eigvals)
def eigvals_jvp(a, check_finite, *, a_dot):
    _, v = sl.eig(a)
    return np.diagonal(np.linalg.solve(v, a_dot @ v))


@vjp(sl.eigvals)
def eigvals_vjp(a, check_finite, *, out_bar):
    _, v = sl.eig(a)
    turned = np.transpose(v)
    return np.linalg.solve(turned, np.expand_dims(out_bar, -1) * turned)


FREE = "its result is not unique: SciPy chooses signs or a basis"
for free in (
    sl.null_space,
    sl.orth,
    sl.schur,
    sl.qz,
    sl.ordqz,
    sl.hessenberg,
    sl.rsf2csf,
    sl.cdf2rdf,
    sl.cossin,
):
    rules.missing(free, FREE)
WHOLE = "it is known for whole matrices only: write the matrix out and use"
rules.missing(sl.rq, "use scipy.linalg.qr of the transpose with its rows and columns in reverse order")
rules.missing(sl.ldl, "use scipy.linalg.cholesky")
rules.missing(
    sl.subspace_angles, "use the arccosines of the singular values of ``orth(A).T @ orth(B)``, by qr"
)
rules.missing(sl.matrix_balance, "its scales are powers of two, which change by steps")
rules.missing(sl.qr_multiply, "use scipy.linalg.qr and a product")
for update in (sl.qr_delete, sl.qr_insert, sl.qr_update):
    rules.missing(update, "use scipy.linalg.qr of the changed matrix")
rules.missing(sl.cholesky_banded, f"{WHOLE} scipy.linalg.cholesky, or use scipy.linalg.solveh_banded")
rules.missing(sl.cho_solve_banded, "use scipy.linalg.solveh_banded")
rules.missing(sl.eig_banded, f"{WHOLE} scipy.linalg.eigh")
rules.missing(sl.eigvals_banded, f"{WHOLE} scipy.linalg.eigvalsh")
rules.missing(
    sl.clarkson_woodruff_transform, "it draws a random matrix: make the matrix and multiply with it"
)
