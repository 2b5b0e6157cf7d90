import numpy as np


def smallest_with_its_place_vjp(x, out_bar):
    """Adjoints of `smallest_with_its_place` for the seed `out_bar`: what it does to x.

    Written by ad_transform from tests/programs/optional.py:14, for x: float64 vector.
    """
    # Forward sweep
    tape_16 = []
    len_16 = len(x)
    best_is_none = True
    where_is_none = True
    for index_16 in range(len_16):
        v = x[index_16]
        either_17 = best_is_none or v < best
        tape_16.append(either_17)
        if either_17:
            best = v
            where_is_none = False
            where = index_16
        best_is_none = False
    if best_is_none:
        raise TypeError("`best` is None where it is used")
    if where_is_none:
        raise TypeError("`where` is None where it is used")
    difference_19 = where - 1

    # Reverse sweep
    # 19: return best * x[where - 1]
    best_bar = out_bar * x[difference_19]
    x_bar = np.zeros_like(x)
    x_bar[difference_19] += out_bar * best
    # 16: for k, v in enumerate(x):
    for index_16 in reversed(range(len_16)):
        either_17 = tape_16.pop()
        # 17: if best is None or v < best:
        if either_17:
            v_bar = best_bar
            best_bar = 0.0
        else:
            v_bar = 0.0
        # 16: for k, v in enumerate(x):
        x_bar[index_16] += v_bar
    return (x_bar,)
