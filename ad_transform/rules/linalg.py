"""Derivatives of numpy.linalg. Kinds and reserved words: table.py. Formulas: M. B. Giles, Collected matrix derivative
results for forward and reverse mode algorithmic differentiation, 2008, unless another source is given.

What NumPy does not read has no derivative: `cholesky` and `eigh` read one triangle, and the adjoint has zeros in the
other. Eigenvectors and singular vectors of repeated values have no derivative, and theirs is NaN.
"""

import math

import numpy as np

from ad_transform.rules.products import rules as products
from ad_transform.rules.table import OurTable
from ad_transform.runtime import (
    chain_adjoint,
    cofactors,
    extreme,
    from_triangle,
    gaps,
    half_diagonal,
    largest_real,
    places,
    real_only,
    scatter_like,
    share,
    tensordot_left,
    tensordot_right,
    thin,
    to_triangle,
)

rules = OurTable("linalg")
reduction, linear, multilinear, jvp, vjp = (
    rules.reduction,
    rules.linear,
    rules.multilinear,
    rules.jvp,
    rules.vjp,
)

# Systems of equations and inverses


@jvp(np.linalg.solve)
def solve_jvp(a, b, *, out, a_dot, b_dot):
    if np.ndim(b) == 1 and np.ndim(a) > 2:
        rest = np.expand_dims(b_dot - np.matvec(a_dot, out), -1)
        return np.squeeze(np.linalg.solve(a, rest), -1)
    return np.linalg.solve(a, b_dot - a_dot @ out)


@vjp(np.linalg.solve)
def solve_vjp(a, b, *, out, out_bar):
    if np.ndim(b) == 1 and np.ndim(a) > 2:
        b_bar = np.linalg.solve(np.matrix_transpose(a), np.expand_dims(out_bar, -1))
        return -b_bar * np.expand_dims(out, -2), np.squeeze(b_bar, -1)
    b_bar = np.linalg.solve(np.matrix_transpose(a), out_bar)
    if np.ndim(b) == 1:
        return -np.outer(b_bar, out), b_bar
    return -b_bar @ np.matrix_transpose(out), b_bar


@jvp(np.linalg.inv)
def inv_jvp(a, *, out, a_dot):
    return -out @ a_dot @ out


@vjp(np.linalg.inv)
def inv_vjp(a, *, out, out_bar):
    return -np.matrix_transpose(out) @ out_bar @ np.matrix_transpose(out)


@jvp(np.linalg.tensorsolve)
def tensorsolve_jvp(a, b, *, out, a_dot, b_dot):
    n = np.size(b)
    rest = np.ravel(b_dot) - np.reshape(a_dot, (n, n)) @ np.ravel(out)
    return np.reshape(np.linalg.solve(np.reshape(a, (n, n)), rest), np.shape(out))


@vjp(np.linalg.tensorsolve)
def tensorsolve_vjp(a, b, *, out, out_bar):
    n = np.size(b)
    b_bar = np.linalg.solve(np.reshape(a, (n, n)).T, np.ravel(out_bar))
    return -np.reshape(np.outer(b_bar, out), np.shape(a)), np.reshape(b_bar, np.shape(b))


@jvp(np.linalg.tensorinv)
def tensorinv_jvp(a, ind, *, out, a_dot):
    n = math.isqrt(np.size(a))
    inverse = np.reshape(out, (n, n))
    return -np.reshape(inverse @ np.reshape(a_dot, (n, n)) @ inverse, np.shape(out))


@vjp(np.linalg.tensorinv)
def tensorinv_vjp(a, ind, *, out, out_bar):
    n = math.isqrt(np.size(a))
    inverse = np.reshape(out, (n, n)).T
    return -np.reshape(inverse @ np.reshape(out_bar, (n, n)) @ inverse, np.shape(a))


# Golub & Pereyra, The differentiation of pseudo-inverses, 1973; while the rank stays


@jvp(np.linalg.pinv)
def pinv_jvp(a, rcond, *, out, a_dot):
    adjoint_dot, adjoint = np.conj(np.matrix_transpose(a_dot)), np.conj(np.matrix_transpose(out))
    below = out @ adjoint @ (adjoint_dot - adjoint_dot @ a @ out)
    right = (adjoint_dot - out @ a @ adjoint_dot) @ adjoint @ out
    return below + right - out @ a_dot @ out


@vjp(np.linalg.pinv)
def pinv_vjp(a, rcond, *, out, out_bar):
    bar, adjoint = np.matrix_transpose(out_bar), np.conj(np.matrix_transpose(out))
    below = np.conj((bar - a @ out @ bar) @ out @ adjoint)
    right = np.conj(adjoint @ out @ (bar - bar @ out @ a))
    return below + right - np.matrix_transpose(out @ bar @ out)


@jvp(np.linalg.lstsq)
def lstsq_jvp(a, b, rcond, *, out, a_dot, b_dot):
    x, squares, _, _ = out
    inverse = np.linalg.pinv(real_only(a, "np.linalg.lstsq"))
    rest = b - a @ x
    moved = b_dot - a_dot @ x
    back = inverse.T @ x
    x_dot = (
        inverse @ (moved + inverse.T @ (a_dot.T @ rest)) + a_dot.T @ back - inverse @ (a @ (a_dot.T @ back))
    )
    by_column = 2 * np.sum(rest * moved, axis=0)
    squares_dot = np.reshape(by_column, np.shape(squares)) if np.size(squares) else np.zeros_like(squares)
    u, _, vh = np.linalg.svd(a, full_matrices=False)
    return x_dot, squares_dot, 0, np.sum(u * (a_dot @ vh.T), axis=0)


@vjp(np.linalg.lstsq)
def lstsq_vjp(a, b, rcond, *, out, out_bar, used):
    x, squares, _, _ = out
    x_bar, squares_bar, _, s_bar = out_bar
    inverse = np.linalg.pinv(real_only(a, "np.linalg.lstsq"))
    columns, bars = np.reshape(x, (np.shape(x)[0], -1)), np.reshape(x_bar, (np.shape(x)[0], -1))
    rest = np.reshape(b - a @ x, (np.shape(b)[0], -1))
    b_bar, side = inverse.T @ bars, inverse.T @ columns
    a_bar = rest @ (b_bar.T @ inverse.T) + side @ (bars - a.T @ b_bar).T
    if np.size(squares):
        b_bar = b_bar + 2 * rest * squares_bar
    a_bar = a_bar - b_bar @ columns.T
    if used[3]:
        u, _, vh = np.linalg.svd(a, full_matrices=False)
        a_bar = a_bar + u * s_bar @ vh
    return a_bar, np.reshape(b_bar, np.shape(b))


@jvp(np.linalg.matrix_power)
def matrix_power_jvp(a, n, *, a_dot):
    size = np.shape(a)[-1]
    return np.linalg.matrix_power(np.block([[a, a_dot], [np.zeros_like(a), a]]), n)[..., :size, size:]


@vjp(np.linalg.matrix_power)
def matrix_power_vjp(a, n, *, out_bar):
    size, turned = np.shape(a)[-1], np.matrix_transpose(a)
    return np.linalg.matrix_power(np.block([[turned, out_bar], [np.zeros_like(a), turned]]), n)[
        ..., :size, size:
    ]


# Determinants


@jvp(np.linalg.det)
def det_jvp(a, *, a_dot):
    return np.sum(cofactors(a) * a_dot, axis=(-2, -1))


@vjp(np.linalg.det)
def det_vjp(a, *, out_bar):
    return np.expand_dims(out_bar, (-2, -1)) * cofactors(a)


@jvp(np.linalg.slogdet)
def slogdet_jvp(a, *, out, a_dot):
    sign, _ = out
    rate = np.trace(np.linalg.solve(a, a_dot), axis1=-2, axis2=-1)
    if np.iscomplexobj(a):
        return 1j * np.imag(rate) * sign, np.real(rate)
    return np.zeros_like(sign), rate


@vjp(np.linalg.slogdet)
def slogdet_vjp(a, *, out, out_bar):
    sign, _ = out
    sign_bar, log_bar = out_bar
    if np.iscomplexobj(a):
        log_bar = log_bar - 1j * np.real(1j * sign * sign_bar)
    return np.expand_dims(log_bar, (-2, -1)) * np.matrix_transpose(np.linalg.inv(a))


# Factorisations. Cholesky: I. Murray, Differentiation of the Cholesky decomposition, 2016


@jvp(np.linalg.cholesky, only={"upper": (False,)})
def cholesky_jvp(a, upper, *, out, a_dot):
    left = np.linalg.solve(out, from_triangle(a_dot, "L"))
    middle = np.linalg.solve(out, np.conj(np.matrix_transpose(left)))
    return out @ half_diagonal(np.conj(np.matrix_transpose(middle)))


@vjp(np.linalg.cholesky, only={"upper": (False,)})
def cholesky_vjp(a, upper, *, out, out_bar):
    middle = half_diagonal(np.matrix_transpose(out) @ out_bar)
    left = np.linalg.solve(np.matrix_transpose(out), middle)
    right = np.linalg.solve(np.conj(np.matrix_transpose(out)), np.matrix_transpose(left))
    return to_triangle(np.matrix_transpose(right), "L")


@jvp(np.linalg.eigh)
def eigh_jvp(a, UPLO, *, out, a_dot):
    w, v = out
    turned = np.conj(np.matrix_transpose(v)) @ from_triangle(a_dot, UPLO) @ v
    return np.real(np.diagonal(turned, axis1=-2, axis2=-1)), v @ (turned / gaps(w))


@vjp(np.linalg.eigh)
def eigh_vjp(a, UPLO, *, out, out_bar, used):
    w, v = out
    w_bar, v_bar = out_bar
    back = np.conj(np.matrix_transpose(v))
    if not used[1]:
        return to_triangle(np.conj(v) * np.expand_dims(w_bar, -2) @ np.conj(back), UPLO)
    inner = np.matrix_transpose(v) @ v_bar / gaps(w) + np.expand_dims(w_bar, -2) * np.eye(np.shape(w)[-1])
    return to_triangle(np.conj(v) @ inner @ np.conj(back), UPLO)


@jvp(np.linalg.eigvalsh)
def eigvalsh_jvp(a, UPLO, *, a_dot):
    _, v = np.linalg.eigh(a, UPLO)
    return np.real(np.sum(np.conj(v) * (from_triangle(a_dot, UPLO) @ v), axis=-2))


@vjp(np.linalg.eigvalsh)
def eigvalsh_vjp(a, UPLO, *, out_bar):
    _, v = np.linalg.eigh(a, UPLO)
    return to_triangle(np.conj(v) * np.expand_dims(out_bar, -2) @ np.matrix_transpose(v), UPLO)


# Boeddeker et al., On the computation of complex-valued gradients, 2017; NumPy makes each vector one in length, and
# real where it is largest


@jvp(np.linalg.eig)
def eig_jvp(a, *, out, a_dot):
    w, v = out
    inner = np.linalg.solve(v, a_dot @ v)
    v_dot = v @ (inner / gaps(w))
    v_dot = v_dot - v * np.real(np.sum(np.conj(v) * v_dot, axis=-2, keepdims=True))
    turned = np.imag(np.take_along_axis(v_dot / v, largest_real(v), -2))
    return np.diagonal(inner, axis1=-2, axis2=-1), v_dot - 1j * v * turned


@jvp(np.linalg.eigvals)
def eigvals_jvp(a, *, a_dot):
    _, v = np.linalg.eig(a)
    return np.diagonal(np.linalg.solve(v, a_dot @ v), axis1=-2, axis2=-1)


@vjp(np.linalg.eig)
def eig_vjp(a, *, out, out_bar, used):
    w, v = out
    w_bar, v_bar = out_bar
    turned = np.matrix_transpose(v)
    if not used[1]:
        return np.linalg.solve(turned, np.expand_dims(w_bar, -1) * turned)
    rows = np.expand_dims(np.arange(np.shape(w)[-1]), -1)
    phase = np.real(-1j * np.sum(v_bar * v, axis=-2, keepdims=True))
    v_bar = v_bar + np.where(rows == largest_real(v), -1j * phase / v, 0)
    v_bar = v_bar - np.conj(v) * np.real(np.sum(v_bar * v, axis=-2, keepdims=True))
    inner = turned @ v_bar / gaps(w) + np.expand_dims(w_bar, -2) * np.eye(np.shape(w)[-1])
    return np.linalg.solve(turned, inner @ turned)


@vjp(np.linalg.eigvals)
def eigvals_vjp(a, *, out_bar):
    _, v = np.linalg.eig(a)
    turned = np.matrix_transpose(v)
    return np.linalg.solve(turned, np.expand_dims(out_bar, -1) * turned)


# Walter & Lehmann, Algorithmic differentiation of linear algebra functions, 2012


@jvp(np.linalg.qr, only={"mode": ("reduced",)})
def qr_jvp(a, mode, *, out, a_dot):
    q, r = out
    k = np.shape(r)[-2]
    square = real_only(r, "np.linalg.qr")[..., :k]
    moved = np.matrix_transpose(
        np.linalg.solve(np.matrix_transpose(square), np.matrix_transpose(a_dot[..., :k]))
    )
    inner = np.matrix_transpose(q) @ moved
    turn = np.tril(inner, -1) - np.matrix_transpose(np.tril(inner, -1))
    q_dot = moved + q @ (turn - inner)
    beside = np.matrix_transpose(q_dot) @ a[..., k:] + np.matrix_transpose(q) @ a_dot[..., k:]
    return q_dot, np.concatenate([(inner - turn) @ square, beside], axis=-1)


@vjp(np.linalg.qr, only={"mode": ("reduced",)})
def qr_vjp(a, mode, *, out, out_bar):
    q, r = out
    q_bar, r_bar = out_bar
    k = np.shape(r)[-2]
    square = real_only(r, "np.linalg.qr")[..., :k]
    q_bar = q_bar + a[..., k:] @ np.matrix_transpose(r_bar[..., k:])
    inner = square @ np.matrix_transpose(r_bar[..., :k]) - np.matrix_transpose(q_bar) @ q
    inner = np.tril(inner) + np.matrix_transpose(np.tril(inner, -1))
    left = np.linalg.solve(square, np.matrix_transpose(q_bar + q @ inner))
    return np.concatenate([np.matrix_transpose(left), q @ r_bar[..., k:]], axis=-1)


# Wan & Zhang, Automatic differentiation for complex valued SVD, 2019


@jvp(np.linalg.svd, only={"hermitian": (False,)})
def svd_jvp(a, full_matrices, compute_uv, hermitian, *, out, a_dot):
    if not compute_uv:
        u, _, vh = np.linalg.svd(a, full_matrices=False)
        return np.real(np.sum(np.conj(u) * (a_dot @ np.conj(np.matrix_transpose(vh))), axis=-2))
    u, s, vh = thin(out)
    v = np.matrix_transpose(real_only(vh, "np.linalg.svd with compute_uv"))
    inner = np.matrix_transpose(u) @ a_dot @ v
    row, column = np.expand_dims(s, -2), np.expand_dims(s, -1)
    u_turn = (inner * row + column * np.matrix_transpose(inner)) / gaps(s**2)
    v_turn = (column * inner + np.matrix_transpose(inner) * row) / gaps(s**2)
    u_dot = u @ u_turn + (a_dot @ v - u @ inner) / row
    v_dot = v @ v_turn + (np.matrix_transpose(a_dot) @ u - v @ np.matrix_transpose(inner)) / row
    return u_dot, np.diagonal(inner, axis1=-2, axis2=-1), np.matrix_transpose(v_dot)


@vjp(np.linalg.svd, only={"hermitian": (False,)})
def svd_vjp(a, full_matrices, compute_uv, hermitian, *, out, out_bar, used):
    if not compute_uv:
        u, _, vh = np.linalg.svd(a, full_matrices=False)
        return np.conj(u) * np.expand_dims(out_bar, -2) @ np.conj(vh)
    u, s, vh = thin(out)
    u_bar, s_bar, vh_bar = out_bar
    if not used[0] and not used[2]:
        return np.conj(u) * np.expand_dims(s_bar, -2) @ np.conj(vh)
    v, v_bar = (
        np.matrix_transpose(real_only(vh, "np.linalg.svd with compute_uv")),
        np.matrix_transpose(vh_bar),
    )
    row, column = np.expand_dims(s, -2), np.expand_dims(s, -1)
    of_u, of_v = np.matrix_transpose(u) @ u_bar, np.matrix_transpose(v) @ v_bar
    inner = (of_u - np.matrix_transpose(of_u)) / gaps(s**2) * row
    inner = inner + column * ((of_v - np.matrix_transpose(of_v)) / gaps(s**2))
    inner = inner + np.expand_dims(s_bar, -2) * np.eye(np.shape(s)[-1])
    outside = (u_bar - u @ of_u) / row @ vh + u / row @ np.matrix_transpose(v_bar - v @ of_v)
    return u @ inner @ vh + outside


@jvp(np.linalg.svdvals)
def svdvals_jvp(a, *, a_dot):
    u, _, vh = np.linalg.svd(a, full_matrices=False)
    return np.real(np.sum(np.conj(u) * (a_dot @ np.conj(np.matrix_transpose(vh))), axis=-2))


@vjp(np.linalg.svdvals)
def svdvals_vjp(a, *, out_bar):
    u, _, vh = np.linalg.svd(a, full_matrices=False)
    return np.conj(u) * np.expand_dims(out_bar, -2) @ np.conj(vh)


# Norms: zero at zero, ties share


@reduction(np.linalg.norm)
def norm(x, ord, axis, *, out):
    if ord is None or ord == "fro":
        return np.conj(x) / np.where(out == 0, 1, out)
    if np.ndim(x) == 1 or (axis is not None and np.size(axis) == 1):
        if ord == 2:
            return np.conj(x) / np.where(out == 0, 1, out)
        if ord == 1:
            return np.conj(np.sign(x))
        if ord == 0:
            return 0.0
        if ord == np.inf or ord == -np.inf:
            return np.conj(np.sign(x)) * share(np.abs(x) == out, axis)
        return np.conj(np.sign(x)) * (np.abs(x) / np.where(out == 0, 1, out)) ** (ord - 1)
    row, column = (-2, -1) if axis is None else axis
    if ord == 1 or ord == -1:
        sums = np.sum(np.abs(x), axis=row, keepdims=True)
        return np.conj(np.sign(x)) * share(sums == extreme(sums, column, ord), column)
    if ord == np.inf or ord == -np.inf:
        sums = np.sum(np.abs(x), axis=column, keepdims=True)
        return np.conj(np.sign(x)) * share(sums == extreme(sums, row, ord), row)
    u, _, vh = np.linalg.svd(np.moveaxis(x, (row, column), (-2, -1)), full_matrices=False)
    if ord == 2:
        return np.conj(np.moveaxis(u[..., :1] @ vh[..., :1, :], (-2, -1), (row, column)))
    if ord == -2:
        return np.conj(np.moveaxis(u[..., -1:] @ vh[..., -1:, :], (-2, -1), (row, column)))
    return np.conj(np.moveaxis(u @ vh, (-2, -1), (row, column)))


@reduction(np.linalg.vector_norm)
def vector_norm(x, axis, ord, *, out):
    if ord == 2:
        return np.conj(x) / np.where(out == 0, 1, out)
    if ord == 1:
        return np.conj(np.sign(x))
    if ord == 0:
        return 0.0
    if ord == np.inf or ord == -np.inf:
        return np.conj(np.sign(x)) * share(np.abs(x) == out, axis)
    return np.conj(np.sign(x)) * (np.abs(x) / np.where(out == 0, 1, out)) ** (ord - 1)


@reduction(np.linalg.matrix_norm, fixed={"axis": (-2, -1)})
def matrix_norm(x, ord, *, out):
    if ord == "fro":
        return np.conj(x) / np.where(out == 0, 1, out)
    if ord == 1 or ord == -1:
        sums = np.sum(np.abs(x), axis=-2, keepdims=True)
        return np.conj(np.sign(x)) * share(sums == extreme(sums, -1, ord), -1)
    if ord == np.inf or ord == -np.inf:
        sums = np.sum(np.abs(x), axis=-1, keepdims=True)
        return np.conj(np.sign(x)) * share(sums == extreme(sums, -2, ord), -2)
    u, _, vh = np.linalg.svd(x, full_matrices=False)
    if ord == 2:
        return np.conj(u[..., :1] @ vh[..., :1, :])
    if ord == -2:
        return np.conj(u[..., -1:] @ vh[..., -1:, :])
    return np.conj(u @ vh)


@jvp(np.linalg.cond, only={"p": (None, 2)})
def cond_jvp(x, p, *, out, x_dot):
    u, s, vh = np.linalg.svd(x, full_matrices=False)
    s_dot = np.real(np.sum(np.conj(u) * (x_dot @ np.conj(np.matrix_transpose(vh))), axis=-2))
    return out * (s_dot[..., 0] / s[..., 0] - s_dot[..., -1] / s[..., -1])


@vjp(np.linalg.cond, only={"p": (None, 2)})
def cond_vjp(x, p, *, out, out_bar):
    u, s, vh = np.linalg.svd(x, full_matrices=False)
    largest = u[..., :1] @ vh[..., :1, :] / s[..., :1, None]
    smallest = u[..., -1:] @ vh[..., -1:, :] / s[..., -1:, None]
    return np.expand_dims(out_bar * out, (-2, -1)) * np.conj(largest - smallest)


# Products under their names in numpy.linalg


@linear(np.linalg.trace)
def trace(x, offset, *, out_bar):
    return np.expand_dims(out_bar, (-2, -1)) * np.eye(np.shape(x)[-2], np.shape(x)[-1], offset)


@linear(np.linalg.diagonal)
def diagonal(x, offset, *, out_bar):
    return scatter_like(out_bar, np.diagonal(places(x), offset, -2, -1), x)


@multilinear(np.linalg.vecdot)
def vecdot(x1, x2, axis, *, out_bar):
    wide = np.expand_dims(out_bar, axis)
    return np.conj(wide * x2), wide * np.conj(x1)


@multilinear(np.linalg.cross)
def cross(x1, x2, axis, *, out_bar):
    of_1 = axis if axis < 0 else axis - np.ndim(x1)
    of_2 = axis if axis < 0 else axis - np.ndim(x2)
    return np.cross(x2, out_bar, of_2, axis, of_1), np.cross(out_bar, x1, axis, of_1, of_2)


@multilinear(np.linalg.tensordot)
def tensordot(x1, x2, axes, *, out_bar):
    return tensordot_left(out_bar, np.ndim(x1), x2, axes), tensordot_right(out_bar, x1, np.ndim(x2), axes)


@multilinear(np.linalg.multi_dot)
def multi_dot(arrays, *, out_bar):
    return [
        chain_adjoint(out_bar, list(arrays[:k]), list(arrays[k + 1 :]), np.shape(arrays[k]))
        for k in range(len(arrays))
    ]


@multilinear(np.linalg.outer)
def outer(x1, x2, *, out_bar):
    return out_bar @ x2, x1 @ out_bar


@linear(np.linalg.matrix_transpose)
def matrix_transpose(x, *, out_bar):
    return np.matrix_transpose(out_bar)


rules.same(np.linalg.matmul, products.find(np.matmul))
rules.inactive(np.linalg.matrix_rank)
