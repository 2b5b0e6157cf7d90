def two_names_vjp(x, out_bar):
    """Adjoints of `two_names` for the seed `out_bar`: what it does to x.

    Written by ad_transform from tests/programs/views.py:9, for x: float64 vector.
    """
    # Forward sweep
    y = x * 2.0
    item_12 = y[1]
    item_12_2 = y[2]
    y[0] = item_12 * item_12_2
    y = y * 3.0

    # Reverse sweep
    # 14: return z * x
    y_bar = out_bar * x
    x_bar = out_bar * y
    # 13: y *= 3.0
    y_bar *= 3.0
    # 12: z[0] = y[1] * y[2]
    product_12_bar = y_bar[0]
    y_bar[0] = 0.0
    y_bar[2] += product_12_bar * item_12
    y_bar[1] += product_12_bar * item_12_2
    return (x_bar + y_bar * 2.0,)
