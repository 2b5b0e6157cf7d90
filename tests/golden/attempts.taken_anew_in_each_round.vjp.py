import math
import numpy as np


def taken_anew_in_each_round_vjp(v, out_bar):
    """Adjoints of `taken_anew_in_each_round` for the seed `out_bar`: what it does to v.

    Written by ad_transform from tests/programs/attempts.py:40, for v: float64 vector.
    """
    # Forward sweep
    tape_42 = []
    len_42 = len(v)
    total = 0.0
    for index_42 in range(len_42):
        a = v[index_42]
        try:
            log_44 = math.log(a)
            total = total + log_44
            completed_43 = True
        except ValueError:
            total = total + a * a
            completed_43 = False
        tape_42.append((completed_43, a))

    # Reverse sweep
    # 42: for a in v:
    v_bar = np.zeros_like(v)
    for index_42 in reversed(range(len_42)):
        completed_43, a = tape_42.pop()
        # 43: try:
        if completed_43:
            # 44: total += math.log(a)
            a_bar = out_bar / a
        else:
            # 46: total += a * a
            a_bar = 2 * (out_bar * a)
        # 42: for a in v:
        v_bar[index_42] += a_bar
    return (v_bar,)
