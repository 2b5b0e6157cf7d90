import numpy as np


def breaks_vjp(x, out_bar):
    """Adjoints of `breaks` for the seed `out_bar`: what it does to x.

    Written by ad_transform from tests/programs/loops.py:244, for x: float64 vector.
    """
    # Forward sweep
    tape_246 = []
    total = 0.0
    count_246 = 0
    for i in range(6):
        count_246 += 1
        item_247 = x[i]
        total = total + item_247 * item_247
        gt_248 = total > 0.8
        tape_246.append(gt_248)
        if gt_248:
            break
        total = total * 1.1

    # Reverse sweep
    # 251: return total * i
    total_bar = out_bar * i
    # 246: for i in range(6):
    x_bar = np.zeros_like(x)
    for i in range(count_246 - 1, -1, -1):
        gt_248 = tape_246.pop()
        # 248: if total > 0.8:
        if not gt_248:
            # 250: total *= 1.1
            total_bar *= 1.1
        # 247: total += x[i] * x[i]
        item_247_bar = total_bar * x[i]
        x_bar[i] += item_247_bar
        x_bar[i] += item_247_bar
    return (x_bar,)
