import numpy as np
from ad_transform.runtime import unbroadcast


def over_rows_vjp(a, out_bar):
    """Adjoints of `over_rows` for the seed `out_bar`: what it does to a.

    Written by ad_transform from tests/programs/loops.py:87, for a: float64 matrix.
    """
    # Forward sweep
    tape_89 = []
    total = np.zeros(3)
    len_89 = len(a)
    for index_89 in range(len_89):
        row = a[index_89]
        sum_90 = total + row
        sin_90 = np.sin(sum_90)
        tape_89.append((sin_90, sum_90))
        total = sin_90 * row

    # Reverse sweep
    # 89: for row in a:
    total_bar = out_bar
    a_bar = np.zeros_like(a)
    for index_89 in reversed(range(len_89)):
        sin_90, sum_90 = tape_89.pop()
        row = a[index_89]
        # 90: total = np.sin(total + row) * row
        row_bar = unbroadcast(total_bar * sin_90, row)
        a_bar[index_89] += row_bar
        total_bar = total_bar * row * np.cos(sum_90)
        row_bar = unbroadcast(total_bar, row)
        a_bar[index_89] += row_bar
    return (a_bar,)
