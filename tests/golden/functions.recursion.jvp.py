def recursion_jvp(x, n, *, x_dot):
    """Value of `recursion` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/functions.py:221, for x: float, n: int.
    """
    if n == 0:
        value = 1.0
        value_dot = 0.0
    else:
        pair_224 = recursion_jvp(x, n - 1, x_dot=x_dot)
        recursion_224 = pair_224[0]
        value = x * recursion_224 + 0.1
        value_dot = x_dot * recursion_224 + pair_224[1] * x
    return value, value_dot
