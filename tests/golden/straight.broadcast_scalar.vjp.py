import numpy as np


def broadcast_scalar_vjp(s, a, out_bar):
    """Adjoints of `broadcast_scalar` for the seed `out_bar`: what it does to s and a.

    Written by ad_transform from tests/programs/straight.py:124, for s: float, a: float64 matrix.
    """
    sum_125 = s + 2.0
    a_bar = -out_bar / sum_125
    sum_125_bar = np.sum(out_bar * (a / sum_125 / sum_125))
    s_bar = sum_125_bar + np.sum(out_bar)
    return s_bar + np.sum(out_bar * a), a_bar + out_bar * s
