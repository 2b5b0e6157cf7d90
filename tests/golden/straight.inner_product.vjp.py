import numpy as np


def inner_product_vjp(x, y, out_bar):
    """Adjoints of `inner_product` for the seed `out_bar`: what it does to x and y.

    Written by ad_transform from tests/programs/straight.py:103, for x: float64 vector, y: float64 vector
    (shape of x).
    """
    dot_104_bar = out_bar * (x @ x)
    x_bar = out_bar * np.dot(x, y) * x
    x_bar += x_bar
    return x_bar + dot_104_bar * y, x * dot_104_bar
