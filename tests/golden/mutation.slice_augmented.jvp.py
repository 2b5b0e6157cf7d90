def slice_augmented_jvp(x, *, x_dot):
    """Value of `slice_augmented` and its derivative along tangents of x.

    Written by ad_transform from tests/programs/mutation.py:90, for x: float64 vector.
    """
    a = x * 2.0
    a_dot = x_dot * 2.0
    a[1:4] += x[:3]
    a_dot[1:4] += x_dot[:3]
    item_93 = a[::2]
    item_93_2 = x[1::2]
    product_93 = x_dot[1::2] * item_93
    product_93_dot = a_dot[::2] * item_93_2 + product_93
    a[::2] = item_93 * item_93_2
    a_dot[::2] = product_93_dot
    a[-2:] -= a[:2]
    a_dot[-2:] -= a_dot[:2]
    a[2:4] = a[2:4] / 3.0
    a_dot[2:4] = a_dot[2:4] * 0.3333333333333333
    product_96 = a_dot * a
    return a * a, product_96 + product_96
