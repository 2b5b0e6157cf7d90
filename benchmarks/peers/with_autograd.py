"""Problems as autograd wants them: whole NumPy arrays."""

import autograd.numpy as np
from autograd import grad


def lse(x):
    top = np.max(x)
    return top + np.log(np.sum(np.exp(x - top)))


def llsq(x, n):
    t = -1.0 + 2.0 * np.arange(n) / (n - 1)
    return 0.5 * np.sum((np.sign(t) - np.dot(t[:, None] ** np.arange(len(x)), x)) ** 2)


def call(function, first, *rest):
    first = np.array(first, float)
    return lambda: function(first, *rest)


FUNCTIONS = {
    ("lse", "primal"): lambda g: call(lse, g["x"]),
    ("lse", "gradient"): lambda g: call(grad(lse), g["x"]),
    ("llsq", "primal"): lambda g: call(llsq, g["x"], g["n"]),
    ("llsq", "gradient"): lambda g: call(grad(llsq), g["x"], g["n"]),
}
