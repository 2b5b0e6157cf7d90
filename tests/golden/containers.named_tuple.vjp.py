def named_tuple_vjp(x, y, out_bar):
    """Adjoints of `named_tuple` for the seed `out_bar`: what it does to x and y.

    Written by ad_transform from tests/programs/containers.py:176, for x: float, y: float.
    """
    product_177_bar = 2 * (out_bar * y)
    y_bar = 2 * (out_bar * (x * y))
    return product_177_bar * y, y_bar + product_177_bar * x
