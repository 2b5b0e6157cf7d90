import numpy as np


def ping_pong_jvp(x, *, x_dot):
    """Value of `ping_pong` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/views.py:258, for x: float64 vector.
    """
    new = np.zeros(4)
    old_dot = x_dot.copy()
    old = x * 1.0
    new_dot = np.zeros_like(new)
    for _ in range(3):
        new[0] = old[0]
        new_dot[0] = old_dot[0]
        new[-1] = old[-1]
        new_dot[-1] = old_dot[-1]
        item_262 = old[:-2]
        item_262_2 = old[2:]
        product_262 = old_dot[2:] * item_262
        product_262_dot = old_dot[:-2] * item_262_2 + product_262
        product_262 = 0.5 * (item_262 * item_262_2)
        sum_262_dot = product_262_dot * 0.5 + old_dot[1:-1]
        new[1:-1] = product_262 + old[1:-1]
        new_dot[1:-1] = sum_262_dot
        old, new, old_dot, new_dot = new, old, new_dot, old_dot
    return old * x, old_dot * x + x_dot * old
