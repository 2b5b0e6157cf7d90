def broadcast_scalar_jvp(s, a, *, s_dot, a_dot):
    """Value of `broadcast_scalar` and its derivative along tangents of s and a.

    Written by ad_transform from tests/programs/straight.py:124, for s: float, a: float64 matrix.
    """
    sum_125 = s + 2.0
    quotient_125 = a / sum_125
    neg_125 = s_dot * (quotient_125 / sum_125) - a_dot / sum_125
    return a * s + s - quotient_125, a_dot * s + s_dot * a + s_dot + neg_125
