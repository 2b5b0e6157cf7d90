def nested_function_jvp(x, y, *, x_dot, y_dot):
    """Value of `nested_function` and its derivative along tangents of x and y.

    Written by ad_transform from tests/programs/functions.py:155, for x: float, y: float.
    """
    product_159 = x_dot * x
    sum_159 = x * x + y
    sum_159_dot = product_159 + product_159 + y_dot
    sum_159_2 = y * x + y
    return sum_159 * sum_159_2, sum_159_dot * sum_159_2 + (y_dot * x + x_dot * y + y_dot) * sum_159
