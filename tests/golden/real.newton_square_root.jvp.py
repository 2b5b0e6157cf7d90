def newton_square_root_jvp(a, *, a_dot):
    """Value of `newton_square_root` and its derivative along tangents of a.

    Written by ad_transform from tests/programs/real.py:353, for a: float.
    """
    x = a
    x_dot = a_dot
    while abs(x * x - a) > 1e-10:
        quotient_356 = a / x
        sum_356_dot = x_dot + (a_dot / x - x_dot * (quotient_356 / x))
        x = 0.5 * (x + quotient_356)
        x_dot = sum_356_dot * 0.5
    return x, x_dot
