def early_return_jvp(x, y, *, x_dot, y_dot):
    """Value of `early_return` and its derivative along tangents of x and y.

    Written by ad_transform from tests/programs/branches.py:63, for x: float, y: float.
    """
    if x < 0:
        value = y
        value_dot = y_dot
    else:
        z = x * y
        if z > 0.5:
            product_68 = (x_dot * y + y_dot * x) * z
            value = z * z
            value_dot = product_68 + product_68
        else:
            value = x - y
            value_dot = x_dot - y_dot
    return value, value_dot
