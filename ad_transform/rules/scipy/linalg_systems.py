"""Derivatives of scipy.linalg: systems of equations, and equations in matrices. Kinds and reserved words: table.py.

With M the matrix that a function reads in its argument, ``x = M⁻¹ b`` has ``x_dot = M⁻¹ (b_dot - M_dot x)``, and so
``b_bar = M⁻ᵀ x_bar`` and ``M_bar = -b_bar xᵀ``: Giles, An extended collection of matrix derivative results, 2008,
section 2.3.1. Equations of Riccati: Kao & Hennequin, Automatic differentiation of Sylvester, Lyapunov and algebraic
Riccati equations, 2020. Matrices have two axes here.
"""

import numpy as np
from scipy import linalg as sl

from ad_transform.rules.scipy.linalg_patterns import circulant_adjoint, toeplitz_adjoint
from ad_transform.rules.table import OurTable
from ad_transform.runtime import (
    band_outer,
    band_product,
    from_triangle,
    mirrored,
    of_rank,
    real_only,
    to_triangle,
    turned_band,
)

rules = OurTable("scipy.linalg, systems")
linear, multilinear, jvp, vjp = rules.linear, rules.multilinear, rules.jvp, rules.vjp


def matrix(a):
    """`a`, refused if it has more axes than two."""
    return a if np.ndim(a) == 2 else of_rank(a, 2)


def turned(a):
    return np.transpose(matrix(a))


def outer(left, right):
    """The sum of the outer products of columns: ``left rightᵀ``."""
    return np.outer(left, right) if np.ndim(left) == 1 else left @ np.transpose(right)


def line(c):
    """A vector; what has more axes is refused."""
    return c if np.ndim(c) == 1 else of_rank(c, 1)


# What `solve` reads in a matrix, and the adjoint of that

HERMITIAN = ("pos", "positive definite", "her", "hermitian")


def as_read(a, assume_a, lower):
    if assume_a in HERMITIAN:
        return from_triangle(matrix(a), "L" if lower else "U")
    if assume_a in ("sym", "symmetric"):
        return mirrored(matrix(a), "L" if lower else "U")
    return kept(matrix(a), assume_a)


def read_adjoint(a_bar, assume_a, lower):
    if assume_a in HERMITIAN:
        return to_triangle(a_bar, "L" if lower else "U")
    if assume_a in ("sym", "symmetric"):
        off = np.transpose(a_bar) + a_bar - a_bar * np.eye(np.shape(a_bar)[0])
        return np.tril(off) if lower else np.triu(off)
    return kept(a_bar, assume_a)


def kept(a, assume_a):
    if assume_a == "upper triangular":
        return np.triu(a)
    if assume_a == "lower triangular":
        return np.tril(a)
    if assume_a == "diagonal":
        return np.tril(np.triu(a))
    if assume_a == "tridiagonal":
        return np.tril(np.triu(a, -1), 1)
    return a


@jvp(sl.solve)
def solve_jvp(a, b, lower, check_finite, assume_a, transposed, *, out, a_dot, b_dot):
    read, moved = as_read(a, assume_a, lower), as_read(a_dot, assume_a, lower)
    if transposed:
        return np.linalg.solve(turned(read), b_dot - turned(moved) @ out)
    return np.linalg.solve(read, b_dot - moved @ out)


@vjp(sl.solve)
def solve_vjp(a, b, lower, check_finite, assume_a, transposed, *, out, out_bar):
    read = as_read(a, assume_a, lower)
    if transposed:
        b_bar = np.linalg.solve(read, out_bar)
        return read_adjoint(-outer(out, b_bar), assume_a, lower), b_bar
    b_bar = np.linalg.solve(turned(read), out_bar)
    return read_adjoint(-outer(b_bar, out), assume_a, lower), b_bar


def triangle(a, lower, unit_diagonal):
    """The part of `a` that `solve_triangular` reads."""
    unit = 1 if unit_diagonal else 0
    return np.tril(a, -unit) if lower else np.triu(a, unit)


@jvp(sl.solve_triangular)
def solve_triangular_jvp(a, b, trans, lower, unit_diagonal, check_finite, *, out, a_dot, b_dot):
    moved = triangle(a_dot, lower, unit_diagonal)
    if trans == 1 or trans == "T":
        moved = np.transpose(moved)
    if trans == 2 or trans == "C":
        moved = np.conj(np.transpose(moved))
    rest = b_dot - moved @ out
    return sl.solve_triangular(matrix(a), rest, trans=trans, lower=lower, unit_diagonal=unit_diagonal)


@vjp(sl.solve_triangular)
def solve_triangular_vjp(a, b, trans, lower, unit_diagonal, check_finite, *, out, out_bar):
    turn = 0 if trans == 1 or trans == "T" or trans == 2 or trans == "C" else 1
    read = np.conj(matrix(a)) if trans == 2 or trans == "C" else matrix(a)
    b_bar = sl.solve_triangular(read, out_bar, trans=turn, lower=lower, unit_diagonal=unit_diagonal)
    if trans == 1 or trans == "T":
        return triangle(-outer(out, b_bar), lower, unit_diagonal), b_bar
    if trans == 2 or trans == "C":
        return triangle(-np.conj(outer(out, b_bar)), lower, unit_diagonal), b_bar
    return triangle(-outer(b_bar, out), lower, unit_diagonal), b_bar


# Factors made before: A = Uᴴ U from `cho_factor`, A = P L U from `lu_factor`


def upper_factor(c, lower):
    """The factor U of a pair from `cho_factor`, told by its flag `lower`, which may be known late."""
    return np.triu(np.where(lower, np.conj(np.transpose(c)), c))


@jvp(sl.cho_solve)
def cho_solve_jvp(c_and_lower, b, check_finite, *, out, c_and_lower_dot, b_dot):
    upper = upper_factor(c_and_lower[0], c_and_lower[1])
    moved = upper_factor(c_and_lower_dot[0], c_and_lower[1])
    rest = np.conj(np.transpose(moved)) @ (upper @ out) + np.conj(np.transpose(upper)) @ (moved @ out)
    return sl.cho_solve((upper, False), b_dot - rest)


@vjp(sl.cho_solve)
def cho_solve_vjp(c_and_lower, b, check_finite, *, out, out_bar):
    upper = upper_factor(c_and_lower[0], c_and_lower[1])
    b_bar = np.conj(sl.cho_solve((upper, False), np.conj(out_bar)))
    whole = -outer(b_bar, out)
    upper_bar = np.triu(np.conj(upper) @ (whole + np.conj(np.transpose(whole))))
    c_bar = np.where(c_and_lower[1], np.conj(np.transpose(upper_bar)), upper_bar)
    return [c_bar, 0.0], b_bar


def back_in_place(lu_and_piv, rows):
    """``P rows``, for the P of a pair from `lu_factor`: with ``A = P L U``, ``P = A⁻ᵀ Uᵀ Lᵀ``."""
    lu = lu_and_piv[0]
    lower = np.tril(lu, -1) + np.eye(np.shape(lu)[0])
    return sl.lu_solve(lu_and_piv, np.transpose(np.triu(lu)) @ (np.transpose(lower) @ rows), trans=1)


ONE_WAY = {"trans": (0, 1)}


@jvp(sl.lu_solve, only=ONE_WAY)
def lu_solve_jvp(lu_and_piv, b, trans, check_finite, *, out, lu_and_piv_dot, b_dot):
    lu, lu_dot = lu_and_piv[0], lu_and_piv_dot[0]
    left_dot, right_dot = np.tril(lu_dot, -1), np.triu(lu_dot)
    if trans == 1:
        first = sl.solve_triangular(lu, b, trans=1)
        second = sl.solve_triangular(lu, first, trans=1, lower=True, unit_diagonal=True)
        inner = np.transpose(left_dot) @ second
        by_right = sl.solve_triangular(lu, np.transpose(right_dot) @ first, trans=1)
        rest = sl.solve_triangular(lu, inner + by_right, trans=1, lower=True, unit_diagonal=True)
        return sl.lu_solve(lu_and_piv, b_dot, trans=1) - back_in_place(lu_and_piv, rest)
    by_left = sl.solve_triangular(lu, left_dot @ (np.triu(lu) @ out), lower=True, unit_diagonal=True)
    return sl.lu_solve(lu_and_piv, b_dot) - sl.solve_triangular(lu, by_left + right_dot @ out)


@vjp(sl.lu_solve, only=ONE_WAY)
def lu_solve_vjp(lu_and_piv, b, trans, check_finite, *, out, out_bar):
    lu = lu_and_piv[0]
    b_bar = sl.lu_solve(lu_and_piv, out_bar, trans=0 if trans else 1)
    first = sl.solve_triangular(lu, b if trans else out_bar, trans=1)
    second = sl.solve_triangular(lu, first, trans=1, lower=True, unit_diagonal=True)
    other = b_bar if trans else out
    left_bar = np.tril(-outer(second, np.triu(lu) @ other), -1)
    return [left_bar + np.triu(-outer(first, other)), 0.0], b_bar


# Matrices given by their diagonals


@jvp(sl.solve_banded)
def solve_banded_jvp(l_and_u, ab, b, check_finite, *, out, ab_dot, b_dot):
    lower, upper = l_and_u
    return sl.solve_banded((lower, upper), ab, b_dot - band_product(ab_dot, out, lower, upper))


@vjp(sl.solve_banded)
def solve_banded_vjp(l_and_u, ab, b, check_finite, *, out, out_bar):
    lower, upper = l_and_u
    b_bar = sl.solve_banded((upper, lower), turned_band(ab, lower, upper), out_bar)
    return None, -band_outer(b_bar, out, lower, upper), b_bar


@jvp(sl.solveh_banded)
def solveh_banded_jvp(ab, b, lower, check_finite, *, out, ab_dot, b_dot):
    width = np.shape(real_only(ab, "scipy.linalg.solveh_banded"))[0] - 1
    below, above = (width, 0) if lower else (0, width)
    diagonal = np.transpose(np.transpose(out) * (ab_dot[0] if lower else ab_dot[-1]))
    moved = band_product(ab_dot, out, below, above)
    moved = moved + band_product(turned_band(ab_dot, below, above), out, above, below) - diagonal
    return sl.solveh_banded(ab, b_dot - moved, lower=lower)


@vjp(sl.solveh_banded)
def solveh_banded_vjp(ab, b, lower, check_finite, *, out, out_bar):
    width = np.shape(real_only(ab, "scipy.linalg.solveh_banded"))[0] - 1
    below, above = (width, 0) if lower else (0, width)
    b_bar = sl.solveh_banded(ab, out_bar, lower=lower)
    both = -band_outer(b_bar, out, below, above) - band_outer(out, b_bar, below, above)
    diagonal = np.expand_dims(np.arange(width + 1) == (0 if lower else width), -1)
    return np.where(diagonal, both / 2, both), b_bar


# Matrices given by a column and a row


@jvp(sl.solve_toeplitz)
def solve_toeplitz_jvp(c_or_cr, b, check_finite, *, out, c_or_cr_dot, b_dot):
    if isinstance(c_or_cr, tuple):
        moved = sl.toeplitz(c_or_cr_dot[0], c_or_cr_dot[1]) @ out
        return sl.solve_toeplitz((line(c_or_cr[0]), line(c_or_cr[1])), b_dot - moved)
    return sl.solve_toeplitz(line(c_or_cr), b_dot - sl.toeplitz(c_or_cr_dot) @ out)


@vjp(sl.solve_toeplitz)
def solve_toeplitz_vjp(c_or_cr, b, check_finite, *, out, out_bar):
    if isinstance(c_or_cr, tuple):
        column, row = line(c_or_cr[0]), line(c_or_cr[1])
        first = np.concatenate([column[:1], row[1:]])
        b_bar = sl.solve_toeplitz((first, column), out_bar)
        column_bar, row_bar = toeplitz_adjoint(-outer(b_bar, out))
        return [column_bar, row_bar], b_bar
    b_bar = sl.solve_toeplitz((np.concatenate([line(c_or_cr)[:1], np.conj(c_or_cr[1:])]), c_or_cr), out_bar)
    column_bar, row_bar = toeplitz_adjoint(-outer(b_bar, out))
    return column_bar + np.conj(row_bar), b_bar


@jvp(sl.matmul_toeplitz)
def matmul_toeplitz_jvp(c_or_cr, x, check_finite, *, c_or_cr_dot, x_dot):
    if isinstance(c_or_cr, tuple):
        moved = sl.matmul_toeplitz((c_or_cr_dot[0], c_or_cr_dot[1]), x)
        return moved + sl.matmul_toeplitz((line(c_or_cr[0]), line(c_or_cr[1])), x_dot)
    return sl.matmul_toeplitz(c_or_cr_dot, x) + sl.matmul_toeplitz(line(c_or_cr), x_dot)


@vjp(sl.matmul_toeplitz)
def matmul_toeplitz_vjp(c_or_cr, x, check_finite, *, out_bar):
    column_bar, row_bar = toeplitz_adjoint(outer(out_bar, x))
    if isinstance(c_or_cr, tuple):
        column, row = line(c_or_cr[0]), line(c_or_cr[1])
        first = np.concatenate([column[:1], row[1:]])
        return [column_bar, row_bar], sl.matmul_toeplitz((first, column), out_bar)
    first = np.concatenate([line(c_or_cr)[:1], np.conj(c_or_cr[1:])])
    return column_bar + np.conj(row_bar), sl.matmul_toeplitz((first, c_or_cr), out_bar)


@jvp(sl.solve_circulant)
def solve_circulant_jvp(c, b, *, out, c_dot, b_dot):
    return sl.solve_circulant(line(c), b_dot - sl.circulant(c_dot) @ out)


@vjp(sl.solve_circulant)
def solve_circulant_vjp(c, b, *, out, out_bar):
    b_bar = sl.solve_circulant(np.roll(line(c)[::-1], 1), out_bar)
    return circulant_adjoint(-outer(b_bar, out)), b_bar


# Equations in matrices


@jvp(sl.solve_sylvester)
def solve_sylvester_jvp(a, b, q, *, out, a_dot, b_dot, q_dot):
    return sl.solve_sylvester(a, b, q_dot - a_dot @ out - out @ b_dot)


@vjp(sl.solve_sylvester)
def solve_sylvester_vjp(a, b, q, *, out, out_bar):
    q_bar = sl.solve_sylvester(np.transpose(a), np.transpose(b), out_bar)
    return -q_bar @ np.transpose(out), -np.transpose(out) @ q_bar, q_bar


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


# Riccati: with the gain K and A - B K closed, what moves the solution enters a Lyapunov equation


@jvp(sl.solve_continuous_are)
def continuous_are_jvp(a, b, q, r, *, out, a_dot, b_dot, q_dot, r_dot):
    gain = np.linalg.solve(real_only(r, "scipy.linalg.solve_continuous_are"), np.transpose(b) @ out)
    half = out @ (a_dot - b_dot @ gain)
    moved = half + np.transpose(half) + q_dot + np.transpose(gain) @ (r_dot + np.zeros(np.shape(r))) @ gain
    return sl.solve_continuous_lyapunov(np.transpose(a - b @ gain), -moved)


@vjp(sl.solve_continuous_are)
def continuous_are_vjp(a, b, q, r, *, out, out_bar):
    gain = np.linalg.solve(real_only(r, "scipy.linalg.solve_continuous_are"), np.transpose(b) @ out)
    q_bar = sl.solve_continuous_lyapunov(a - b @ gain, -out_bar)
    a_bar = out @ (q_bar + np.transpose(q_bar))
    return a_bar, -a_bar @ np.transpose(gain), q_bar, gain @ q_bar @ np.transpose(gain)


@jvp(sl.solve_discrete_are)
def discrete_are_jvp(a, b, q, r, *, out, a_dot, b_dot, q_dot, r_dot):
    back = np.transpose(b) @ real_only(out, "scipy.linalg.solve_discrete_are")
    gain = np.linalg.solve(r + back @ b, back @ a)
    closed = a - b @ gain
    half = np.transpose(closed) @ out @ (a_dot - b_dot @ gain)
    moved = half + np.transpose(half) + q_dot + np.transpose(gain) @ (r_dot + np.zeros(np.shape(r))) @ gain
    return sl.solve_discrete_lyapunov(np.transpose(closed), moved)


@vjp(sl.solve_discrete_are)
def discrete_are_vjp(a, b, q, r, *, out, out_bar):
    back = np.transpose(b) @ real_only(out, "scipy.linalg.solve_discrete_are")
    gain = np.linalg.solve(r + back @ b, back @ a)
    closed = a - b @ gain
    q_bar = sl.solve_discrete_lyapunov(closed, out_bar)
    a_bar = out @ closed @ (q_bar + np.transpose(q_bar))
    return a_bar, -a_bar @ np.transpose(gain), q_bar, gain @ q_bar @ np.transpose(gain)
