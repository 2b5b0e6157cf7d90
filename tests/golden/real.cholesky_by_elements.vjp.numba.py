import math
import numpy as np


def cholesky_by_elements_vjp(a, out_bar):
    """Adjoints of `cholesky_by_elements` for the seed `out_bar`: what it does to a.

    Written by ad_transform from tests/programs/real.py:238, for a: float64 matrix (square).
    """
    # Forward sweep
    tape_244_0 = []
    tape_244_1 = []
    tape_246 = []
    tape_246_2_0 = []
    tape_246_2_1 = []
    n = len(a)
    low = np.zeros((n, n))
    for i in range(n):
        for j in range(i + 1):
            s = a[i, j]
            for k in range(j):
                item_245 = low[i, k]
                item_245_2 = low[j, k]
                tape_244_0.append(item_245_2)
                tape_244_1.append(item_245)
                s = s - item_245 * item_245_2
            if i == j:
                sqrt_247 = math.sqrt(s)
                tape_246.append(sqrt_247)
                low[i, j] = sqrt_247
            else:
                item_249 = low[j, j]
                quotient_249 = s / item_249
                tape_246_2_0.append(item_249)
                tape_246_2_1.append(quotient_249)
                low[i, j] = quotient_249

    # Reverse sweep
    # 241: for i in range(n):
    low_bar = out_bar.copy()
    a_bar = np.zeros_like(a)
    for i in range(n - 1, -1, -1):
        # 242: for j in range(i + 1):
        for j in range(i + 1 - 1, -1, -1):
            # 246: if i == j:
            if i == j:
                sqrt_247 = tape_246.pop()
                # 247: low[i, j] = math.sqrt(s)
                sqrt_247_bar = low_bar[i, j]
                low_bar[i, j] = 0.0
                s_bar = sqrt_247_bar * (0.5 / sqrt_247)
            else:
                item_249 = tape_246_2_0.pop()
                quotient_249 = tape_246_2_1.pop()
                # 249: low[i, j] = s / low[j, j]
                quotient_249_bar = low_bar[i, j]
                low_bar[i, j] = 0.0
                s_bar = quotient_249_bar / item_249
                item_249_bar = -quotient_249_bar * (quotient_249 / item_249)
                low_bar[j, j] += item_249_bar
            # 244: for k in range(j):
            for k in range(j - 1, -1, -1):
                item_245 = tape_244_0.pop()
                item_245_2 = tape_244_1.pop()
                # 245: s -= low[i, k] * low[j, k]
                product_245_bar = -s_bar
                low_bar[j, k] += product_245_bar * item_245_2
                low_bar[i, k] += product_245_bar * item_245
            # 243: s = a[i, j]
            a_bar[i, j] += s_bar
    return (a_bar,)
