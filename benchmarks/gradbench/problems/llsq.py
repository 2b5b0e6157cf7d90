"""A polynomial fitted to a step by least squares."""

import numba
import numpy as np

import ad_transform as ad
from benchmarks.gradbench.problems import Work


@ad.differentiate(wrt="x")
@numba.njit(error_model="numpy")
def loss(x, n):
    total = 0.0
    for i in range(n):
        t = -1.0 + 2.0 * i / (n - 1)
        residual = np.sign(t)
        power = 1.0
        for j in range(len(x)):
            residual -= x[j] * power
            power *= t
        total += 0.5 * residual * residual
    return total


def arguments(given):
    return np.array(given["x"], float), given["n"]


FUNCTIONS = {
    "primal": Work(arguments, loss),
    "gradient": Work(arguments, loss.grad, np.ndarray.tolist),
}
