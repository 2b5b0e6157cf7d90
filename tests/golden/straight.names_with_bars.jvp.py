import numpy as np


def names_with_bars_jvp(x, x_bar, *, x_dot, x_bar_dot):
    """Value of `names_with_bars` and its derivative along tangents of x and x_bar.

    Written by ad_transform from tests/programs/straight.py:287, for x: float, x_bar: float.
    """
    y_bar = x * x_bar
    product_288_dot = x_dot * x_bar + x_bar_dot * x
    sum_289_dot = product_288_dot + x_dot
    x_dot = y_bar + x
    tape = x_dot * y_bar
    out_bar = np.sin(tape)
    product_292 = (sum_289_dot * y_bar + product_288_dot * x_dot) * np.cos(tape) * x_dot
    return out_bar * x_dot + x_bar, product_292 + sum_289_dot * out_bar + x_bar_dot
