def arithmetic_vjp(x, y, out_bar):
    """Adjoints of `arithmetic` for the seed `out_bar`: what it does to x and y.

    Written by ad_transform from tests/programs/straight.py:28, for x: float, y: float.
    """
    # Reverse sweep
    # 29: return x * y + x / y - (x - y) ** 2 - -x
    by_base = 2 * (x - y)
    difference_29_bar = -out_bar * by_base
    y_bar = -difference_29_bar
    x_bar = out_bar + difference_29_bar
    x_bar += out_bar / y
    y_bar -= out_bar * (x / y / y)
    return x_bar + out_bar * y, y_bar + out_bar * x
