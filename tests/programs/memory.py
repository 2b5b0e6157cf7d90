"""Functions that give their argument, a view of it or a copy, as it comes: a write reaches what it reaches in NumPy."""

import numpy as np

from tests.programs.case import draw, program


@program(args=lambda: (draw(4),), level=3)
def astype_copies(x):
    y = x.astype(np.float64)
    y[0] = x[1] * 3.0
    z = np.astype(x, np.float64)
    z[1] = y[0] * x[2]
    return x * x + y * z


@program(args=lambda: (draw(4),), level=3, note="astype of the same dtype without a copy is the array")
def astype_without_copy(x):
    z = x * 2.0
    y = z.astype(np.float64, copy=False)
    z[0] = x[1] * 3.0
    return z * y * x


@program(args=lambda: (draw(4),), level=3)
def astype_without_copy_by_place(x):
    z = x * 2.0
    y = z.astype(np.float64, "K", "unsafe", True, False)
    y[0] = x[1] * 3.0
    return z * y * x


@program(args=lambda: (draw(4),), level=3)
def array_without_copy(x):
    y = np.array(x, copy=None)
    y[0] = x[1] * 3.0
    return x * y


@program(args=lambda: (draw(4),), level=3)
def array_that_must_not_copy(x):
    z = x * 2.0
    y = np.array(z, copy=False)
    z[0] = x[1] * 3.0
    return z * y


@program(args=lambda: (draw(4),), level=3)
def array_by_keyword(x):
    z = x * 2.0
    y = np.array(object=z)
    z[0] = x[1] * 3.0
    w = np.asarray(z, copy=True)
    w[1] = z[0]
    return z * y * w


@program(args=lambda: (draw(4),), level=3)
def transposed_by_keyword(x):
    z = np.outer(x, x)
    y = np.transpose(a=z)
    y[0] = x * 3.0
    return z * y


@program(args=lambda: (draw(4),), level=3)
def trimmed_written(x):
    z = x * 2.0
    y = np.trim_zeros(z)
    y[0] = x[1] * 3.0
    return z * x


@program(args=lambda: (draw(4),), level=3)
def real_if_close_written(x):
    z = x * 2.0
    y = np.real_if_close(z)
    y[0] = x[1] * 3.0
    return z * x


@program(args=lambda: (draw(4),), level=3)
def no_differences(x):
    z = x * 2.0
    y = np.diff(z, n=0)
    z[0] = x[1] * 3.0
    return z * y


@program(args=lambda: (draw(4),), level=3, note="differences are a new array")
def differences_written(x):
    z = x * 2.0
    y = np.diff(z)
    y[0] = x[1] * 3.0
    return z[1:] * y


@program(args=lambda: (draw(3, 3),), level=3)
def first_power(a):
    b = a * 2.0
    c = np.linalg.matrix_power(b, 1)
    b[0] = a[1] * 3.0
    return b * c


@program(args=lambda: (draw(3, 3),), level=3)
def second_power_written(a):
    b = a * 2.0
    c = np.linalg.matrix_power(b, 2)
    c[0] = a[1] * 3.0
    return b * c


@program(args=lambda: (draw(4),), level=3)
def no_polynomial_derivative(x):
    z = x * 2.0
    y = np.polyder(z, 0)
    w = np.polyint(z, 0)
    y[0] = x[1] * 3.0
    return z * y * w


@program(args=lambda: (draw(3, 3),), level=3)
def einsum_that_transposes(a):
    b = a * 2.0
    c = np.einsum("ij->ji", b)
    c[0] = a[1] * 3.0
    return b * c


@program(args=lambda: (draw(3), draw(2, 3)), level=3)
def broadcast_together(x, a):
    z = x * 2.0
    _, y = np.broadcast_arrays(a, z)
    z[0] = x[1] * 3.0
    return a * y


@program(args=lambda: (draw(3, 3),), level=3)
def unstacked_follow(a):
    b = a * 2.0
    first, *_ = np.unstack(b)
    b[0, 1] = a[1, 1] * 3.0
    return first * b


@program(args=lambda: (draw(4),), level=3)
def mesh_without_copy(x):
    z = x * 2.0
    p, q = np.meshgrid(z, x, copy=False)
    z[0] = x[1] * 3.0
    return p * q


@program(args=lambda: (draw(4) + 1j * draw(4, seed=1),), level=3)
def conjugate_of_complex(z):
    w = z * 2.0
    v = w.conjugate()
    v[0] = z[1] * 3.0
    return w * v


@program(args=lambda: (draw(4),), level=3, note="zero is added to the only item")
def sum_of_one_array(x):
    z = x * 2.0
    y = sum([z])
    y[0] = x[1] * 3.0
    return z * y


@program(args=lambda: (draw(4),), level=3)
def cleaned_in_place(x):
    z = np.where(x > x[0], np.nan, x)
    y = np.nan_to_num(z, copy=False, nan=2.0)
    y[1] = z[0] * x[2]
    return z * x


@program(args=lambda: (draw(4),), level=3)
def cleaned_copy_written(x):
    z = x * 2.0
    y = np.nan_to_num(z, True)
    y[0] = z[1] * x[2]
    return z * y
