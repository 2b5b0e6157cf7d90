import math


def fails_vjp(x, out_bar):
    """Adjoints of `fails` for the seed `out_bar`: what it does to x.

    Written by ad_transform from tests/programs/attempts.py:25, for x: float.
    """
    # Forward sweep
    try:
        y = math.log(x)
        completed_26 = True
    except ValueError:
        y = x * x
        completed_26 = False

    # Reverse sweep
    # 30: return y * x
    y_bar = out_bar * x
    x_bar = out_bar * y
    # 26: try:
    if completed_26:
        # 27: y = math.log(x)
        x_bar += y_bar / x
    else:
        # 29: y = x * x
        x_bar += 2 * (y_bar * x)
    return (x_bar,)
