"""Transposes of functions that move entries: what was taken from several places is added up there."""

import numpy as np


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


def places(a):
    """Return an array of the shape of `a` that holds the flat place of each entry.

    >>> places(np.ones((2, 2)))
    array([[0, 1],
           [2, 3]])
    """
    return np.reshape(np.arange(np.size(a)), np.shape(a))


def scatter_like(value, index, a):
    """Return an array shaped like `a` with each entry of `value` added at its flat place `index`; see `places`.

    >>> scatter_like(np.array([1.0, 2.0, 4.0]), np.array([0, 0, 2]), np.ones(3))
    array([3., 0., 4.])
    """
    total = np.zeros(np.size(a), np.result_type(value))
    np.add.at(total, np.ravel(index), np.ravel(value))
    return np.reshape(total, np.shape(a))


def inverse_axes(axes):
    """Return the permutation that undoes ``np.transpose(a, axes)``.

    >>> inverse_axes((-1, 0, 1))
    (1, 2, 0)
    """
    order = [axis % len(axes) for axis in axes]
    return tuple(order.index(i) for i in range(len(order)))


def split_like(value, arrays, axis=0):
    """Return the pieces of `value`, which `arrays` were joined to along `axis`, each in its array's shape.

    >>> split_like(np.array([1.0, 2.0, 3.0]), (np.ones(1), np.ones(2)))
    [array([1.]), array([2., 3.])]
    """
    if axis is None:
        value, axis = np.ravel(value), 0
    across = np.size(value) // max(np.shape(value)[axis], 1)
    widths = [np.size(a) // max(across, 1) for a in arrays]
    if not across:
        return [np.zeros(np.shape(a), np.result_type(value)) for a in arrays]
    pieces = np.split(value, np.cumsum(widths)[:-1], axis)
    return [np.reshape(piece, np.shape(a)) for piece, a in zip(pieces, arrays)]


def insert_adjoint(value, arr, place, values, axis=None):
    """Return the parts of `value` that ``np.insert(arr, place, values, axis)`` took from `arr` and from `values`.

    >>> insert_adjoint(np.array([1.0, 2.0, 4.0]), np.ones(2), 1, 5.0)
    (array([1., 4.]), array(2.))
    """
    size, count = np.size(arr), np.size(values)
    known = np.reshape(np.arange(size), np.shape(arr))
    added = np.reshape(np.arange(size, size + count), np.shape(values))
    total = np.zeros(size + count, np.result_type(value))
    np.add.at(total, np.ravel(np.insert(known, place, added, axis)), np.ravel(value))
    return np.reshape(total[:size], np.shape(arr)), np.reshape(total[size:], np.shape(values))


def pad_adjoint(value, array, pad_width, mode="constant", constant_values=0):
    """Return the parts of `value` that ``np.pad`` took from `array` and from `constant_values`.

    >>> pad_adjoint(np.array([1.0, 2.0, 4.0]), np.ones(1), 1)
    (array([2.]), array(5.))
    """
    size, count = np.size(array), np.size(constant_values)
    known = np.reshape(np.arange(size), np.shape(array))
    ends = np.reshape(np.arange(size, size + count), np.shape(constant_values))
    options = {"constant_values": ends} if mode == "constant" else {}
    total = np.zeros(size + count, np.result_type(value))
    np.add.at(total, np.ravel(np.pad(known, pad_width, mode, **options)), np.ravel(value))
    return np.reshape(total[:size], np.shape(array)), np.reshape(total[size:], np.shape(constant_values))


def block_adjoint(value, arrays):
    """Return the parts of `value` that ``np.block(arrays)`` took from each array, nested like `arrays`.

    >>> block_adjoint(np.array([1.0, 2.0, 3.0]), [np.ones(2), 1.0])
    [array([1., 2.]), np.float64(3.0)]
    """

    def number(part):
        if isinstance(part, list):
            return [number(each) for each in part]
        ends.append(ends[-1] + np.size(part))
        return np.reshape(np.arange(ends[-2], ends[-1]), np.shape(part))

    def pick(index):
        return [pick(each) for each in index] if isinstance(index, list) else total[index]

    ends = [0]
    index = number(arrays)
    total = np.zeros(ends[-1], np.result_type(value))
    np.add.at(total, np.ravel(np.block(index)), np.ravel(value))
    return pick(index)


def meshgrid_adjoint(values, vectors, indexing="xy"):
    """Return the adjoints of the `vectors` that ``np.meshgrid`` spread to grids, given those of the grids.

    >>> meshgrid_adjoint([np.ones((2, 3)), np.zeros((2, 3))], [np.ones(3), np.ones(2)])
    [array([2., 2., 2.]), array([0., 0.])]
    """
    adjoints = []
    for i, (value, vector) in enumerate(zip(values, vectors)):
        own = 1 - i if indexing == "xy" and i < 2 and len(vectors) > 1 else i
        others = tuple(axis for axis in range(np.ndim(value)) if axis != own)
        adjoints.append(np.reshape(np.sum(value, axis=others), np.shape(vector)))
    return adjoints


def reshape_each(values, arrays):
    """Return each of `values` in the shape of the array beside it.

    >>> reshape_each([np.ones((2, 1))], [np.zeros(2)])
    [array([1., 1.])]
    """
    return [np.reshape(value, np.shape(a)) for value, a in zip(values, arrays)]


def select_adjoint(value, conditions):
    """Return the parts of `value` that ``np.select(conditions, ...)`` took from each choice, and from the default.

    >>> select_adjoint(np.ones(3), [np.array([True, False, False])])
    ([array([1., 0., 0.])], array([0., 1., 1.]))
    """
    choices, left = [], value
    for condition in conditions:
        choices.append(np.where(condition, left, 0))
        left = np.where(condition, 0, left)
    return choices, left


def choose_adjoint(value, a, choices, mode="raise"):
    """Return the parts of `value` that ``np.choose(a, choices, mode=mode)`` took from each of `choices`.

    >>> choose_adjoint(np.ones(2), np.array([1, 0]), [np.ones(2), np.ones(2)])
    [array([0., 1.]), array([1., 0.])]
    """
    taken = np.choose(a, list(range(len(choices))), mode=mode)
    return [np.where(taken == i, value, 0) for i in range(len(choices))]


def kept_by_trim(a, trim="fb"):
    """Return the places of the entries of the vector `a` that ``np.trim_zeros(a, trim)`` keeps.

    >>> kept_by_trim(np.array([0.0, 2.0, 0.0, 1.0, 0.0]))
    array([1, 2, 3])
    """
    filled = np.flatnonzero(a)
    if not filled.size:
        return filled
    first = filled[0] if "f" in trim.lower() else 0
    last = filled[-1] if "b" in trim.lower() else np.size(a) - 1
    return np.arange(first, last + 1)


def join_like(parts, arrays, value, axis=0):
    """Return `parts`, shaped like `arrays`, joined along `axis` to an array shaped like `value`.

    >>> join_like([np.array([1.0]), np.array([2.0, 3.0])], (np.ones(1), np.ones(2)), np.ones(3))
    array([1., 2., 3.])
    """
    if axis is None:
        return np.concatenate([np.ravel(part) for part in parts])
    shape = list(np.shape(value))
    shape[axis] = -1
    return np.concatenate([np.reshape(part, shape) for part in parts], axis)


def observations(m, y=None, rowvar=True):
    """Return the matrix of variables in rows that ``np.cov(m, y, rowvar)`` makes of its arguments.

    >>> observations(np.ones(3), np.zeros(3))
    array([[1., 1., 1.],
           [0., 0., 0.]])
    """
    parts = [np.atleast_2d(part) for part in (m, y) if part is not None]
    parts = [part if rowvar or len(part) == 1 else part.T for part in parts]
    return np.concatenate(parts)


def from_observations(value, m, y=None, rowvar=True):
    """Return the parts of `value`, shaped as `observations` makes it, that come from `m` and from `y`.

    >>> from_observations(np.ones((2, 3)), np.zeros(3), np.zeros((1, 3)))
    (array([1., 1., 1.]), array([[1., 1., 1.]]))
    """
    count = len(value) if y is None else len(value) - np.size(y) // np.shape(value)[1]
    parts = []
    for part, rows in ((m, value[:count]), (y, value[count:])):
        turned = not rowvar and np.ndim(part) == 2 and np.shape(part)[0] != 1
        parts.append(rows if part is None else np.reshape(rows.T if turned else rows, np.shape(part)))
    return tuple(parts)
