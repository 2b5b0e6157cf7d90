def named_tuple_jvp(x, y, *, x_dot, y_dot):
    """Value of `named_tuple` and its derivative along tangents of x and y.

    Written by ad_transform from tests/programs/containers.py:175, for x: float, y: float.
    """
    product_176 = x * y
    product_178 = product_176 * y
    product_178_dot = (x_dot * y + y_dot * x) * y + y_dot * product_176
    return product_178 + product_178, product_178_dot + product_178_dot
