"""Pieces of the derivatives of matrix functions."""

import numpy as np


def cofactors(a):
    """Return the derivative of ``np.linalg.det(a)`` by each entry; exact for a singular matrix too.

    >>> cofactors(np.array([[1.0, 2.0], [2.0, 4.0]])).round(12)
    array([[ 4., -2.],
           [-2.,  1.]])
    """
    u, s, vh = np.linalg.svd(a)
    n = np.shape(s)[-1]
    others = np.prod(np.where(np.eye(n, dtype=bool), 1.0, np.expand_dims(s, -2)), axis=-1)
    turn = np.expand_dims(np.linalg.det(u) * np.linalg.det(vh), (-2, -1))
    return turn * ((np.conj(u) * np.expand_dims(others, -2)) @ np.conj(vh))


def gaps(w):
    """Return the differences ``w[j] - w[i]``, infinite for i = j.

    >>> gaps(np.array([1.0, 4.0]))
    array([[inf,  3.],
           [-3., inf]])
    """
    n = np.shape(w)[-1]
    return np.where(np.eye(n, dtype=bool), np.inf, np.expand_dims(w, -2) - np.expand_dims(w, -1))


def half_diagonal(a):
    """Return the lower triangle of `a` with its diagonal halved.

    >>> half_diagonal(np.ones((2, 2)))
    array([[0.5, 0. ],
           [1. , 0.5]])
    """
    return np.tril(a) - 0.5 * a * np.eye(np.shape(a)[-1])


def from_triangle(a, triangle="L"):
    """Return the symmetric or Hermitian matrix that NumPy reads in one triangle of `a`.

    >>> from_triangle(np.array([[1.0, 9.0], [2.0, 3.0]]))
    array([[1., 2.],
           [2., 3.]])
    """
    off = np.tril(a, -1) if triangle == "L" else np.triu(a, 1)
    return off + np.conj(np.swapaxes(off, -1, -2)) + np.real(a) * np.eye(np.shape(a)[-1])


def to_triangle(a, triangle="L"):
    """Return the adjoint of what `from_triangle` reads, given that of the matrix it returns.

    >>> to_triangle(np.array([[1.0, 2.0], [2.0, 3.0]]))
    array([[1., 0.],
           [4., 3.]])
    """
    whole = a + np.conj(np.swapaxes(a, -1, -2))
    off = np.tril(whole, -1) if triangle == "L" else np.triu(whole, 1)
    return off + np.real(a) * np.eye(np.shape(a)[-1])


def largest_real(v):
    """Return the row of the largest entry of each column of `v`, as an index for ``np.take_along_axis``.

    >>> largest_real(np.array([[1.0, 2.0], [0.0, 3.0]]))
    array([[0, 1]])
    """
    return np.expand_dims(np.argmax(np.abs(v), axis=-2), -2)


def extreme(sums, axis, order):
    """Return the largest of `sums` along `axis` if `order` is positive, else the smallest, the axis kept.

    >>> extreme(np.array([1.0, 3.0]), 0, -1)
    array([1.])
    """
    return np.max(sums, axis=axis, keepdims=True) if order > 0 else np.min(sums, axis=axis, keepdims=True)


def thin(factors):
    """Return the three factors of a singular value decomposition, refused where some vectors are arbitrary."""
    u, s, vh = factors
    if np.shape(u)[-1] != np.shape(vh)[-2]:
        raise ValueError(
            "the derivative of np.linalg.svd of a matrix that is not square needs full_matrices=False"
        )
    return u, s, vh


def real_only(a, function):
    """Return `a`, refused if it is complex: the derivative of `function` is known for real matrices.

    >>> real_only(1.0, "np.linalg.qr")
    1.0
    """
    if np.iscomplexobj(a):
        raise ValueError(f"the derivative of {function} is not known for complex matrices")
    return a


def unique_factor(factors, mode):
    """Return Q and R, refused where some columns of Q are arbitrary."""
    q, r = factors
    if mode == "full" and np.shape(q)[-1] > np.shape(r)[-1]:
        raise ValueError(
            'the derivative of scipy.linalg.qr of a matrix with more rows than columns needs mode="economic"'
        )
    return q, r


def square_factor(factors):
    """Return the polar factors U and P, refused where P is not square to the longer side of U, or complex.

    >>> square_factor((np.eye(2)[:1], np.ones((1, 1))))[1]
    array([[1.]])
    """
    u, p = factors
    if np.shape(p)[0] > min(np.shape(u)):
        raise ValueError("the derivative of scipy.linalg.polar needs `side` to be that of the shorter side")
    if np.iscomplexobj(u):
        raise ValueError("the derivative of scipy.linalg.polar is not known for complex matrices")
    return u, p


def of_rank(a, rank):
    """Return `a`, refused if the number of its axes is not `rank`.

    >>> of_rank(np.ones(2), 1)
    array([1., 1.])
    """
    if np.ndim(a) != rank:
        raise ValueError(
            f"the derivative of this function is known for an array of {rank} axes, not of {np.ndim(a)}"
        )
    return a


def transposed(matrix):
    """Return the transpose of a matrix of any kind, a sparse one too.

    >>> transposed(np.array([[1.0, 2.0]])).shape
    (2, 1)
    """
    return matrix.T
