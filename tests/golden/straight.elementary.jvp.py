import math
from ad_transform.runtime import weigh


def elementary_jvp(x, y, *, x_dot, y_dot):
    """Value of `elementary` and its derivative along tangents of x and y.

    Written by ad_transform from tests/programs/straight.py:76, for x: float, y: float.
    """
    sin_77 = math.sin(x)
    exp_77 = math.exp(-y)
    log_77 = math.log(y)
    sqrt_77 = math.sqrt(x)
    product_77_dot = y_dot / y * sqrt_77 + x_dot * (0.5 / sqrt_77) * log_77
    sum_77_dot = x_dot * math.cos(x) * exp_77 - y_dot * exp_77 * sin_77 + product_77_dot
    either_77 = y**2 + x**2
    if not either_77:
        either_77 = 1.0
    sum_77_dot += x_dot * (y / either_77) - y_dot * (x / either_77)
    hypot_77 = math.hypot(x, y)
    if hypot_77:
        either_77 = hypot_77
    else:
        either_77 = 1.0
    sum_77_dot += weigh((x, y), (x_dot, y_dot)) / either_77
    return sin_77 * exp_77 + log_77 * sqrt_77 + math.atan2(x, y) + hypot_77, sum_77_dot
