def augmented_jvp(x, y, *, x_dot, y_dot):
    """Value of `augmented` and its derivative along tangents of x and y.

    Written by ad_transform from tests/programs/straight.py:61, for x: float, y: float.
    """
    x = x + y
    product_63 = (x_dot + y_dot) * x
    product_63_dot = product_63 + product_63
    x = x * x
    y = y - x
    y = y / 3.0
    x_66 = x**2
    by_base = 2 * x
    product_67 = (y_dot - product_63_dot) * 0.3333333333333333 * x_66
    return x_66 * y, product_63_dot * by_base * y + product_67
