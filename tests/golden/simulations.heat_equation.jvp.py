import numpy as np


def heat_equation_jvp(u, alpha, *, u_dot, alpha_dot):
    """Value of `heat_equation` and its derivative along tangents of u and alpha.

    Written by ad_transform from tests/programs/simulations.py:64, for u: float64 vector, alpha: float.
    """
    u = np.copy(u)
    u_dot = np.copy(u_dot)
    for _ in range(4):
        difference_67_dot = u_dot[2:] - u_dot[1:-1] * 2
        item_67 = u[:-2]
        sum_67 = u[2:] - 2 * u[1:-1] + item_67
        product_67 = (difference_67_dot + u_dot[:-2]) * alpha
        u[1:-1] += alpha * sum_67
        u_dot[1:-1] += alpha_dot * sum_67 + product_67
        u[0] = u[1]
        u_dot[0] = u_dot[1]
        u[-1] = u[-2]
        u_dot[-1] = u_dot[-2]
    return u, u_dot
