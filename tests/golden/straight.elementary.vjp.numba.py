import math
from ad_transform.runtime import scale


def elementary_vjp(x, y, out_bar):
    """Adjoints of `elementary` for the seed `out_bar`: what it does to x and y.

    Written by ad_transform from tests/programs/straight.py:76, for x: float, y: float.
    """
    # Forward sweep
    exp_77 = math.exp(-y)
    sqrt_77 = math.sqrt(x)
    either_77 = math.hypot(x, y)

    # Reverse sweep
    # 77: return math.sin(x) * math.exp(-y) + math.log(y) * math.sqrt(x) + math.atan2(x, y) + math.hypot(x, y)
    if not either_77:
        either_77 = 1.0
    scale_77 = scale((x, y), out_bar / either_77)
    x_bar = scale_77[0]
    either_77 = y**2 + x**2
    if not either_77:
        either_77 = 1.0
    x_bar += out_bar * (y / either_77)
    x_bar += out_bar * math.log(y) * (0.5 / sqrt_77)
    y_bar = scale_77[1] - out_bar * (x / either_77)
    y_bar += out_bar * sqrt_77 / y
    return x_bar + out_bar * exp_77 * math.cos(x), y_bar - out_bar * math.sin(x) * exp_77
