def overlapping_slices_jvp(x, *, x_dot):
    """Value of `overlapping_slices` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/mutation.py:100, for x: float64 vector.
    """
    y = x * 1.0
    y[1:] += y[:-1]
    y_dot = x_dot.copy()
    y_dot[1:] += x_dot[:-1]
    item_103 = y[:-1]
    item_103_2 = y[1:]
    product_103 = y_dot[1:] * item_103
    product_103_dot = y_dot[:-1] * item_103_2 + product_103
    y[:-1] = item_103 * item_103_2
    y_dot[:-1] = product_103_dot
    y[2:] = y[:-2]
    y_dot[2:] = y_dot[:-2]
    return y * x, y_dot * x + x_dot * y
