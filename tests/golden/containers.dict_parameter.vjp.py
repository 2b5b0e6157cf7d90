import numpy as np


def dict_parameter_vjp(params, x, out_bar):
    """Adjoints of `dict_parameter` for the seed `out_bar`: what it does to params and x.

    Written by ad_transform from tests/programs/containers.py:137, for params: dict with w and b, x: float64
    vector.
    """
    params_w = params["w"]
    params_b = params["b"]
    tanh_138 = np.tanh(params_w @ x + params_b)
    params_b_bar = out_bar * tanh_138
    sum_138_bar = out_bar * params_b * (1 - tanh_138**2)
    return {"w": sum_138_bar * x, "b": params_b_bar + sum_138_bar}, params_w * sum_138_bar
