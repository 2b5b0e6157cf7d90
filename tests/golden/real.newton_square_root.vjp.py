def newton_square_root_vjp(a, out_bar):
    """Adjoints of `newton_square_root` for the seed `out_bar`: what it does to a.

    Written by ad_transform from tests/programs/real.py:353, for a: float.
    """
    # Forward sweep
    tape_355 = []
    x = a
    count_355 = 0
    while abs(x * x - a) > 1e-10:
        count_355 += 1
        tape_355.append(x)
        x = 0.5 * (x + a / x)

    # Reverse sweep
    # 355: while abs(x * x - a) > 1e-10:
    x_bar = out_bar
    a_bar = 0.0
    for index_355 in reversed(range(count_355)):
        x = tape_355.pop()
        # 356: x = 0.5 * (x + a / x)
        sum_356_bar = x_bar * 0.5
        x_bar = sum_356_bar - sum_356_bar * (a / x / x)
        a_bar += sum_356_bar / x
    return (a_bar + x_bar,)
