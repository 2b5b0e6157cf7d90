import math
import numpy as np


def taken_anew_in_each_round_vjp(v, out_bar):
    """Adjoints of `taken_anew_in_each_round` for the seed `out_bar`: what it does to v.

    Written by ad_transform from tests/programs/attempts.py:42, for v: float64 vector.
    """
    # Forward sweep
    tape_44 = []
    len_44 = len(v)
    total = 0.0
    for index_44 in range(len_44):
        a = v[index_44]
        try:
            log_46 = math.log(a)
            total = total + log_46
            completed_45 = True
        except ValueError:
            total = total + a * a
            completed_45 = False
        tape_44.append((completed_45, a))

    # Reverse sweep
    # 44: for a in v:
    v_bar = np.zeros_like(v)
    for index_44 in reversed(range(len_44)):
        completed_45, a = tape_44.pop()
        # 45: try:
        if completed_45:
            # 46: total += math.log(a)
            a_bar = out_bar / a
        else:
            # 48: total += a * a
            a_bar = 2 * (out_bar * a)
        # 44: for a in v:
        v_bar[index_44] += a_bar
    return (v_bar,)
