import math


def branch_in_loop_jvp(x, *, x_dot):
    """Value of `branch_in_loop` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/loops.py:388, for x: float.
    """
    y = x
    y_dot = x_dot
    for i in range(6):
        if i % 2 == 0:
            y_dot = y_dot * x + x_dot * y
            y = y * x + 1.0
        elif y > 1.2:
            sum_394 = 1.0 + x
            y = y / sum_394
            y_dot = y_dot / sum_394 - x_dot * (y / sum_394)
        else:
            y_dot = y_dot * math.cos(y)
            y = math.sin(y)
    return y, y_dot
