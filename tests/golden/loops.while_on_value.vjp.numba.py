def while_on_value_vjp(x, out_bar):
    """Adjoints of `while_on_value` for the seed `out_bar`: what it does to x.

    Written by ad_transform from tests/programs/loops.py:218, for x: float.
    """
    # Forward sweep
    tape_220 = []
    y = x
    count_220 = 0
    while y < 10.0:
        count_220 += 1
        tape_220.append(y)
        y = y * y + x + 0.5

    # Reverse sweep
    # 220: while y < 10.0:
    y_bar = out_bar
    x_bar = 0.0
    for index_220 in range(count_220 - 1, -1, -1):
        y = tape_220.pop()
        # 221: y = y * y + x + 0.5
        x_bar += y_bar
        y_bar = 2 * (y_bar * y)
    return (x_bar + y_bar,)
