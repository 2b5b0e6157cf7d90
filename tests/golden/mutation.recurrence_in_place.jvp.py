import numpy as np


def recurrence_in_place_jvp(x, k, *, x_dot, k_dot):
    """Value of `recurrence_in_place` and its derivative along tangents of x and k.

    Written by ad_transform from tests/programs/mutation.py:47, for x: float64 vector, k: float.
    """
    y = np.copy(x)
    y_dot = np.copy(x_dot)
    for i in range(1, 5):
        item_50 = y[i]
        difference_50 = i - 1
        item_50_2 = y[difference_50]
        item_50_dot = y_dot[difference_50]
        product_50_dot = k_dot * item_50_2 + item_50_dot * k
        sum_50_dot = y_dot[i] * item_50_2 + item_50_dot * item_50 + product_50_dot
        y[i] = item_50 * item_50_2 + k * item_50_2
        y_dot[i] = sum_50_dot
    return y, y_dot
