import numpy as np


def logistic_regression_jvp(x, w, labels, *, x_dot, w_dot):
    """Value of `logistic_regression` and its derivative along tangents of x and w.

    Written by ad_transform from tests/programs/real.py:27, for x: float64 matrix, w: float64 vector (as long
    as axis 0 of x), labels: float64 vector (as long as axis 1 of x).
    """
    logits = w @ x
    exp_29 = np.exp(-logits)
    sum_29 = 1.0 + exp_29
    p = 1.0 / sum_29
    quotient_29_dot = (w_dot @ x + w @ x_dot) * exp_29 * (p / sum_29)
    difference_30 = 1 - labels
    difference_30_2 = 1 - p
    product_30_dot = quotient_29_dot / difference_30_2 * difference_30
    sum_30 = labels * np.log(p) + difference_30 * np.log(difference_30_2)
    quotient_30 = 1 / max(np.size(sum_30), 1)
    mean_30_dot = np.sum((quotient_29_dot / p * labels - product_30_dot) * quotient_30)
    product_30 = 0.1 * w
    return product_30 @ w - np.mean(sum_30), w_dot * 0.1 @ w + product_30 @ w_dot - mean_30_dot
