import numpy as np


def mask_augmented_jvp(x, *, x_dot):
    """Value of `mask_augmented` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/mutation.py:224, for x: float64 vector.
    """
    y = x * 2.0
    y_dot = x_dot * 2.0
    negative = y < 0
    item_227 = y[negative]
    item_227_dot = y_dot[negative]
    product_227 = -item_227 * item_227
    product_227_dot = -item_227_dot * item_227 - item_227_dot * item_227
    y[negative] = product_227
    product_227_dot = np.full(np.shape(product_227), product_227_dot)
    y_dot[negative] = product_227_dot
    invert_228 = ~negative
    sum_228 = y[invert_228] + x[invert_228]
    y[invert_228] = sum_228
    sum_228_dot = np.full(np.shape(sum_228), y_dot[invert_228] + x_dot[invert_228])
    y_dot[invert_228] = sum_228_dot
    return y, y_dot
