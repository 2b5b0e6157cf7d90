import numpy as np


def overwritten_names_vjp(x, y, out_bar):
    """Adjoints of `overwritten_names` for the seed `out_bar`: what it does to x and y.

    Written by ad_transform from tests/programs/straight.py:38, for x: float, y: float.
    """
    # Forward sweep
    x_39 = x * y
    y_40 = x_39 + y
    x_41 = x_39 * y_40

    # Reverse sweep
    # 42: y = np.sin(x) * y
    y_bar = out_bar * np.sin(x_41)
    x_bar = out_bar + out_bar * y_40 * np.cos(x_41)
    # 41: x = x * y
    y_bar += x_bar * x_39
    x_bar *= y_40
    # 40: y = x + y
    x_bar += y_bar
    # 39: x = x * y
    product_39 = x_bar * x
    return x_bar * y, y_bar + product_39
