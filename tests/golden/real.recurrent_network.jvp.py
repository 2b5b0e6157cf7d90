import numpy as np


def recurrent_network_jvp(w, u, b, inputs, *, w_dot, u_dot, b_dot, inputs_dot):
    """Value of `recurrent_network` and its derivative along tangents of w, u, b and inputs.

    Written by ad_transform from tests/programs/real.py:48, for w: float64 matrix (square), u: float64 matrix
    (axis 0 as long as axis 0 of w), b: float64 vector (as long as axis 0 of w), inputs: float64 matrix (axis
    1 as long as axis 1 of u).
    """
    h = np.zeros(3)
    loss = 0.0
    h_dot = np.zeros_like(h)
    loss_dot = 0.0
    for t in range(inputs.shape[0]):
        item_52 = inputs[t]
        sum_52_dot = w_dot @ h + w @ h_dot + (u_dot @ item_52 + u @ inputs_dot[t])
        h = np.tanh(w @ h + u @ item_52 + b)
        h_dot = (sum_52_dot + b_dot) * (1 - h**2)
        product_53 = h_dot * h
        loss = loss + np.sum(h * h)
        loss_dot = loss_dot + np.sum(product_53 + product_53)
    return loss, loss_dot
