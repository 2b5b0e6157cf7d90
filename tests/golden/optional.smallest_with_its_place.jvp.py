def smallest_with_its_place_jvp(x, *, x_dot):
    """Value of `smallest_with_its_place` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/optional.py:14, for x: float64 vector.
    """
    best_is_none = True
    where_is_none = True
    for index_16 in range(len(x)):
        v = x[index_16]
        if best_is_none or v < best:
            best = v
            where_is_none = False
            where = index_16
            best_dot = x_dot[index_16]
        best_is_none = False
    if best_is_none:
        raise TypeError("`best` is None where it is used")
    if where_is_none:
        raise TypeError("`where` is None where it is used")
    difference_19 = where - 1
    item_19 = x[difference_19]
    return best * item_19, best_dot * item_19 + x_dot[difference_19] * best
