import numpy as np
from ad_transform.runtime import unbroadcast


def slice_augmented_vjp(x, out_bar):
    """Adjoints of `slice_augmented` for the seed `out_bar`: what it does to x.

    Written by ad_transform from tests/programs/mutation.py:90, for x: float64 vector.
    """
    # Forward sweep
    a = x * 2.0
    item_92 = x[:3]
    a[1:4] += item_92
    item_93 = a[::2].copy()
    item_93_2 = x[1::2]
    product_93 = item_93 * item_93_2
    a[::2] = product_93
    a[-2:] -= a[:2]
    a[2:4] = a[2:4] / 3.0

    # Reverse sweep
    # 96: return a * a
    a_bar = 2 * (out_bar * a)
    # 95: a[2:4] /= 3.0
    quotient_95_bar = a_bar[2:4].copy()
    a_bar[2:4] = 0.0
    a_bar[2:4] += quotient_95_bar * 0.3333333333333333
    # 94: a[-2:] -= a[:2]
    a_bar[:2] -= a_bar[-2:]
    # 93: a[::2] *= x[1::2]
    product_93_bar = unbroadcast(a_bar[::2], product_93).copy()
    a_bar[::2] = 0.0
    shape_93 = np.shape(product_93)
    item_93_bar = unbroadcast(np.full(shape_93, product_93_bar * item_93), item_93_2)
    x_bar = np.zeros_like(x)
    x_bar[1::2] += item_93_bar
    item_93_bar = unbroadcast(np.full(shape_93, product_93_bar * item_93_2), item_93)
    a_bar[::2] += item_93_bar
    # 92: a[1:4] += x[:3]
    item_92_bar = unbroadcast(a_bar[1:4], item_92)
    x_bar[:3] += item_92_bar
    return (x_bar + a_bar * 2.0,)
