import numpy as np


def logistic_regression_vjp(x, w, labels, out_bar):
    """Adjoints of `logistic_regression` for the seed `out_bar`: what it does to x and w.

    Written by ad_transform from tests/programs/real.py:27, for x: float64 matrix, w: float64 vector (as long
    as axis 0 of x), labels: float64 vector (as long as axis 1 of x).
    """
    # Forward sweep
    logits = w @ x
    exp_29 = np.exp(-logits)
    sum_29 = 1.0 + exp_29
    p = 1.0 / sum_29
    difference_30 = 1 - labels
    difference_30_2 = 1 - p

    # Reverse sweep
    # 30: return -np.mean(labels * np.log(p) + (1 - labels) * np.log(1 - p)) + 0.1 * w @ w
    w_bar = 0.1 * w * out_bar
    size_30 = np.size(labels * np.log(p) + difference_30 * np.log(difference_30_2))
    sum_30_bar = -out_bar * (1 / max(size_30, 1))
    p_bar = sum_30_bar * labels / p - sum_30_bar * difference_30 / difference_30_2
    w_bar += out_bar * w * 0.1
    # 29: p = 1.0 / (1.0 + np.exp(-logits))
    neg_29_bar = p_bar * (p / sum_29) * exp_29
    return np.outer(w, neg_29_bar), w_bar + x @ neg_29_bar
