import numpy as np


def dict_parameter_vjp(params, x, out_bar):
    """Adjoints of `dict_parameter` for the seed `out_bar`: what it does to params and x.

    Written by ad_transform from tests/programs/containers.py:136, for params: dict with w and b, x: float64 vector.
    """
    params_w = params["w"]
    params_b = params["b"]
    tanh_137 = np.tanh(params_w @ x + params_b)
    params_b_bar = out_bar * tanh_137
    sum_137_bar = out_bar * params_b * (1 - tanh_137**2)
    return {"w": sum_137_bar * x, "b": params_b_bar + sum_137_bar}, params_w * sum_137_bar
