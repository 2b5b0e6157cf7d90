import math
import numpy as np
from ad_transform.runtime import zeros_of


def append_in_loop_vjp(x, n, out_bar):
    """Adjoints of `append_in_loop` for the seed `out_bar`: what it does to x.

    Written by ad_transform from tests/programs/lists.py:18, for x: float, n: int.
    """
    # Forward sweep
    tape_20 = np.empty(max(n, 0))
    tape_20_2 = np.empty(max(n, 0))
    history = [x]
    for i in range(n):
        item_21 = history[-1]
        sin_21 = math.sin(item_21)
        tape_20[i] = sin_21
        tape_20_2[i] = item_21
        history.append(sin_21 * x + i)

    # Reverse sweep
    # 22: return history[-1] * history[2]
    history_bar = zeros_of(history)
    history_bar[2] += out_bar * history[-1]
    history_bar[-1] += out_bar * history[2]
    # 20: for i in range(n):
    x_bar = 0.0
    for i in range(n - 1, -1, -1):
        sin_21 = tape_20[i]
        item_21 = tape_20_2[i]
        # 21: history.append(math.sin(history[-1]) * x + i)
        sum_21_bar = history_bar[-1]
        del history_bar[-1]
        history_bar[-1] += sum_21_bar * x * math.cos(item_21)
        x_bar += sum_21_bar * sin_21
    return (x_bar + history_bar[0],)
