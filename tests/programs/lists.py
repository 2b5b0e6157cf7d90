"""Lists: grown, shrunk, sliced, nested, shared; comprehensions and generators."""

import itertools
import math

import numpy as np

from tests.programs.case import draw, program


@program(args=lambda: (0.7, 1.3), level=3)
def list_built_and_read(x, y):
    items = [x, y, x * y]
    return items[0] * items[-1] + items[1] + len(items)


@program(args=lambda: (0.7, 5), wrt=(0,), level=3)
def append_in_loop(x, n):
    history = [x]
    for i in range(n):
        history.append(math.sin(history[-1]) * x + i)
    return history[-1] * history[2]


@program(args=lambda: (0.7,), level=3)
def append_and_pop(x):
    stack = [x, x * 2.0]
    stack.append(stack[0] * stack[1])
    top = stack.pop()
    stack.append(top * top)
    first = stack.pop(0)
    return top * stack[-1] + first * len(stack)


@program(args=lambda: (0.7,), level=3)
def stack_machine(x):
    stack = []
    for op in "xx*x+x*":
        if op == "x":
            stack.append(x)
        elif op == "*":
            b = stack.pop()
            a = stack.pop()
            stack.append(a * b)
        else:
            stack.append(stack.pop() + stack.pop() * 2.0)
    return stack[0]


@program(args=lambda: (0.7, 1.3), level=3)
def extend_and_insert(x, y):
    items = [x]
    items.extend([y, x * y])
    items.insert(1, x + y)
    items += [y * y]
    total = 0.0
    for i, v in enumerate(items):
        total += v * (i + 1) * total + v
    return total


@program(args=lambda: (0.7, 1.3), level=3)
def item_assigned(x, y):
    items = [x, y, 0.0]
    items[2] = items[0] * items[1]
    items[0] = items[2] * items[0]
    items[-2] += items[0]
    items[1] *= 2.0
    return items[0] * items[1] * items[2]


@program(args=lambda: (0.7, 1.3), level=3)
def items_swapped(x, y):
    items = [x, y, x * y]
    items[0], items[2] = items[2], items[0]
    return items[0] ** 2 + items[2] * items[1]


@program(args=lambda: (0.7, 1.3), level=3)
def list_sliced(x, y):
    items = [x, y, x * y, x + y, 2.0]
    part = items[1:4]
    part[0] = x * 5.0
    items[3:] = [y, y * x]
    return part[0] * items[1] + items[-1] * part[-1] + sum(items[::2])


@program(args=lambda: (0.7, 1.3), level=3)
def list_deleted_and_reversed(x, y):
    items = [x, y, x * y, x + y]
    del items[1]
    items.reverse()
    copied = items.copy()
    items.clear()
    return copied[0] * copied[2] + copied[1] + len(items)


@program(args=lambda: (0.7, 1.3), level=3)
def list_sorted(x, y):
    items = [y, x, x * y]
    items.sort()
    down = sorted(items, key=lambda v: -v)
    return items[0] * 2.0 + items[1] * 3.0 + down[0] ** 2


@program(args=lambda: (0.7, 1.3), level=3)
def two_names_for_one_list(x, y):
    items = [x, y]
    same = items
    same.append(x * y)
    items[0] = y * y
    return same[0] * items[2] + len(same)


@program(args=lambda: (0.7, 1.3), level=3)
def lists_joined_and_repeated(x, y):
    items = [x, y] + [x * y]
    zeros = [0.0] * 4
    zeros[2] = x
    zeros[3] = zeros[2] * y
    return sum(items) * zeros[3] + zeros[0]


@program(args=lambda: (0.7,), level=3)
def prefilled_list(x):
    y = [1.0] * 6
    y[1] = x
    for i in range(2, 6):
        y[i] = y[i - 1] * x + y[i - 2] * y[i - 1]
    return y[5] * y[3]


@program(args=lambda: ([0.7, 1.3, 0.2],), level=3)
def list_parameter(items):
    total = items[0] * items[1]
    for v in items:
        total += v * v * total
    return total


@program(args=lambda: ([0.7, 1.3, 0.2],), level=3, note="the caller's list is overwritten and grows")
def list_parameter_written(items):
    items[0] = items[1] * items[2]
    items.append(items[0] * 2.0)
    return items[0] * items[3] + items[2]


@program(args=lambda: ([draw(2), draw(2, seed=1)],), level=3)
def list_of_arrays_parameter(arrays):
    y = arrays[0]
    for a in arrays:
        y = y * a + np.sum(a)
    return y


@program(args=lambda: ([[0.7, 1.3], [0.2, 0.9]],), level=3)
def matrix_as_lists(rows):
    return rows[0][0] * rows[1][1] - rows[0][1] * rows[1][0]


@program(args=lambda: (0.7,), level=3)
def nested_lists_written(x):
    rows = [[x, 1.0], [2.0, x * x]]
    rows[0][1] = rows[1][1] * x
    rows[1] = [rows[0][0], rows[0][1]]
    rows[1][0] += 3.0
    return rows[0][1] * rows[1][0] + rows[0][0] * rows[1][1]


@program(args=lambda: (0.7, 1.3), level=3, note="the inner lists are one object")
def shared_inner_list(x, y):
    inner = [x]
    outer = [inner, inner]
    outer[0][0] = x * y
    return outer[1][0] * inner[0]


@program(args=lambda: (0.7, 3), wrt=(0,), level=3)
def table_of_lists(x, n):
    table = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            table[i][j] = x ** (i + 1) * (j + 1)
            if i > 0 and j > 0:
                table[i][j] += table[i - 1][j - 1] * table[i][j - 1]
    return table[n - 1][n - 1]


@program(args=lambda: (draw(5),), level=3)
def list_comprehension(x):
    squares = [v * v for v in x]
    return squares[0] * squares[-1] + sum(squares)


@program(args=lambda: (draw(5), 0.7), level=3)
def filtered_comprehension(x, s):
    chosen = [v * s for v in x if v > 0]
    return sum(chosen) * len(chosen)


@program(args=lambda: (draw(3), draw(2, seed=1)), level=3)
def nested_comprehension(x, y):
    table = [[a * b for b in y] for a in x]
    flat = [v * v for row in table for v in row]
    return sum(flat) + table[1][1]


@program(args=lambda: (draw(4),), level=3)
def comprehension_shadows(x):
    v = x[0] * 2.0
    squares = [v * v for v in x[1:]]
    return v * squares[0] + squares[1]


@program(args=lambda: (draw(4),), level=3)
def array_from_comprehension(x):
    a = np.array([math.sin(v) * i for i, v in enumerate(x)])
    return a * x


@program(args=lambda: (draw(4), draw(4, seed=1)), level=3)
def generator_in_sum(x, y):
    return sum(a * b for a, b in zip(x, y)) * sum((a - b) ** 2 for a, b in zip(x, y) if a > b)


@program(args=lambda: (draw(4),), level=3)
def generator_in_max_and_min(x):
    return max(v * v for v in x) * min(math.exp(v) for v in x)


@program(args=lambda: (draw(4),), level=3)
def generator_in_any_and_all(x):
    if any(v > 0.5 for v in x) or all(v < 0 for v in x):
        return np.sum(x * x)
    return np.prod(x)


@program(args=lambda: (draw(4),), level=3)
def sum_with_start(x):
    return sum(list(x), x[0] * 3.0) * sum([x[1], x[2]])


@program(args=lambda: (draw(4),), level=3)
def stacked_history(x):
    history = []
    for i in range(3):
        x = np.sin(x) + i
        history.append(x)
    return np.stack(history) * np.array(history[0]) + np.concatenate(history[:1])


@program(args=lambda: (draw(4),), level=3, note="the arrays in the list change after they were put there")
def list_of_one_array_overwritten(x):
    y = x * 2.0
    history = []
    for _ in range(3):
        y *= x
        history.append(y)
    return history[0] + history[2] * 2.0


@program(args=lambda: (draw(4),), level=3)
def list_of_copies(x):
    y = x * 2.0
    history = []
    for _ in range(3):
        y *= x
        history.append(y.copy())
    return history[0] + history[2] * 2.0


@program(args=lambda: (0.7,), level=3)
def list_result(x):
    history = []
    for _ in range(3):
        x = math.sin(x) + 1.0
        history.append(x)
    return history


@program(args=lambda: (0.7,), level=3)
def while_list_is_not_empty(x):
    waiting, total = [x, x * 2.0, x * 3.0], 1.0
    while waiting:
        v = waiting.pop()
        total = total * v + 0.1
        if v > 1.9:
            waiting.append(v * 0.5)
    return total


@program(args=lambda: (draw(5),), level=3)
def enumerated_list_with_unpacking(x):
    pairs = [(a, b) for a, b in zip(x[:-1], x[2:])]
    total = 0.0
    for i, (a, b) in enumerate(pairs):
        total += i * a * b + a
    return total


@program(args=lambda: (draw(3),), level=3)
def itertools_product(x):
    total = 0.0
    for a, b in itertools.product(x, x):
        total += a * b * b
    return total


@program(args=lambda: (draw(4),), level=3)
def sliding_pairs(x):
    total = 0.0
    for a, b in zip(x, x[1:]):  # noqa: RUF007
        total += (a - b) ** 2
    return total


@program(args=lambda: (draw(3),), level=3)
def unpacked_array(x):
    a, b, c = x
    return a * b + c


@program(args=lambda: (draw(3, 2),), level=3)
def unpacked_rows(m):
    (a, b), second, third = m
    return a * second[0] + b * np.sum(third)


@program(args=lambda: (draw(4),), level=3)
def to_list_and_back(x):
    items = x.tolist()
    items[1] = items[0] * items[2]
    return np.array(items) * x


@program(args=lambda: (draw(4), 0.7), level=3)
def comprehension_and_known_items_joined(v, s):
    held = [0.5 for e in v] + [s * s]
    scaled = [s * e for e in v] + [s * 2.0, v[0]]
    return held[-1] * scaled[-1] + scaled[0] * scaled[-2] + sum(held) * sum(scaled)


@program(args=lambda: (draw(4), 0.7), level=3)
def comprehensions_joined(v, s):
    items = [s * e for e in v] + [s * e * e for e in v]
    return items[0] * items[-1]


@program(args=lambda: (draw(4), 0.7), level=3)
def multiple_of_list(v, s):
    items = [s] * len(v)
    return items[0] * items[-1] * v[0]


@program(args=lambda: (draw(4), 0.7), level=3)
def list_subtracted_at(v, s):
    w = v * 1.0
    np.subtract.at(w, [0, 0], [s, 0.3])
    np.add.at(w, [1, 1, 2], [s, s * s, 0.1])
    return np.sum(w * w)


@program(args=lambda: (draw(3), 2), wrt=(0,), level=3)
def argument_written_through_a_grown_list(u, n):
    columns = [u]
    for _ in range(n):
        columns.append(u * 2.0)
    columns[0][1] = 0.5
    return np.sum(u) + np.sum(columns[1])


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def last_then_append(x, y):
    items = []
    for i in range(3):
        items.append(x * (i + 1.0))
    a = items[-1]
    items.append(y)
    return a * y


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def item_then_replaced(x, y):
    items = []
    for i in range(3):
        items.append(x * (i + 1.0))
    a = items[0]
    items[0] = y
    return a * y


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def item_then_popped(x, y):
    items = []
    for i in range(3):
        items.append(x * (i + 1.0))
    a = items[-1]
    b = items.pop()
    c = items[-1]
    return a * b + c * y


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def ints_overwritten_by_floats(x, y):
    items = [0, 0, 0]
    for i in range(3):
        items[i] = x[i] * y[i]
    return items[0] * items[1] + items[2]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def zeros_overwritten(x, n):
    items = [0] * n
    for i in range(n):
        items[i] = x[i] * x[0]
    return items[0] * items[1] + items[2]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def grown_zeros_overwritten(x, n):
    items = []
    for i in range(n):
        items.append(0)
    for i in range(n):
        items[i] = x[i] * x[0]
    return items[0] * items[1] + items[2]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def rows_of_zeros_overwritten(x, n):
    rows = []
    for i in range(n):
        rows.append([0, 0, 0])
    for i in range(n):
        for j in range(3):
            rows[i][j] = x[i] * x[j]
    return rows[0][1] * rows[2][2]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def table_of_zeros_overwritten(x, n):
    rows = [[0 for j in range(n)] for i in range(n)]
    for i in range(n):
        for j in range(n):
            rows[i][j] = x[i] * x[j]
    return rows[0][1] * rows[2][2]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def dicts_in_list_grown(x, n):
    rows = []
    for i in range(n):
        rows.append({})
    for i in range(n):
        for j in range(3):
            rows[i][j] = x[i] * x[j]
    return rows[0][1] * rows[2][2]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def dicts_in_list_overwritten(x, n):
    rows = []
    for i in range(n):
        rows.append({"a": 0})
    for i in range(n):
        rows[i]["a"] = x[i] * 2.0
    return rows[0]["a"] * rows[2]["a"]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def zero_overwritten_once(x, n):
    items = []
    for i in range(n):
        items.append(0)
    items[1] = x[0] * 2.0
    return items[1] * x[1]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def zero_overwritten_at_computed_place(x, n):
    items = [0, 0, 0]
    k = n - 2
    items[k] = x[0] * 2.0
    return items[1] * x[1]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def zero_overwritten_by_key(x, n):
    items = {0: 0, 1: 0}
    k = n - 2
    items[k] = x[0] * 2.0
    return items[1] * x[1]
