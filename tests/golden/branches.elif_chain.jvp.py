def elif_chain_jvp(x, y, *, x_dot, y_dot):
    """Value of `elif_chain` and its derivative along tangents of x and y.

    Written by ad_transform from tests/programs/branches.py:36, for x: float, y: float.
    """
    if x < 0:
        z = x * y
        z_dot = x_dot * y + y_dot * x
    elif x < 0.3:
        z = x + y
        z_dot = x_dot + y_dot
    elif x < 0.6:
        product_42 = x_dot * x
        z = x * x / y
        product_42 = (product_42 + product_42) / y
        z_dot = product_42 - y_dot * (z / y)
    else:
        z = y
        z_dot = y_dot
    product_45 = z_dot * z
    return z * z, product_45 + product_45
