import numpy as np


def broadcast_row_vjp(a, row, out_bar):
    """Adjoints of `broadcast_row` for the seed `out_bar`: what it does to a and row.

    Written by ad_transform from tests/programs/straight.py:114, for a: float64 matrix, row: float64 vector
    (as long as axis 1 of a).
    """
    tanh_115 = np.tanh(a + row)
    row_bar = np.sum(out_bar * tanh_115, axis=0)
    sum_115_bar = out_bar * row * (1 - tanh_115**2)
    return sum_115_bar, row_bar + np.sum(sum_115_bar, axis=0)
