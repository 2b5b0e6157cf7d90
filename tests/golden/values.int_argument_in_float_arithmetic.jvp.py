def int_argument_in_float_arithmetic_jvp(k, x, *, x_dot):
    """Value of `int_argument_in_float_arithmetic` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/values.py:31, for k: int, x: float.
    """
    y = k * x
    product_33_dot = x_dot * k
    k = k + x
    return y * k, product_33_dot * k + x_dot * y
