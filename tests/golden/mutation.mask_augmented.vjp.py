import numpy as np
from ad_transform.runtime import unbroadcast


def mask_augmented_vjp(x, out_bar):
    """Adjoints of `mask_augmented` for the seed `out_bar`: what it does to x.

    Written by ad_transform from tests/programs/mutation.py:224, for x: float64 vector.
    """
    # Forward sweep
    y = x * 2.0
    negative = y < 0
    item_227 = y[negative]
    neg_227 = -item_227
    product_227 = neg_227 * item_227
    y[negative] = product_227
    invert_228 = ~negative
    item_228 = y[invert_228]
    item_228_2 = x[invert_228]
    sum_228 = item_228 + item_228_2
    y[invert_228] = sum_228

    # Reverse sweep
    # 228: y[~negative] += x[~negative]
    item_228_3 = np.full(np.shape(y[invert_228]), out_bar[invert_228])
    sum_228_bar = unbroadcast(item_228_3, sum_228)
    y_bar = out_bar.copy()
    y_bar[invert_228] = 0.0
    x_bar = np.zeros_like(x)
    x_bar[invert_228] += unbroadcast(sum_228_bar, item_228_2)
    y_bar[invert_228] += unbroadcast(sum_228_bar, item_228)
    # 227: y[negative] *= -y[negative]
    item_227_2 = np.full(np.shape(y[negative]), y_bar[negative])
    product_227_bar = unbroadcast(item_227_2, product_227)
    y_bar[negative] = 0.0
    shape_227 = np.shape(product_227)
    product_227 = np.full(shape_227, -product_227_bar * item_227)
    neg_227_bar = unbroadcast(np.full(shape_227, product_227_bar * item_227), neg_227)
    y_bar[negative] -= neg_227_bar
    y_bar[negative] += unbroadcast(product_227, item_227)
    return (x_bar + y_bar * 2.0,)
