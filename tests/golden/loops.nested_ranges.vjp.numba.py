import numpy as np


def nested_ranges_vjp(a, out_bar):
    """Adjoints of `nested_ranges` for the seed `out_bar`: what it does to a.

    Written by ad_transform from tests/programs/loops.py:58, for a: float64 matrix.
    """
    # Forward sweep
    shape_60 = a.shape
    item_60 = shape_60[0]
    tape_60 = np.empty(max(item_60, 0))
    for i in range(item_60):
        row = 0.0
        for j in range(shape_60[1]):
            row = row + a[i, j] * a[i, (j + 1) % 4]
        tape_60[i] = row

    # Reverse sweep
    # 60: for i in range(a.shape[0]):
    a_bar = np.zeros_like(a)
    for i in range(item_60 - 1, -1, -1):
        row = tape_60[i]
        # 64: total += row * row
        row_bar = 2 * (out_bar * row)
        # 62: for j in range(a.shape[1]):
        for j in range(shape_60[1] - 1, -1, -1):
            mod_63 = (j + 1) % 4
            # 63: row += a[i, j] * a[i, (j + 1) % 4]
            a_bar[i, mod_63] += row_bar * a[i, j]
            a_bar[i, j] += row_bar * a[i, mod_63]
    return (a_bar,)
