"""Transposes of products of arrays, convolutions, differences and integrals."""

import numpy as np


def tensordot_left(value, a, b, axes=2):
    """Return the adjoint of `a`, given the adjoint `value` of ``np.tensordot(a, b, axes)``.

    >>> tensordot_left(np.ones((2, 4)), np.ones((2, 3)), np.ones((3, 4)), 1).shape
    (2, 3)
    """
    if np.ndim(axes) == 0:
        of_a, of_b = list(range(np.ndim(a) - axes, np.ndim(a))), list(range(axes))
    else:
        of_a, of_b = [list(np.atleast_1d(part)) for part in axes]
    of_a, of_b = [i % np.ndim(a) for i in of_a], [i % np.ndim(b) for i in of_b]
    free_a = [i for i in range(np.ndim(a)) if i not in of_a]
    free_b = [i for i in range(np.ndim(b)) if i not in of_b]
    # The axes of the product: those of `a` not summed over, then, ascending in `b`, those that were.
    product = np.tensordot(value, b, (list(range(len(free_a), np.ndim(value))), free_b))
    summed = [of_a[of_b.index(i)] for i in sorted(of_b)]
    return np.transpose(product, np.argsort(free_a + summed))


def tensordot_right(value, a, b, axes=2):
    """Return the adjoint of `b`, given the adjoint `value` of ``np.tensordot(a, b, axes)``.

    >>> tensordot_right(np.ones((2, 4)), np.ones((2, 3)), np.ones((3, 4)), 1).shape
    (3, 4)
    """
    if np.ndim(axes) == 0:
        of_a, of_b = list(range(np.ndim(a) - axes, np.ndim(a))), list(range(axes))
    else:
        of_a, of_b = [list(np.atleast_1d(part)) for part in axes]
    of_a, of_b = [i % np.ndim(a) for i in of_a], [i % np.ndim(b) for i in of_b]
    free_a = [i for i in range(np.ndim(a)) if i not in of_a]
    free_b = [i for i in range(np.ndim(b)) if i not in of_b]
    # The axes of the product: ascending in `a` those summed over, then those of `b` that were not.
    product = np.tensordot(a, value, (free_a, list(range(len(free_a)))))
    summed = [of_b[of_a.index(i)] for i in sorted(of_a)]
    return np.transpose(product, np.argsort(summed + free_b))


def einsum_adjoint(value, operands):
    """Return the adjoint of each of `operands`, given the adjoint `value` of ``np.einsum(*operands)``.

    >>> einsum_adjoint(np.ones(2), ("ij,j->i", np.ones((2, 3)), np.ones(3)))[2]
    array([2., 2., 2.])
    """
    subscripts, *arrays = operands
    inputs, arrow, output = subscripts.replace(" ", "").partition("->")
    terms = inputs.split(",")
    if not arrow:
        letters = inputs.replace(",", "").replace(".", "")
        output = "".join(sorted(c for c in set(letters) if letters.count(c) == 1))
        output = ("..." if "..." in inputs else "") + output
    # An ellipsis stands for letters of its own, the last ones for the last axes.
    spare = [c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" if c not in subscripts]
    widths = [np.ndim(a) - len(t) + 3 if "..." in t else 0 for t, a in zip(terms, arrays)]
    broad = "".join(spare[: max(widths)])
    terms = [t.replace("...", broad[len(broad) - w :]) for t, w in zip(terms, widths)]
    output = output.replace("...", broad)
    sizes = {}
    for term, a in zip(terms, arrays):
        for letter, size in zip(term, np.shape(a)):
            sizes[letter] = max(size, sizes.get(letter, 1))
    adjoints = [None]
    for k, (term, a) in enumerate(zip(terms, arrays)):
        others = [t for i, t in enumerate(terms) if i != k]
        factors = [b for i, b in enumerate(arrays) if i != k]
        own = "".join(dict.fromkeys(term))  # a letter that stands twice in a term takes its diagonal
        lone = [c for c in own if c not in output and not any(c in t for t in others)]
        shared = "".join(c for c in own if c not in lone)
        inner = np.einsum(",".join([output, *others]) + "->" + shared, value, *factors)
        order = [(shared + "".join(lone)).index(c) for c in own]
        inner = np.transpose(np.reshape(inner, np.shape(inner) + (1,) * len(lone)), order)
        inner = np.broadcast_to(inner, [sizes[c] for c in own])
        # Lengths of one in `a` were broadcast; a diagonal is put back where it was.
        lengths = dict(zip(term, np.shape(a)))
        stretched = tuple(i for i, c in enumerate(own) if lengths[c] == 1 and sizes[c] > 1)
        inner = np.sum(inner, axis=stretched, keepdims=True) if stretched else inner
        if len(own) < len(term):
            whole = np.zeros(np.shape(a), inner.dtype)
            whole[tuple(np.ix_(*[range(lengths[c]) for c in own])[own.index(c)] for c in term)] = inner
            inner = whole
        adjoints.append(inner)
    return adjoints


def kron_adjoint(value, a, b):
    """Return the adjoints of `a` and `b`, given the adjoint `value` of ``np.kron(a, b)``.

    >>> kron_adjoint(np.ones(6), np.ones(2), np.ones(3))
    (array([3., 3.]), array([2., 2., 2.]))
    """
    rank = max(np.ndim(a), np.ndim(b))
    wide_a = (1,) * (rank - np.ndim(a)) + np.shape(a)
    wide_b = (1,) * (rank - np.ndim(b)) + np.shape(b)
    pairs = np.reshape(value, [n for pair in zip(wide_a, wide_b) for n in pair])
    of_a, of_b = list(range(0, 2 * rank, 2)), list(range(1, 2 * rank, 2))
    a_bar = np.tensordot(pairs, np.reshape(b, wide_b), (of_b, list(range(rank))))
    b_bar = np.tensordot(np.reshape(a, wide_a), pairs, (list(range(rank)), of_a))
    return np.reshape(a_bar, np.shape(a)), np.reshape(b_bar, np.shape(b))


def cross_adjoint(value, a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
    """Return the adjoints of `a` and `b`, given the adjoint `value` of ``np.cross``.

    >>> cross_adjoint(np.array([0.0, 0.0, 1.0]), np.array([1.0, 0.0, 0.0]), np.array([0.0, 2.0, 0.0]))
    (array([2., 0., 0.]), array([0., 1., 0.]))
    """
    if axis is not None:
        axisa = axisb = axisc = axis
    a, b = np.moveaxis(a, axisa, -1), np.moveaxis(b, axisb, -1)
    value = np.moveaxis(value, axisc, -1)
    return np.moveaxis(np.cross(b, value), -1, axisa), np.moveaxis(np.cross(value, a), -1, axisb)


def full_of(value, a, v, mode="full", swapped=False):
    """Return `value`, a convolution of `a` and `v` in `mode`, with the zeros that make it the full one.

    ``swapped`` is for a correlation: NumPy centres it otherwise where `v` is the longer one.

    >>> full_of(np.ones(2), np.ones(3), np.ones(2), "valid")
    array([0., 1., 1., 0.])
    """
    if mode == "full":
        return value
    short, length = min(np.size(a), np.size(v)), np.size(a) + np.size(v) - 1
    before = short - 1 if mode == "valid" else (short - 1) // 2
    if swapped and mode == "same" and np.size(v) > np.size(a):
        before = short - 1 - before
    return np.pad(value, (before, length - np.size(value) - before))


def part_of(value, a, v, mode="full", swapped=False):
    """Return the part of a full convolution of `a` and `v` that is the one in `mode`: the transpose of `full_of`.

    >>> part_of(np.arange(4.0), np.ones(3), np.ones(2), "valid")
    array([1., 2.])
    """
    if mode == "full":
        return value
    short, long = sorted((np.size(a), np.size(v)))
    before = short - 1 if mode == "valid" else (short - 1) // 2
    if swapped and mode == "same" and np.size(v) > np.size(a):
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
    axes = range(np.ndim(f)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    axes = [i % np.ndim(f) for i in axes]
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
