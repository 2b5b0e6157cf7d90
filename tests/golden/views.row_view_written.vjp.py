def row_view_written_vjp(a, out_bar):
    """Adjoints of `row_view_written` for the seed `out_bar`: what it does to a.

    Written by ad_transform from tests/programs/views.py:45, for a: float64 matrix.
    """
    # Forward sweep
    b = a * 2.0
    row = b[1].copy()
    item_48 = b[0].copy()
    b[1][:] = row * item_48
    b[1] += 1.0

    # Reverse sweep
    # 50: return b * a
    b_bar = out_bar * a
    a_bar = out_bar * b
    # 48: row[:] = row * b[0]
    product_48_bar = b_bar[1][:].copy()
    b_bar[1][:] = 0.0
    row_bar = product_48_bar * item_48
    b_bar[0] += product_48_bar * row
    b_bar[1] += row_bar
    return (a_bar + b_bar * 2.0,)
