def helper_jvp(x, y, *, x_dot, y_dot):
    """Value of `helper` and its derivative along tangents of x and y.

    Written by ad_transform from tests/programs/functions.py:78, for x: float, y: float.
    """
    product_79 = x * x
    product_79_2 = x_dot * x
    product_79_dot = product_79_2 + product_79_2
    sum_79 = x + y
    product_79_2 = sum_79 * sum_79
    product_79_3 = (x_dot + y_dot) * sum_79
    product_79_dot_2 = product_79_3 + product_79_3
    product_79_3 = product_79 * product_79_2
    product_79_2 = product_79_dot * product_79_2
    product_79_dot = product_79_2 + product_79_dot_2 * product_79
    product_79 = y * y
    product_79_2 = y_dot * y
    product_79_dot_2 = product_79_2 + product_79_2
    product_79_2 = product_79 * product_79
    product_79 = product_79_dot_2 * product_79
    return product_79_3 + product_79_2, product_79_dot + (product_79 + product_79)
