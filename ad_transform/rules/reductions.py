"""Derivatives of NumPy's reductions and scans. Kinds and reserved words: table.py; values at kinks: docs/kinks.md."""

import numpy as np

from ad_transform.rules.table import OurTable
from ad_transform.runtime import (
    along_axes,
    from_axes,
    from_observations,
    mean_weight,
    observations,
    places,
    previous,
    product_of_others,
    recurrence,
    reduceat_adjoint,
    reverse_recurrence,
    running_extreme,
    scatter_like,
    share,
    spread,
)

rules = OurTable("reductions")
reduction, linear, jvp, vjp = rules.reduction, rules.linear, rules.jvp, rules.vjp

REDUCE = "(array, /, axis=0, dtype=None, out=None, keepdims=False, initial=np._NoValue, where=True)"
ACCUMULATE = "(array, /, axis=0, dtype=None, out=None)"

# fmt: off
# Sums and means
reduction(np.sum,       lambda a, initial, where: 1.0 if where is None else np.where(where, 1.0, 0.0))
reduction(np.nansum,    lambda a, initial, where: np.where(np.isnan(a), 0.0, 1.0 if where is None else where))
reduction(np.nanmean,   lambda a, axis:           mean_weight(~np.isnan(a), a, axis))
reduction(np.add.reduce,        lambda a:         1.0, signature=REDUCE)

# The largest and the smallest: ties share
reduction(np.nanmax,    lambda a, axis, initial, *, out: share(a == out, axis))
reduction(np.nanmin,    lambda a, axis, initial, *, out: share(a == out, axis))
reduction(np.maximum.reduce,    lambda a, axis, *, out: share(a == out, axis), signature=REDUCE)
reduction(np.minimum.reduce,    lambda a, axis, *, out: share(a == out, axis), signature=REDUCE)

# Others
reduction(np.multiply.reduce,   lambda a, axis:   product_of_others(a, axis), signature=REDUCE)
reduction(np.logaddexp.reduce,  lambda a, *, out: np.exp(a - out), signature=REDUCE)
reduction(np.hypot.reduce,      lambda a, *, out: a / np.where(out == 0, 1, out), signature=REDUCE)
# fmt: on


@reduction(np.mean)
def mean(a, axis, where, *, out):
    if where is None:
        return np.size(out) / max(np.size(a), 1)
    return mean_weight(where, a, axis)


@reduction(np.max)
def largest(a, axis, initial, where, *, out):
    if where is None:
        return share(a == out, axis)
    return share((a == out) & where, axis)


@reduction(np.min)
def smallest(a, axis, initial, where, *, out):
    if where is None:
        return share(a == out, axis)
    return share((a == out) & where, axis)


@reduction(np.ptp)
def ptp(a, axis):
    largest = np.max(a, axis=axis, keepdims=True)
    smallest = np.min(a, axis=axis, keepdims=True)
    return share(a == largest, axis) - share(a == smallest, axis)


@reduction(np.prod)
def prod(a, axis, initial, where):
    weight = 1.0 if initial is None else initial
    if where is None:
        return weight * product_of_others(a, axis)
    return weight * np.where(where, product_of_others(np.where(where, a, 1), axis), 0.0)


@reduction(np.nanprod)
def nanprod(a, axis):
    return np.where(np.isnan(a), 0.0, product_of_others(np.where(np.isnan(a), 1, a), axis))


@reduction(np.var)
def var(a, axis, ddof, where, correction, *, out):
    less = ddof if correction is None else correction
    if where is None:
        return (
            2 * np.conj(a - np.mean(a, axis=axis, keepdims=True)) / (np.size(a) / max(np.size(out), 1) - less)
        )
    count = np.sum(np.broadcast_to(where, np.shape(a)), axis=axis, keepdims=True) - less
    moved = np.conj(a - np.mean(a, axis=axis, keepdims=True, where=where))
    return np.where(where, 2 * moved / count, 0.0)


@reduction(np.std)
def std(a, axis, ddof, where, correction, *, out):
    less = ddof if correction is None else correction
    width = np.where(out == 0, 1, out)
    if where is None:
        return np.conj(a - np.mean(a, axis=axis, keepdims=True)) / (
            (np.size(a) / max(np.size(out), 1) - less) * width
        )
    count = np.sum(np.broadcast_to(where, np.shape(a)), axis=axis, keepdims=True) - less
    moved = np.conj(a - np.mean(a, axis=axis, keepdims=True, where=where))
    return np.where(where, moved / (count * width), 0.0)


@reduction(np.nanvar)
def nanvar(a, axis, ddof, correction):
    count = np.sum(~np.isnan(a), axis=axis, keepdims=True) - (ddof if correction is None else correction)
    return np.where(np.isnan(a), 0.0, 2 * np.conj(a - np.nanmean(a, axis=axis, keepdims=True)) / count)


@reduction(np.nanstd)
def nanstd(a, axis, ddof, correction, *, out):
    count = np.sum(~np.isnan(a), axis=axis, keepdims=True) - (ddof if correction is None else correction)
    spread = np.conj(a - np.nanmean(a, axis=axis, keepdims=True))
    return np.where(np.isnan(a), 0.0, spread / (count * np.where(out == 0, 1, out)))


# Scans


@linear(np.cumsum)
def cumsum(a, axis, dtype, *, out_bar):
    if axis is None:
        return np.reshape(np.flip(np.cumsum(np.flip(out_bar))), np.shape(a))
    return np.flip(np.cumsum(np.flip(out_bar, axis), axis=axis), axis)


@linear(np.add.accumulate, signature=ACCUMULATE)
def add_accumulate(a, axis, *, out_bar):
    return np.flip(np.cumsum(np.flip(out_bar, axis), axis=axis), axis)


@jvp(np.cumprod)
def cumprod_jvp(a, axis, *, out, a_dot):
    if axis is None:
        return recurrence(np.ravel(a), previous(out, 1.0, 0) * np.ravel(a_dot), 0)
    return recurrence(a, previous(out, 1.0, axis) * a_dot, axis)


@vjp(np.cumprod)
def cumprod_vjp(a, axis, *, out, out_bar):
    if axis is None:
        return np.reshape(previous(out, 1.0, 0) * reverse_recurrence(np.ravel(a), out_bar, 0), np.shape(a))
    return previous(out, 1.0, axis) * reverse_recurrence(a, out_bar, axis)


@jvp(np.multiply.accumulate, signature=ACCUMULATE)
def multiply_accumulate_jvp(a, axis, *, out, a_dot):
    return recurrence(a, previous(out, 1.0, axis) * a_dot, axis)


@vjp(np.multiply.accumulate, signature=ACCUMULATE)
def multiply_accumulate_vjp(a, axis, *, out, out_bar):
    return previous(out, 1.0, axis) * reverse_recurrence(a, out_bar, axis)


@jvp(np.logaddexp.accumulate, signature=ACCUMULATE)
def logaddexp_accumulate_jvp(a, axis, *, out, a_dot):
    return recurrence(np.exp(previous(out, 0.0, axis) - out), np.exp(a - out) * a_dot, axis)


@vjp(np.logaddexp.accumulate, signature=ACCUMULATE)
def logaddexp_accumulate_vjp(a, axis, *, out, out_bar):
    return np.exp(a - out) * reverse_recurrence(np.exp(previous(out, 0.0, axis) - out), out_bar, axis)


@jvp(np.maximum.accumulate, signature=ACCUMULATE)
def maximum_accumulate_jvp(a, axis, *, out, a_dot):
    return np.take_along_axis(a_dot, running_extreme(a, out, axis), axis)


@vjp(np.maximum.accumulate, signature=ACCUMULATE)
def maximum_accumulate_vjp(a, axis, *, out, out_bar):
    return scatter_like(out_bar, np.take_along_axis(places(a), running_extreme(a, out, axis), axis), a)


@jvp(np.minimum.accumulate, signature=ACCUMULATE)
def minimum_accumulate_jvp(a, axis, *, out, a_dot):
    return np.take_along_axis(a_dot, running_extreme(a, out, axis), axis)


@vjp(np.minimum.accumulate, signature=ACCUMULATE)
def minimum_accumulate_vjp(a, axis, *, out, out_bar):
    return scatter_like(out_bar, np.take_along_axis(places(a), running_extreme(a, out, axis), axis), a)


@linear(np.add.reduceat, signature="(array, indices, /, axis=0, dtype=None, out=None)")
def add_reduceat(a, indices, axis, *, out_bar):
    return reduceat_adjoint(out_bar, a, indices, axis)


@linear(np.cumulative_sum, only={"include_initial": (False,)})
def cumulative_sum(x, axis, include_initial, *, out_bar):
    axis = 0 if axis is None else axis
    return np.flip(np.cumsum(np.flip(out_bar, axis), axis=axis), axis)


@jvp(np.cumulative_prod, only={"include_initial": (False,)})
def cumulative_prod_jvp(x, axis, include_initial, *, out, x_dot):
    axis = 0 if axis is None else axis
    return recurrence(x, previous(out, 1.0, axis) * x_dot, axis)


@vjp(np.cumulative_prod, only={"include_initial": (False,)})
def cumulative_prod_vjp(x, axis, include_initial, *, out, out_bar):
    axis = 0 if axis is None else axis
    return previous(out, 1.0, axis) * reverse_recurrence(x, out_bar, axis)


@jvp(np.nancumsum)
def nancumsum_jvp(a, axis, *, a_dot):
    return np.cumsum(np.where(np.isnan(a), 0.0, a_dot), axis=axis)


@vjp(np.nancumsum)
def nancumsum_vjp(a, axis, *, out_bar):
    if axis is None:
        return np.where(np.isnan(a), 0.0, np.reshape(np.flip(np.cumsum(np.flip(out_bar))), np.shape(a)))
    return np.where(np.isnan(a), 0.0, np.flip(np.cumsum(np.flip(out_bar, axis), axis=axis), axis))


@jvp(np.nancumprod)
def nancumprod_jvp(a, axis, *, out, a_dot):
    items, items_dot = np.where(np.isnan(a), 1.0, a), np.where(np.isnan(a), 0.0, a_dot)
    if axis is None:
        return recurrence(np.ravel(items), previous(out, 1.0, 0) * np.ravel(items_dot), 0)
    return recurrence(items, previous(out, 1.0, axis) * items_dot, axis)


@vjp(np.nancumprod)
def nancumprod_vjp(a, axis, *, out, out_bar):
    items = np.where(np.isnan(a), 1.0, a)
    if axis is None:
        items_bar = previous(out, 1.0, 0) * reverse_recurrence(np.ravel(items), out_bar, 0)
        return np.where(np.isnan(a), 0.0, np.reshape(items_bar, np.shape(a)))
    return np.where(np.isnan(a), 0.0, previous(out, 1.0, axis) * reverse_recurrence(items, out_bar, axis))


# Weighted means


@jvp(np.average)
def average_jvp(a, axis, weights, keepdims, *, out, a_dot, weights_dot):
    if weights is None:
        return np.mean(a_dot, axis=axis, keepdims=keepdims)
    weights, weights_dot = along_axes(weights, a, axis), along_axes(weights_dot, a, axis)
    moved = weights * a_dot + weights_dot * (a - spread(out, a, axis, keepdims))
    total = np.sum(weights + np.zeros_like(a), axis=axis, keepdims=keepdims)
    return np.sum(moved, axis=axis, keepdims=keepdims) / total


@vjp(np.average)
def average_vjp(a, axis, weights, keepdims, *, out, out_bar):
    out, out_bar = spread(out, a, axis, keepdims), spread(out_bar, a, axis, keepdims)
    if weights is None:
        return out_bar * (np.size(out) / np.size(a)), None
    wide = along_axes(weights, a, axis)
    per_weight = out_bar / np.sum(wide + np.zeros_like(a), axis=axis, keepdims=True)
    return per_weight * wide, None, from_axes(per_weight * (a - out), weights, axis)


# Covariances: rows of observations, less their means


@jvp(np.cov)
def cov_jvp(m, y, rowvar, bias, ddof, *, m_dot, y_dot):
    rows, rows_dot = observations(m, y, rowvar), observations(m_dot, y_dot, rowvar)
    count = np.shape(rows)[1] - (ddof if ddof is not None else 0 if bias else 1)
    rows = rows - np.mean(rows, axis=1, keepdims=True)
    half = rows_dot @ rows.T / count
    return np.squeeze(half + half.T)


@vjp(np.cov)
def cov_vjp(m, y, rowvar, bias, ddof, *, out_bar):
    rows = observations(m, y, rowvar)
    count = np.shape(rows)[1] - (ddof if ddof is not None else 0 if bias else 1)
    bar = np.reshape(out_bar, (np.shape(rows)[0], np.shape(rows)[0])) / count
    rows_bar = (bar + bar.T) @ (rows - np.mean(rows, axis=1, keepdims=True))
    m_bar, y_bar = from_observations(rows_bar, m, y, rowvar)
    return m_bar, y_bar


@jvp(np.corrcoef)
def corrcoef_jvp(x, y, rowvar, *, out, x_dot, y_dot):
    rows, rows_dot = observations(x, y, rowvar), observations(x_dot, y_dot, rowvar)
    rows = rows - np.mean(rows, axis=1, keepdims=True)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    units = rows / lengths
    moved = (rows_dot - units * np.sum(units * rows_dot, axis=1, keepdims=True)) / lengths
    half = moved @ units.T
    return np.reshape(half + half.T, np.shape(out))


@vjp(np.corrcoef)
def corrcoef_vjp(x, y, rowvar, *, out_bar):
    rows = observations(x, y, rowvar)
    rows = rows - np.mean(rows, axis=1, keepdims=True)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    units = rows / lengths
    bar = np.reshape(out_bar, (np.shape(rows)[0], np.shape(rows)[0]))
    moved_bar = (bar + bar.T) @ units
    rows_bar = (moved_bar - units * np.sum(units * moved_bar, axis=1, keepdims=True)) / lengths
    rows_bar = rows_bar - np.mean(rows_bar, axis=1, keepdims=True)
    x_bar, y_bar = from_observations(rows_bar, x, y, rowvar)
    return x_bar, y_bar


rules.same(np.amax, np.max)
rules.same(np.amin, np.min)
