def two_names_jvp(x, *, x_dot):
    """Value of `two_names` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/views.py:9, for x: float64 vector.
    """
    y = x * 2.0
    y_dot = x_dot * 2.0
    item_12 = y[1]
    item_12_2 = y[2]
    product_12_dot = y_dot[1] * item_12_2 + y_dot[2] * item_12
    y[0] = item_12 * item_12_2
    y_dot[0] = product_12_dot
    y = y * 3.0
    return y * x, y_dot * 3.0 * x + x_dot * y
