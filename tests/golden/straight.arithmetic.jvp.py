def arithmetic_jvp(x, y, *, x_dot, y_dot):
    """Value of `arithmetic` and its derivative along tangents of x and y.

    Written by ad_transform from tests/programs/straight.py:28, for x: float, y: float.
    """
    quotient_29 = x / y
    sum_29_dot = x_dot * y + y_dot * x + (x_dot / y - y_dot * (quotient_29 / y))
    difference_29 = x - y
    by_base = 2 * difference_29
    difference_29_dot = sum_29_dot - (x_dot - y_dot) * by_base + x_dot
    return x * y + quotient_29 - difference_29**2 + x, difference_29_dot
