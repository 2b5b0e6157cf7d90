"""Bringing values to the shape of others: sums over broadcast axes, axes put back, ties shared."""

import numpy as np


def augmented(new, old):
    """Return `new`, the value of ``old op x``, as ``old op= x`` leaves it: an array keeps its shape and dtype.

    >>> augmented(np.ones(2), np.zeros(2, np.float32)).dtype
    dtype('float32')
    """
    if not isinstance(old, np.ndarray):
        return new
    kept = np.empty_like(old)
    np.copyto(kept, new, casting="same_kind")
    return kept


def unbroadcast(value, like):
    """Return `value` summed down to the shape of `like`, in its precision, real where `like` is.

    The transpose of broadcasting `like` to the shape of `value`; a `value` of fewer axes is spread instead.

    >>> unbroadcast(np.ones((2, 3)), np.zeros((2, 1)))
    array([[3.],
           [3.]])
    """
    shape = np.shape(like)
    value = np.asarray(value)
    extra = value.ndim - len(shape)
    if extra > 0:
        value = np.sum(value, axis=tuple(range(extra)))
    stretched = tuple(
        i for i in range(-min(value.ndim, len(shape)), 0) if shape[i] == 1 and value.shape[i] != 1
    )
    if stretched:
        value = np.sum(value, axis=stretched, keepdims=True)
    if np.iscomplexobj(value) and not np.iscomplexobj(like):
        value = np.real(value)
    dtype = np.result_type(like)
    if dtype.kind in "fc" and value.dtype != dtype:
        value = value.astype(dtype)
    if value.shape != shape:
        value = value + np.zeros(shape, value.dtype)
    return np.asarray(value) if isinstance(like, np.ndarray) else value[()]


def spread(value, like, axis=None, keepdims=False):
    """Return the reduction `value` of `like` over `axis` with the reduced axes put back, of length one.

    >>> spread(np.sum(np.ones((2, 3)), axis=1), np.ones((2, 3)), axis=1).shape
    (2, 1)
    """
    if axis is None or keepdims or np.ndim(value) in (0, np.ndim(like)):
        return value
    return np.expand_dims(value, axis)


def share(mask, axis=None):
    """Return weights that split one equally among the true entries of `mask` along `axis`.

    >>> share(np.array([1.0, 3.0, 3.0]) == 3.0)
    array([0. , 0.5, 0.5])
    """
    return mask / np.maximum(np.sum(mask, axis=axis, keepdims=True), 1)


def mean_weight(where, a, axis=None):
    """Return the weight of each entry of `a` in its mean over `axis`, taken where `where` holds.

    >>> mean_weight(np.array([True, True, False]), np.ones(3))
    array([0.5, 0.5, 0. ])
    """
    where = np.broadcast_to(where, np.shape(a))
    return where / np.sum(where, axis=axis, keepdims=True)


def mT(a):
    """Return `a` with its last two axes swapped.

    >>> mT(np.ones((4, 2, 3))).shape
    (4, 3, 2)
    """
    return np.swapaxes(a, -1, -2)


def along_axes(weights, a, axis=None):
    """Return `weights`, which count along the axes `axis` of `a`, ready to broadcast against `a`.

    >>> along_axes(np.ones(2), np.ones((2, 3)), 0).shape
    (2, 1)
    """
    if np.shape(weights) == np.shape(a) or axis is None:
        return weights
    axes = [i % np.ndim(a) for i in (axis if isinstance(axis, tuple) else (axis,))]
    ordered = np.transpose(weights, np.argsort(axes))
    return np.reshape(ordered, [n if i in axes else 1 for i, n in enumerate(np.shape(a))])


def from_axes(value, weights, axis=None):
    """Return the adjoint of `weights`, given that of ``along_axes(weights, a, axis)`` in the shape of `a`.

    >>> from_axes(np.ones((2, 3)), np.ones(2), 0)
    array([3., 3.])
    """
    if np.shape(weights) == np.shape(value) or axis is None:
        return value
    axes = [i % np.ndim(value) for i in (axis if isinstance(axis, tuple) else (axis,))]
    summed = np.sum(value, axis=tuple(i for i in range(np.ndim(value)) if i not in axes))
    return np.transpose(summed, np.argsort(np.argsort(axes)))
