"""Derivatives of scipy.linalg. Kinds and reserved words: table.py; formulas: Giles, An extended collection of matrix
derivative results, 2008, and Higham, Functions of matrices, 2008. Matrices have two axes here, but where it says so.
"""

import numpy as np
from scipy import linalg as sl

from ad_transform.rules.linalg import rules as of_numpy
from ad_transform.rules.table import RuleTable
from ad_transform.runtime import from_triangle, half_diagonal, to_triangle

rules = RuleTable("scipy.linalg")
linear, jvp, vjp = rules.linear, rules.jvp, rules.vjp

rules.same(sl.inv, of_numpy.find(np.linalg.inv))
rules.same(sl.det, of_numpy.find(np.linalg.det))
rules.same(sl.pinv, of_numpy.find(np.linalg.pinv))
rules.same(sl.norm, of_numpy.find(np.linalg.norm))
rules.same(sl.svdvals, of_numpy.find(np.linalg.svdvals))
rules.same(sl.svd, of_numpy.find(np.linalg.svd), fixed={"hermitian": False})

GENERAL = {"assume_a": (None, "gen")}


@jvp(sl.solve, only=GENERAL)
def solve_jvp(a, b, check_finite, assume_a, *, out, a_dot, b_dot):
    return sl.solve(np.transpose(np.transpose(a, (1, 0))), b_dot - a_dot @ out, assume_a="gen")


@vjp(sl.solve, only=GENERAL)
def solve_vjp(a, b, check_finite, assume_a, *, out, out_bar):
    b_bar = sl.solve(np.transpose(a, (1, 0)), out_bar, assume_a="gen")
    n = np.shape(a)[0]
    return -np.reshape(b_bar, (n, -1)) @ np.transpose(np.reshape(out, (n, -1))), b_bar


ONLY_TRIANGLES = {"trans": (0, "N")}


@jvp(sl.solve_triangular, only=ONLY_TRIANGLES)
def solve_triangular_jvp(a, b, trans, lower, unit_diagonal, check_finite, *, out, a_dot, b_dot):
    unit = 1 if unit_diagonal else 0
    moved = np.tril(a_dot, -unit) if lower else np.triu(a_dot, unit)
    matrix = np.transpose(np.transpose(a, (1, 0)))
    return sl.solve_triangular(matrix, b_dot - moved @ out, lower=lower, unit_diagonal=unit_diagonal)


@vjp(sl.solve_triangular, only=ONLY_TRIANGLES)
def solve_triangular_vjp(a, b, trans, lower, unit_diagonal, check_finite, *, out, out_bar):
    unit = 1 if unit_diagonal else 0
    turned = np.transpose(a, (1, 0))
    b_bar = sl.solve_triangular(turned, out_bar, lower=not lower, unit_diagonal=unit_diagonal)
    n = np.shape(a)[0]
    whole = -np.reshape(b_bar, (n, -1)) @ np.transpose(np.reshape(out, (n, -1)))
    return np.tril(whole, -unit) if lower else np.triu(whole, unit), b_bar


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


# Eigenvalues of symmetric matrices: of one triangle

rules.missing(sl.eigh, "its eigenvectors may change sign from one call to the next; use np.linalg.eigh")


@jvp(sl.eigvalsh)
def eigvalsh_jvp(a, lower, *, a_dot):
    triangle = "L" if lower else "U"
    _, v = np.linalg.eigh(a, triangle)  # type: ignore[call-overload]
    return np.real(np.sum(np.conj(v) * (from_triangle(a_dot, triangle) @ v), axis=-2))


@vjp(sl.eigvalsh)
def eigvalsh_vjp(a, lower, *, out_bar):
    triangle = "L" if lower else "U"
    _, v = np.linalg.eigh(a, triangle)  # type: ignore[call-overload]
    return to_triangle(np.conj(v) * np.expand_dims(out_bar, -2) @ np.matrix_transpose(v), triangle)


# Functions of matrices: the upper right block of f([[A, E], [0, A]]) is the derivative of f at A along E


@jvp(sl.expm)
def expm_jvp(A, *, A_dot):
    n = np.shape(A)[-1]
    upper = np.concatenate([A, A_dot], axis=-1)
    lower = np.concatenate([np.zeros_like(A), A], axis=-1)
    return sl.expm(np.concatenate([upper, lower], axis=-2))[..., :n, n:]


@vjp(sl.expm)
def expm_vjp(A, *, out_bar):
    n = np.shape(A)[-1]
    turned = np.matrix_transpose(A)
    upper = np.concatenate([turned, out_bar], axis=-1)
    lower = np.concatenate([np.zeros_like(turned), turned], axis=-1)
    return sl.expm(np.concatenate([upper, lower], axis=-2))[..., :n, n:]


@jvp(sl.logm)
def logm_jvp(A, *, A_dot):
    n = np.shape(A)[-1]
    return sl.logm(np.block([[A, A_dot], [np.zeros_like(A), A]]))[..., :n, n:]


@vjp(sl.logm)
def logm_vjp(A, *, out_bar):
    n, turned = np.shape(A)[-1], np.matrix_transpose(A)
    return sl.logm(np.block([[turned, out_bar], [np.zeros_like(A), turned]]))[..., :n, n:]


@jvp(sl.sinm)
def sinm_jvp(A, *, A_dot):
    n = np.shape(A)[-1]
    return sl.sinm(np.block([[A, A_dot], [np.zeros_like(A), A]]))[..., :n, n:]


@vjp(sl.sinm)
def sinm_vjp(A, *, out_bar):
    n, turned = np.shape(A)[-1], np.matrix_transpose(A)
    return sl.sinm(np.block([[turned, out_bar], [np.zeros_like(A), turned]]))[..., :n, n:]


@jvp(sl.cosm)
def cosm_jvp(A, *, A_dot):
    n = np.shape(A)[-1]
    return sl.cosm(np.block([[A, A_dot], [np.zeros_like(A), A]]))[..., :n, n:]


@vjp(sl.cosm)
def cosm_vjp(A, *, out_bar):
    n, turned = np.shape(A)[-1], np.matrix_transpose(A)
    return sl.cosm(np.block([[turned, out_bar], [np.zeros_like(A), turned]]))[..., :n, n:]


# Equations in matrices


@jvp(sl.solve_sylvester)
def solve_sylvester_jvp(a, b, q, *, out, a_dot, b_dot, q_dot):
    return sl.solve_sylvester(a, b, q_dot - a_dot @ out - out @ b_dot)


@vjp(sl.solve_sylvester)
def solve_sylvester_vjp(a, b, q, *, out, out_bar):
    q_bar = sl.solve_sylvester(np.transpose(a), np.transpose(b), out_bar)
    return -q_bar @ np.transpose(out), -np.transpose(out) @ q_bar, q_bar


@jvp(sl.sqrtm)
def sqrtm_jvp(A, *, out, A_dot):
    return sl.solve_sylvester(out, out, A_dot)


@vjp(sl.sqrtm)
def sqrtm_vjp(A, *, out, out_bar):
    turned = np.transpose(out)
    return sl.solve_sylvester(turned, turned, out_bar)


@jvp(sl.solve_continuous_lyapunov)
def continuous_lyapunov_jvp(a, q, *, out, a_dot, q_dot):
    rest = q_dot - a_dot @ out - out @ np.conj(np.transpose(a_dot))
    return sl.solve_continuous_lyapunov(a, rest)


@vjp(sl.solve_continuous_lyapunov)
def continuous_lyapunov_vjp(a, q, *, out, out_bar):
    q_bar = sl.solve_continuous_lyapunov(np.transpose(a), out_bar)
    return -q_bar @ np.transpose(out) - np.conj(np.transpose(q_bar) @ out), q_bar


@jvp(sl.solve_discrete_lyapunov)
def discrete_lyapunov_jvp(a, q, *, out, a_dot, q_dot):
    back = out @ np.conj(np.transpose(a))
    rest = q_dot + a_dot @ back + a @ out @ np.conj(np.transpose(a_dot))
    return sl.solve_discrete_lyapunov(a, rest)


@vjp(sl.solve_discrete_lyapunov)
def discrete_lyapunov_vjp(a, q, *, out, out_bar):
    q_bar = sl.solve_discrete_lyapunov(np.transpose(a), out_bar)
    back = out @ np.conj(np.transpose(a))
    return q_bar @ np.transpose(back) + np.conj(np.transpose(q_bar) @ (a @ out)), q_bar


# Patterned matrices


@linear(sl.circulant)
def circulant(c, *, out_bar):
    places = np.arange(np.shape(out_bar)[-1])
    columns = (places - np.expand_dims(places, -1)) % np.size(places)
    return np.sum(out_bar[..., places, columns], axis=-1)
