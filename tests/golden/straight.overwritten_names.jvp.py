import numpy as np


def overwritten_names_jvp(x, y, *, x_dot, y_dot):
    """Value of `overwritten_names` and its derivative along tangents of x and y.

    Written by ad_transform from tests/programs/straight.py:38, for x: float, y: float.
    """
    product_39_dot = x_dot * y + y_dot * x
    x = x * y
    y = x + y
    sum_40_dot = product_39_dot + y_dot
    product_41_dot = product_39_dot * y + sum_40_dot * x
    x = x * y
    sin_42 = np.sin(x)
    product_42_dot = product_41_dot * np.cos(x) * y + sum_40_dot * sin_42
    y = sin_42 * y
    return x + y, product_41_dot + product_42_dot
