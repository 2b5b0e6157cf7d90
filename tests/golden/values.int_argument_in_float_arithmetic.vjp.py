def int_argument_in_float_arithmetic_vjp(k, x, out_bar):
    """Adjoints of `int_argument_in_float_arithmetic` for the seed `out_bar`: what it does to x.

    Written by ad_transform from tests/programs/values.py:31, for k: int, x: float.
    """
    y = k * x
    k_34 = k + x
    y_bar = out_bar * k_34
    k_bar = out_bar * y
    return (k_bar + y_bar * k,)
