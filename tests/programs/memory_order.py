"""Writes through views that depend on how arrays stand in memory: reshapes, splits, parts, conversions."""

import numpy as np

from tests.programs.case import draw, positive, program


@program(args=lambda: (draw(2, 3),), level=3, note="the argument itself is written, by way of a flat view")
def raveled_argument_written(a):
    flat = a.ravel()
    flat[1:] *= flat[:-1]
    a[0, 1] += flat[5]
    return a * flat[2]


@program(
    args=lambda: (np.asfortranarray(draw(2, 3)),),
    level=3,
    note="the argument stands by columns: ravel copies",
)
def raveled_argument_by_columns(a):
    flat = a.ravel()
    flat[1:] *= flat[:-1]
    a[0, 1] += flat[5]
    return a * flat[2]


@program(args=lambda: (draw(6),), level=3)
def argument_reshaped_in_a_helper(x):
    def swap_halves(m):
        first = m[0].copy()
        m[0] = m[1] * first
        m[1] = first
        return m

    m = swap_halves(x.reshape(2, -1))
    x[2] *= m[1, 0]
    return x * m[0, 1]


@program(args=lambda: (np.asfortranarray(draw(3, 4)),), level=3)
def transposed_argument_by_columns_reshaped(a):
    rows = a.T.reshape(2, 6)
    rows[0] *= rows[1]
    a[2, 3] = rows[0, 1] * a[0, 0]
    return rows * a[2, 3]


@program(args=lambda: (np.asfortranarray(draw(2, 3)),), level=3)
def reshaped_in_the_order_of_columns(a):
    b = a.reshape(3, 2, order="F")
    b[0] *= b[1, 1]
    a[1] += b[2, 0]
    return a * b[0, 1]


@program(args=lambda: (draw(24),), level=3)
def reshape_of_reshape_written(x):
    y = x * 2.0
    block = y.reshape(4, 6)[1:3].reshape(2, 3, 2)
    block[1, :, 0] = block[0, :, 1] * y[0]
    y[12:15] *= 2.0
    block[0] += block[1]
    return y * block[1, 1, 1]


@program(args=lambda: (draw(3, 4),), level=3)
def row_reshaped_in_a_loop(a):
    b = a * 2.0
    for i in range(3):
        square = b[i].reshape(2, 2)
        square[0] *= square[1]
        b[i, 3] += square[0, 0]
        square[1, 0] = b[i, 3] * b[i - 1, 0]
    return b * a


@program(args=lambda: (draw(6),), level=3, note="the view is made before the loop that writes the array")
def reshaped_before_the_loop(x):
    y = x * 2.0
    m = y.reshape(3, 2)
    for i in range(1, 3):
        y[2 * i] += m[i - 1, 0] * m[i, 1]
        m[i] *= y[:2]
    return m * y[4]


@program(args=lambda: (draw(6), 3), wrt=(0,), level=3)
def reshaped_to_computed_lengths(x, n):
    y = np.empty(2 * n)
    y[:] = x * x
    m = y.reshape(n, -1)
    for i in range(n):
        m[i, 0] = m[i, 1] * y[0]
    return y


@program(args=lambda: (draw(6),), level=3)
def reshaped_in_one_branch(x):
    y = x * 2.0
    if y[0] > 100.0:
        y *= 3.0
    else:
        m = y.reshape(2, 3)
        m[1] *= m[0]
        m = m[:, 1:]
        m += y[0]
    y[1] *= 2.0
    return y


@program(args=lambda: (draw(2, 3, 2),), level=3)
def last_axes_flattened(a):
    b = a.copy()
    wide = b.reshape(2, -1)
    wide[:, 1:] += wide[:, :-1] * wide[:, 1:]
    b[0] *= wide[1, 2]
    return wide


@program(args=lambda: (draw(3, 4),), level=3)
def flat_indexed(a):
    b = a * 2.0
    b.flat[3] = b.flat[5] * b.flat[0]
    b.flat[::5] *= 2.0
    c = b.T
    c.flat[1] = b[2, 2] * c.flat[3]
    return b


@program(
    args=lambda: (draw(4),), level=3, note="the reshaped view lives on when its array's name is bound anew"
)
def reshape_outlives_the_name(x):
    y = x * 2.0
    m = y.reshape(2, 2)
    y = y * x
    m[0] += y[:2]
    return m * y[3]


@program(args=lambda: (draw(6),), level=3)
def reshaped_view_returned(x):
    def grid(v):
        return v.reshape(2, 3)

    y = x.copy()
    g = grid(y)
    g[0] = g[1] * y[0]
    y[5] = g[0, 2] * 2.0
    return g


@program(args=lambda: (draw(6),), level=3)
def np_add_at_through_a_reshape(x):
    y = x * 2.0
    m = y.reshape(3, 2)
    np.add.at(m, ([0, 0, 2], [1, 1, 0]), y[:3])
    np.add.at(y, [1, 1], m[2])
    return m * y[1]


@program(args=lambda: (draw(6),), level=3)
def sorted_and_filled_through_a_reshape(x):
    y = x * 2.0
    m = y.reshape(2, 3)
    m.sort()
    m[0, 0] *= y[3]
    y[::3] = m[:, 1] * m[:, 2]
    m[1].fill(y[0])
    return y * m[1, 1]


@program(args=lambda: (draw(2, 3),), level=3, note="a mask and a list of places, through a flat view")
def masked_through_a_flat_view(a):
    b = a * 2.0
    flat = b.reshape(-1)
    flat[flat < 0.0] *= 3.0
    flat[[0, 2]] = flat[[3, 3]] * b[1, 2]
    return b * flat[1]


@program(args=lambda: (draw(2, 4),), level=3)
def split_along_columns(a):
    b = a * 2.0
    left, right = np.hsplit(b, 2)
    left *= right
    b[0] += right[1, 0]
    return left * right * b[0, 0]


@program(args=lambda: (draw(7),), level=3)
def split_at_places(x):
    y = x * 2.0
    first, middle, last = np.split(y, [2, 5])
    middle[:2] *= first
    last += middle[0]
    y[0] = last[1] * middle[2]
    return first[0] * y


@program(args=lambda: (draw(7),), level=3)
def uneven_parts_in_a_loop(x):
    y = x * 2.0
    for part in np.array_split(y, 3):
        part *= part[0]
        y[6] += part[1]
    return y


@program(args=lambda: (draw(4, 2),), level=3)
def parts_kept_in_a_list(a):
    b = a * 2.0
    parts = np.vsplit(b, 2)
    parts[0][:] = parts[1] * parts[0]
    b[3] = parts[0][1] * 2.0
    parts[1][0] -= b[3]
    return b


@program(args=lambda: (draw(3) + 1j * draw(3, seed=1),), level=3)
def real_part_of_a_view(z):
    w = z * 2.0
    part = w[1:].real
    part *= w[0].imag
    w[1] *= 1j
    return w * part[1]


@program(args=lambda: (draw(4) + 1j * draw(4, seed=1),), level=3)
def imaginary_part_reshaped(z):
    w = z * 2.0
    m = w.reshape(2, 2)
    m.imag[0] = m.real[1] * w.imag[3]
    np.real(m)[1] += m.imag[0]
    return w


@program(args=lambda: (draw(4) + 1j * draw(4, seed=1), draw(4, seed=2)), level=3)
def imaginary_part_added_at(z, x):
    w = z * 2.0
    np.add.at(w.imag, [0, 0, 3], x[:3])
    w.real[[1, 2]] = x[2:] * w.imag[0]
    return w * z


@program(args=lambda: (draw(4), draw(3, seed=1)), level=3)
def parts_set_as_attributes(x, y):
    w = np.zeros(3, complex)
    w.real = y
    w.imag = y * w.real[0]
    w.real[1:] *= w.imag[:-1]
    x.real = x * x
    x.flat = x[::-1] * 2.0
    return w * x[3]


@program(args=lambda: (np.asfortranarray(draw(2, 3)),), level=3, note="in the order of rows, in any memory")
def flat_argument_by_columns(a):
    first = a[0, 1] * 2.0
    a.flat[1] = a.flat[4] * first
    a.T.flat[:3] *= a[0, 1]
    return a * first


@program(args=lambda: (draw(4),), level=3, note="the real part of real numbers is the array itself")
def real_part_of_real_numbers(x):
    y = x * 2.0
    part = y.real
    part[0] = y[1] * y[2]
    y[3] *= part[0]
    return part


@program(args=lambda: (draw(4),), level=3)
def argument_converted_then_written(x):
    y = np.asarray(x, dtype=float)
    y[1:] *= y[:-1]
    z = np.ascontiguousarray(x)
    z[0] = y[2] * x[3]
    w = x.astype(float, copy=False)
    w[3] = z[0] * 2.0
    return x * y * z


@program(args=lambda: (draw(4),), level=3, note="of another dtype, so a copy")
def converted_to_complex_then_written(x):
    y = np.asarray(x, dtype=complex)
    y[0] = x[1] * 1j
    x[1] = y[2].real * x[3]
    return x * y


@program(args=lambda: (draw(2, 2), draw(2, 2, seed=1)), level=3, note="`out` without its name")
def outputs_by_position(x, y):
    z, w, v = np.zeros((2, 2)), np.zeros(2), np.zeros(2)
    np.dot(x, y, z)
    np.sum(z, 0, None, w)
    x.mean(1, None, v)
    r = np.clip(z, -10.0, 10.0, z)
    r[0] *= w
    np.cumsum(w, 0, None, v)
    return z * v + np.outer(v, w, y)


@program(args=lambda: (draw(5),), level=3, note="windows follow what is written into their array")
def windows_follow(x):
    y = x * 2.0
    w = np.lib.stride_tricks.sliding_window_view(y, 2)
    before = np.sum(w, axis=1)
    y[0] = y[1] * 5.0
    y[2:] *= y[:-2]
    return before * w[:, 0]


@program(args=lambda: (draw(4),), level=3)
def seen_with_more_axes(x):
    y = x * 2.0
    row, column = np.atleast_2d(y), y[:, None]
    row[0, 1:] *= row[0, :-1]
    column[2:] = column[:2] * y[0]
    same = np.atleast_1d(y)
    same[0] += 1.0
    return y * row


@program(args=lambda: (draw(3, 3),), level=3)
def turned_by_a_quarter(a):
    b = a * 2.0
    turned = np.rot90(b)
    turned[0] *= b[0]
    np.rot90(b, 2)[1, 1:] += turned[2, :2]
    return b


@program(args=lambda: (draw(3, 3),), level=3)
def diagonal_made_by_diag(a):
    b = a * 2.0
    d = np.diag(b)
    before = d * 1.0
    b[1, 1] = b[0, 2] * before[2]
    return before * d


@program(args=lambda: (draw(4),), level=3)
def reshape_of_a_strided_part(x):
    y = x * 2.0
    odd = y[1::2]
    odd[0] = 3.0 * x[0]
    m = y[::2].reshape(2, 1)
    m[1] = odd[0] * m[0]
    return y * odd[0]


@program(args=lambda: (positive(2, 3, 4),), level=3, note="heat on a grid that is kept flat")
def flat_grid_relaxed(a):
    u = np.zeros(24)
    grid = u.reshape(2, 3, 4)
    grid[...] = a
    for _ in range(3):
        grid[:, 1:-1, 1:-1] = 0.25 * (
            grid[:, :-2, 1:-1] + grid[:, 2:, 1:-1] + grid[:, 1:-1, :-2] * grid[:, 1:-1, 2:]
        )
        u[5] += u[6] * u[18]
    return u


@program(args=lambda: (draw(2, 3)[:, ::-1],), level=3, note="a part of another array: reshape copies or not")
def strided_argument_reshaped(a):
    b = a.reshape(6) * 2.0
    b[0] = b[1] * b[2]
    return b * a[0, 0]


@program(args=lambda: ({"w": draw(2, 3), "b": draw(3, seed=1)},), level=3)
def parameters_written_through_flat_views(params):
    for name in ("w", "b"):
        flat = params[name].reshape(-1)
        flat -= 0.1 * flat * flat
    return params["w"] * params["b"]
