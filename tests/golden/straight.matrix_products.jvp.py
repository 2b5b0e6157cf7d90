import numpy as np


def matrix_products_jvp(a, b, v, *, a_dot, b_dot, v_dot):
    """Value of `matrix_products` and its derivative along tangents of a, b and v.

    Written by ad_transform from tests/programs/straight.py:167, for a: float64 matrix, b: float64 matrix
    (axis 0 as long as axis 1 of a), v: float64 vector (as long as axis 1 of b).
    """
    matmul_168 = a @ b
    tanh_168 = np.tanh(matmul_168 @ v)
    tanh_168_dot = ((a_dot @ b + a @ b_dot) @ v + matmul_168 @ v_dot) * (1 - tanh_168**2)
    item_168_dot = (np.matmul(a_dot, b) + np.matmul(a, b_dot))[:, 0]
    return tanh_168 + np.matmul(a, b)[:, 0], tanh_168_dot + item_168_dot
