import numpy as np


def over_rows_jvp(a, *, a_dot):
    """Value of `over_rows` and its derivative along tangents of a.

    Written by ad_transform from tests/programs/loops.py:87, for a: float64 matrix.
    """
    total = np.zeros(3)
    total_dot = np.zeros_like(total)
    for index_89 in range(len(a)):
        row = a[index_89]
        row_dot = a_dot[index_89]
        sum_90 = total + row
        sin_90 = np.sin(sum_90)
        total = sin_90 * row
        total_dot = (total_dot + row_dot) * np.cos(sum_90) * row + row_dot * sin_90
    return total, total_dot
