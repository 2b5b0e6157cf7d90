def if_else_vjp(x, y, out_bar):
    """Adjoints of `if_else` for the seed `out_bar`: what it does to x and y.

    Written by ad_transform from tests/programs/branches.py:11, for x: float, y: float.
    """
    # Forward sweep
    gt_12 = x > y
    if gt_12:
        z = x * y
    else:
        z = x - y * y

    # Reverse sweep
    # 16: return z * x
    z_bar = out_bar * x
    x_bar = out_bar * z
    # 12: if x > y:
    if gt_12:
        # 13: z = x * y
        y_bar = z_bar * x
        x_bar += z_bar * y
    else:
        # 15: z = x - y * y
        x_bar += z_bar
        y_bar = -2 * (z_bar * y)
    return x_bar, y_bar
