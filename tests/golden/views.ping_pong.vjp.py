import numpy as np
from ad_transform.runtime import unbroadcast


def ping_pong_vjp(x, out_bar):
    """Adjoints of `ping_pong` for the seed `out_bar`: what it does to x.

    Written by ad_transform from tests/programs/views.py:258, for x: float64 vector.
    """
    # Forward sweep
    tape_260 = []
    new = np.zeros(4)
    old = x * 1.0
    for _ in range(3):
        new[0] = old[0]
        new[-1] = old[-1]
        item_262 = old[:-2]
        item_262_2 = old[2:]
        product_262 = 0.5 * (item_262 * item_262_2)
        sum_262 = product_262 + old[1:-1]
        new[1:-1] = sum_262
        tape_260.append((new.copy(), sum_262, item_262_2.copy(), item_262.copy()))
        old, new = new, old

    # Reverse sweep
    # 264: return old * x
    old_bar = out_bar * x
    x_bar = out_bar * old
    # 260: for _ in range(3):
    new_bar = np.zeros_like(new)
    for _ in reversed(range(3)):
        new, sum_262, item_262, item_262_2 = tape_260.pop()
        # 262: new[1:-1] = 0.5 * (old[:-2] * old[2:]) + old[1:-1]
        item_262_3 = np.full(np.shape(new[1:-1]), old_bar[1:-1])
        sum_262_bar = unbroadcast(item_262_3, sum_262)
        new_bar_262 = old_bar
        new_bar_262[1:-1] = 0.0
        old_bar = new_bar
        old_bar[1:-1] += sum_262_bar
        product_262_bar = sum_262_bar * 0.5
        old_bar[2:] += product_262_bar * item_262_2
        old_bar[:-2] += product_262_bar * item_262
        # 261: new[0], new[-1] = old[0], old[-1]
        item_261_bar = new_bar_262[-1]
        new_bar = new_bar_262
        new_bar[-1] = 0.0
        item_261_bar_2 = new_bar[0]
        new_bar[0] = 0.0
        old_bar[-1] += item_261_bar
        old_bar[0] += item_261_bar_2
    return (x_bar + old_bar,)
