import math
import numpy as np


def cholesky_by_elements_jvp(a, *, a_dot):
    """Value of `cholesky_by_elements` and its derivative along tangents of a.

    Written by ad_transform from tests/programs/real.py:238, for a: float64 matrix (square).
    """
    n = len(a)
    low = np.zeros((n, n))
    low_dot = np.zeros_like(low)
    for i in range(n):
        for j in range(i + 1):
            s = a[i, j]
            s_dot = a_dot[i, j]
            for k in range(j):
                item_245 = low[i, k]
                item_245_2 = low[j, k]
                product_245 = low_dot[j, k] * item_245
                s = s - item_245 * item_245_2
                s_dot = s_dot - (low_dot[i, k] * item_245_2 + product_245)
            if i == j:
                sqrt_247 = math.sqrt(s)
                low[i, j] = sqrt_247
                low_dot[i, j] = s_dot * (0.5 / sqrt_247)
            else:
                item_249 = low[j, j]
                quotient_249 = s / item_249
                product_249 = low_dot[j, j] * (quotient_249 / item_249)
                low[i, j] = quotient_249
                low_dot[i, j] = s_dot / item_249 - product_249
    return low, low_dot
