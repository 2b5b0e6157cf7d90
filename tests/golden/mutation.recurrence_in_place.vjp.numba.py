import numpy as np


def recurrence_in_place_vjp(x, k, out_bar):
    """Adjoints of `recurrence_in_place` for the seed `out_bar`: what it does to x and k.

    Written by ad_transform from tests/programs/mutation.py:47, for x: float64 vector, k: float.
    """
    # Forward sweep
    y = np.copy(x)
    tape_49 = np.empty(len(range(1, 5, 1)))
    tape_49_2 = np.empty(len(range(1, 5, 1)))
    for i in range(1, 5):
        item_50 = y[i]
        item_50_2 = y[i - 1]
        tape_49[i - 1] = item_50_2
        tape_49_2[i - 1] = item_50
        y[i] = item_50 * item_50_2 + k * item_50_2

    # Reverse sweep
    # 49: for i in range(1, 5):
    y_bar = out_bar.copy()
    k_bar = 0.0
    for i in range(4, 0, -1):
        item_50 = tape_49[i - 1]
        item_50_2 = tape_49_2[i - 1]
        difference_50 = i - 1
        # 50: y[i] = y[i] * y[i - 1] + k * y[i - 1]
        sum_50_bar = y_bar[i]
        y_bar[i] = 0.0
        product_50 = sum_50_bar * item_50
        y_bar[difference_50] += sum_50_bar * k
        y_bar[difference_50] += sum_50_bar * item_50_2
        y_bar[i] += product_50
        k_bar += product_50
    return y_bar, k_bar
