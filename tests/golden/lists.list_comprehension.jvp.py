from ad_transform.runtime import zeros_of


def list_comprehension_jvp(x, *, x_dot):
    """Value of `list_comprehension` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/lists.py:190, for x: float64 vector.
    """
    items_191 = []
    items_191_dot = zeros_of(items_191)
    for index_191 in range(len(x)):
        v = x[index_191]
        product_191 = x_dot[index_191] * v
        items_191.append(v * v)
        items_191_dot.append(product_191 + product_191)
    item_192 = items_191[0]
    item_192_2 = items_191[-1]
    product_192_dot = items_191_dot[0] * item_192_2 + items_191_dot[-1] * item_192
    return item_192 * item_192_2 + sum(items_191), product_192_dot + sum(items_191_dot)
