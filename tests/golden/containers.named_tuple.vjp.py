def named_tuple_vjp(x, y, out_bar):
    """Adjoints of `named_tuple` for the seed `out_bar`: what it does to x and y.

    Written by ad_transform from tests/programs/containers.py:175, for x: float, y: float.
    """
    product_176_bar = 2 * (out_bar * y)
    y_bar = 2 * (out_bar * (x * y))
    return product_176_bar * y, y_bar + product_176_bar * x
