"""Transposes of products of arrays, convolutions, differences and integrals."""

import numpy as np


def tensordot_left(value, rank, b, axes=2):
    """Return the adjoint of `a`, of `rank` axes, given the adjoint `value` of ``np.tensordot(a, b, axes)``.

    >>> tensordot_left(np.ones((2, 4)), 2, np.ones((3, 4)), 1).shape
    (2, 3)
    """
    if np.ndim(axes) == 0:
        of_a, of_b = list(range(rank - axes, rank)), list(range(axes))
    else:
        of_a, of_b = [list(np.atleast_1d(part)) for part in axes]
    of_a, of_b = [i % rank for i in of_a], [i % np.ndim(b) for i in of_b]
    free_a = [i for i in range(rank) if i not in of_a]
    free_b = [i for i in range(np.ndim(b)) if i not in of_b]
    # The axes of the product: those of `a` not summed over, then, ascending in `b`, those that were.
    product = np.tensordot(value, b, (list(range(len(free_a), np.ndim(value))), free_b))
    summed = [of_a[of_b.index(i)] for i in sorted(of_b)]
    return np.transpose(product, np.argsort(free_a + summed))


def tensordot_right(value, a, rank, axes=2):
    """Return the adjoint of `b`, of `rank` axes, given the adjoint `value` of ``np.tensordot(a, b, axes)``.

    >>> tensordot_right(np.ones((2, 4)), np.ones((2, 3)), 2, 1).shape
    (3, 4)
    """
    if np.ndim(axes) == 0:
        of_a, of_b = list(range(np.ndim(a) - axes, np.ndim(a))), list(range(axes))
    else:
        of_a, of_b = [list(np.atleast_1d(part)) for part in axes]
    of_a, of_b = [i % np.ndim(a) for i in of_a], [i % rank for i in of_b]
    free_a = [i for i in range(np.ndim(a)) if i not in of_a]
    free_b = [i for i in range(rank) if i not in of_b]
    # The axes of the product: ascending in `a` those summed over, then those of `b` that were not.
    product = np.tensordot(a, value, (free_a, list(range(len(free_a)))))
    summed = [of_b[of_a.index(i)] for i in sorted(of_a)]
    return np.transpose(product, np.argsort(summed + free_b))


def einsum_adjoint(value, k, subscripts, others, shape):
    """Return the adjoint of operand `k`, of the shape `shape`, given the adjoint `value` of an ``np.einsum``
    of `subscripts`; `others` are the other operands. Lengths of one that were broadcast are left broadcast.

    >>> einsum_adjoint(np.ones(2), 1, "ij,j->i", (np.ones((2, 3)),), (3,))
    array([2., 2., 2.])
    """
    inputs, arrow, output = subscripts.replace(" ", "").partition("->")
    terms = inputs.split(",")
    if not arrow:
        letters = inputs.replace(",", "").replace(".", "")
        output = "".join(sorted(c for c in set(letters) if letters.count(c) == 1))
        output = ("..." if "..." in inputs else "") + output
    ranks = [np.ndim(a) for a in others[:k]] + [len(shape)] + [np.ndim(a) for a in others[k:]]
    spare = [c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" if c not in subscripts]
    # An ellipsis stands for letters of its own, the last ones for the last axes.
    widths = [rank - len(term) + 3 if "..." in term else 0 for term, rank in zip(terms, ranks)]
    broad, spare = "".join(spare[: max(widths)]), spare[max(widths) :]
    terms = [term.replace("...", broad[len(broad) - width :]) for term, width in zip(terms, widths)]
    output = output.replace("...", broad)
    # Ones for an index that stands in this operand alone; for a diagonal, two indices and an identity matrix.
    own, factors, names = "", [value, *others], [output, *(t for i, t in enumerate(terms) if i != k)]
    for c, n in zip(terms[k], shape):
        if c in own:
            d = spare.pop()
            factors, names, c = [*factors, np.eye(n)], [*names, c + d], d
        elif not any(c in name for name in names):
            factors, names = [*factors, np.ones(n)], [*names, c]
        own += c
    return np.einsum(",".join(names) + "->" + own, *factors)


def chain_adjoint(value, before, after, shape):
    """Return the adjoint of one factor, of the shape `shape`, of a chain of matrices whose product has the adjoint
    `value`; `before` and `after` are the other factors. The first and the last of a chain may be vectors.

    >>> chain_adjoint(2.0, [np.ones(2)], [np.ones(3)], (2, 3))
    array([[2., 2., 2.],
           [2., 2., 2.]])
    """
    left, right = np.eye(1), np.eye(1)
    for a in before:
        left = a if left.shape == (1, 1) and a is before[0] else left @ a
    for a in after[::-1]:
        right = a if right.shape == (1, 1) and a is after[-1] else a @ right
    left = np.reshape(left, (-1, shape[0])) if before else np.eye(shape[0] if len(shape) == 2 else 1)
    right = np.reshape(right, (shape[-1], -1)) if after else np.eye(shape[-1] if len(shape) == 2 else 1)
    return np.reshape(left.T @ np.reshape(value, (len(left), right.shape[1])) @ right.T, shape)


def kron_left(value, shape, b):
    """Return the adjoint of `a`, of the shape `shape`, given the adjoint `value` of ``np.kron(a, b)``.

    >>> kron_left(np.ones(6), (2,), np.ones(3))
    array([3., 3.])
    """
    rank = max(len(shape), np.ndim(b))
    of_a = (1,) * (rank - len(shape)) + tuple(shape)
    of_b = (1,) * (rank - np.ndim(b)) + np.shape(b)
    pairs = np.reshape(value, [n for pair in zip(of_a, of_b) for n in pair])
    axes = (list(range(1, 2 * rank, 2)), list(range(rank)))
    return np.reshape(np.tensordot(pairs, np.reshape(b, of_b), axes), shape)


def kron_right(value, a, shape):
    """Return the adjoint of `b`, of the shape `shape`, given the adjoint `value` of ``np.kron(a, b)``.

    >>> kron_right(np.ones(6), np.ones(2), (3,))
    array([2., 2., 2.])
    """
    rank = max(np.ndim(a), len(shape))
    of_a = (1,) * (rank - np.ndim(a)) + np.shape(a)
    of_b = (1,) * (rank - len(shape)) + tuple(shape)
    pairs = np.reshape(value, [n for pair in zip(of_a, of_b) for n in pair])
    axes = (list(range(0, 2 * rank, 2)), list(range(rank)))
    return np.reshape(np.tensordot(pairs, np.reshape(a, of_a), axes), shape)


def full_of(value, n, m, mode="full", swapped=False):
    """Return `value`, a convolution of lengths `n` and `m` in `mode`, with the zeros that make it the full one.

    ``swapped`` is for a correlation: NumPy centres it otherwise where `m` is larger.

    >>> full_of(np.ones(2), 3, 2, "valid")
    array([0., 1., 1., 0.])
    """
    if mode == "full":
        return value
    short, length = min(n, m), n + m - 1
    before = short - 1 if mode == "valid" else (short - 1) // 2
    if swapped and mode == "same" and m > n:
        before = short - 1 - before
    return np.pad(value, (before, length - np.size(value) - before))


def part_of(value, n, m, mode="full", swapped=False):
    """Return the part of a full convolution of lengths `n` and `m` that is the one in `mode`: `full_of` transposed.

    >>> part_of(np.arange(4.0), 3, 2, "valid")
    array([1., 2.])
    """
    if mode == "full":
        return value
    short, long = sorted((n, m))
    before = short - 1 if mode == "valid" else (short - 1) // 2
    if swapped and mode == "same" and m > n:
        before = short - 1 - before
    return value[before : before + (long - short + 1 if mode == "valid" else long)]


def diff_adjoint(value, n=1, axis=-1):
    """Return the adjoint of `a`, given the adjoint `value` of ``np.diff(a, n, axis)``.

    >>> diff_adjoint(np.array([1.0, 10.0]))
    array([-1., -9., 10.])
    """
    ends = [(0, 0)] * np.ndim(value)
    ends[axis] = (1, 1)
    for _ in range(n):
        value = -np.diff(np.pad(value, ends), axis=axis)
    return value


def diff_adjoint_parts(value, a, n=1, axis=-1, prepend=None, append=None):
    """Return the adjoints of `prepend`, `a` and `append`, given the adjoint `value` of ``np.diff``.

    >>> diff_adjoint_parts(np.array([1.0, 10.0]), np.ones(2), prepend=0.0)[:2]
    (np.float64(-1.0), array([-9., 10.]))
    """
    for _ in range(n):
        ends = [(0, 0)] * np.ndim(value)
        ends[axis] = (1, 1)
        value = -np.diff(np.pad(value, ends), axis=axis)
    first = 0 if prepend is None else np.shape(prepend)[axis] if np.ndim(prepend) else 1
    before, middle, after = np.split(value, [first, first + np.shape(a)[axis]], axis)
    before = before if prepend is None or np.ndim(prepend) else np.sum(before)
    after = after if append is None or np.ndim(append) else np.sum(after)
    return before, middle, after


def gradient_adjoint(values, f, spacings, axis=None, edge_order=1):
    """Return the adjoint of `f`, given the adjoint `values` of ``np.gradient(f, *spacings, ...)``.

    >>> gradient_adjoint(np.array([0.0, 1.0, 0.0]), np.ones(3), ())
    array([-0.5,  0. ,  0.5])
    """
    given = range(np.ndim(f)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    axes = [i % np.ndim(f) for i in given]
    spacings = list(spacings) * (len(axes) if len(spacings) == 1 else 1) or [1.0] * len(axes)
    parts = values if isinstance(values, (tuple, list)) else [values]
    total = np.zeros(np.shape(f), np.result_type(*parts))
    for value, spacing, i in zip(parts, spacings, axes):
        n, rows = np.shape(f)[i], np.moveaxis(value, i, -1)
        place, sums = np.arange(n), np.moveaxis(total, i, -1)
        for k in range(min(n, 5)):  # a row reaches no further than two places, so every fifth column is apart
            column = np.gradient((place % 5 == k).astype(float), spacing, edge_order=edge_order)
            for shift in range(-2, 3):
                hit = place[((place + shift) % 5 == k) & (place + shift >= 0) & (place + shift < n)]
                sums[..., hit + shift] += column[hit] * rows[..., hit]
    return total


def trapezoid_weights(y, x=None, dx=1.0, axis=-1):
    """Return what each entry of `y` weighs in ``np.trapezoid(y, x, dx, axis)``, ready to broadcast against `y`.

    >>> trapezoid_weights(np.ones(3), dx=2.0)
    array([1., 2., 1.])
    """
    n = np.shape(y)[axis]
    if x is None:
        steps = dx * np.ones(n - 1)
    elif np.ndim(x) == 1:
        steps = np.diff(x)
    else:
        steps = np.moveaxis(np.diff(x, axis=axis), axis, -1)
    ends = [(0, 0)] * (np.ndim(steps) - 1)
    weights = (np.pad(steps, [*ends, (1, 0)]) + np.pad(steps, [*ends, (0, 1)])) / 2
    if np.ndim(weights) == 1:
        weights = np.reshape(weights, (n,) + (1,) * (np.ndim(y) - 1))
        return np.moveaxis(weights, 0, axis)
    return np.moveaxis(weights, -1, axis)


def trapezoid_slopes(y, axis=-1):
    """Return the derivative of ``np.trapezoid(y, x, axis=axis)`` by each entry of `x`.

    >>> trapezoid_slopes(np.array([1.0, 2.0, 4.0]))
    array([-1.5, -1.5,  3. ])
    """
    rows = np.moveaxis(y, axis, -1)
    middles = (rows[..., 1:] + rows[..., :-1]) / 2
    slopes = -np.diff(np.pad(middles, [(0, 0)] * (np.ndim(y) - 1) + [(1, 1)]), axis=-1)
    return np.moveaxis(slopes, -1, axis)
