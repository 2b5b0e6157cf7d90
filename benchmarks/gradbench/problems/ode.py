"""The classical method of Runge and Kutta for y' = F(y), F_0 = x_0, F_i = x_i y_{i-1}."""

import numba
import numpy as np

import ad_transform as ad
from benchmarks.gradbench.problems import Work


@numba.njit(error_model="numpy")
def rate(x, y, out):
    out[0] = x[0]
    for i in range(1, len(x)):
        out[i] = x[i] * y[i - 1]


@numba.njit(error_model="numpy")
def solution(x, s):
    n = len(x)
    h = 2.0 / s
    y = np.zeros(n)
    k1, k2, k3, k4, middle = np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n)
    for _ in range(s):
        rate(x, y, k1)
        for i in range(n):
            middle[i] = y[i] + 0.5 * h * k1[i]
        rate(x, middle, k2)
        for i in range(n):
            middle[i] = y[i] + 0.5 * h * k2[i]
        rate(x, middle, k3)
        for i in range(n):
            middle[i] = y[i] + h * k3[i]
        rate(x, middle, k4)
        for i in range(n):
            y[i] += h * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]) / 6.0
    return y


@ad.differentiate(wrt="x")
@numba.njit(error_model="numpy")
def last(x, s):
    return solution(x, s)[-1]


def arguments(given):
    return np.array(given["x"], float), given["s"]


FUNCTIONS = {
    "primal": Work(arguments, solution, np.ndarray.tolist),
    "gradient": Work(arguments, last.grad, np.ndarray.tolist),
}
