"""Arrays overwritten in place: elements, slices, masks, integer indices, augmented assignment, out=, swaps."""

import numpy as np

from tests.programs.case import draw, positive, program


@program(args=lambda: (0.7, 1.3), level=3)
def elements_assigned(x, y):
    a = np.zeros(3)
    a[0] = x
    a[1] = a[0] * y
    a[-1] = a[1] * a[0]
    return a * x


@program(args=lambda: (draw(4),), level=3)
def element_overwritten(x):
    a = x * 2.0
    b = a[1] * a[2]
    a[1] = b
    c = a[1] * a[2]
    a[1] = c * a[0]
    return np.sum(a * a)


@program(args=lambda: (draw(4),), level=3)
def element_augmented(x):
    a = x * 2.0
    a[0] += x[1]
    a[1] *= a[0]
    a[2] -= a[1] * a[2]
    a[3] /= a[0] + 2.0
    a[3] **= 2
    return a


@program(args=lambda: (draw(5),), level=3)
def element_multiplied_by_itself(x):
    a = x.copy()
    a[2] *= a[2]
    a[2] += a[2] * a[3]
    return a[2] * a


@program(args=lambda: (draw(5), 0.7), level=3)
def recurrence_in_place(x, k):
    y = x.copy()
    for i in range(1, 5):
        y[i] = y[i] * y[i - 1] + k * y[i - 1]
    return y


@program(args=lambda: (draw(5),), level=3)
def recurrence_into_zeros(x):
    y = np.zeros_like(x)
    y[0] = x[0]
    for i in range(1, len(x)):
        y[i] = np.sin(y[i - 1]) + x[i] * x[i - 1]
    return y


@program(args=lambda: (draw(5),), level=3)
def recurrence_into_empty(x):
    y = np.empty(5)
    for i in range(5):
        y[i] = x[i] * x[-i - 1]
    return y * x


@program(args=lambda: (draw(5),), level=3)
def recurrence_backwards(x):
    y = x * 1.0
    for i in range(3, -1, -1):
        y[i] += y[i + 1] * x[i]
        y[i] *= y[i + 1]
    return y


@program(args=lambda: (draw(6),), level=3)
def slice_assigned(x):
    a = np.zeros(6)
    a[1:4] = x[:3] * x[3:]
    a[4:] = 2.0
    a[:2] = x[0]
    return a * x


@program(args=lambda: (draw(6),), level=3)
def slice_augmented(x):
    a = x * 2.0
    a[1:4] += x[:3]
    a[::2] *= x[1::2]
    a[-2:] -= a[:2]
    a[2:4] /= 3.0
    return a * a


@program(args=lambda: (draw(6),), level=3)
def overlapping_slices(x):
    y = x * 1.0
    y[1:] += y[:-1]
    y[:-1] *= y[1:]
    y[2:] = y[:-2]
    return y * x


@program(args=lambda: (draw(6),), level=3)
def reversed_in_place(x):
    y = x * x
    y[:] = y[::-1]
    y[::-1] += y * x
    return y


@program(args=lambda: (draw(6),), level=3)
def everything_assigned(x):
    y = x * 2.0
    y[:] = y * x
    z = y
    y[...] = z + 1.0
    return y * z


@program(args=lambda: (draw(6), 0.7), level=3)
def scalar_spread_over_slice(x, s):
    y = x.copy()
    y[1:3] = s
    y[4:] = s * x[0]
    return y * y


@program(args=lambda: (draw(3, 4), draw(4, seed=1)), level=3)
def row_spread_over_matrix(a, row):
    b = a * a
    b[:] = row
    b[1:] += row
    b[:, 1] = row[0]
    return b * a


@program(args=lambda: (draw(4, 4),), level=3)
def multi_axis_indices(a):
    b = a.copy()
    b[1, 2] = b[2, 1] * b[0, 0]
    b[1:-1, ::2] *= b[1:-1, 1::2]
    b[..., -1] += b[:, 0]
    b[0] = b[1] + b[2]
    b[:, -2] = b[:, 0] * b[3, 3]
    return b


@program(args=lambda: (draw(2, 3, 4),), level=3)
def ellipsis_and_newaxis(a):
    b = a * 1.5
    b[..., 1] = b[..., 0] * 2.0
    b[0, ...] += b[1]
    b[:, None, 1, :2] *= b[:, None, 0, 2:]
    return b


@program(args=lambda: (draw(4, 4),), level=3)
def two_index_forms(a):
    b = a * 1.0
    b[1][2] = b[0][1] * 2.0
    b[2][:2] = b[3][2:]
    b[2][0] += b[1][2]
    return b


@program(args=lambda: (draw(5), draw(3, seed=1)), level=3)
def integer_array_assigned(x, v):
    y = x * 2.0
    y[[0, 3, 1]] = v * y[[3, 0, 1]]
    y[np.array([2, 4])] += v[:2]
    return y * y


@program(args=lambda: (draw(5), draw(3, seed=1)), level=3, note="the last of repeated places wins")
def repeated_indices_assigned(x, v):
    y = x * 2.0
    y[[1, 1, 3]] = v
    return y * x


@program(args=lambda: (draw(5), draw(3, seed=1)), level=3, note="repeated places are added to once")
def repeated_indices_augmented(x, v):
    y = x * 2.0
    y[[1, 1, 3]] += v * y[[1, 1, 0]]
    return y * y


@program(args=lambda: (draw(5),), level=3)
def repeated_indices_read(x):
    return x[[1, 1, 3, 1]] * x[[0, 2, 2, 1]]


@program(args=lambda: (draw(4, 3), np.array([0, 2, 2])), wrt=(0,), level=3)
def index_pairs(a, columns):
    b = a * 2.0
    b[[0, 1, 3], columns] *= b[[1, 1, 2], [0, 1, 2]]
    b[2, [0, 1]] = b[0, columns[:2]]
    return b


@program(args=lambda: (draw(5), np.array([3, 0, 3, 1])), wrt=(0,), level=3)
def gather_and_scatter(x, indices):
    out = np.zeros(5)
    for k, i in enumerate(indices):
        out[i] += x[k] * x[i]
        out[k] *= 1.5
    return out


@program(args=lambda: (draw(6),), level=3)
def mask_assigned(x):
    y = x * 2.0
    y[x > 0] = 0.5
    y[x < -0.5] = x[x < -0.5] ** 2
    return y * x


@program(args=lambda: (draw(6),), level=3)
def mask_augmented(x):
    y = x * 2.0
    negative = y < 0
    y[negative] *= -y[negative]
    y[~negative] += x[~negative]
    return y


@program(args=lambda: (draw(3, 4),), level=3)
def mask_of_matrix(a):
    b = a * 2.0
    big = np.abs(a) > 0.5
    b[big] = b[big] ** 2
    b[b > 3.0] = 3.0
    b[a[:, 0] > 0] *= 0.5
    return b


@program(args=lambda: (draw(4), draw(4, seed=1)), level=3)
def whole_array_augmented(x, y):
    a = x * 1.0
    a += y
    a *= x
    a -= a * y
    a /= 2.0 + x
    a **= 2
    return a


@program(args=lambda: (draw(3, 4), draw(4, seed=1)), level=3)
def augmented_with_broadcasting(a, row):
    b = a * 1.0
    b += row
    b *= row[0]
    b -= b[0]
    b *= b[:, :1]
    return b


@program(args=lambda: (draw(4), draw(4, seed=1)), level=3)
def out_of_ufuncs(x, y):
    a = np.empty(4)
    np.multiply(x, y, out=a)
    np.sin(a, out=a)
    b = np.add(a, x, a)
    return a * b


@program(args=lambda: (positive(4),), level=3)
def out_overwrites_operand(x):
    y = x * 1.0
    np.exp(y, out=y)
    np.divide(x, y, out=y)
    np.multiply(y, y, out=y)
    return y


@program(args=lambda: (draw(4), draw(3, seed=1)), level=3)
def out_of_a_slice(x, y):
    a = np.zeros(4)
    np.multiply(x[1:], y, out=a[1:])
    np.add(a[:-1], 1.0, out=a[1:])
    return a * x


@program(args=lambda: (draw(3, 4), draw(4, 2, seed=1)), level=3)
def out_of_matmul(a, b):
    c = np.zeros((3, 2))
    np.matmul(a, b, out=c)
    d = np.sum(c, axis=0, out=np.zeros(2))
    return c * d


@program(args=lambda: (draw(5), draw(4, seed=1)), level=3)
def add_at(x, v):
    y = x * 1.0
    np.add.at(y, [0, 2, 2, 0], v)
    np.subtract.at(y, [1, 1], v[:2] * y[1])
    return y * y


@program(args=lambda: (draw(4), draw(4, seed=1)), level=3)
def copyto_and_fill(x, y):
    a = np.zeros(4)
    np.copyto(a, x * y)
    b = np.empty(3)
    b.fill(a[1])
    a.fill(2.0)
    return np.sum(b * x[:3]) * a


@program(args=lambda: (draw(5),), level=3)
def sorted_in_place(x):
    y = x * x
    y.sort()
    return y * np.arange(5.0)


@program(args=lambda: (draw(3, 3),), level=3)
def diagonal_filled(a):
    b = a * 2.0
    np.fill_diagonal(b, 1.0)
    c = b @ a
    np.fill_diagonal(c, a[0, 1])
    return c


@program(args=lambda: (draw(4),), level=3)
def elements_swapped(x):
    y = x * 2.0
    y[0], y[3] = y[3], y[0]
    y[1], y[2] = y[2] * y[0], y[1]
    return y * x


@program(args=lambda: (draw(3, 3),), level=3)
def rows_swapped_by_indices(a):
    b = a * 2.0
    b[[0, 2]] = b[[2, 0]]
    b[:, [0, 1]] = b[:, [1, 0]] * 2.0
    return b * a


@program(args=lambda: (draw(3, 3),), level=3)
def rows_swapped_by_copy(a):
    b = a * 2.0
    saved = b[0].copy()
    b[0] = b[2]
    b[2] = saved
    return b * a


@program(args=lambda: (draw(5),), level=3)
def bubble_sort(x):
    y = x.copy()
    for i in range(5):
        for j in range(4 - i):
            if y[j] > y[j + 1]:
                y[j], y[j + 1] = y[j + 1], y[j]
    return y * np.arange(1.0, 6.0)


@program(args=lambda: (draw(4),), level=3, note="writes the caller's array")
def argument_overwritten(x):
    x[0] = x[1] * x[2]
    x *= 2.0
    return x[0] * x


@program(args=lambda: (draw(4), draw(4, seed=1)), level=3, note="writes one argument, reads the other")
def output_argument(x, out):
    out[:] = x * x
    out[0] += x[1]
    return np.sum(out * x)


@program(args=lambda: (draw(4),), level=3, note="the argument is read after a copy of it was overwritten")
def copy_overwritten(x):
    y = x.copy()
    y[1] = 5.0
    y *= x
    z = np.array(x)
    z += y
    return x * y + z


@program(args=lambda: (draw(4),), level=3, note="asarray makes no copy of an array")
def asarray_of_argument(x):
    y = np.asarray(x)
    y[0] = y[1] * y[2]
    return x * y


@program(args=lambda: (draw(3, 4),), level=3)
def rows_written_by_loop(a):
    b = np.zeros((3, 4))
    for i in range(3):
        b[i] = np.sin(a[i]) * a[i - 1]
        b[i, 1:] += b[i, :-1]
    return b * a


@program(args=lambda: (draw(4), 3), wrt=(0,), level=3)
def overwrites_what_the_adjoint_needs(x, n):
    y = x.copy()
    total = 0.0
    for i in range(n):
        y *= y
        y[i] = y[i] * x[i] + y[i + 1]
        total += np.sum(y * x)
        y[1:] *= y[:-1]
    return total


@program(args=lambda: (draw(4),), level=3)
def written_in_branches(x):
    y = x * 2.0
    for i in range(4):
        if x[i] > 0:
            y[i] = y[i] * y[i - 1]
        else:
            y[i] -= x[i] * y[0]
            y[0] *= 1.1
    return y


@program(args=lambda: (draw(6),), level=3)
def written_until_break(x):
    y = np.zeros(6)
    for i in range(6):
        y[i] = x[i] * x[i - 1] + y[i - 1]
        if y[i] > 0.3:
            break
        y[i] *= 2.0
    return y + x


@program(args=lambda: (draw(4),), level=3)
def written_in_while(x):
    y, i = x.copy(), 0
    while i < 3:
        y[i + 1] *= y[i]
        i += 1
        y[i] += x[i]
    return y


@program(args=lambda: (draw(3),), level=3)
def inactive_array_becomes_active(x):
    a = np.ones(3)
    b = a * 2.0
    a[1] = x[0]
    c = a * b
    a[1] = 0.0
    return c + a * x


@program(args=lambda: (draw(3),), level=3)
def active_array_becomes_inactive(x):
    a = x * x
    b = a * 2.0
    a[:] = 1.0
    return a * b


@program(args=lambda: (draw(4),), level=3, note="integer arrays are written and used as indices")
def index_array_written(x):
    order = np.arange(4)
    total = 0.0
    for _ in range(3):
        order[:] = (order + 1) % 4
        order[0], order[2] = order[2], order[0]
        total += x[order[0]] * x[order[1]] ** 2
    return total


@program(args=lambda: (draw(5), 2), wrt=(0,), level=3, note="the index changes after it was used")
def index_changes(x, i):
    y = x * 1.0
    y[i] *= y[i + 1]
    i += 1
    y[i] *= y[i + 1]
    i = 0
    return y * y[i]


@program(args=lambda: (draw(4),), level=3)
def self_assigned(x):
    y = x * x
    y[:] = y
    y[1:] = y[1:] + 0.0
    y[0] = y[0]
    return y


@program(args=lambda: (draw(2, 3),), level=3)
def put_and_place(a):
    b = a * 2.0
    np.put(b, [0, 4], [1.0, a[0, 1]])
    np.putmask(b, a > 0.5, a * a)
    return b


@program(args=lambda: (draw(5),), level=3, note="a zero-dimensional array")
def zero_dimensional(x):
    total = np.zeros(())
    for v in x:
        total += v * v
        total[...] = total * v
    return total * x[0]


@program(args=lambda: ({"x": 0.3, "w": draw(4)}, 0.7), level=3)
def array_in_a_dict_written_in_a_branch(conf, a):
    if a > 0:
        for i in range(1, 4):
            conf["w"][-2] = a * i
    return np.sum(conf["w"] * a) * conf["x"]


@program(args=lambda: ({"x": 0.3, "w": draw(4)}, 0.7), level=3)
def array_in_a_dict_written_and_let_go(conf, a):
    w = conf["w"]
    conf["w"] += a
    conf["w"] = w * a
    return np.sum(conf["w"] * w)


@program(args=lambda: ({"x": 0.3, "w": draw(4)}, 0.7), level=3)
def dict_written_between_writes_to_its_array(conf, a):
    for i in range(2):
        conf["w"][i] *= a
        conf["x"] = conf["x"] * conf["w"][i]
    return conf["x"] + np.sum(conf["w"])


@program(
    args=lambda: (0.4, draw(4)), level=3, note="a read-only diagonal, copied into an array and overwritten"
)
def diagonal_copied_and_overwritten(a, u):
    np.copyto(u, np.diag(np.full((len(u), len(u)), a)))
    u[u > 0.5] = a
    return u * a


@program(args=lambda: (np.array(0.4), draw(3)), level=3, note="an array without axes, multiplied by itself")
def all_of_a_single_number(o, x):
    o[...] *= o
    y = o * x
    o[()] += x[0]
    return y * o
