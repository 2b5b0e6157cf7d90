"""Views and second names: what is written through one is read through the other."""

import numpy as np

from tests.programs.case import draw, program


@program(args=lambda: (draw(4),), level=3)
def two_names(x):
    y = x * 2.0
    z = y
    z[0] = y[1] * y[2]
    y *= 3.0
    return z * x


@program(args=lambda: (draw(4),), level=3)
def second_name_rebound(x):
    y = x * 2.0
    z = y
    y = y * x
    z[1] = y[0]
    return y * z


@program(args=lambda: (draw(4),), level=3)
def augmented_makes_no_new_array(x):
    y = x * 2.0
    z = y
    y += x
    z *= y
    return y + z


@program(args=lambda: (0.7,), level=3)
def augmented_scalar_makes_a_new_one(x):
    y = x * 2.0
    z = y
    y += x
    z *= y
    return y + z


@program(args=lambda: (draw(3, 4),), level=3)
def row_view_written(a):
    b = a * 2.0
    row = b[1]
    row[:] = row * b[0]
    row += 1.0
    return b * a


@program(args=lambda: (draw(3, 4),), level=3)
def row_view_reads_later_write(a):
    b = a * 2.0
    row = b[1]
    b[1] = b[0] * b[2]
    c = row * 2.0
    b *= a
    return c * row


@program(args=lambda: (draw(3, 4),), level=3)
def rows_of_loop_written(a):
    b = a * 2.0
    for row in b:
        row *= row
        row[1:] += row[:-1]
    return b


@program(args=lambda: (draw(3, 4),), level=3)
def rows_normalised_in_place(a):
    b = a.copy()
    for i in range(3):
        row = b[i]
        row /= np.sqrt(np.sum(row * row))
        if i > 0:
            row -= np.dot(row, b[i - 1]) * b[i - 1]
    return b


@program(args=lambda: (draw(3, 4),), level=3)
def transposed_written(a):
    b = a * 2.0
    b.T[1] = b.T[0] * 2.0
    t = b.T
    t[2, 1:] += b[1:, 3]
    b[0, 0] = t[3, 2] * t[1, 1]
    return b * a


@program(args=lambda: (draw(6),), level=3)
def reshaped_written(x):
    y = x * 2.0
    m = y.reshape(2, 3)
    m[1] *= m[0]
    y[0] = m[1, 2] * m[0, 1]
    return m * y[3]


@program(args=lambda: (draw(2, 3),), level=3)
def raveled_written(a):
    b = a * 2.0
    flat = b.ravel()
    flat[2] = flat[0] * flat[5]
    flat[3:] *= flat[:3]
    return b * a


@program(args=lambda: (draw(2, 3),), level=3)
def flattened_is_a_copy(a):
    b = a * 2.0
    flat = b.flatten()
    flat[2] = flat[0] * flat[5]
    b[0] = 1.0
    return b * np.sum(flat)


@program(args=lambda: (draw(2, 3),), level=3, note="ravel of a transposed array is a copy")
def raveled_copy(a):
    b = a * 2.0
    flat = b.T.ravel()
    flat[2] = flat[0] * flat[5]
    return b * flat[2]


@program(args=lambda: (draw(6),), level=3)
def view_of_view(x):
    y = x * 2.0
    inner = y[1:5]
    middle = inner[1:3]
    middle *= inner[:2]
    inner[0] = middle[1] * 2.0
    y[3] += middle[0]
    return y * x


@program(args=lambda: (draw(6),), level=3)
def strided_views(x):
    y = x * 2.0
    even, odd = y[::2], y[1::2]
    even += odd
    odd *= even
    even[:] = odd[::-1]
    return y


@program(args=lambda: (draw(6),), level=3)
def reversed_view(x):
    y = x * 2.0
    back = y[::-1]
    back[:3] *= y[:3]
    y += back
    return y


@program(args=lambda: (draw(5),), level=3)
def overlapping_views(x):
    y = x * 2.0
    left, right = y[:-1], y[1:]
    left += right
    right *= left
    return y


@program(args=lambda: (draw(3, 3),), level=3)
def diagonal_and_column_views(a):
    b = a * 2.0
    column = b[:, 1]
    corner = b[1:, 1:]
    column *= 2.0
    corner += column[0]
    corner[0, 0] *= b[0, 0]
    return b


@program(args=lambda: (draw(4),), level=3, note="the view is read after its array was overwritten")
def view_outlives_overwrite(x):
    y = x * 2.0
    part = y[1:3]
    before = part * 1.0
    y[:] = y * y
    after = part * x[1:3]
    y[1] = 0.0
    return before * after + part


@program(
    args=lambda: (draw(4),), level=3, note="the view keeps the old array alive when the name is bound anew"
)
def view_outlives_name(x):
    y = x * 2.0
    part = y[1:3]
    y = y * x
    part += 1.0
    return y[:2] * part


@program(args=lambda: (draw(4),), level=3, note="an indexed read with a list is a copy, with a slice a view")
def copy_by_list_view_by_slice(x):
    y = x * 2.0
    copied = y[[0, 1]]
    viewed = y[0:2]
    y[0] = x[3]
    copied *= 2.0
    return copied * viewed


@program(args=lambda: (draw(4),), level=3)
def copy_by_mask(x):
    y = x * 2.0
    chosen = y[y > 0]
    chosen *= 3.0
    y[y > 0] = 1.0
    return np.sum(chosen) * y


@program(args=lambda: (draw(4),), level=3)
def scalar_read_is_a_copy(x):
    y = x * 2.0
    first = y[0]
    y[0] = first * y[1]
    return first * y


@program(args=lambda: (draw(4),), level=3)
def view_in_list(x):
    y = x * 2.0
    parts = [y[:2], y[2:], y]
    parts[0] *= parts[1]
    parts[1][0] = 3.0 * x[0]
    parts[2][3] *= 2.0
    return y * x


@program(args=lambda: (draw(4), draw(4, seed=1)), level=3)
def arrays_in_list_written(x, y):
    fields = [x * 2.0, y * 2.0]
    for field in fields:
        field[1:] += field[:-1]
    fields[0][0] = fields[1][3]
    fields[1] += fields[0]
    return fields[0] * fields[1]


@program(args=lambda: (draw(4), draw(4, seed=1)), level=3)
def arrays_in_dict_written(x, y):
    state = {"u": x * 2.0, "v": y * 2.0}
    state["u"][1:-1] += state["v"][:2]
    state["v"] *= state["u"]
    u = state["u"]
    u[0] = 5.0
    return state["u"] * state["v"]


@program(args=lambda: (draw(4),), level=3)
def ping_pong(x):
    old, new = x * 1.0, np.zeros(4)
    for _ in range(3):
        new[0], new[-1] = old[0], old[-1]
        new[1:-1] = 0.5 * (old[:-2] * old[2:]) + old[1:-1]
        old, new = new, old
    return old * x


@program(
    args=lambda: (draw(4), draw(4, seed=1)), level=3, note="which array is written depends on the values"
)
def name_bound_in_branch(x, y):
    a, b = x * 2.0, y * 2.0
    if a[0] > b[0]:
        chosen = a
    else:
        chosen = b
    chosen[1] = a[2] * b[3]
    return a * b


@program(
    args=lambda: (draw(4), draw(4, seed=1)),
    level=3,
    note="which array is written changes from round to round",
)
def name_bound_in_loop(x, y):
    a, b = x * 2.0, y * 2.0
    for i in range(4):
        chosen = a if i % 2 == 0 else b
        chosen[i] += a[i - 1] * b[i - 1]
    return a * b


@program(args=lambda: (draw(4),), level=3, note="the second argument is the first one")
def one_array_twice(x):
    def blend(a, b):
        a[1:] += b[:-1]
        return a * b

    y = x * 2.0
    return blend(y, y)


@program(args=lambda: (draw(4),), level=3)
def view_from_helper_written_in_loop(x):
    def window(a, i):
        return a[i : i + 2]

    y = x * 2.0
    for i in range(3):
        w = window(y, i)
        w *= y[i]
        w[1] += w[0]
    return y


@program(args=lambda: (draw(2, 3),), level=3)
def axes_added_and_removed(a):
    b = a * 2.0
    c = b[:, None, :]
    c += c[:1]
    d = np.squeeze(c, axis=1)
    d[0] *= 2.0
    e = np.swapaxes(b, 0, 1)
    e[1] = 0.5 * e[2]
    return b


@program(args=lambda: (draw(2, 3),), level=3)
def broadcast_view_read(a):
    b = a * 2.0
    wide = np.broadcast_to(b[0], (2, 3))
    c = wide * 1.0
    b[0, 1] = a[1, 1]
    return wide * c


@program(args=lambda: (draw(2, 2, 2),), level=3)
def views_from_unpacking(a):
    b = a * 2.0
    first, second = b
    (p, q), _ = first, second
    p[0] = second[1, 1] * 2.0
    q *= p
    second += first
    return b


@program(args=lambda: (draw(3, 4),), level=3)
def enumerated_rows_written(a):
    b = a * 2.0
    for i, row in enumerate(b):
        row[i] = row[3] * row[0]
        for j, v in enumerate(row):
            row[j] = v * v
    return b


@program(args=lambda: (draw(3, 4), draw(3, 4, seed=1)), level=3)
def zipped_rows_written(a, c):
    b = a * 2.0
    for row, other in zip(b, c):
        row += other
        row[0] *= other[1]
    return b


@program(args=lambda: (draw(4) + 1j * draw(4, seed=1),), level=3)
def real_and_imaginary_views(z):
    w = z * 2.0
    w.real[1:] += w.imag[:-1]
    w.imag *= w.real
    return w
