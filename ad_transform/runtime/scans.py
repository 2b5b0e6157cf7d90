"""Running products and recurrences, exact where entries are zero."""

import numpy as np


def as_last_axis(a, axis=None):
    """Return `a` with the axes `axis` (one, several, or all) made into one, the last.

    >>> as_last_axis(np.ones((2, 3, 4)), (0, 2)).shape
    (3, 8)
    """
    given = range(np.ndim(a)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    axes = [i % np.ndim(a) for i in given]
    kept = [i for i in range(np.ndim(a)) if i not in axes]
    return np.reshape(np.transpose(a, kept + axes), [np.shape(a)[i] for i in kept] + [-1])


def from_last_axis(a, shape, axis=None):
    """Return what `as_last_axis` made `a` of: an array of the shape `shape`.

    >>> from_last_axis(np.ones((3, 8)), (2, 3, 4), (0, 2)).shape
    (2, 3, 4)
    """
    given = range(len(shape)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    axes = [i % len(shape) for i in given]
    order = [i for i in range(len(shape)) if i not in axes] + axes
    return np.transpose(np.reshape(a, [shape[i] for i in order]), np.argsort(order))


def previous(a, first, axis=-1):
    """Return `a` moved on by one place along `axis`, with `first` at the start.

    >>> previous(np.array([1.0, 2.0, 3.0]), 0.0)
    array([0., 1., 2.])
    """
    moved = np.roll(a, 1, axis)
    moved[(slice(None),) * (axis % np.ndim(a)) + (slice(0, 1),)] = first
    return moved


def following(a, last, axis=-1):
    """Return `a` moved back by one place along `axis`, with `last` at the end.

    >>> following(np.array([1.0, 2.0, 3.0]), 0.0)
    array([2., 3., 0.])
    """
    moved = np.roll(a, -1, axis)
    moved[(slice(None),) * (axis % np.ndim(a)) + (slice(-1, None),)] = last
    return moved


def recurrence(factor, a, axis=-1):
    """Return h with ``h[i] = factor[i] * h[i-1] + a[i]`` along `axis`; `factor[0]` does not matter.

    >>> recurrence(np.array([9.0, 2.0, 2.0]), np.array([1.0, 1.0, 1.0]))
    array([1., 3., 7.])
    """
    h = np.array(a, np.result_type(factor, a))
    rows, factors = np.moveaxis(h, axis, 0), np.moveaxis(factor, axis, 0)
    for i in range(1, len(rows)):
        rows[i] += factors[i] * rows[i - 1]
    return h


def reverse_recurrence(factor, a, axis=-1):
    """Return h with ``h[i] = a[i] + factor[i+1] * h[i+1]`` along `axis`: the transpose of `recurrence` in `a`.

    >>> reverse_recurrence(np.array([9.0, 2.0, 3.0]), np.array([1.0, 1.0, 1.0]))
    array([9., 4., 1.])
    """
    h = np.array(a, np.result_type(factor, a))
    rows, factors = np.moveaxis(h, axis, 0), np.moveaxis(factor, axis, 0)
    for i in range(len(rows) - 1, 0, -1):
        rows[i - 1] += factors[i] * rows[i]
    return h


def product_of_others(a, axis=None):
    """Return for each entry of `a` the product of the others along `axis`; exact where some are zero.

    >>> product_of_others(np.array([0.0, 2.0, 3.0]))
    array([6., 0., 0.])
    """
    shape = np.shape(a)
    given = range(len(shape)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    axes = [i % len(shape) for i in given]
    order = [i for i in range(len(shape)) if i not in axes] + axes
    permuted = np.transpose(a, order)
    items = np.reshape(permuted, permuted.shape[: len(shape) - len(axes)] + (-1,))
    before, after = np.ones_like(items), np.ones_like(items)
    before[..., 1:] = np.cumprod(items[..., :-1], axis=-1)
    after[..., :-1] = np.flip(np.cumprod(np.flip(items[..., 1:], -1), axis=-1), -1)
    return np.transpose(np.reshape(before * after, permuted.shape), np.argsort(order))
