def if_else_jvp(x, y, *, x_dot, y_dot):
    """Value of `if_else` and its derivative along tangents of x and y.

    Written by ad_transform from tests/programs/branches.py:11, for x: float, y: float.
    """
    if x > y:
        z = x * y
        z_dot = x_dot * y + y_dot * x
    else:
        product_15 = y_dot * y
        z = x - y * y
        z_dot = x_dot - (product_15 + product_15)
    return z * x, z_dot * x + x_dot * z
