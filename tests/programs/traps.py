"""Where Python's exact meaning decides: the order of evaluation, kinds that change, what is a copy and what is not."""

import numpy as np

from tests.programs.case import draw, positive, program

# What a name holds changes


@program(args=lambda: (draw(4),))
def int_start_becomes_float(x):
    total = 0
    for v in x:
        total += v * v
    return total * total


@program(args=lambda: (0.7, 0), wrt=(0,))
def int_start_stays_where_no_round_runs(x, n):
    total = 0
    for _ in range(n):
        total += x
    return total + x


@program(args=lambda: (draw(3, 4),))
def float_start_becomes_array(a):
    total = 0.0
    for row in a:
        total = total + row * row
    return total


@program(args=lambda: (draw(3, 4),), level=3, note="in place from the second round on")
def int_start_becomes_array_and_grows_in_place(a):
    total = 0
    for row in a:
        total += row * 2.0
        first = total
    return first * total


@program(args=lambda: (draw(3, 4),), level=3, note="the first row of the argument itself is added to")
def sum_started_with_a_view(a):
    total = a[0]
    for row in a[1:]:
        total += row
    return a * total


@program(args=lambda: (draw(5),))
def none_before_the_first(x):
    best = None
    for v in x:
        if best is None or v < best:
            best = v
    return best * x[0]


@program(args=lambda: (0.7, True), wrt=(0,))
def kind_decided_by_branch(x, wide):
    y = 1
    if wide:
        y = np.array([x, 2.0 * x])
    return y * x


@program(args=lambda: (draw(8),), level=3)
def array_halves_each_round(x):
    while len(x) > 1:
        x = np.sin(x[::2]) * x[1::2]
    return x[0]


@program(args=lambda: (draw(2),), level=3)
def array_grows_each_round(x):
    for i in range(3):
        x = np.append(x, x[i] * x[-1])
    return np.concatenate([x, x[:1]]) * 2.0


@program(args=lambda: (0.7,))
def array_of_changing_length(x):
    total = 0.0
    for n in range(1, 4):
        part = np.full(n, x) * np.arange(n)
        total += np.sum(part * part)
    return total


@program(args=lambda: (2.7,), level=3, note="what is written into an array of ints is truncated")
def float_written_into_ints(x):
    a = np.array([1, 2, 3])
    a[1] = x
    return a * x


@program(args=lambda: (2.7,), level=3)
def zeros_like_of_ints_are_ints(x):
    counts = np.array([3, 1])
    out = np.zeros_like(counts)
    out[0] = x * 2.0
    return np.sum(out) * x


@program(args=lambda: (0.7, 1.3), level=3, tolerance=2e-5)
def double_written_into_single(x, y):
    a = np.zeros(2, dtype=np.float32)
    a[0] = x * y
    a[1] = a[0] * np.float32(2.0)
    return a


@program(args=lambda: (-0.7, 3), wrt=(0,))
def negative_base(x, n):
    return x**2 + x**n + np.power(x, 3.0) + x ** (n - 4)


# The order in which things happen


def doubled(a):
    a *= 2.0
    return a[0]


@program(args=lambda: (draw(3),), level=3)
def read_before_and_after_a_call(x):
    a = x * 1.0
    return a[0] * doubled(a) * a[0] + a[1]


@program(args=lambda: (draw(3),), level=3, note="the target is read before the call, and stored after it")
def augmented_by_a_call_that_writes(x):
    a = x * 1.0
    a[0] += doubled(a)
    a[1] *= a[0]
    return a


@program(args=lambda: (0.7, 1.3), level=3)
def pops_from_left_to_right(x, y):
    stack = [x, y, x + y]
    return stack.pop() / stack.pop() - stack.pop()


@program(args=lambda: (draw(4),), level=3)
def index_bound_before_it_is_used(x):
    y = x * 1.0
    i = 0
    i, y[i] = 2, y[1] * y[3]
    y[i], i = y[0] * 3.0, 1
    return y * y[i]


@program(args=lambda: (draw(4),), level=3)
def chained_targets(x):
    y = x * 1.0
    y[0] = b = y[1] = y[2] * y[3]
    return y * b


@program(args=lambda: (draw(4),), level=3, note="both values are read before either is stored")
def rows_swapped_through_views(x):
    m = np.reshape(x * 1.0, (2, 2))
    m[0], m[1] = m[1], m[0]
    return m


@program(args=lambda: (draw(4),), level=3)
def array_written_while_iterated(x):
    y = x * 1.0
    total = 0.0
    for v in y:
        total += v
        y[1:] += 0.5 * v * y[:-1]
    return y * total


@program(args=lambda: (0.7,), level=3)
def list_grown_while_iterated(x):
    queue = [x]
    total = 0.0
    for v in queue:
        total += v * v
        if len(queue) < 5:
            queue.append(v * 0.8)
            queue.append(v + 0.1)
    return total


@program(args=lambda: (0.7,), level=3)
def range_is_fixed_when_the_loop_starts(x):
    items = [x, x * 2.0]
    for i in range(len(items)):
        items.append(items[i] * x)
    return sum(items)


@program(args=lambda: (0.7,))
def walrus_in_while(x):
    y = 5.0
    while (step := (y * y - x) / (2 * y)) > 1e-9:
        y = y - step
    return y + step


@program(args=lambda: (draw(4),), level=3)
def while_test_writes(x):
    y = x * 1.0

    def shrink():
        y[:] = y * 0.5
        return np.sum(y * y)

    rounds = 0
    while shrink() > 0.05:
        rounds += 1
        y[0] += 0.1 * y[1]
    return y * rounds


# When closures and generators look at their names


@program(args=lambda: (0.7,), level=3)
def lambdas_see_the_last_round(x):
    functions = [lambda v: v * i for i in range(1, 4)]
    return functions[0](x) + functions[2](x) * x


@program(args=lambda: (0.7,), level=3)
def defaults_keep_their_round(x):
    functions = [lambda v, i=i: v**i for i in range(1, 4)]
    return functions[0](x) + functions[2](x) * x


@program(args=lambda: (draw(3), 0.7), level=3)
def generator_sees_the_later_value(x, s):
    parts = (v * s for v in x)
    s = s * s
    return sum(parts) * s


@program(args=lambda: (draw(3),), level=3)
def closure_writes_an_array(x):
    y = x * 1.0

    def bump(i):
        y[i] *= y[i - 1]
        return y[i]

    total = bump(0) * bump(1)
    bump(0)
    return y * total


@program(args=lambda: (draw(3), 0.7))
def closure_sees_a_rebound_name(x, s):
    def scaled(v):
        return v * s

    first = scaled(x)
    s = s * s
    return first * scaled(x)


# Copy or not


@program(args=lambda: (draw(3),), level=3, note="[:] is a view of an array and a copy of a list")
def full_slices(x):
    y = x * 1.0
    view = y[:]
    view[0] = 2.0 * x[1]
    items = [x[0], x[1]]
    copied = items[:]
    copied[0] = 7.0 * x[2]
    return y * items[0] + copied[0]


@program(
    args=lambda: (np.asfortranarray(draw(2, 3)),),
    level=3,
    note="the argument's memory is in columns, so that reshape copies",
)
def reshaped_fortran_argument(a):
    flat = a.reshape(-1)
    flat[0] = flat[1] * flat[2]
    return a * flat[0]


@program(
    args=lambda: (np.asfortranarray(draw(2, 3)),), level=3, note="a copy of these in memory order is no copy"
)
def raveled_transposed_fortran_argument(a):
    flat = a.T.ravel()
    flat[0] = flat[1] * flat[2]
    return a * flat[0]


@program(args=lambda: (draw(4),), level=3, tolerance=2e-5, note="a cast makes a copy")
def cast_then_written(x):
    z = x.astype(np.float32)
    y = np.asarray(z, dtype=np.float64)
    y[0] = y[1] * y[2]
    return z * y


@program(args=lambda: (draw(4),), level=3)
def cast_to_the_same_type(x):
    y = x.astype(float)
    y[0] = y[1] * y[2]
    z = np.asarray(x, dtype=float)
    z[1] = y[0] * z[3]
    return x * y


@program(args=lambda: (draw(4),), level=3)
def ufuncs_of_nothing_still_copy(x):
    y = +x
    y[0] = 3.0 * x[1]
    z = np.positive(y)
    z[1] = y[0]
    w = y + 0
    w[2] *= z[1]
    return x * y + z * w


@program(args=lambda: (draw(4), 0.7), level=3, note="where gives a new array, even if all comes from one")
def where_copies(x, s):
    y = np.where(True, x, 0.0)
    y[0] = s
    z = np.maximum(x, -10.0)
    z *= y
    return x * y + z


@program(
    args=lambda: (draw(3, 3),),
    level=3,
    note="a diagonal is a view that cannot be written, but follows its array",
)
def diagonal_follows(a):
    b = a * 1.0
    d = np.diagonal(b)
    before = d * 1.0
    b[1, 1] = a[0, 2] * 2.0
    return before * d


@program(args=lambda: (draw(4),), level=3)
def split_gives_views(x):
    y = x * 1.0
    left, right = np.split(y, 2)
    left += right
    right *= left
    return y


@program(
    args=lambda: (draw(4), 1),
    wrt=(0,),
    level=3,
    note="a view whose place is known only when the program runs",
)
def view_at_a_moving_place(x, i):
    y = x * 1.0
    part = y[i : i + 2]
    i = 3
    part *= y[i]
    y[i] = part[0]
    return y * part[1]


@program(args=lambda: (draw(4),), level=3, note="mutating a tuple's array changes the array in the tuple")
def array_in_tuple_written(x):
    y = x * 1.0
    pair = (y, x)
    pair[0][1] = x[0] * x[2]
    y *= 2.0
    a, b = pair
    return a * b


@program(args=lambda: ([1.0, 0.7, 2.0],), level=3)
def list_argument_swapped(items):
    items[0], items[2] = items[2] * items[1], items[0]
    return items[0] * items[2] + items[1]


@program(args=lambda: (draw(4),), level=3)
def swapped_names_then_written(x):
    a, b = x * 1.0, x * 2.0
    a, b = b, a
    a[0] = b[1] * b[2]
    b *= a
    return a + b * 2.0


@program(args=lambda: (draw(4),), level=3)
def rotated_buffers(x):
    a, b, c = x * 1.0, x * 2.0, np.zeros(4)
    for i in range(5):
        c[:] = a * b
        c[i % 4] += x[0]
        a, b, c = b, c, a
    return a * 2.0 + b * 3.0 + c


@program(args=lambda: (draw(4),), level=3, note="a second name only in one branch")
def alias_in_one_branch(x):
    y = x * 1.0
    z = x * 3.0
    if x[0] > 5.0:
        z = y
    z[0] = 2.0 * x[1]
    return y * z


# The same thing again


@program(args=lambda: (0.7,), note="one name, bound anew many times")
def one_name_throughout(x):
    x = x * x
    x = np.sin(x) * x
    if x > 0:
        x = x + x * x
    for _ in range(3):
        x = x * x - x
    x = -x
    return x


@program(args=lambda: (positive(3),), level=3, note="the value overwritten is the one its own adjoint needs")
def overwritten_by_own_function(x):
    y = x * 1.0
    for _ in range(3):
        np.sqrt(y, out=y)
        y *= y + x
        np.log(y, out=y)
        y **= 2
        y += 1.0
    return y


@program(args=lambda: (positive(3),), level=3)
def division_in_place(x):
    y = x * 1.0
    for i in range(3):
        y[i] /= y[i - 1]
        y /= y[0] + x
        y[1] = 1.0 / y[1]
    return y


@program(args=lambda: (draw(4),), level=3)
def read_twice_written_between(x):
    y = x * 1.0
    a = y[0] * y[1]
    y[0] = a
    b = y[0] * y[1]
    y[1] = b
    c = y[0] * y[1]
    y[:2] = c
    d = y[0] * y[1]
    return a + b * c * d


@program(args=lambda: (draw(4),), level=3, note="the index is computed from values, then the values change")
def index_from_values(x):
    y = x * 1.0
    total = 0.0
    for _ in range(3):
        k = np.argmax(y)
        total += y[k] ** 2
        y[k] = y[k - 1] * 0.5
    return total


@program(args=lambda: (draw(5),), level=3, note="the mask is computed from values that it then changes")
def mask_from_values(x):
    y = x * 1.0
    for _ in range(3):
        y[y < 0.2] += 0.5
        y[y > 0.6] *= y[y > 0.6]
    return y * x


# A list that takes another's place in a loop


@program(args=lambda: (draw(3), draw(3), [draw(3), draw(3)], 2), level=3, note="the list holds `u` or not")
def list_of_a_loop_holds_an_argument(u, v, rows, n):
    for _ in range(n):
        rows = [u, v]
    rows[0][1] = 0.5
    return u * u + rows[0] * v


@program(args=lambda: ([draw(3), draw(3)], 0), level=3, note="no round runs: the list is still the caller's")
def list_of_a_loop_is_still_the_old_one(rows, n):
    first = rows[0]
    for _ in range(n):
        rows = [2.0 * row for row in rows]
    rows[0][1] = 0.5
    return first * first + rows[0]


@program(args=lambda: (draw(3), [draw(3), draw(3)], 2), level=3, note="one array twice in the list")
def list_of_a_loop_holds_one_array_twice(u, rows, n):
    for _ in range(n):
        rows = [u, u]
    rows[0][1] = 0.5
    return rows[1] * rows[1]


@program(args=lambda: (draw(3), [draw(3), draw(3)], 3), level=3, note="a list of known items, or a cut one")
def list_of_a_branch_is_still_the_old_one(u, rows, n):
    first = rows[0]
    if n > 5:
        rows = list(np.ones((n, 3)))
    rows[0][1] = 0.5
    return first * first * u + rows[0]


@program(args=lambda: (draw(3), [draw(3)]), level=3, note="the caller's list is longer afterwards")
def list_of_the_caller_extended(u, rows):
    rows += [u * u]
    return rows[1] * u


# A number at first, an array later


@program(args=lambda: (draw(3, 4),), level=3)
def sum_from_zero_in_place(a):
    total = 0
    for row in a:
        total += row * row
    return total * a[0]


@program(args=lambda: (draw(3, 4), 0), wrt=(0,), level=3, note="a number where no round runs")
def sum_from_zero_of_nothing(a, n):
    total = 0
    for k in range(n):
        total += a[k] * a[k]
    return np.sum(total + a[0])


@program(
    args=lambda: (draw(4, 3).astype(np.float32), draw(4, 3, seed=1)),
    level=3,
    tolerance=1e-2,
    note="float32 stays",
)
def sum_in_place_keeps_its_precision(a, b):
    total = 0
    for k in range(4):
        total += a[k] * a[k]
        total += b[k]
    return total * 3.0


@program(args=lambda: (draw(4),), level=3, note="a number at first and in between")
def product_in_place_from_one(x):
    total = 1.0
    for k in range(3):
        if k == 1:
            total *= x
        total *= 2.0
        total -= x[k]
    return total


@program(args=lambda: (draw(3, 4),), level=3, note="what is kept of each round must not change later")
def running_sums_kept(a):
    total, kept = 0, []
    for row in a:
        total += row * row
        kept.append(total * 1.0)
    return kept[0] * kept[-1]


@program(args=lambda: (0.7, draw(3), True), wrt=(0, 1), level=3)
def number_or_array_by_a_branch(x, y, wide):
    z = x * x
    if wide:
        z = y * x
    z += y
    z *= z
    return z


# Arithmetic that changes no number makes a new array


@program(args=lambda: (draw(5),), level=3, note="a slice times one is no view of the argument")
def slice_times_one_written(g):
    r = g[1:] * 1.0
    r[:2] = 0.5
    return r * g[1:]


@program(args=lambda: (draw(5),), level=3, note="plus makes a copy")
def slice_with_a_plus_written(g):
    r = +g[::2]
    r[1] *= r[0]
    return r * g[::2]


@program(args=lambda: (draw(3, 4),), level=3, note="a transpose over one, then another name for it")
def transpose_over_one_written(g):
    q = r = g.T / 1.0
    q[1:] = r[:-1] + 0.0
    return r * g.T


@program(args=lambda: (draw(6),), level=3, note="two of them in one loop")
def copies_by_arithmetic_in_a_loop(g):
    for k in range(2):
        r = g[k:] + 0.0
        r[0] = r[1] * r[2]
        g = g * 1.0
        g[k] += r[0]
    return g


@program(
    args=lambda: (draw(3, 4),), level=3, note="the method takes the condition first, the function the array"
)
def compressed_by_the_method(a):
    b = a.compress([True, False, True], axis=0)
    return b.compress(condition=[False, True, True], axis=1) * b[:, :2]


@program(args=lambda: (draw(2, 3),), level=3, note="one number counts through all axes")
def item_by_one_number(a):
    return a.item(4) * a.item(1, 0) * a + a.item((0, 1))
