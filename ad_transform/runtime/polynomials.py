"""Arrays of coefficients: cut and filled, multiplied by each power, made from all roots but one."""

import numpy as np


def resized(a, size):
    """The vector `a` cut to `size` numbers, or filled up with zeros; zeros if it is a number."""
    if np.ndim(a) == 0:
        return np.zeros(size)
    found = np.zeros(size, np.result_type(a, float))
    found[: np.size(a)] = a[:size]
    return found


def product_rows(mul, count, c, size):
    """A matrix of `count` rows of `size` numbers: what `mul` makes of each unit vector and `c`.

    >>> product_rows(np.convolve, 2, np.array([1.0, 3.0]), 3)
    array([[1., 3., 0.],
           [0., 1., 3.]])
    """
    found = np.zeros((count, size), np.result_type(c, float))
    for k in range(count):
        row = mul(np.eye(count)[k], c)[:size]
        found[k, : len(row)] = row
    return found


def product_rows_adjoint(mul, rows, count):
    """What `product_rows`, transposed, makes of `rows`: a vector of `count` numbers.

    >>> product_rows_adjoint(np.convolve, np.array([[1.0, 2.0, 3.0]]), 2)
    array([1., 2.])
    """
    found = np.zeros(count, np.result_type(rows, float))
    height, width = np.shape(rows)
    for k in range(height):
        for j in range(count):
            row = mul(np.eye(height)[k], np.eye(count)[j])[:width]
            found[j] += np.dot(row, rows[k, : len(row)])
    return found
