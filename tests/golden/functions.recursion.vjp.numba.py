def recursion_vjp(x, n, out_bar):
    """Adjoints of `recursion` for the seed `out_bar`: what it does to x.

    Written by ad_transform from tests/programs/functions.py:221, for x: float, n: int.
    """
    # Forward sweep
    eq_222 = n == 0
    if not eq_222:
        difference_224 = n - 1
        recursion_224 = recursion(x, difference_224)

    # Reverse sweep
    # 222: if n == 0:
    if eq_222:
        x_bar = 0.0
    else:
        # 224: return x * recursion(x, n - 1) + 0.1
        x_bar = out_bar * recursion_224
        x_bar += recursion_vjp(x, difference_224, out_bar=out_bar * x)[0]
    return (x_bar,)
