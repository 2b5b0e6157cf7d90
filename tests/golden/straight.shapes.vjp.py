import numpy as np
from ad_transform.runtime import split_like


def shapes_vjp(x, out_bar):
    """Adjoints of `shapes` for the seed `out_bar`: what it does to x.

    Written by ad_transform from tests/programs/straight.py:159, for x: float64 vector.
    """
    # Forward sweep
    a = np.reshape(x, (2, 3))
    items_161 = [a, np.reshape(np.transpose(a), (2, 3)) * 2.0]
    b = np.concatenate(items_161, axis=0)
    c = np.stack([b[:2], b[2:]])

    # Reverse sweep
    # 163: return np.sum(np.swapaxes(c, 0, 2) ** 2) + np.sum(np.squeeze(a[None])[0]) * x.size
    squeeze_163_bar = np.zeros_like(np.squeeze(a[None]))
    squeeze_163_bar[0] += out_bar * x.size
    a_bar = np.zeros_like(a)
    a_bar[None] += np.reshape(squeeze_163_bar, (1, 2, 3))
    by_base = 2 * np.swapaxes(c, 0, 2)
    c_bar = np.swapaxes(out_bar * by_base, 0, 2)
    # 162: c = np.stack([b[:2], b[2:]])
    unstack_162 = np.unstack(c_bar, axis=0)
    b_bar = np.zeros_like(b)
    b_bar[2:] += unstack_162[1]
    b_bar[:2] += unstack_162[0]
    # 161: b = np.concatenate([a, a.T.reshape(2, 3) * 2.0], axis=0)
    items_161_bar = split_like(b_bar, items_161, 0)
    T_161_bar = np.reshape(np.full((2, 3), items_161_bar[1] * 2.0), (3, 2))
    a_bar += items_161_bar[0]
    a_bar += np.transpose(T_161_bar)
    return (np.reshape(a_bar, np.shape(x)),)
