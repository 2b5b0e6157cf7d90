def for_range_jvp(x, n, *, x_dot):
    """Value of `for_range` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/loops.py:11, for x: float, n: int.
    """
    y = 1.0
    y_dot = 0.0
    for _ in range(n):
        y_dot = y_dot * x + x_dot * y
        y = y * x + 0.1
    return y, y_dot
