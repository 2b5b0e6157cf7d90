import numpy as np


def callee_mutates_vjp(a, s, out_bar):
    """Adjoints of `callee_mutates` for the seed `out_bar`: what it does to a and s.

    Written by ad_transform from tests/programs/functions.py:451, for a: float64 vector, s: float.
    """
    # Forward sweep
    b = a * 1.5
    b_454 = b * s

    # Reverse sweep
    # 455: return before + np.sum(b**3)
    by_base = 3 * b_454**2
    b_bar = out_bar * by_base
    # 454: scale_in_place(b, s)
    s_bar = np.sum(b_bar * b)
    b_bar *= s
    # 453: before = np.sum(b * b)
    b_bar += 2 * (out_bar * b)
    return b_bar * 1.5, s_bar
