"""Straight-line code: scalars, `math`, NumPy, broadcasting, shapes and reading of elements."""

import math

import numpy as np

from tests.programs.case import definite, draw, positive, program


@program(args=lambda: (0.7,))
def identity(x):
    return x


@program(args=lambda: (0.7, 1.3))
def unused(x, y):
    waste = y * y
    waste += 1.0
    return x * 2.0


@program(args=lambda: (0.7,))
def constant_times(x):
    return 3 * x - x / 4 + 2


@program(args=lambda: (0.7, 1.3))
def arithmetic(x, y):
    return x * y + x / y - (x - y) ** 2 - -x


@program(args=lambda: (1.7, 0.6))
def powers(x, y):
    return x**2 + x**y + 2**y + x**-1.5 + x**0


@program(args=lambda: (0.7, 1.3))
def overwritten_names(x, y):
    x = x * y
    y = x + y
    x = x * y
    y = np.sin(x) * y
    return x + y


@program(args=lambda: (0.7, 1.3))
def swapped(x, y):
    x, y = y, x
    x, y = x * y, x + y
    return x / y


@program(args=lambda: (0.7,))
def chained_assignment(x):
    a = b = x * x
    a += 1.0
    return a * b


@program(args=lambda: (0.7, 0.4))
def augmented(x, y):
    x += y
    x *= x
    y -= x
    y /= 3.0
    x **= 2
    return x * y


@program(args=lambda: (0.7,))
def walrus(x):
    return (y := x * x) * np.exp(y) + y


@program(args=lambda: (0.7, 1.9))
def elementary(x, y):
    return math.sin(x) * math.exp(-y) + math.log(y) * math.sqrt(x) + math.atan2(x, y) + math.hypot(x, y)


@program(args=lambda: (0.3, 1.9))
def more_elementary(x, y):
    a = math.tanh(x) + math.asin(x) + math.acos(x) + math.atan(x) + math.sinh(x) + math.cosh(x)
    b = math.erf(x) + math.lgamma(y) + math.log1p(x) + math.expm1(x) + math.log2(y) + math.log10(y)
    return a * b + math.pow(y, x) + math.fabs(-y) + math.degrees(x) * 1e-2 + math.cbrt(y)


@program(args=lambda: (0.7,))
def constants_of_libraries(x):
    return math.pi * x + np.e * x**2 + math.tau


@program(args=lambda: (np.float64(0.7), np.float64(1.9)))
def numpy_scalars(x, y):
    return np.sin(x) * np.log(y) + np.arctan2(x, y) + np.logaddexp(x, y) + np.power(y, x)


@program(args=lambda: (draw(5),))
def sum_of_squares(x):
    return np.sum(x**2)


@program(args=lambda: (draw(4), draw(4, seed=1)))
def inner_product(x, y):
    return np.dot(x, y) * (x @ x)


@program(args=lambda: (draw(5),))
def elementwise(x):
    y = np.sin(x) * np.exp(-x) + np.tanh(x) / (1.0 + x * x)
    return np.arctan(y) + np.sqrt(1.0 + y * y)


@program(args=lambda: (draw(3, 4), draw(4, seed=1)))
def broadcast_row(a, row):
    return np.sum(np.tanh(a + row) * row)


@program(args=lambda: (draw(3, 1), draw(4, seed=1)))
def broadcast_outer(column, row):
    return np.sum(np.sin(column * row) / (2.0 + column + row))


@program(args=lambda: (0.7, draw(3, 2)))
def broadcast_scalar(s, a):
    return a * s + s - a / (s + 2.0)


@program(args=lambda: (draw(1), draw(3, seed=1)), note="a length that is one at run time")
def broadcast_length_one(x, y):
    return np.sum(x * y + np.exp(x))


@program(args=lambda: (draw(2, 1, 3), draw(4, 1, seed=1)))
def broadcast_ranks(a, b):
    return np.mean(a * b - b) + np.max(np.sum(a * b, axis=0))


@program(args=lambda: (draw(3, 4),))
def reductions(a):
    rows = np.sum(a, axis=1)
    columns = np.mean(a, axis=0, keepdims=True)
    spread = a - columns
    return np.prod(rows) + np.var(a) + np.max(a) + np.linalg.norm(spread) + np.std(spread, axis=1).sum()


@program(args=lambda: (draw(2, 3, 4),))
def reductions_over_axes(a):
    return np.sum(a * a, axis=(0, 2)) * np.mean(a, axis=(-1, 0)) + a.min(axis=2).max(axis=0)


@program(args=lambda: (draw(4, 3),))
def methods(a):
    centred = a - a.mean(axis=0)
    covariance = centred.T.dot(centred) / a.shape[0]
    return covariance.trace() + covariance.sum(axis=0).prod() + a.ravel().cumsum().max()


@program(args=lambda: (draw(6),))
def shapes(x):
    a = x.reshape(2, 3)
    b = np.concatenate([a, a.T.reshape(2, 3) * 2.0], axis=0)
    c = np.stack([b[:2], b[2:]])
    return np.sum(np.swapaxes(c, 0, 2) ** 2) + np.sum(np.squeeze(a[None])[0]) * x.size


@program(args=lambda: (draw(3, 4), draw(4, 2, seed=1), draw(2, seed=2)))
def matrix_products(a, b, v):
    return np.tanh(a @ b @ v) + np.matmul(a, b)[:, 0]


@program(args=lambda: (draw(3, 4), draw(4, 3, seed=1)))
def einsums(a, b):
    return np.einsum("ij,ji->", a, b) + np.sum(np.einsum("ij,jk->ik", a, b) ** 2)


@program(args=lambda: (definite(3), draw(3)))
def linear_algebra(a, b):
    x = np.linalg.solve(a, b)
    sign, logarithm = np.linalg.slogdet(a)
    return b @ x + logarithm + np.trace(np.linalg.inv(a)) + sign * np.linalg.det(a)


@program(args=lambda: (draw(5),))
def elements_read(x):
    return x[0] * x[-1] + x[2] ** 2 - np.sin(x[1])


@program(args=lambda: (draw(4, 5),))
def slices_read(a):
    inner = a[1:-1, 1:-1]
    return inner * a[:-2, 1:-1] - a[2:, 1:-1] + a[1:-1, ::-2][:, :1]


@program(args=lambda: (draw(4, 5),))
def indices_read(a):
    picked = a[[0, 2, 2], [1, 1, 3]]
    rows = a[np.array([3, 0, 3])]
    return np.sum(picked**2) + np.sum(np.sin(rows)) + np.sum(a[..., -1] * a[:, None, 2][:, 0])


@program(args=lambda: (draw(6),))
def mask_read(x):
    big = x[x > 0.1]
    return np.sum(big**2) + np.sum(x[~(x > 0.1)])


@program(args=lambda: (draw(5), draw(5, seed=1)))
def where(x, y):
    return np.sum(np.where(x > y, x * y, x - y)) + np.sum(np.maximum(x, y) * np.minimum(x, 0.3))


@program(args=lambda: (draw(6),))
def clipped(x):
    return np.sum(np.clip(x, -0.4, 0.6) ** 2) + np.sum(np.abs(x)) + np.sum(np.sign(x) * x)


@program(args=lambda: (draw(5),))
def differences_and_cumulative_sums(x):
    return np.cumsum(np.diff(x) ** 2) * np.sum(x) + np.flip(np.roll(x, 2))[:4]


@program(args=lambda: (draw(5),))
def sorted_values(x):
    return np.sort(x) @ np.arange(5.0) + np.median(x)


@program(args=lambda: (draw(4), draw(3, seed=1)))
def outer_and_grids(x, y):
    xx, yy = np.meshgrid(x, y)
    return np.sum(np.outer(x, y) ** 2) + np.sum(np.sin(xx * yy))


@program(args=lambda: (draw(3), draw(3, seed=1)))
def several_results(x, y):
    return x * y, np.sum(x), float(y[0]) * 2.0


@program(args=lambda: (positive(3),))
def built_arrays(x):
    a = np.array([[x[0], x[1] * 2.0], [1.0, x[2] ** 2]])
    return (
        np.sum(a @ a) + np.sum(np.full(3, x[0]) * x) + np.sum(np.diag(x)) + np.linspace(x[0], x[1], 4).prod()
    )


@program(args=lambda: (0.7,))
def used_many_times(x):
    y = x * x
    z = y * y + y
    return z * y + z / y + np.sin(z) * x + z**y


@program(args=lambda: (0.7, draw(3)))
def ternary_of_constants(x, a, *, double=True):
    scale = 2.0 if double else 1.0
    return scale * x * a


@program(args=lambda: (draw(3), draw(3, 3, seed=1)))
def quadratic_form(x, a):
    return 0.5 * x @ a @ x - np.log(1.0 + np.exp(a @ x)).sum()


@program(args=lambda: (0.4,))
def long_chain(x):
    a = np.sin(x)
    b = np.exp(a)
    c = a * b
    d = c / (1.0 + b)
    e = np.sqrt(d * d + a)
    f = e - d * c
    return np.log(2.0 + f * e) * a


@program(args=lambda: (0.7,), note="a docstring, comments, annotations and a bare expression")
def annotated(x: float) -> float:
    """Square and shift."""
    y: float = x * x  # the square
    "a string that does nothing"
    z: float
    z = y + 1.0
    pass
    return z


@program(args=lambda: (0.7, 0.2), note="names that a careless writer of derivatives would take for its own")
def names_with_bars(x, x_bar):
    y_bar = x * x_bar
    x_dot = y_bar + x
    tape = x_dot * y_bar
    out_bar = np.sin(tape)
    return out_bar * x_dot + x_bar


@program(args=lambda: (0.7, 0.2), note="names of builtins and modules, shadowed")
def names_of_builtins(sum, list):
    np_ = sum * list
    range = np_ + sum
    return range * list


@program(args=lambda: (0.7,), note="names outside ASCII")
def greek(θ):
    Δ = θ * θ
    return Δ * math.sin(θ)


@program(args=lambda: (draw(5),))
def products_with_truth(x):
    return np.sum(x * (x > 0)) + np.sum((x < 0.2) * x**2)


@program(args=lambda: (draw(4),))
def builtins_of_arrays(x):
    return sum(x) * max(x) + min(x) * len(x) + sorted(x)[1] + abs(x)[0]


@program(args=lambda: (0.7, 1.3))
def arrays_from_lists(x, y):
    return np.sum([x, y]) * np.max([x * y, 0.1]) + np.array([x, y]) @ np.mean([[x, y], [y, 2.0]], axis=0)


@program(args=lambda: (draw(3),))
def items_of_arrays(x):
    return x.item(0) * float(x[1]) + x.flat[2] * x[0].item()
