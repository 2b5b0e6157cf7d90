"""The cost of a clustering and the direction of Newton's method: the gradient over the diagonal of the Hessian.

The Hessian is diagonal, so its diagonal is its product with ones: the derivative of the gradient's text along ones.
"""

import numba
import numpy as np

import ad_transform as ad
from benchmarks.gradbench.problems import Work
from benchmarks.gradbench.second import text_of


@ad.differentiate
@numba.njit(error_model="numpy")
def cost(centroids, points):
    total = 0.0
    for i in range(len(points)):
        nearest = 0.0
        for c in range(len(centroids)):
            square = 0.0
            for j in range(points.shape[1]):
                difference = centroids[c, j] - points[i, j]
                square += difference * difference
            if c == 0 or square < nearest:
                nearest = square
        total += nearest
    return total


gradient = text_of(ad.grad(cost, jit=False), np.zeros((2, 2)), np.zeros((2, 2)))
along = ad.Derivative(numba.njit(error_model="numpy")(gradient), "jvp", 0)


def direction(centroids, points):
    slopes, curvatures = along(centroids, points, centroids_dot=np.ones_like(centroids))
    return slopes / curvatures


def arguments(given):
    return np.array(given["centroids"], float), np.array(given["points"], float)


FUNCTIONS = {"cost": Work(arguments, cost), "dir": Work(arguments, direction, np.ndarray.tolist)}
