import math


def fails_jvp(x, *, x_dot):
    """Value of `fails` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/attempts.py:23, for x: float.
    """
    try:
        y = math.log(x)
        completed_24 = True
    except ValueError:
        y = x * x
        completed_24 = False
    if completed_24:
        y_dot = x_dot / x
    else:
        product_27 = x_dot * x
        y_dot = product_27 + product_27
    return y * x, y_dot * x + x_dot * y
