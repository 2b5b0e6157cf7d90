def row_view_written_jvp(a, *, a_dot):
    """Value of `row_view_written` and its derivative along tangents of a.

    Written by ad_transform from tests/programs/views.py:45, for a: float64 matrix.
    """
    b = a * 2.0
    b_dot = a_dot * 2.0
    row = b[1]
    row_dot = b_dot[1]
    item_48 = b[0]
    product_48_dot = row_dot * item_48 + b_dot[0] * row
    b[1][:] = row * item_48
    b_dot[1][:] = product_48_dot
    b[1] += 1.0
    b_dot[1] += 0.0
    return b * a, b_dot * a + a_dot * b
