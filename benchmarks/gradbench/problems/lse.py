"""The logarithm of a sum of exponentials, written with primitives."""

import math

import numba
import numpy as np

import ad_transform as ad
from benchmarks.gradbench.problems import Work


@ad.differentiate
@numba.njit(error_model="numpy")
def logsumexp(x):
    top = np.max(x)
    total = 0.0
    for i in range(len(x)):
        total += math.exp(x[i] - top)
    return top + math.log(total)


def arguments(given):
    return (np.array(given["x"], float),)


FUNCTIONS = {
    "primal": Work(arguments, logsumexp),
    "gradient": Work(arguments, logsumexp.grad, np.ndarray.tolist),
}
