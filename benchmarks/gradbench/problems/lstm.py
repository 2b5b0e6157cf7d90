"""The loss of a stack of LSTM cells with diagonal weights, which predicts the next character."""

import math

import numba
import numpy as np

import ad_transform as ad
from benchmarks.gradbench.problems import Work


@numba.njit
def sigmoid(x):
    return 1.0 / (1.0 + math.exp(-x))


@ad.differentiate(wrt=("main", "extra"))
@numba.njit(error_model="numpy")
def loss(main, extra, state, sequence):
    layers, width = len(main) // 2, extra.shape[1]
    hidden, cell = np.zeros((layers, width)), np.zeros((layers, width))
    for i in range(layers):
        for j in range(width):
            hidden[i, j] = state[2 * i, j]
            cell[i, j] = state[2 * i + 1, j]
    total = 0.0
    for t in range(len(sequence) - 1):
        exponentials, right, count = 0.0, 0.0, 0.0
        for j in range(width):
            x = sequence[t, j] * extra[0, j]
            for i in range(layers):
                forget = sigmoid(x * main[2 * i, j] + main[2 * i + 1, j])
                gate = sigmoid(hidden[i, j] * main[2 * i, width + j] + main[2 * i + 1, width + j])
                out = sigmoid(x * main[2 * i, 2 * width + j] + main[2 * i + 1, 2 * width + j])
                change = math.tanh(hidden[i, j] * main[2 * i, 3 * width + j] + main[2 * i + 1, 3 * width + j])
                cell[i, j] = cell[i, j] * forget + gate * change
                hidden[i, j] = out * math.tanh(cell[i, j])
                x = hidden[i, j]
            y = x * extra[1, j] + extra[2, j]
            exponentials += math.exp(y)
            right += sequence[t + 1, j] * y
            count += sequence[t + 1, j]
        total += right - count * math.log(exponentials + 2.0)
    return -total / ((len(sequence) - 1) * width)


def arguments(given):
    names = ("main_params", "extra_params", "state", "sequence")
    return tuple(np.array(given[name], float) for name in names)


FUNCTIONS = {
    "objective": Work(arguments, loss),
    "jacobian": Work(
        arguments, loss.grad, lambda parts: [x for part in parts for x in part.ravel().tolist()]
    ),
}
