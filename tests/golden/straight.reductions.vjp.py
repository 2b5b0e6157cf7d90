import numpy as np
from ad_transform.runtime import product_of_others, share


def reductions_vjp(a, out_bar):
    """Adjoints of `reductions` for the seed `out_bar`: what it does to a.

    Written by ad_transform from tests/programs/straight.py:139, for a: float64 matrix.
    """
    # Forward sweep
    rows = np.sum(a, axis=1)
    columns = np.mean(a, axis=0, keepdims=True)
    spread = a - columns
    norm_143 = np.linalg.norm(spread)

    # Reverse sweep
    # 143: return np.prod(rows) + np.var(a) + np.max(a) + np.linalg.norm(spread) + np.std(spread, axis=1).sum()
    expand_dims_143 = np.expand_dims(np.std(spread, axis=1), 1)
    width = np.where(expand_dims_143 == 0, 1, expand_dims_143)
    product_143 = np.size(spread) / max(np.size(expand_dims_143), 1) * width
    spread_bar = out_bar * ((spread - np.mean(spread, axis=1, keepdims=True)) / product_143)
    a_bar = out_bar * share(a == np.max(a), None)
    size_143 = np.size(a)
    rows_bar = out_bar * product_of_others(rows, None)
    spread_bar += out_bar * (spread / np.where(norm_143 == 0, 1, norm_143))
    a_bar = a_bar + out_bar * (2 * (a - np.mean(a, axis=None, keepdims=True)) / size_143)
    # 142: spread = a - columns
    columns_bar = np.sum(-spread_bar, axis=0, keepdims=True)
    a_bar += spread_bar
    # 141: columns = np.mean(a, axis=0, keepdims=True)
    a_bar += columns_bar * (np.size(columns) / max(size_143, 1))
    return (a_bar + np.expand_dims(rows_bar, 1),)
