def breaks_jvp(x, *, x_dot):
    """Value of `breaks` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/loops.py:244, for x: float64 vector.
    """
    total = 0.0
    total_dot = 0.0
    for i in range(6):
        item_247 = x[i]
        product_247 = x_dot[i] * item_247
        total = total + item_247 * item_247
        total_dot = total_dot + (product_247 + product_247)
        gt_248 = total > 0.8
        if gt_248:
            break
        total = total * 1.1
        total_dot = total_dot * 1.1
    return total * i, total_dot * i
