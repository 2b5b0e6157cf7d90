import numpy as np


def shapes_jvp(x, *, x_dot):
    """Value of `shapes` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/straight.py:159, for x: float64 vector.
    """
    a = np.reshape(x, (2, 3))
    a_dot = np.reshape(x_dot, (2, 3))
    pair_161 = 2, 3
    items_161_dot = [a_dot, np.reshape(np.transpose(a_dot), pair_161) * 2.0]
    b = np.concatenate([a, np.reshape(np.transpose(a), pair_161) * 2.0], axis=0)
    concatenate_161_dot = np.concatenate(items_161_dot, 0)
    item_162_dot = concatenate_161_dot[2:]
    c = np.stack([b[:2], b[2:]])
    stack_162_dot = np.stack([concatenate_161_dot[:2], item_162_dot])
    swapaxes_163 = np.swapaxes(c, 0, 2)
    by_base = 2 * swapaxes_163
    size_163 = x.size
    product_163_dot = np.sum(np.squeeze(a_dot[None])[0]) * size_163
    sum_163 = np.sum(swapaxes_163**2) + np.sum(np.squeeze(a[None])[0]) * size_163
    return sum_163, np.sum(np.swapaxes(stack_162_dot, 0, 2) * by_base) + product_163_dot
