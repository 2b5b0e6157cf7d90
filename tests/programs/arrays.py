"""Calls of NumPy whose results go elsewhere: ``out=`` and ``where=``, and arrays that are made in brackets."""

import numpy as np

from tests.programs.case import draw, positive, program


@program(args=lambda: (draw(3, 2),))
def flattened_by_columns(a):
    return a.flatten("F") * np.arange(6.0)


@program(args=lambda: (draw(4),))
def rows_in_brackets(x):
    return np.r_[x, 1.0, x[:2] ** 2, x[0]] * np.arange(8.0)


@program(args=lambda: (draw(4),))
def columns_in_brackets(x):
    return np.c_[x, x**2, np.ones(4)] @ np.array([1.0, 2.0, 3.0])


@program(args=lambda: (draw(3, 2),))
def column_beside_a_matrix(a):
    return np.c_[a, a[:, 0] ** 2] * np.arange(9.0).reshape(3, 3)


@program(args=lambda: (4 * positive(3),))
def both_results_into_arrays(x):
    part, whole = np.zeros(3), np.zeros(3)
    np.modf(x, out=(part, whole))
    return part * x + whole


@program(args=lambda: (4 * positive(3),))
def both_results_into_arrays_by_place(x):
    part, whole = np.zeros(3), np.zeros(3)
    np.modf(x, part, whole)
    return part * x + whole


@program(args=lambda: (4 * positive(3),))
def one_of_two_results_into_an_array(x):
    rest = np.zeros(3)
    count, _ = np.divmod(x, 0.4, out=(None, rest))
    return rest * rest + count


@program(args=lambda: (np.array([0.5, -0.3, 0.8, -2.0]),))
def root_where_it_exists(x):
    y = x * x
    np.sqrt(x, out=y, where=x > 0)
    return y * np.arange(1.0, 5.0)


@program(args=lambda: (draw(4), np.array([0.5, 0.001, 0.8, 2.0])))
def quotient_where_it_exists(x, y):
    return np.divide(x, y, out=np.zeros(4), where=y > 0.1)


@program(args=lambda: (draw(4),))
def quotient_by_ints_where_it_exists(x):
    n = np.array([2, 0, 1, 0])
    return np.divide(x, n, out=x * 3.0, where=n != 0)


@program(args=lambda: (np.array([1.5, 0.5, 3.0]),))
def area_function_where_it_exists(x):
    y = np.zeros(3)
    np.arccosh(x, out=y, where=x > 1)
    return y * x


@program(args=lambda: (draw(3, 4),))
def rows_and_columns_by_ix(a):
    return a[np.ix_([0, 2], [1, 3])] * np.array([[1.0, 2.0], [3.0, 4.0]])


@program(args=lambda: (draw(2, 5),))
def several_percentiles(a):
    return np.percentile(a, [20, 60], axis=1) * np.array([[1.0, 2.0], [3.0, 4.0]])


@program(args=lambda: (draw(3, 4),))
def put_beside_the_largest(a):
    b = a * a
    np.put_along_axis(b, np.argmax(a, axis=1)[:, None], a[:, :1], axis=1)
    return b * a


@program(args=lambda: (draw(4),))
def copied_where(x):
    y = x * x
    np.copyto(y, 3.0 * x, where=x > 0)
    return y * x


@program(args=lambda: (draw(2, 3), draw(3, 2)))
def contracted_by_numbers(a, b):
    return np.einsum(a, [0, 1], b, [1, 2], [0, 2])


@program(args=lambda: (0.3,))
def frequencies_of_a_step(d):
    return np.fft.fftfreq(5, d) * np.arange(5.0)
