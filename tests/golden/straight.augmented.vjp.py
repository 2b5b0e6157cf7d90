def augmented_vjp(x, y, out_bar):
    """Adjoints of `augmented` for the seed `out_bar`: what it does to x and y.

    Written by ad_transform from tests/programs/straight.py:61, for x: float, y: float.
    """
    # Forward sweep
    x = x + y
    x_63 = x * x
    y = y - x_63
    y = y / 3.0
    x_66 = x_63**2

    # Reverse sweep
    # 67: return x * y
    x_bar = out_bar * y
    y_bar = out_bar * x_66
    # 66: x **= 2
    by_base = 2 * x_63
    x_bar *= by_base
    # 65: y /= 3.0
    y_bar *= 0.3333333333333333
    # 64: y -= x
    x_bar -= y_bar
    # 63: x *= x
    x_bar = 2 * (x_bar * x)
    return x_bar, y_bar + x_bar
