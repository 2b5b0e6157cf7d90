import numpy as np


def matrix_products_vjp(a, b, v, out_bar):
    """Adjoints of `matrix_products` for the seed `out_bar`: what it does to a, b and v.

    Written by ad_transform from tests/programs/straight.py:167, for a: float64 matrix, b: float64 matrix
    (axis 0 as long as axis 1 of a), v: float64 vector (as long as axis 1 of b).
    """
    # Forward sweep
    matmul_168 = a @ b
    tanh_168 = np.tanh(matmul_168 @ v)

    # Reverse sweep
    # 168: return np.tanh(a @ b @ v) + np.matmul(a, b)[:, 0]
    matmul_168_bar = np.zeros_like(np.matmul(a, b))
    matmul_168_bar[:, 0] += out_bar
    T_168 = np.transpose(b)
    a_bar = matmul_168_bar @ T_168
    T_168_2 = np.transpose(a)
    b_bar = T_168_2 @ matmul_168_bar
    matmul_168_bar = out_bar * (1 - tanh_168**2)
    v_bar = np.transpose(matmul_168) @ matmul_168_bar
    matmul_168_bar = np.outer(matmul_168_bar, v)
    return a_bar + matmul_168_bar @ T_168, b_bar + T_168_2 @ matmul_168_bar, v_bar
