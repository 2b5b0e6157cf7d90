import numpy as np


def several_results_jvp(x, y, *, x_dot, y_dot):
    """Value of `several_results` and its derivative along tangents of x and y.

    Written by ad_transform from tests/programs/straight.py:234, for x: float64 vector, y: float64 vector
    (shape of x).
    """
    product_235_dot = x_dot * y + y_dot * x
    product_235_dot_2 = y_dot[0] * 2.0
    return (x * y, np.sum(x), y[0] * 2.0), (product_235_dot, np.sum(x_dot), product_235_dot_2)
