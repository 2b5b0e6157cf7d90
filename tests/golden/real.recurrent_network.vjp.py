import numpy as np


def recurrent_network_vjp(w, u, b, inputs, out_bar):
    """Adjoints of `recurrent_network` for the seed `out_bar`: what it does to w, u, b and inputs.

    Written by ad_transform from tests/programs/real.py:48, for w: float64 matrix (square), u: float64 matrix
    (axis 0 as long as axis 0 of w), b: float64 vector (as long as axis 0 of w), inputs: float64 matrix (axis
    1 as long as axis 1 of u).
    """
    # Forward sweep
    tape_51 = []
    h = np.zeros(3)
    item_51 = inputs.shape[0]
    for t in range(item_51):
        tape_51.append(h)
        h = np.tanh(w @ h + u @ inputs[t] + b)

    # Reverse sweep
    # 51: for t in range(inputs.shape[0]):
    h_bar = np.zeros_like(h)
    w_bar = np.zeros_like(w)
    inputs_bar = np.zeros_like(inputs)
    u_bar = np.zeros_like(u)
    b_bar = np.zeros_like(b)
    for t in reversed(range(item_51)):
        h_51 = tape_51.pop()
        # 53: loss += np.sum(h * h)
        h_bar += 2 * (out_bar * h)
        # 52: h = np.tanh(w @ h + u @ inputs[t] + b)
        sum_52_bar = h_bar * (1 - h**2)
        inputs_bar[t] += np.transpose(u) @ sum_52_bar
        h_bar = np.transpose(w) @ sum_52_bar
        b_bar += sum_52_bar
        u_bar += np.outer(sum_52_bar, inputs[t])
        w_bar += np.outer(sum_52_bar, h_51)
        h = h_51
    return w_bar, u_bar, b_bar, inputs_bar
