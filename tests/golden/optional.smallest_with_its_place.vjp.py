import numpy as np


def smallest_with_its_place_vjp(x, out_bar):
    """Adjoints of `smallest_with_its_place` for the seed `out_bar`: what it does to x.

    Written by ad_transform from tests/programs/optional.py:15, for x: float64 vector.
    """
    # Forward sweep
    tape_17 = []
    len_17 = len(x)
    best_is_none = True
    where_is_none = True
    for index_17 in range(len_17):
        v = x[index_17]
        either_18 = best_is_none or v < best
        tape_17.append(either_18)
        if either_18:
            best = v
            where_is_none = False
            where = index_17
        best_is_none = False
    if best_is_none:
        raise TypeError("`best` is None where it is used")
    if where_is_none:
        raise TypeError("`where` is None where it is used")
    difference_20 = where - 1

    # Reverse sweep
    # 20: return best * x[where - 1]
    best_bar = out_bar * x[difference_20]
    x_bar = np.zeros_like(x)
    x_bar[difference_20] += out_bar * best
    # 17: for k, v in enumerate(x):
    for index_17 in reversed(range(len_17)):
        either_18 = tape_17.pop()
        # 18: if best is None or v < best:
        if either_18:
            v_bar = best_bar
            best_bar = 0.0
        else:
            v_bar = 0.0
        # 17: for k, v in enumerate(x):
        x_bar[index_17] += v_bar
    return (x_bar,)
