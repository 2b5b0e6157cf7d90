import numpy as np
from ad_transform.runtime import copies_of


def list_comprehension_vjp(x, out_bar):
    """Adjoints of `list_comprehension` for the seed `out_bar`: what it does to x.

    Written by ad_transform from tests/programs/lists.py:190, for x: float64 vector.
    """
    # Forward sweep
    tape_191 = []
    len_191 = len(x)
    items_191 = []
    for index_191 in range(len_191):
        v = x[index_191]
        tape_191.append(v)
        items_191.append(v * v)
    item_192 = items_191[-1]

    # Reverse sweep
    # 192: return squares[0] * squares[-1] + sum(squares)
    items_191_bar = copies_of(out_bar, items_191)
    items_191_bar[-1] += out_bar * items_191[0]
    items_191_bar[0] += out_bar * item_192
    # 191: squares = [v * v for v in x]
    x_bar = np.zeros_like(x)
    for index_191 in reversed(range(len_191)):
        v = tape_191.pop()
        # 191: squares = [v * v for v in x]
        product_191_bar = items_191_bar[-1]
        del items_191_bar[-1]
        v_bar = 2 * (product_191_bar * v)
        x_bar[index_191] += v_bar
    return (x_bar,)
