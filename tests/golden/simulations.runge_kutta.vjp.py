import numpy as np
from ad_transform.runtime import unbroadcast


def runge_kutta_vjp(y, damping, h, out_bar):
    """Adjoints of `runge_kutta` for the seed `out_bar`: what it does to y, damping and h.

    Written by ad_transform from tests/programs/simulations.py:32, for y: float64 vector, damping: float, h:
    float.
    """
    # Forward sweep
    tape_37 = []
    t = 0.0
    for _ in range(4):
        item_38 = y[1]
        k1 = np.array([item_38, -np.sin(y[0]) - damping * item_38 + np.cos(t)])
        quotient_38 = h / 2
        sum_38 = y + quotient_38 * k1
        item_38 = sum_38[1]
        item_38_2 = sum_38[0]
        cos_38 = np.cos(t + quotient_38)
        k2 = np.array([item_38, -np.sin(item_38_2) - damping * item_38 + cos_38])
        sum_38 = y + quotient_38 * k2
        item_38_3 = sum_38[1]
        item_38_4 = sum_38[0]
        k3 = np.array([item_38_3, -np.sin(item_38_4) - damping * item_38_3 + cos_38])
        sum_38 = t + h
        sum_38_2 = y + h * k3
        item_38_5 = sum_38_2[1]
        item_38_6 = sum_38_2[0]
        k4 = np.array([item_38_5, -np.sin(item_38_6) - damping * item_38_5 + np.cos(sum_38)])
        sum_38_2 = k1 + 2 * k2 + 2 * k3 + k4
        tape_37.append((
            y, t, sum_38_2, item_38_5, item_38_6, k3, item_38_3, item_38_4, k2, item_38, item_38_2, k1
        ))
        y = y + h / 6 * sum_38_2
        t = sum_38

    # Reverse sweep
    # 37: for _ in range(4):
    y_bar = out_bar
    t_bar = 0.0
    damping_bar = 0.0
    h_bar = 0.0
    for _ in reversed(range(4)):
        (
            y, t, sum_38, item_38, item_38_2, k3, item_38_3, item_38_4, k2, item_38_5, item_38_6, k1
        ) = tape_37.pop()
        quotient_38 = h / 2
        sum_38_2 = t + quotient_38
        # 39: t += h
        h_bar += t_bar
        # 38: y = rk4(field, y, t, h)
        y_bar_38 = np.full((2,), y_bar)
        sum_38_bar = y_bar * (h / 6)
        product_38 = sum_38_bar * 2
        product_38_2 = np.sum(y_bar * sum_38) * 0.16666666666666666
        sum_38_bar_2 = np.full((2,), sum_38_bar)
        sum_38_bar_3 = sum_38_bar_2[1]
        product_38_bar = -sum_38_bar_3
        product_38_3 = sum_38_bar_3 * item_38
        sum_38_bar_3 = np.zeros(2)
        sum_38_bar_3[1] += product_38_bar * damping
        sum_38_bar_3[0] += product_38_bar * np.cos(item_38_2)
        sum_38_bar_3[1] += sum_38_bar_2[0]
        sum_38_bar_2 = sum_38_bar_3
        unbroadcast_38 = unbroadcast(sum_38_bar_2, y)
        sum_38 = np.sum(sum_38_bar_2 * k3)
        product_38_4 = sum_38_bar_2 * h
        sum_38_bar_2 = product_38_bar * np.sin(t + h)
        k3_bar = product_38 + product_38_4
        sum_38_bar_3 = k3_bar[1]
        sin_38 = np.sin(sum_38_2)
        product_38_bar = -sum_38_bar_3
        product_38_4 = sum_38_bar_3 * item_38_3
        sum_38_bar_3 = np.zeros(2)
        sum_38_bar_3[1] += product_38_bar * damping
        sum_38_bar_3[0] += product_38_bar * np.cos(item_38_4)
        sum_38_bar_3[1] += k3_bar[0]
        unbroadcast_38_2 = unbroadcast(sum_38_bar_3, y)
        product_38_5 = sum_38_bar_3 * quotient_38
        product_38_6 = np.sum(sum_38_bar_3 * k2) * 0.5
        sum_38_bar_3 = product_38_bar * sin_38
        product_38_7 = sum_38_bar_3 * 0.5
        k2_bar = product_38 + product_38_5
        sum_38_bar_4 = k2_bar[1]
        product_38_bar = -sum_38_bar_4
        product_38 = sum_38_bar_4 * item_38_5
        sum_38_bar_4 = np.zeros(2)
        sum_38_bar_4[1] += product_38_bar * damping
        sum_38_bar_4[0] += product_38_bar * np.cos(item_38_6)
        sum_38_bar_4[1] += k2_bar[0]
        unbroadcast_38_3 = unbroadcast(sum_38_bar_4, y)
        product_38_5 = sum_38_bar_4 * quotient_38
        product_38_8 = np.sum(sum_38_bar_4 * k1) * 0.5
        sum_38_bar_4 = product_38_bar * sin_38
        product_38_9 = sum_38_bar_4 * 0.5
        k1_bar = sum_38_bar + product_38_5
        sum_38_bar = k1_bar[1]
        neg_38 = -sum_38_bar
        y_bar = unbroadcast(y_bar_38, y) + unbroadcast_38
        y_bar += unbroadcast_38_2
        y_bar += unbroadcast_38_3
        y_bar[1] += neg_38 * damping
        y_bar[0] += neg_38 * np.cos(y[0])
        y_bar[1] += k1_bar[0]
        h_bar += product_38_2
        h_bar += sum_38
        h_bar += sum_38_bar_2
        h_bar += product_38_6
        h_bar += product_38_7
        h_bar += product_38_8
        h_bar += product_38_9
        damping_bar -= product_38_3
        damping_bar -= product_38_4
        damping_bar -= product_38
        damping_bar -= sum_38_bar * y[1]
        t_bar += sum_38_bar_2
        t_bar += sum_38_bar_3
        t_bar += sum_38_bar_4
        t_bar -= sum_38_bar * np.sin(t)
    return y_bar.copy(), damping_bar, h_bar
