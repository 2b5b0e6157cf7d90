def slices_read_jvp(a, *, a_dot):
    """Value of `slices_read` and its derivative along tangents of a.

    Written by ad_transform from tests/programs/straight.py:189, for a: float64 matrix.
    """
    inner = a[1:-1, 1:-1]
    inner_dot = a_dot[1:-1, 1:-1]
    item_191 = a[:-2, 1:-1]
    product_191 = inner * item_191
    product_191_2 = a_dot[:-2, 1:-1] * inner
    product_191_dot = inner_dot * item_191 + product_191_2
    difference_191_dot = product_191_dot - a_dot[2:, 1:-1]
    item_191 = a[1:-1, ::-2]
    item_191_dot = a_dot[1:-1, ::-2]
    item_191 = item_191[:, :1]
    item_191_dot = item_191_dot[:, :1]
    sum_191_dot = difference_191_dot + item_191_dot
    return product_191 - a[2:, 1:-1] + item_191, sum_191_dot
