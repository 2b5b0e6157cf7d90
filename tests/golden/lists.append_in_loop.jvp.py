import math


def append_in_loop_jvp(x, n, *, x_dot):
    """Value of `append_in_loop` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/lists.py:18, for x: float, n: int.
    """
    history = [x]
    history_dot = [x_dot]
    for i in range(n):
        item_21 = history[-1]
        sin_21 = math.sin(item_21)
        history.append(sin_21 * x + i)
        history_dot.append(history_dot[-1] * math.cos(item_21) * x + x_dot * sin_21)
    item_22 = history[-1]
    item_22_2 = history[2]
    return item_22 * item_22_2, history_dot[-1] * item_22_2 + history_dot[2] * item_22
