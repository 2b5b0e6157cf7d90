import math


def fails_jvp(x, *, x_dot):
    """Value of `fails` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/attempts.py:25, for x: float.
    """
    try:
        y = math.log(x)
        completed_26 = True
    except ValueError:
        y = x * x
        completed_26 = False
    if completed_26:
        y_dot = x_dot / x
    else:
        product_29 = x_dot * x
        y_dot = product_29 + product_29
    return y * x, y_dot * x + x_dot * y
