import numpy as np


def inner_product_jvp(x, y, *, x_dot, y_dot):
    """Value of `inner_product` and its derivative along tangents of x and y.

    Written by ad_transform from tests/programs/straight.py:103, for x: float64 vector, y: float64 vector
    (shape of x).
    """
    dot_104 = np.dot(x, y)
    matmul_104 = x @ x
    product_104 = (x_dot @ x + x @ x_dot) * dot_104
    return dot_104 * matmul_104, (np.dot(x_dot, y) + np.dot(x, y_dot)) * matmul_104 + product_104
