"""What generated code may call: small NumPy functions, each self-contained but for `np`.

When a derivative is saved, the source of the functions it calls is copied into its file.
"""

import numpy as np


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
    stretched = tuple(i for i in range(-min(value.ndim, len(shape)), 0) if shape[i] == 1 and value.shape[i] != 1)
    if stretched:
        value = np.sum(value, axis=stretched, keepdims=True)
    if np.iscomplexobj(value) and not np.iscomplexobj(like):
        value = np.real(value)
    dtype = np.result_type(like)
    if dtype.kind in "fc" and value.dtype != dtype:
        value = value.astype(dtype)
    if value.shape != shape:
        value = value + np.zeros(shape, value.dtype)
    return value[()]


def spread(value, like, axis=None, keepdims=False):
    """Return the reduction `value` of `like` over `axis` with the reduced axes put back, of length one.

    >>> spread(np.sum(np.ones((2, 3)), axis=1), np.ones((2, 3)), axis=1).shape
    (2, 1)
    """
    if axis is None or keepdims or np.ndim(value) == np.ndim(like):
        return value
    return np.expand_dims(value, axis)


def share(mask, axis=None):
    """Return weights that split one equally among the true entries of `mask` along `axis`.

    >>> share(np.array([1.0, 3.0, 3.0]) == 3.0)
    array([0. , 0.5, 0.5])
    """
    return mask / np.maximum(np.sum(mask, axis=axis, keepdims=True), 1)


def scatter_add(target, index, value):
    """Add `value` to ``target[index]`` in place; entries that `index` names twice receive both.

    >>> target = np.zeros(3)
    >>> scatter_add(target, np.array([0, 0, 2]), 1.0)
    >>> target
    array([2., 0., 1.])
    """
    parts = index if isinstance(index, tuple) else (index,)
    if any(isinstance(part, (list, np.ndarray)) and np.asarray(part).dtype != bool for part in parts):
        np.add.at(target, index, value)
    else:
        target[index] += value


def mT(a):
    """Return `a` with its last two axes swapped.

    >>> mT(np.ones((4, 2, 3))).shape
    (4, 3, 2)
    """
    return np.swapaxes(a, -1, -2)


def sinc_derivative(x, order):
    """Return the derivative of that `order` of ``np.sinc``: the integral of ``(pi t)**n cos(pi x t + n pi / 2)``, t in 0..1.

    >>> float(sinc_derivative(0.0, 2) / np.pi**2)
    -0.33333333333333337
    """
    x = np.asarray(x)
    # Away from zero: sinc(x) pi x = sin(pi x), differentiated n times, gives each derivative from the one before.
    angle = np.pi * np.where(np.abs(x) < 1, 1, x)
    value = np.sin(angle) / angle
    for n in range(1, order + 1):
        value = np.pi * (np.sin(angle + n * np.pi / 2) - n * value / np.pi) / angle
    # Near zero the recurrence cancels; there the power series is summed.
    power, term, series = np.pi * np.where(np.abs(x) < 1, x, 0), np.pi**order, 0.0
    for k in range(40):
        series = series + np.cos((order + k) * np.pi / 2).round() * term / (order + k + 1)
        term = term * power / (k + 1)
    return np.where(np.abs(x) < 1, series, value)[()]


def i0_derivative(x, order):
    """Return the derivative of that `order` of ``np.i0``: the mean of ``cos(t)**n exp(x cos(t))`` over a circle.

    >>> float(i0_derivative(0.0, 2))
    0.5
    """
    cosine = np.cos(np.pi * (np.arange(256) + 0.5) / 256)
    return np.mean(cosine**order * np.exp(np.expand_dims(x, -1) * cosine), axis=-1)


def share_of(values, chosen):
    """Return weights that split one equally among the `values` equal to `chosen`; a single value is a sequence of them.

    >>> share_of((1.0, 3.0, 3.0), 3.0)
    [0.0, 0.5, 0.5]
    """
    if len(values) == 1:
        return [share_of(tuple(values[0]), chosen)]
    equal = [1.0 if value == chosen else 0.0 for value in values]
    return [part / (sum(equal) or 1.0) for part in equal]


def weigh(weights, values):
    """Return the sum of products of two sequences, or of sequences in them.

    >>> weigh([0.0, 0.5], (2.0, 4.0))
    2.0
    """
    return sum(weigh(w, v) if isinstance(w, list) else w * v for w, v in zip(weights, values))


def scale(weights, factor):
    """Return `weights`, which may hold lists, times `factor`.

    >>> scale([0.5, [2.0]], 4.0)
    [2.0, [8.0]]
    """
    return [scale(w, factor) if isinstance(w, list) else w * factor for w in weights]


def copies_of(value, items):
    """Return `value` once per item of `items`, as an array if that is one, else as a list.

    >>> copies_of(2.0, (7, 8, 9))
    [2.0, 2.0, 2.0]
    """
    if isinstance(items, np.ndarray):
        return value + np.zeros(items.shape)
    return [value for _ in items]


def mean_weight(where, a, axis=None):
    """Return the weight of each entry of `a` in its mean over `axis`, taken where `where` holds.

    >>> mean_weight(np.array([True, True, False]), np.ones(3))
    array([0.5, 0.5, 0. ])
    """
    where = np.broadcast_to(where, np.shape(a))
    return where / np.sum(where, axis=axis, keepdims=True)


def as_last_axis(a, axis=None):
    """Return `a` with the axes `axis` (one, several, or all) made into one, the last.

    >>> as_last_axis(np.ones((2, 3, 4)), (0, 2)).shape
    (3, 8)
    """
    axes = range(np.ndim(a)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    axes = [i % np.ndim(a) for i in axes]
    kept = [i for i in range(np.ndim(a)) if i not in axes]
    return np.reshape(np.transpose(a, kept + axes), [np.shape(a)[i] for i in kept] + [-1])


def from_last_axis(a, shape, axis=None):
    """Return what `as_last_axis` made `a` of: an array of the shape `shape`.

    >>> from_last_axis(np.ones((3, 8)), (2, 3, 4), (0, 2)).shape
    (2, 3, 4)
    """
    axes = range(len(shape)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    axes = [i % len(shape) for i in axes]
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
    axes = range(len(shape)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    axes = [i % len(shape) for i in axes]
    order = [i for i in range(len(shape)) if i not in axes] + axes
    permuted = np.transpose(a, order)
    items = np.reshape(permuted, permuted.shape[: len(shape) - len(axes)] + (-1,))
    before, after = np.ones_like(items), np.ones_like(items)
    before[..., 1:] = np.cumprod(items[..., :-1], axis=-1)
    after[..., :-1] = np.flip(np.cumprod(np.flip(items[..., 1:], -1), axis=-1), -1)
    return np.transpose(np.reshape(before * after, permuted.shape), np.argsort(order))
