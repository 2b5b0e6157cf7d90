def named_tuple_jvp(x, y, *, x_dot, y_dot):
    """Value of `named_tuple` and its derivative along tangents of x and y.

    Written by ad_transform from tests/programs/containers.py:176, for x: float, y: float.
    """
    product_177 = x * y
    product_179 = product_177 * y
    product_179_dot = (x_dot * y + y_dot * x) * y + y_dot * product_177
    return product_179 + product_179, product_179_dot + product_179_dot
