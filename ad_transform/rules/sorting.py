"""Derivatives of functions that sort: ties keep their order. Kinds and reserved words: table.py."""

import numpy as np

from ad_transform.rules.table import OurTable
from ad_transform.runtime import (
    as_last_axis,
    from_last_axis,
    nan_quantile_weights,
    partition_order,
    quantile_slopes,
    quantile_weights,
    scatter_like,
)

rules = OurTable("sorting")
jvp, vjp = rules.jvp, rules.vjp


@jvp(np.sort)
def sort_jvp(a, axis, kind, stable, *, a_dot):
    if axis is None:
        return np.ravel(a_dot)[np.argsort(np.ravel(a), kind="stable")]
    return np.take_along_axis(a_dot, np.argsort(a, axis=axis, kind="stable"), axis)


@vjp(np.sort)
def sort_vjp(a, axis, kind, stable, *, out_bar):
    if axis is None:
        return scatter_like(out_bar, np.argsort(np.ravel(a), kind="stable"), a)
    places = np.argsort(np.argsort(a, axis=axis, kind="stable"), axis=axis)
    return np.take_along_axis(out_bar, places, axis)


@jvp(np.sort_complex)
def sort_complex_jvp(a, *, a_dot):
    return np.take_along_axis(a_dot, np.argsort(a, axis=-1, kind="stable"), -1) + 0j


@vjp(np.sort_complex)
def sort_complex_vjp(a, *, out_bar):
    return np.take_along_axis(out_bar, np.argsort(np.argsort(a, axis=-1, kind="stable"), axis=-1), -1)


@jvp(np.partition)
def partition_jvp(a, kth, axis, kind, *, out, a_dot):
    if axis is None:
        return np.ravel(a_dot)[partition_order(np.ravel(a), out, 0)]
    return np.take_along_axis(a_dot, partition_order(a, out, axis), axis)


@vjp(np.partition)
def partition_vjp(a, kth, axis, kind, *, out, out_bar):
    if axis is None:
        return scatter_like(out_bar, partition_order(np.ravel(a), out, 0), a)
    return np.take_along_axis(out_bar, np.argsort(partition_order(a, out, axis), axis=axis), axis)


@jvp(np.unique)
def unique_jvp(ar, equal_nan, sorted, *, ar_dot):
    _, first = np.unique(ar, return_index=True, equal_nan=equal_nan)
    return np.ravel(ar_dot)[first]


@vjp(np.unique)
def unique_vjp(ar, equal_nan, sorted, *, out_bar):
    _, first = np.unique(ar, return_index=True, equal_nan=equal_nan)
    return scatter_like(out_bar, first, ar)


# Order statistics: a weighted sum of the sorted entries


@jvp(np.quantile)
def quantile_jvp(a, q, axis, method, keepdims, *, out, a_dot, q_dot):
    items = as_last_axis(a, axis)
    order = np.argsort(items, axis=-1, kind="stable")
    items = np.take_along_axis(items, order, -1)
    items_dot = np.take_along_axis(as_last_axis(a_dot, axis), order, -1)
    n = np.shape(items)[-1]
    by_items = np.tensordot(quantile_weights(q, n, method), items_dot, (-1, -1))
    weights_dot = quantile_slopes(q, n, method) * np.expand_dims(q_dot, -1)
    return np.reshape(by_items + np.tensordot(weights_dot, items, (-1, -1)), np.shape(out))


@vjp(np.quantile)
def quantile_vjp(a, q, axis, method, keepdims, *, out_bar):
    items = as_last_axis(a, axis)
    order = np.argsort(items, axis=-1, kind="stable")
    items = np.take_along_axis(items, order, -1)
    n = np.shape(items)[-1]
    out_bar = np.reshape(out_bar, np.shape(q) + np.shape(items)[:-1])
    first = list(range(np.ndim(q)))
    sorted_bar = np.tensordot(out_bar, quantile_weights(q, n, method), (first, first))
    items_bar = np.take_along_axis(sorted_bar, np.argsort(order, axis=-1), -1)
    rows = [list(range(np.ndim(q), np.ndim(out_bar))), list(range(np.ndim(items) - 1))]
    by_rows = np.tensordot(out_bar, items, rows)  # type: ignore[call-overload]
    q_bar = np.sum(quantile_slopes(q, n, method) * by_rows, axis=-1)
    return from_last_axis(items_bar, np.shape(a), axis), q_bar


@jvp(np.percentile)
def percentile_jvp(a, q, axis, method, keepdims, *, out, a_dot, q_dot):
    items = as_last_axis(a, axis)
    order = np.argsort(items, axis=-1, kind="stable")
    items = np.take_along_axis(items, order, -1)
    items_dot = np.take_along_axis(as_last_axis(a_dot, axis), order, -1)
    n = np.shape(items)[-1]
    by_items = np.tensordot(quantile_weights(np.divide(q, 100), n, method), items_dot, (-1, -1))
    weights_dot = quantile_slopes(np.divide(q, 100), n, method) * np.expand_dims(q_dot, -1) / 100
    return np.reshape(by_items + np.tensordot(weights_dot, items, (-1, -1)), np.shape(out))


@vjp(np.percentile)
def percentile_vjp(a, q, axis, method, keepdims, *, out_bar):
    items = as_last_axis(a, axis)
    order = np.argsort(items, axis=-1, kind="stable")
    items = np.take_along_axis(items, order, -1)
    n = np.shape(items)[-1]
    out_bar = np.reshape(out_bar, np.shape(q) + np.shape(items)[:-1])
    first = list(range(np.ndim(q)))
    sorted_bar = np.tensordot(out_bar, quantile_weights(np.divide(q, 100), n, method), (first, first))
    items_bar = np.take_along_axis(sorted_bar, np.argsort(order, axis=-1), -1)
    rows = [list(range(np.ndim(q), np.ndim(out_bar))), list(range(np.ndim(items) - 1))]
    by_rows = np.tensordot(out_bar, items, rows)  # type: ignore[call-overload]
    q_bar = np.sum(quantile_slopes(np.divide(q, 100), n, method) * by_rows, axis=-1)
    return from_last_axis(items_bar, np.shape(a), axis), q_bar / 100


@jvp(np.median)
def median_jvp(a, axis, keepdims, *, out, a_dot):
    items = as_last_axis(a, axis)
    order = np.argsort(items, axis=-1, kind="stable")
    items_dot = np.take_along_axis(as_last_axis(a_dot, axis), order, -1)
    weights = quantile_weights(0.5, np.shape(items)[-1], "linear")
    return np.reshape(np.dot(items_dot, weights), np.shape(out))


@vjp(np.median)
def median_vjp(a, axis, keepdims, *, out_bar):
    items = as_last_axis(a, axis)
    order = np.argsort(items, axis=-1, kind="stable")
    weights = quantile_weights(0.5, np.shape(items)[-1], "linear")
    sorted_bar = np.reshape(out_bar, np.shape(items)[:-1] + (1,)) * weights
    items_bar = np.take_along_axis(sorted_bar, np.argsort(order, axis=-1), -1)
    return from_last_axis(items_bar, np.shape(a), axis)


# The same, NaN left out: each row has weights of its own


@jvp(np.nanquantile)
def nanquantile_jvp(a, q, axis, method, keepdims, *, out, a_dot):
    weights = nan_quantile_weights(q, as_last_axis(a, axis), method)
    return np.reshape(np.sum(weights * as_last_axis(a_dot, axis), axis=-1), np.shape(out))


@vjp(np.nanquantile)
def nanquantile_vjp(a, q, axis, method, keepdims, *, out_bar):
    items = as_last_axis(a, axis)
    weights = nan_quantile_weights(q, items, method)
    items_bar = weights * np.reshape(out_bar, np.shape(weights)[:-1] + (1,))
    items_bar = np.sum(np.reshape(items_bar, (-1,) + np.shape(items)), axis=0)
    return from_last_axis(items_bar, np.shape(a), axis)


@jvp(np.nanpercentile)
def nanpercentile_jvp(a, q, axis, method, keepdims, *, out, a_dot):
    weights = nan_quantile_weights(np.divide(q, 100), as_last_axis(a, axis), method)
    return np.reshape(np.sum(weights * as_last_axis(a_dot, axis), axis=-1), np.shape(out))


@vjp(np.nanpercentile)
def nanpercentile_vjp(a, q, axis, method, keepdims, *, out_bar):
    items = as_last_axis(a, axis)
    weights = nan_quantile_weights(np.divide(q, 100), items, method)
    items_bar = weights * np.reshape(out_bar, np.shape(weights)[:-1] + (1,))
    items_bar = np.sum(np.reshape(items_bar, (-1,) + np.shape(items)), axis=0)
    return from_last_axis(items_bar, np.shape(a), axis)


@jvp(np.nanmedian)
def nanmedian_jvp(a, axis, keepdims, *, out, a_dot):
    weights = nan_quantile_weights(0.5, as_last_axis(a, axis), "linear")
    return np.reshape(np.sum(weights * as_last_axis(a_dot, axis), axis=-1), np.shape(out))


@vjp(np.nanmedian)
def nanmedian_vjp(a, axis, keepdims, *, out_bar):
    weights = nan_quantile_weights(0.5, as_last_axis(a, axis), "linear")
    items_bar = weights * np.reshape(out_bar, np.shape(weights)[:-1] + (1,))
    return from_last_axis(items_bar, np.shape(a), axis)


rules.inactive(np.argsort, np.argpartition, np.argmax, np.argmin, np.nanargmax, np.nanargmin, np.lexsort)
rules.inactive(np.searchsorted, np.digitize)
