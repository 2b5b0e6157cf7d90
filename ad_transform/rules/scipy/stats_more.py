"""Derivatives of scipy.stats: the normal law of several variables, and means of samples. Kinds: table.py.

The covariance is read in its lower triangle: Petersen & Pedersen, The matrix cookbook, 2012, section 8.
"""

import numpy as np
from scipy import stats

from ad_transform.rules.table import OurTable
from ad_transform.runtime import from_triangle, of_rank, to_triangle

rules = OurTable("scipy.stats, several variables and samples")
reduction, jvp, vjp = rules.reduction, rules.jvp, rules.vjp


def solved(x, mean, cov):
    """``Σ⁻¹ (x - mean)``, along the last axis."""
    whole = from_triangle(of_rank(cov, 2), "L")
    gap = x - of_rank(mean, 1)
    rows = np.reshape(gap, (-1, np.shape(whole)[0]))
    return np.reshape(np.transpose(np.linalg.solve(whole, np.transpose(rows))), np.shape(gap))


def log_jvp(x, mean, cov, x_dot, mean_dot, cov_dot):
    inner, moved = solved(x, mean, cov), from_triangle(cov_dot, "L")
    by_place = np.sum(inner * (x_dot - mean_dot), axis=-1)
    by_cov = np.sum(inner @ moved * inner, axis=-1) / 2
    return by_cov - by_place - np.trace(np.linalg.solve(from_triangle(cov, "L"), moved)) / 2


def log_vjp(x, mean, cov, bar):
    inner, weights = solved(x, mean, cov), np.expand_dims(bar, -1)
    n = np.shape(cov)[0]
    rows = np.reshape(inner, (-1, n))
    x_bar = -weights * inner
    squares = np.transpose(rows) @ (np.reshape(weights, (-1, 1)) * rows)
    cov_bar = (squares - np.sum(bar) * np.linalg.inv(from_triangle(cov, "L"))) / 2
    return x_bar, -np.sum(np.reshape(x_bar, (-1, n)), axis=0), to_triangle(cov_bar, "L")


@jvp(stats.multivariate_normal.logpdf)
def normal_logpdf_jvp(x, mean, cov, *, x_dot, mean_dot, cov_dot):
    return log_jvp(x, mean, cov, x_dot, mean_dot, cov_dot)


@vjp(stats.multivariate_normal.logpdf)
def normal_logpdf_vjp(x, mean, cov, *, out_bar):
    x_bar, mean_bar, cov_bar = log_vjp(x, mean, cov, out_bar)
    return x_bar, mean_bar, cov_bar


@jvp(stats.multivariate_normal.pdf)
def normal_pdf_jvp(x, mean, cov, *, out, x_dot, mean_dot, cov_dot):
    return out * log_jvp(x, mean, cov, x_dot, mean_dot, cov_dot)


@vjp(stats.multivariate_normal.pdf)
def normal_pdf_vjp(x, mean, cov, *, out, out_bar):
    x_bar, mean_bar, cov_bar = log_vjp(x, mean, cov, out * out_bar)
    return x_bar, mean_bar, cov_bar


# Means along an axis, and the error of the mean

AXES = "(a, axis=0, dtype=None, *, keepdims=False)"
reduction(stats.gmean, lambda a, *, out: out / a * (np.size(out) / np.size(a)), signature=AXES)
reduction(stats.hmean, lambda a, *, out: (out / a) ** 2 * (np.size(out) / np.size(a)), signature=AXES)


@jvp(stats.zscore)
def zscore_jvp(a, axis, ddof, *, out, a_dot):
    width = np.std(a, axis=axis, ddof=ddof, keepdims=True)
    moved = a_dot - np.mean(a_dot, axis=axis, keepdims=True)
    count = np.size(a) / np.size(width) - ddof
    return (moved - out * np.sum(out * moved, axis=axis, keepdims=True) / count) / width


@vjp(stats.zscore)
def zscore_vjp(a, axis, ddof, *, out, out_bar):
    width = np.std(a, axis=axis, ddof=ddof, keepdims=True)
    count = np.size(a) / np.size(width) - ddof
    rest = out_bar - out * np.sum(out * out_bar, axis=axis, keepdims=True) / count
    return (rest - np.mean(rest, axis=axis, keepdims=True)) / width
