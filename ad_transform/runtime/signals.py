"""Pieces of the derivatives of convolutions and filters."""

import numpy as np


def embedded(value, one, other):
    """Return `value`, a centred part of the full convolution of `one` and `other`, with zeros around it.

    >>> embedded(np.array([1.0, 2.0]), np.ones(2), np.ones(3))
    array([0., 1., 2., 0.])
    """
    full = [n + m - 1 for n, m in zip(np.shape(one), np.shape(other))]
    before = [(n - m) // 2 for n, m in zip(full, np.shape(value))]
    return np.pad(value, [(k, n - m - k) for k, n, m in zip(before, full, np.shape(value))])


def centre_of(value, like):
    """Return the part of `value` in its middle that has the shape of `like`.

    >>> centre_of(np.array([0.0, 1.0, 2.0, 0.0]), np.ones(2))
    array([1., 2.])
    """
    starts = [(n - m) // 2 for n, m in zip(np.shape(value), np.shape(like))]
    return value[tuple(slice(k, k + m) for k, m in zip(starts, np.shape(like)))]


def lags_of(one, other, count, axis):
    """Return the sums of products of `one` and `other`, delayed along `axis` by 0, 1, … places; `count` of them.

    >>> lags_of(np.array([1.0, 2.0]), np.array([3.0, 4.0]), 2, 0)
    array([11.,  6.])
    """
    one, other = np.moveaxis(one, axis, -1), np.moveaxis(other, axis, -1)
    n = np.shape(one)[-1]
    return np.array([np.sum(one[..., k:] * other[..., : max(n - k, 0)]) for k in range(count)])


def lagged(weights, other, like, axis):
    """Return the sum of `other`, delayed along `axis` by 0, 1, … places, each times one of `weights`.

    >>> lagged(np.array([1.0, 10.0]), np.array([3.0, 4.0]), np.ones(2), 0)
    array([ 3., 34.])
    """
    total = np.zeros(np.shape(like), np.result_type(weights, other))
    moved, source = np.moveaxis(total, axis, -1), np.moveaxis(other, axis, -1)
    n = np.shape(moved)[-1]
    for k in range(min(np.size(weights), n)):
        moved[..., k:] += weights[k] * source[..., : n - k]
    return total


def advanced(weights, one, like, axis):
    """Return the transpose of `lagged`: `one` brought forward along `axis`.

    >>> advanced(np.array([1.0, 10.0]), np.array([3.0, 4.0]), np.ones(2), 0)
    array([43.,  4.])
    """
    return np.flip(lagged(weights, np.flip(one, axis), like, axis), axis)
