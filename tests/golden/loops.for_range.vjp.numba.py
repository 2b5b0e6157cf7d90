import numpy as np


def for_range_vjp(x, n, out_bar):
    """Adjoints of `for_range` for the seed `out_bar`: what it does to x.

    Written by ad_transform from tests/programs/loops.py:11, for x: float, n: int.
    """
    # Forward sweep
    tape_13 = np.empty(max(n, 0))
    y = 1.0
    for _ in range(n):
        tape_13[_] = y
        y = y * x + 0.1

    # Reverse sweep
    # 13: for _ in range(n):
    y_bar = out_bar
    x_bar = 0.0
    for _ in range(n - 1, -1, -1):
        y = tape_13[_]
        # 14: y = y * x + 0.1
        product_14 = y_bar * y
        y_bar *= x
        x_bar += product_14
    return (x_bar,)
