import math
import numpy as np


def branch_in_loop_vjp(x, out_bar):
    """Adjoints of `branch_in_loop` for the seed `out_bar`: what it does to x.

    Written by ad_transform from tests/programs/loops.py:388, for x: float.
    """
    # Forward sweep
    tape_390 = np.empty(6)
    tape_393 = np.empty(6)
    y = x
    for i in range(6):
        tape_390[i] = y
        if i % 2 == 0:
            y = y * x + 1.0
        elif y > 1.2:
            y = y / (1.0 + x)
            tape_393[i] = y
        else:
            y = math.sin(y)

    # Reverse sweep
    # 390: for i in range(6):
    y_bar = out_bar
    x_bar = 0.0
    for i in range(5, -1, -1):
        y = tape_390[i]
        # 391: if i % 2 == 0:
        if i % 2 == 0:
            # 392: y = y * x + 1.0
            product_392 = y_bar * y
            y_bar *= x
            x_bar += product_392
        else:
            # 393: elif y > 1.2:
            if y > 1.2:
                quotient_394 = tape_393[i]
                sum_394 = 1.0 + x
                # 394: y = y / (1.0 + x)
                sum_394_bar = y_bar * (quotient_394 / sum_394)
                y_bar = y_bar / sum_394
                x_bar -= sum_394_bar
            else:
                # 396: y = math.sin(y)
                y_bar *= math.cos(y)
    return (x_bar + y_bar,)
