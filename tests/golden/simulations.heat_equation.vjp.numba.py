import numpy as np


def heat_equation_vjp(u, alpha, out_bar):
    """Adjoints of `heat_equation` for the seed `out_bar`: what it does to u and alpha.

    Written by ad_transform from tests/programs/simulations.py:64, for u: float64 vector, alpha: float.
    """
    # Forward sweep
    tape_66 = []
    u = np.copy(u)
    for _ in range(4):
        item_67 = u[:-2]
        sum_67 = u[2:] - 2 * u[1:-1] + item_67
        tape_66.append(sum_67)
        u[1:-1] += alpha * sum_67
        u[0] = u[1]
        u[-1] = u[-2]

    # Reverse sweep
    # 66: for _ in range(4):
    u_bar = out_bar.copy()
    alpha_bar = 0.0
    for _ in range(3, -1, -1):
        sum_67 = tape_66.pop()
        # 69: u[-1] = u[-2]
        item_69_bar = u_bar[-1]
        u_bar[-1] = 0.0
        u_bar[-2] += item_69_bar
        # 68: u[0] = u[1]
        item_68_bar = u_bar[0]
        u_bar[0] = 0.0
        u_bar[1] += item_68_bar
        # 67: u[1:-1] += alpha * (u[2:] - 2 * u[1:-1] + u[:-2])
        product_67_bar = u_bar[1:-1]
        sum_67_2 = np.sum(product_67_bar * sum_67)
        sum_67_bar = product_67_bar * alpha
        u_bar[:-2] += sum_67_bar.copy()
        u_bar[2:] += sum_67_bar.copy()
        u_bar[1:-1] -= sum_67_bar * 2
        alpha_bar += sum_67_2
    return u_bar, alpha_bar
