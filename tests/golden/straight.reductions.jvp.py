import numpy as np
from ad_transform.runtime import product_of_others, share


def reductions_jvp(a, *, a_dot):
    """Value of `reductions` and its derivative along tangents of a.

    Written by ad_transform from tests/programs/straight.py:139, for a: float64 matrix.
    """
    rows = np.sum(a, axis=1)
    columns = np.mean(a, axis=0, keepdims=True)
    size_141 = np.size(a)
    product_141 = a_dot * (np.size(columns) / max(size_141, 1))
    spread = a - columns
    difference_142_dot = a_dot - np.sum(product_141, axis=0, keepdims=True)
    prod_143_dot = np.sum(np.sum(a_dot, axis=1) * product_of_others(rows, None))
    var_143_dot = np.sum(a_dot * (2 * (a - np.mean(a, axis=None, keepdims=True)) / size_141))
    max_143 = np.max(a)
    sum_143_dot = prod_143_dot + var_143_dot + np.sum(a_dot * share(a == max_143, None))
    norm_143 = np.linalg.norm(spread)
    product_143 = difference_142_dot * (spread / np.where(norm_143 == 0, 1, norm_143))
    sum_143 = np.prod(rows) + np.var(a) + max_143 + norm_143
    sum_143_dot += np.sum(product_143)
    std_143 = np.std(spread, axis=1)
    expand_dims_143 = np.expand_dims(std_143, 1)
    width = np.where(expand_dims_143 == 0, 1, expand_dims_143)
    product_143 = np.size(spread) / max(np.size(expand_dims_143), 1) * width
    quotient_143 = (spread - np.mean(spread, axis=1, keepdims=True)) / product_143
    sum_143_dot += np.sum(np.sum(difference_142_dot * quotient_143, axis=1))
    return sum_143 + np.sum(std_143), sum_143_dot
