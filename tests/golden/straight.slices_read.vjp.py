import numpy as np
from ad_transform.runtime import unbroadcast


def slices_read_vjp(a, out_bar):
    """Adjoints of `slices_read` for the seed `out_bar`: what it does to a.

    Written by ad_transform from tests/programs/straight.py:189, for a: float64 matrix.
    """
    # Forward sweep
    inner = a[1:-1, 1:-1]
    item_191 = a[:-2, 1:-1]
    product_191 = inner * item_191
    difference_191 = product_191 - a[2:, 1:-1]
    item_191_2 = a[1:-1, ::-2]
    item_191_3 = item_191_2[:, :1]

    # Reverse sweep
    # 191: return inner * a[:-2, 1:-1] - a[2:, 1:-1] + a[1:-1, ::-2][:, :1]
    difference_191_bar = unbroadcast(out_bar, difference_191)
    item_191_bar = unbroadcast(out_bar, item_191_3)
    zeros_like_191 = np.zeros_like(item_191_2)
    zeros_like_191[:, :1] += item_191_bar
    item_191_bar = zeros_like_191
    a_bar = np.zeros_like(a)
    a_bar[1:-1, ::-2] += item_191_bar
    a_bar[2:, 1:-1] -= difference_191_bar
    inner_bar = difference_191_bar * item_191
    a_bar[:-2, 1:-1] += difference_191_bar * inner
    a_bar[1:-1, 1:-1] += inner_bar
    return (a_bar,)
