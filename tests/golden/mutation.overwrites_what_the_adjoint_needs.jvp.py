import numpy as np


def overwrites_what_the_adjoint_needs_jvp(x, n, *, x_dot):
    """Value of `overwrites_what_the_adjoint_needs` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/mutation.py:407, for x: float64 vector, n: int.
    """
    y = np.copy(x)
    total = 0.0
    y_dot = np.copy(x_dot)
    total_dot = 0.0
    for i in range(n):
        product_411 = y_dot * y
        y_dot = product_411 + product_411
        y = y * y
        item_412 = y[i]
        item_412_2 = x[i]
        product_412 = item_412 * item_412_2
        product_412_dot = y_dot[i] * item_412_2 + x_dot[i] * item_412
        sum_412 = i + 1
        item_412_dot = y_dot[sum_412]
        y[i] = product_412 + y[sum_412]
        y_dot[i] = product_412_dot + item_412_dot
        total = total + np.sum(y * x)
        total_dot = total_dot + np.sum(y_dot * x + x_dot * y)
        item_414 = y[1:]
        item_414_2 = y[:-1]
        product_414 = y_dot[:-1] * item_414
        product_414_dot = y_dot[1:] * item_414_2 + product_414
        y[1:] = item_414 * item_414_2
        y_dot[1:] = product_414_dot
    return total, total_dot
