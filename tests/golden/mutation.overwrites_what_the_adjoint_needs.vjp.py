import numpy as np


def overwrites_what_the_adjoint_needs_vjp(x, n, out_bar):
    """Adjoints of `overwrites_what_the_adjoint_needs` for the seed `out_bar`: what it does to x.

    Written by ad_transform from tests/programs/mutation.py:407, for x: float64 vector, n: int.
    """
    # Forward sweep
    tape_410 = []
    y = np.copy(x)
    for i in range(n):
        y_411 = y * y
        item_412 = y_411[i]
        product_412 = item_412 * x[i]
        y_411[i] = product_412 + y_411[i + 1]
        item_414 = y_411[1:]
        item_414_2 = y_411[:-1]
        tape_410.append((item_414_2.copy(), item_414.copy(), y_411.copy(), item_412, y))
        y = y_411
        y[1:] = item_414 * item_414_2

    # Reverse sweep
    # 410: for i in range(n):
    product_413 = out_bar * x
    y_bar = np.zeros_like(y)
    x_bar = np.zeros_like(x)
    for i in reversed(range(n)):
        item_414, item_414_2, y, item_412, y_411 = tape_410.pop()
        # 414: y[1:] *= y[:-1]
        product_414_bar = y_bar[1:].copy()
        y_bar[1:] = 0.0
        y_bar[:-1] += product_414_bar * item_414_2
        y_bar[1:] += product_414_bar * item_414
        # 413: total += np.sum(y * x)
        y_bar += product_413
        x_bar += out_bar * y
        # 412: y[i] = y[i] * x[i] + y[i + 1]
        sum_412_bar = y_bar[i]
        y_bar[i] = 0.0
        y_bar[i + 1] += sum_412_bar
        x_bar[i] += sum_412_bar * item_412
        y_bar[i] += sum_412_bar * x[i]
        # 411: y *= y
        y_bar = 2 * (y_bar * y_411)
    return (x_bar + y_bar,)
