def while_on_value_jvp(x, *, x_dot):
    """Value of `while_on_value` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/loops.py:218, for x: float.
    """
    y = x
    y_dot = x_dot
    while y < 10.0:
        product_221 = y_dot * y
        y = y * y + x + 0.5
        y_dot = product_221 + product_221 + x_dot
    return y, y_dot
