def helper_vjp(x, y, out_bar):
    """Adjoints of `helper` for the seed `out_bar`: what it does to x and y.

    Written by ad_transform from tests/programs/functions.py:78, for x: float, y: float.
    """
    sum_79 = x + y
    sum_79_bar = 2 * (out_bar * (x * x) * sum_79)
    return sum_79_bar + 2 * (out_bar * (sum_79 * sum_79) * x), 4 * (out_bar * (y * y)) * y + sum_79_bar
