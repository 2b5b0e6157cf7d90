import numpy as np


def callee_mutates_jvp(a, s, *, a_dot, s_dot):
    """Value of `callee_mutates` and its derivative along tangents of a and s.

    Written by ad_transform from tests/programs/functions.py:451, for a: float64 vector, s: float.
    """
    b = a * 1.5
    product_452_dot = a_dot * 1.5
    product_453 = product_452_dot * b
    before = np.sum(b * b)
    product_454_dot = product_452_dot * s + s_dot * b
    b = b * s
    by_base = 3 * b**2
    sum_455_dot = np.sum(product_453 + product_453) + np.sum(product_454_dot * by_base)
    return before + np.sum(b**3), sum_455_dot
