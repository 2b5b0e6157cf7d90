def nested_ranges_jvp(a, *, a_dot):
    """Value of `nested_ranges` and its derivative along tangents of a.

    Written by ad_transform from tests/programs/loops.py:58, for a: float64 matrix.
    """
    shape_60 = a.shape
    total = 0.0
    total_dot = 0.0
    for i in range(shape_60[0]):
        row = 0.0
        row_dot = 0.0
        for j in range(shape_60[1]):
            item_63 = a[i, j]
            mod_63 = (j + 1) % 4
            item_63_2 = a[i, mod_63]
            product_63 = a_dot[i, mod_63] * item_63
            row = row + item_63 * item_63_2
            row_dot = row_dot + (a_dot[i, j] * item_63_2 + product_63)
        product_64 = row_dot * row
        total = total + row * row
        total_dot = total_dot + (product_64 + product_64)
    return total, total_dot
