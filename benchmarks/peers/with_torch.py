"""Problems as PyTorch wants them: whole arrays, on one thread, in double precision."""

import numpy as np
import torch

torch.set_num_threads(1)


def lse(x):
    top = torch.max(x)
    return top + torch.log(torch.sum(torch.exp(x - top)))


def llsq(x, n):
    t = -1.0 + 2.0 * torch.arange(n, dtype=x.dtype) / (n - 1)
    return 0.5 * torch.sum((torch.sign(t) - t[:, None] ** torch.arange(len(x)) @ x) ** 2)


def kmeans(centroids, points):
    return torch.sum(torch.min(torch.sum((points[:, None] - centroids) ** 2, -1), 1).values)


def value(function, first, *rest):
    x = torch.tensor(np.array(first, float))
    rest = [torch.tensor(r) if isinstance(r, np.ndarray) else r for r in rest]
    return lambda: function(x, *rest)


def gradient(function, first, *rest):
    x = torch.tensor(np.array(first, float), requires_grad=True)
    rest = [torch.tensor(r) if isinstance(r, np.ndarray) else r for r in rest]
    return lambda: torch.autograd.grad(function(x, *rest), x)[0]


FUNCTIONS = {
    ("lse", "primal"): lambda g: value(lse, g["x"]),
    ("lse", "gradient"): lambda g: gradient(lse, g["x"]),
    ("llsq", "primal"): lambda g: value(llsq, g["x"], g["n"]),
    ("llsq", "gradient"): lambda g: gradient(llsq, g["x"], g["n"]),
    ("kmeans", "cost"): lambda g: value(kmeans, g["centroids"], np.array(g["points"])),
}
