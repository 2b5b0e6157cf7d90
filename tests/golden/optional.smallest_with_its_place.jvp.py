def smallest_with_its_place_jvp(x, *, x_dot):
    """Value of `smallest_with_its_place` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/optional.py:15, for x: float64 vector.
    """
    best_is_none = True
    where_is_none = True
    for index_17 in range(len(x)):
        v = x[index_17]
        if best_is_none or v < best:
            best = v
            where_is_none = False
            where = index_17
            best_dot = x_dot[index_17]
        best_is_none = False
    if best_is_none:
        raise TypeError("`best` is None where it is used")
    if where_is_none:
        raise TypeError("`where` is None where it is used")
    difference_20 = where - 1
    item_20 = x[difference_20]
    return best * item_20, best_dot * item_20 + x_dot[difference_20] * best
