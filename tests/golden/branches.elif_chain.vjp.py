def elif_chain_vjp(x, y, out_bar):
    """Adjoints of `elif_chain` for the seed `out_bar`: what it does to x and y.

    Written by ad_transform from tests/programs/branches.py:36, for x: float, y: float.
    """
    # Forward sweep
    lt_37 = x < 0
    if lt_37:
        z = x * y
    else:
        lt_39 = x < 0.3
        if lt_39:
            z = x + y
        else:
            lt_41 = x < 0.6
            if lt_41:
                z = x * x / y
                quotient_42 = z
            else:
                z = y

    # Reverse sweep
    # 45: return z * z
    z_bar = 2 * (out_bar * z)
    # 37: if x < 0:
    if lt_37:
        # 38: z = x * y
        x_bar = z_bar * y
        y_bar = z_bar * x
    else:
        # 39: elif x < 0.3:
        if lt_39:
            x_bar = z_bar
            y_bar = z_bar
        else:
            # 41: elif x < 0.6:
            if lt_41:
                # 42: z = x * x / y
                y_bar = -z_bar * (quotient_42 / y)
                x_bar = 2 * (z_bar / y * x)
            else:
                x_bar = 0.0
                y_bar = z_bar
    return x_bar, y_bar
