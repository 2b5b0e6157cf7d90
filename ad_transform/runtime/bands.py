"""Matrices kept by diagonals, as SciPy keeps them: ``ab[upper + i - j, j] == a[i, j]``; blocks; symmetric matrices."""

import numpy as np


def band_product(ab, x, lower, upper):
    """Return the product of the matrix with these `lower` and `upper` diagonals and a vector or some columns.

    >>> band_product(np.array([[0.0, 5.0], [1.0, 2.0]]), np.array([1.0, 10.0]), 0, 1)
    array([51., 20.])
    """
    n = np.shape(ab)[1]
    columns = np.expand_dims(np.arange(n), 0) + upper - np.expand_dims(np.arange(lower + upper + 1), 1)
    inside = (columns >= 0) & (columns < n)
    rows = np.expand_dims(np.arange(lower + upper + 1), 1)
    found = np.where(inside, ab[rows, columns % n], 0.0)
    found = np.reshape(found, (*np.shape(found), *(1,) * (np.ndim(x) - 1)))
    return np.sum(found * x[columns % n], axis=0)


def band_outer(left, right, lower, upper):
    """Return the diagonals of the sum of outer products of the columns of `left` and `right`.

    >>> band_outer(np.array([1.0, 2.0]), np.array([3.0, 4.0]), 0, 1)
    array([[0., 4.],
           [3., 8.]])
    """
    n = np.shape(left)[0]
    rows = np.expand_dims(np.arange(n), 0) - upper + np.expand_dims(np.arange(lower + upper + 1), 1)
    products = np.reshape(left[rows % n] * right, (lower + upper + 1, n, -1))
    return np.where((rows >= 0) & (rows < n), np.sum(products, axis=-1), 0.0)


def turned_band(ab, lower, upper):
    """Return the diagonals of the transpose of the matrix with these `lower` and `upper` diagonals.

    >>> turned_band(np.array([[0.0, 5.0], [1.0, 2.0]]), 0, 1)
    array([[1., 2.],
           [5., 0.]])
    """
    n = np.shape(ab)[1]
    rows = np.expand_dims(np.arange(lower + upper + 1), 1)
    columns = np.expand_dims(np.arange(n), 0) + rows - lower
    return np.where((columns >= 0) & (columns < n), ab[lower + upper - rows, columns % n], 0.0)


def mirrored(a, triangle="L"):
    """Return the symmetric matrix whose lower or upper triangle is that of `a`.

    >>> mirrored(np.array([[1.0, 9.0], [2.0, 3.0]]))
    array([[1., 2.],
           [2., 3.]])
    """
    off = np.tril(a, -1) if triangle == "L" else np.triu(a, 1)
    return off + np.swapaxes(off, -1, -2) + a * np.eye(np.shape(a)[-1])


def diagonal_blocks(value, arrays):
    """Return the blocks on the diagonal of `value`, in the shapes of `arrays`.

    >>> diagonal_blocks(np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 3.0]]), [np.ones(2), 1.0])
    [array([1., 0.]), array(3.)]
    """
    blocks, row, column = [], 0, 0
    for a in arrays:
        rows, columns = np.shape(np.atleast_2d(a))
        block = value[row : row + rows, column : column + columns]
        blocks.append(np.reshape(block, np.shape(a)))
        row, column = row + rows, column + columns
    return blocks


def along_diagonal(blocks):
    """Return the matrix with `blocks` on its diagonal and zeros elsewhere.

    >>> along_diagonal([np.ones(2), 3.0])
    array([[1., 1., 0.],
           [0., 0., 3.]])
    """
    whole = [np.atleast_2d(block) for block in blocks]
    shape = np.sum([np.shape(block) for block in whole], axis=0)
    value, row, column = np.zeros(shape, np.result_type(*whole)), 0, 0
    for block in whole:
        rows, columns = np.shape(block)
        value[row : row + rows, column : column + columns] = block
        row, column = row + rows, column + columns
    return value
