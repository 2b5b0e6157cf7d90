import numpy as np


def names_with_bars_vjp(x, x_bar, out_bar):
    """Adjoints of `names_with_bars` for the seed `out_bar`: what it does to x and x_bar.

    Written by ad_transform from tests/programs/straight.py:287, for x: float, x_bar: float.
    """
    # Forward sweep
    y_bar = x * x_bar
    x_dot = y_bar + x
    tape = x_dot * y_bar
    out_bar_291 = np.sin(tape)

    # Reverse sweep
    # 292: return out_bar * x_dot + x_bar
    out_bar_bar = out_bar * x_dot
    x_dot_bar = out_bar * out_bar_291
    # 291: out_bar = np.sin(tape)
    tape_bar = out_bar_bar * np.cos(tape)
    # 290: tape = x_dot * y_bar
    y_bar_bar = tape_bar * x_dot
    x_dot_bar += tape_bar * y_bar
    # 289: x_dot = y_bar + x
    y_bar_bar += x_dot_bar
    return x_dot_bar + y_bar_bar * x_bar, out_bar + y_bar_bar * x
