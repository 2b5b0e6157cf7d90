"""Zeros and sums of nested lists and tuples of numbers and arrays; stores with repeated indices."""

import numpy as np


def zeros_of(value):
    """Zeros with the structure of `value`: lists for tuples and lists, arrays for arrays, 0.0 for numbers."""
    if isinstance(value, dict):
        return {key: zeros_of(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [zeros_of(item) for item in value]
    if isinstance(value, np.ndarray):
        return np.zeros(value.shape, value.dtype if value.dtype.kind in "fc" else float)
    return np.zeros((), value.dtype)[()] if isinstance(value, np.inexact) else 0.0


def add_structures(one, other):
    """The sum of two nested lists of numbers and arrays, item by item; of dicts, where each has zeros for the rest."""
    if isinstance(one, dict):
        return one | {k: add_structures(one[k], v) if k in one else v for k, v in other.items()}
    if isinstance(one, (tuple, list)):
        return [add_structures(a, b) for a, b in zip(one, other, strict=True)]
    return one + other


def nested_lists(array, depth):
    """An array as lists nested `depth` deep.

    >>> nested_lists(np.array([[1.0, 2.0], [3.0, 4.0]]), 1)
    [array([1., 2.]), array([3., 4.])]
    """
    return [item if depth == 1 else nested_lists(item, depth - 1) for item in array]


def read_back(array, index):
    """``array[index]``, with zeros where a later entry of the index means the same element."""
    found = array[index]
    order = np.arange(found.size).reshape(found.shape)
    last = np.empty(array.shape, dtype=int)
    last[index] = order
    return np.where(last[index] == order, found, 0)


def stored(value, index, like):
    """Zeros of the shape of `like`, but for `value` at the place `index`: the transpose of `read_back`.

    >>> stored(np.array([1.0, 2.0]), [2, 0], np.ones(4))
    array([2., 0., 1., 0.])
    """
    array = np.zeros_like(like)
    array[index] = value
    return array


def held(value):
    """A copy of a number, array, or nested lists and tuples of these, which derivatives take for a constant."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, (tuple, list)):
        return [held(item) for item in value]
    return value


def require_same_shape(seed, value):
    """Refuse a tangent or an adjoint of another shape than what it belongs to."""
    if np.shape(seed) != np.shape(value):
        raise TypeError(f"a seed has shape {np.shape(seed)}, what it belongs to {np.shape(value)}")


def require_scalar(value):
    """Refuse a gradient of what turns out to be an array."""
    if np.ndim(value) != 0:
        raise TypeError(
            f"grad needs a function that returns one number; this returned shape {np.shape(value)}"
        )


def require_layout(array, layout, name):
    """Raise ValueError unless `array`, passed for `name`, stands in memory by rows ("C") or by columns ("F").

    Where a function writes through a reshape, this decides whether it writes into the array or into a copy.

    >>> require_layout(np.ones((2, 3)), "C", "x")
    """
    flags = array.flags
    if not (flags.c_contiguous if layout == "C" else flags.f_contiguous and not flags.c_contiguous):
        raise ValueError(
            f"this is for `{name}` in memory order {layout}: pass a copy, `np.copy({name}, {layout!r})`"
        )
