def conditional_expression_vjp(x, y, out_bar):
    """Adjoints of `conditional_expression` for the seed `out_bar`: what it does to x and y.

    Written by ad_transform from tests/programs/branches.py:82, for x: float, y: float.
    """
    # Forward sweep
    gt_83 = x > y
    if gt_83:
        choice_83 = x * y
    else:
        choice_83 = x / y
    gt_84 = choice_83 > 1
    if gt_84:
        choice_84 = 1.0
    else:
        gt_84_2 = choice_83 > 0.1
        if gt_84_2:
            choice_84 = y
        else:
            choice_84 = x

    # Reverse sweep
    # 84: return z * (1.0 if z > 1 else y if z > 0.1 else x)
    choice_83_bar = out_bar * choice_84
    choice_84_bar = out_bar * choice_83
    if gt_84:
        y_bar = 0.0
        x_bar = 0.0
    elif gt_84_2:
        y_bar = choice_84_bar
        x_bar = 0.0
    else:
        y_bar = 0.0
        x_bar = choice_84_bar
    # 83: z = x * y if x > y else x / y
    if gt_83:
        x_bar += choice_83_bar * y
        y_bar += choice_83_bar * x
    else:
        x_bar += choice_83_bar / y
        y_bar -= choice_83_bar * (choice_83 / y)
    return x_bar, y_bar
