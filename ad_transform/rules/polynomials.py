"""Derivatives of NumPy's polynomials, by coefficients and by points. Kinds and reserved words: table.py."""

import numpy as np

from ad_transform.rules.table import OurTable

rules = OurTable("polynomials")
linear, multilinear, jvp, vjp = rules.linear, rules.multilinear, rules.jvp, rules.vjp


@jvp(np.polyval)
def polyval_jvp(p, x, *, p_dot, x_dot):
    return np.polyval(p_dot, x) + np.polyval(np.polyder(p), x) * x_dot


@vjp(np.polyval)
def polyval_vjp(p, x, *, out_bar):
    powers = np.vander(np.ravel(x), np.size(p))
    return np.ravel(out_bar) @ powers, out_bar * np.polyval(np.polyder(p), x)


@linear(np.polyder)
def polyder(p, m, *, out_bar):
    return np.concatenate([out_bar * np.polyder(np.ones(np.size(p)), m), np.zeros(m)])


@linear(np.polyint)
def polyint(p, m, *, out_bar):
    return out_bar[: np.size(p)] * np.polyint(np.ones(np.size(p)), m)[: np.size(p)]


@linear(np.polyadd)
def polyadd(a1, a2, *, out_bar):
    return out_bar[np.size(out_bar) - np.size(a1) :], out_bar[np.size(out_bar) - np.size(a2) :]


@linear(np.polysub)
def polysub(a1, a2, *, out_bar):
    return out_bar[np.size(out_bar) - np.size(a1) :], -out_bar[np.size(out_bar) - np.size(a2) :]


@multilinear(np.polymul)
def polymul(a1, a2, *, out_bar):
    whole = np.pad(out_bar, (np.size(a1) + np.size(a2) - 1 - np.size(out_bar), 0))
    by_1, by_2 = np.flip(np.atleast_1d(a2)), np.flip(np.atleast_1d(a1))
    return np.convolve(whole, by_1, "valid"), np.convolve(whole, by_2, "valid")


@jvp(np.poly)
def poly_jvp(seq_of_zeros, *, seq_of_zeros_dot):
    n = np.size(seq_of_zeros)
    rows = [np.concatenate([np.zeros(1), -np.poly(np.delete(seq_of_zeros, k))]) for k in range(n)]
    return np.asarray(seq_of_zeros_dot) @ np.stack(rows)


@vjp(np.poly)
def poly_vjp(seq_of_zeros, *, out_bar):
    n = np.size(seq_of_zeros)
    rows = [np.concatenate([np.zeros(1), -np.poly(np.delete(seq_of_zeros, k))]) for k in range(n)]
    return np.stack(rows) @ out_bar


# A root moves as the implicit function theorem says


@jvp(np.roots)
def roots_jvp(p, *, out, p_dot):
    return -np.polyval(p_dot, out) / np.polyval(np.polyder(p), out)


@vjp(np.roots)
def roots_vjp(p, *, out, out_bar):
    return -(out_bar / np.polyval(np.polyder(p), out)) @ np.vander(out, np.size(p))


# Golub & Pereyra, as for np.linalg.lstsq, through the matrix of powers


@jvp(np.polyfit, only={"full": (False,), "cov": (False,)})
def polyfit_jvp(x, y, deg, rcond, full, cov, *, out, x_dot, y_dot):
    x, powers = np.asarray(x), np.arange(deg, -1, -1)
    points = np.vander(x, deg + 1)
    points_dot = powers * np.expand_dims(x, -1) ** np.maximum(powers - 1, 0) * np.expand_dims(x_dot, -1)
    inverse, rest = np.linalg.pinv(points), y - points @ out
    return inverse @ (y_dot - points_dot @ out + inverse.T @ (points_dot.T @ rest))


@vjp(np.polyfit, only={"full": (False,), "cov": (False,)})
def polyfit_vjp(x, y, deg, rcond, full, cov, *, out, out_bar):
    x, powers = np.asarray(x), np.arange(deg, -1, -1)
    points = np.vander(x, deg + 1)
    slopes = powers * np.expand_dims(x, -1) ** np.maximum(powers - 1, 0)
    inverse, rest = np.linalg.pinv(points), y - points @ out
    y_bar = inverse.T @ out_bar
    if np.ndim(out) == 1:
        points_bar = np.outer(rest, inverse @ y_bar) - np.outer(y_bar, out)
    else:
        points_bar = rest @ (inverse @ y_bar).T - y_bar @ out.T
    return np.sum(slopes * points_bar, axis=-1), y_bar
