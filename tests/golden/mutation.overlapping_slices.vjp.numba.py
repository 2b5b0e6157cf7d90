def overlapping_slices_vjp(x, out_bar):
    """Adjoints of `overlapping_slices` for the seed `out_bar`: what it does to x.

    Written by ad_transform from tests/programs/mutation.py:100, for x: float64 vector.
    """
    # Forward sweep
    y = x * 1.0
    y[1:] += y[:-1].copy()
    item_103 = y[:-1].copy()
    item_103_2 = y[1:].copy()
    y[:-1] = item_103 * item_103_2
    y[2:] = y[:-2]

    # Reverse sweep
    # 105: return y * x
    y_bar = out_bar * x
    x_bar = out_bar * y
    # 104: y[2:] = y[:-2]
    item_104_bar = y_bar[2:].copy()
    y_bar[2:] = 0.0
    y_bar[:-2] += item_104_bar.copy()
    # 103: y[:-1] *= y[1:]
    product_103_bar = y_bar[:-1].copy()
    y_bar[:-1] = 0.0
    y_bar[1:] += product_103_bar * item_103
    y_bar[:-1] += product_103_bar * item_103_2
    # 102: y[1:] += y[:-1]
    y_bar[:-1] += y_bar[1:].copy()
    return (x_bar + y_bar,)
