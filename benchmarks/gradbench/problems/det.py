"""A determinant by expansion of minors; two linked lists hold the rows and columns that remain."""

import numba
import numpy as np

import ad_transform as ad
from benchmarks.gradbench.problems import Work


@ad.differentiate(wrt="a")
@numba.njit
def minor(a, columns, depth):
    """The minor of the rows from `depth` on and of the columns that are set in the bits of `columns`."""
    n = len(a)
    if depth == n - 1:
        for j in range(n):
            if columns >> j & 1:
                return a[depth, j]
    total = 0.0
    sign = 1.0
    for j in range(n):
        if columns >> j & 1:
            total += sign * a[depth, j] * minor(a, columns & ~(1 << j), depth + 1)
            sign = -sign
    return total


def arguments(given):
    n = given["ell"]
    return np.array(given["A"], float).reshape(n, n), (1 << n) - 1, 0


FUNCTIONS = {
    "primal": Work(arguments, minor),
    "gradient": Work(arguments, minor.grad, lambda a: a.ravel().tolist()),
}
