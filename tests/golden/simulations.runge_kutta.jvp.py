import numpy as np


def runge_kutta_jvp(y, damping, h, *, y_dot, damping_dot, h_dot):
    """Value of `runge_kutta` and its derivative along tangents of y, damping and h.

    Written by ad_transform from tests/programs/simulations.py:32, for y: float64 vector, damping: float, h:
    float.
    """
    t = 0.0
    t_dot = 0.0
    for _ in range(4):
        item_38 = y[1]
        item_38_dot = y_dot[1]
        item_38_2 = y[0]
        product_38_dot = damping_dot * item_38 + item_38_dot * damping
        sum_38_dot = -y_dot[0] * np.cos(item_38_2) - product_38_dot - t_dot * np.sin(t)
        k1 = np.array([item_38, -np.sin(item_38_2) - damping * item_38 + np.cos(t)])
        array_38_dot = np.array([item_38_dot, sum_38_dot])
        quotient_38 = h / 2
        quotient_38_dot = h_dot * 0.5
        sum_38 = t + quotient_38
        sum_38_2 = y + quotient_38 * k1
        sum_38_dot = y_dot + (quotient_38_dot * k1 + array_38_dot * quotient_38)
        item_38 = sum_38_2[1]
        item_38_dot = sum_38_dot[1]
        item_38_2 = sum_38_2[0]
        product_38_dot = damping_dot * item_38 + item_38_dot * damping
        cos_38 = np.cos(sum_38)
        cos_38_dot = (t_dot + quotient_38_dot) * np.sin(sum_38)
        sum_38_dot = -sum_38_dot[0] * np.cos(item_38_2) - product_38_dot - cos_38_dot
        k2 = np.array([item_38, -np.sin(item_38_2) - damping * item_38 + cos_38])
        array_38_dot_2 = np.array([item_38_dot, sum_38_dot])
        sum_38 = y + quotient_38 * k2
        sum_38_dot = y_dot + (quotient_38_dot * k2 + array_38_dot_2 * quotient_38)
        item_38 = sum_38[1]
        item_38_dot = sum_38_dot[1]
        item_38_2 = sum_38[0]
        product_38_dot = damping_dot * item_38 + item_38_dot * damping
        sum_38_dot = -sum_38_dot[0] * np.cos(item_38_2) - product_38_dot - cos_38_dot
        k3 = np.array([item_38, -np.sin(item_38_2) - damping * item_38 + cos_38])
        array_38_dot_3 = np.array([item_38_dot, sum_38_dot])
        t = t + h
        t_dot = t_dot + h_dot
        sum_38 = y + h * k3
        sum_38_dot = y_dot + (h_dot * k3 + array_38_dot_3 * h)
        item_38 = sum_38[1]
        item_38_dot = sum_38_dot[1]
        item_38_2 = sum_38[0]
        product_38_dot = damping_dot * item_38 + item_38_dot * damping
        cos_38_dot = t_dot * np.sin(t)
        sum_38_dot = -sum_38_dot[0] * np.cos(item_38_2) - product_38_dot - cos_38_dot
        k4 = np.array([item_38, -np.sin(item_38_2) - damping * item_38 + np.cos(t)])
        array_38_dot_4 = np.array([item_38_dot, sum_38_dot])
        quotient_38 = h / 6
        sum_38 = k1 + 2 * k2 + 2 * k3 + k4
        sum_38_dot = array_38_dot + array_38_dot_2 * 2 + array_38_dot_3 * 2 + array_38_dot_4
        product_38_dot = h_dot * 0.16666666666666666 * sum_38 + sum_38_dot * quotient_38
        y = y + quotient_38 * sum_38
        y_dot = y_dot + product_38_dot
    return y.copy(), y_dot.copy()
