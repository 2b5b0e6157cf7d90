import math


def append_in_loop_jvp(x, n, *, x_dot):
    """Value of `append_in_loop` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/lists.py:18, for x: float, n: int.
    """
    items_19 = [x]
    items_19_dot = [x_dot]
    for i in range(n):
        item_21 = items_19[-1]
        sin_21 = math.sin(item_21)
        product_21_dot = items_19_dot[-1] * math.cos(item_21) * x + x_dot * sin_21
        items_19.append(sin_21 * x + i)
        items_19_dot.append(product_21_dot)
    item_22 = items_19[-1]
    item_22_2 = items_19[2]
    return item_22 * item_22_2, items_19_dot[-1] * item_22_2 + items_19_dot[2] * item_22
