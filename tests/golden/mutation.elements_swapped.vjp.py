def elements_swapped_vjp(x, out_bar):
    """Adjoints of `elements_swapped` for the seed `out_bar`: what it does to x.

    Written by ad_transform from tests/programs/mutation.py:332, for x: float64 vector.
    """
    # Forward sweep
    y = x * 2.0
    item_334 = y[0]
    y[0] = y[3]
    y[3] = item_334
    item_335 = y[2]
    item_335_2 = y[0]
    product_335 = item_335 * item_335_2
    item_335_3 = y[1]
    y[1] = product_335
    y[2] = item_335_3

    # Reverse sweep
    # 336: return y * x
    y_bar = out_bar * x
    x_bar = out_bar * y
    # 335: y[1], y[2] = y[2] * y[0], y[1]
    item_335_bar = y_bar[2]
    y_bar[2] = 0.0
    product_335_bar = y_bar[1]
    y_bar[1] = 0.0
    y_bar[1] += item_335_bar
    y_bar[0] += product_335_bar * item_335
    y_bar[2] += product_335_bar * item_335_2
    # 334: y[0], y[3] = y[3], y[0]
    item_334_bar = y_bar[3]
    y_bar[3] = 0.0
    item_334_bar_2 = y_bar[0]
    y_bar[0] = 0.0
    y_bar[0] += item_334_bar
    y_bar[3] += item_334_bar_2
    return (x_bar + y_bar * 2.0,)
