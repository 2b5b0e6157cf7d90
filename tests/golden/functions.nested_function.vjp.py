def nested_function_vjp(x, y, out_bar):
    """Adjoints of `nested_function` for the seed `out_bar`: what it does to x and y.

    Written by ad_transform from tests/programs/functions.py:155, for x: float, y: float.
    """
    sum_159_bar = out_bar * (x * x + y)
    product_159 = sum_159_bar * x
    x_bar = sum_159_bar * y
    sum_159_bar_2 = out_bar * (y * x + y)
    y_bar = sum_159_bar + product_159
    return x_bar + 2 * (sum_159_bar_2 * x), y_bar + sum_159_bar_2
