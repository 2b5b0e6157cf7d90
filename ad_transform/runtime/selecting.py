"""Which entries an order statistic is made of, and how much of each."""

import numpy as np


def quantile_weights(q, n, method="linear"):
    """Return the weight of each of `n` sorted entries in their quantile `q`, along a new last axis.

    >>> quantile_weights(0.25, 3)
    array([0.5, 0.5, 0. ])
    """
    place = np.quantile(
        np.arange(float(n)), q, method=method
    )  # the quantile of 0, 1, 2, ... is the place itself
    return np.maximum(0.0, 1.0 - np.abs(np.expand_dims(place, -1) - np.arange(n)))


def quantile_slopes(q, n, method="linear"):
    """Return the derivative of `quantile_weights` by `q`; on the right at a place that is an entry.

    >>> quantile_slopes(0.25, 3)
    array([-2.,  2.,  0.])
    """
    rates = {"linear": n - 1, "hazen": n, "weibull": n + 1, "interpolated_inverted_cdf": n}
    rates |= {"median_unbiased": n + 1 / 3, "normal_unbiased": n + 1 / 4}
    place = np.expand_dims(np.quantile(np.arange(float(n)), q, method=method), -1)
    below = np.minimum(np.floor(place), max(n - 2, 0))
    inside = (place > 0) & (place < n - 1) | (method == "linear")
    return rates.get(method, 0) * inside * ((np.arange(n) == below + 1) * 1.0 - (np.arange(n) == below))


def nan_quantile_weights(q, items, method="linear"):
    """Return the weight of each of `items` in the quantile `q` along their last axis, NaN left out.

    >>> nan_quantile_weights(0.5, np.array([3.0, np.nan, 1.0]))
    array([0.5, 0. , 0.5])
    """
    order = np.argsort(items, axis=-1, kind="stable")  # NaN comes last
    counts = np.sum(~np.isnan(items), axis=-1)
    weights = np.zeros(np.shape(q) + np.shape(items))
    for n in np.unique(counts[counts > 0]):
        place = np.quantile(np.arange(float(n)), q, method=method)
        row = np.maximum(0.0, 1.0 - np.abs(np.expand_dims(place, -1) - np.arange(np.shape(items)[-1])))
        row = np.reshape(row, np.shape(q) + (1,) * (np.ndim(items) - 1) + np.shape(items)[-1:])
        weights = np.where(np.expand_dims(counts == n, -1), row, weights)
    back = np.broadcast_to(np.argsort(order, axis=-1), np.shape(weights))
    return np.take_along_axis(weights, back, -1)


def partition_order(a, out, axis=-1):
    """Return the order in which the entries of `a` stand in `out`, which is `a` rearranged along `axis`.

    >>> partition_order(np.array([3.0, 1.0, 2.0]), np.array([1.0, 3.0, 2.0]))
    array([1, 0, 2])
    """
    ranks = np.argsort(np.argsort(out, axis=axis, kind="stable"), axis=axis)
    return np.take_along_axis(np.argsort(a, axis=axis, kind="stable"), ranks, axis)


def running_extreme(a, out, axis=0):
    """Return the places along `axis` of the entries of `a` that stand in `out`, its running maximum or minimum.

    >>> running_extreme(np.array([1.0, 3.0, 2.0]), np.array([1.0, 3.0, 3.0]))
    array([0, 1, 1])
    """
    n, rank = np.shape(a)[axis], np.ndim(a)
    place = np.reshape(np.arange(n), [n if i == axis % rank else 1 for i in range(rank)])
    return np.maximum.accumulate(np.where(a == out, place, 0), axis=axis)


def reduceat_adjoint(value, a, indices, axis=0):
    """Return the adjoint of `a`, given the adjoint `value` of ``np.add.reduceat(a, indices, axis)``.

    >>> reduceat_adjoint(np.array([1.0, 2.0]), np.ones(4), [0, 1])
    array([1., 2., 2., 2.])
    """
    total = np.zeros(np.shape(a), np.result_type(value))
    rows, sums = np.moveaxis(value, axis, 0), np.moveaxis(total, axis, 0)
    starts = list(indices)
    for row, start, following in zip(rows, starts, [*starts[1:], len(sums)]):
        sums[start : max(following, start + 1)] += row
    return total
