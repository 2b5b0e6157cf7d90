import copy
import numpy as np


def several_results_vjp(x, y, out_bar):
    """Adjoints of `several_results` for the seed `out_bar`: what it does to x and y.

    Written by ad_transform from tests/programs/straight.py:234, for x: float64 vector, y: float64 vector
    (shape of x).
    """
    product_235_bar = out_bar[0]
    y_bar = np.zeros_like(y)
    y_bar[0] += out_bar[2] * 2.0
    return copy.deepcopy(out_bar[1] + product_235_bar * y), y_bar + product_235_bar * x
