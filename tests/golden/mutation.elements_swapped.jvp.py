def elements_swapped_jvp(x, *, x_dot):
    """Value of `elements_swapped` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/mutation.py:332, for x: float64 vector.
    """
    y = x * 2.0
    y_dot = x_dot * 2.0
    item_334 = y[0]
    item_334_dot = y_dot[0]
    y[0] = y[3]
    y_dot[0] = y_dot[3]
    y[3] = item_334
    y_dot[3] = item_334_dot
    item_335 = y[2]
    item_335_2 = y[0]
    product_335 = item_335 * item_335_2
    product_335_dot = y_dot[2] * item_335_2 + y_dot[0] * item_335
    item_335 = y[1]
    item_335_dot = y_dot[1]
    y[1] = product_335
    y_dot[1] = product_335_dot
    y[2] = item_335
    y_dot[2] = item_335_dot
    return y * x, y_dot * x + x_dot * y
