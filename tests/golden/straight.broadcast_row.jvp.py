import numpy as np


def broadcast_row_jvp(a, row, *, a_dot, row_dot):
    """Value of `broadcast_row` and its derivative along tangents of a and row.

    Written by ad_transform from tests/programs/straight.py:114, for a: float64 matrix, row: float64 vector
    (as long as axis 1 of a).
    """
    tanh_115 = np.tanh(a + row)
    sum_115_dot = np.sum((a_dot + row_dot) * (1 - tanh_115**2) * row + row_dot * tanh_115)
    return np.sum(tanh_115 * row), sum_115_dot
