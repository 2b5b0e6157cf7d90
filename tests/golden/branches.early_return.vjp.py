def early_return_vjp(x, y, out_bar):
    """Adjoints of `early_return` for the seed `out_bar`: what it does to x and y.

    Written by ad_transform from tests/programs/branches.py:63, for x: float, y: float.
    """
    # Forward sweep
    lt_64 = x < 0
    if not lt_64:
        z = x * y
        gt_67 = z > 0.5

    # Reverse sweep
    # 64: if x < 0:
    if lt_64:
        x_bar = 0.0
        y_bar = out_bar
    else:
        # 67: if z > 0.5:
        if gt_67:
            # 68: return z * z
            z_bar = 2 * (out_bar * z)
            x_bar = 0.0
            y_bar = 0.0
        else:
            # 69: return x - y
            y_bar = -out_bar
            z_bar = 0.0
            x_bar = out_bar
        # 66: z = x * y
        x_bar += z_bar * y
        y_bar += z_bar * x
    return x_bar, y_bar
