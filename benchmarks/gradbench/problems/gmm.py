"""The posterior of a mixture of Gaussians, each with the inverse of a triangular factor of its covariance."""

import math

import numba
import numpy as np

import ad_transform as ad
from benchmarks.gradbench.problems import Work


@ad.differentiate(wrt=("alpha", "mu", "q", "l"))
@numba.njit(error_model="numpy")
def posterior(alpha, mu, q, l, x, gamma, m):
    n, d = x.shape
    k = len(alpha)
    scale = np.exp(q)
    total = 0.0
    beta = np.zeros(k)
    centred = np.zeros(d)
    turned = np.zeros(d)
    for i in range(n):
        top = -np.inf
        for c in range(k):
            for j in range(d):
                centred[j] = x[i, j] - mu[c, j]
            logs = 0.0
            for j in range(d):
                turned[j] = scale[c, j] * centred[j]
                logs += q[c, j]
            place = 0
            for column in range(d):
                for row in range(column + 1, d):
                    turned[row] += l[c, place] * centred[column]
                    place += 1
            squares = 0.0
            for j in range(d):
                squares += turned[j] * turned[j]
            beta[c] = alpha[c] + logs - 0.5 * squares
            if beta[c] > top:
                top = beta[c]
        weights = 0.0
        for c in range(k):
            weights += math.exp(beta[c] - top)
        total += top + math.log(weights)
    highest = np.max(alpha)
    weights = 0.0
    for c in range(k):
        weights += math.exp(alpha[c] - highest)
    total -= n * (highest + math.log(weights)) + n * d * 0.5 * math.log(2.0 * math.pi)
    degrees = d + m + 1
    constant = degrees * d * math.log(gamma / math.sqrt(2.0)) - d * (d - 1) * 0.25 * math.log(math.pi)
    for j in range(1, d + 1):
        constant -= math.lgamma(0.5 * degrees + 0.5 * (1 - j))
    for c in range(k):
        for j in range(d):
            total -= 0.5 * gamma * gamma * scale[c, j] * scale[c, j] - m * q[c, j]
        for j in range(l.shape[1]):
            total -= 0.5 * gamma * gamma * l[c, j] * l[c, j]
    return total + k * constant


def arguments(given):
    k, d = given["k"], given["d"]
    arrays = [np.array(given[name], float) for name in ("alpha", "mu", "q", "l", "x")]
    arrays[3] = arrays[3].reshape(k, d * (d - 1) // 2)
    return (*arrays, float(given["gamma"]), given["m"])


def named(adjoints):
    return {name: part.tolist() for name, part in zip(("alpha", "mu", "q", "l"), adjoints, strict=True)}


FUNCTIONS = {"objective": Work(arguments, posterior), "jacobian": Work(arguments, posterior.grad, named)}
