import numpy as np


def dict_parameter_jvp(params, x, *, params_dot, x_dot):
    """Value of `dict_parameter` and its derivative along tangents of params and x.

    Written by ad_transform from tests/programs/containers.py:137, for params: dict with w and b, x: float64
    vector.
    """
    params_dot_w = params_dot["w"]
    params_dot_b = params_dot["b"]
    params_w = params["w"]
    params_b = params["b"]
    tanh_138 = np.tanh(params_w @ x + params_b)
    tanh_138_dot = (params_dot_w @ x + params_w @ x_dot + params_dot_b) * (1 - tanh_138**2)
    return tanh_138 * params_b, tanh_138_dot * params_b + params_dot_b * tanh_138
