"""Lists that hold arrays and lists: one object in two places, changed through either."""

import numpy as np

from tests.programs.case import draw, program


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def swapped_arrays(x, y):
    items = []
    for i in range(3):
        items.append(x * (i + 1.0))
    items[0], items[1] = items[1], items[0]
    return items[0] * y


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def popped_then_written(x, y):
    items = []
    for i in range(3):
        items.append(x * (i + 1.0))
    a = items.pop()
    a[0] = 5.0
    return a * y + items[-1]


@program(args=lambda: (draw(3), 0.3), level=3)
def none_opaque(x, s):
    state = None
    for i in range(3):
        if state is None:
            state = (x, s)
        else:
            state = (state[0] * s, state[1] + 1.0)
    return state[0] * state[1]


@program(args=lambda: (draw(3), 0.3), level=3)
def tuple_or_number(x, s):
    v = s
    for i in range(3):
        if i == 2:
            v = (s, s)
        else:
            v = s * 2.0
    return x * v[0]


@program(args=lambda: (draw(3), 0.3), level=3)
def list_or_array(x, s):
    v = x
    if s > 0.1:
        v = [s, s * 2.0, s]
    return x * v[1]


@program(args=lambda: (draw(3), 0.3), level=3)
def zip_lists(x, s):
    a = [v * s for v in x]
    b = a * 2
    a.append(s)
    return sum(b) * sum(a)


@program(args=lambda: (draw(3), draw(3, seed=1)), level=3)
def same_array_thrice(x, y):
    a = x * 2.0
    items = []
    for i in range(3):
        items.append(a)
    items[0][0] = 5.0
    return items[1] * y


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def array_times_n(x, n):
    a = x * 2.0
    items = [a] * n
    items[0][0] = 5.0
    return items[1] * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def array_times_n_outer(x, n):
    a = x * 2.0
    items = [a] * n
    a[0] = 5.0
    return items[1] * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def pair_appended(x, n):
    a = x * 2.0
    items = []
    for i in range(n):
        items.append((a, i))
    a[0] = 5.0
    return items[1][0] * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def list_appended(x, n):
    a = x * 2.0
    items = []
    for i in range(n):
        items.append([a, x])
    a[0] = 5.0
    return items[1][0] * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def rows_then_row(x, n):
    rows = []
    for i in range(n):
        row = [x[0]]
        rows.append(row)
        row.append(x[i])
    return rows[1][1] * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def rows_then_row2(x, n):
    rows = []
    for i in range(n):
        row = []
        for k in range(n):
            row.append(x[k])
        rows.append(row)
        row.append(x[i] * 2.0)
    return rows[1][n] * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def rows_then_row3(x, n):
    rows = []
    for i in range(n):
        row = []
        rows.append(row)
        for k in range(n):
            row.append(x[k])
    return rows[1][1] * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def which_list(x, n):
    a = [v * 2.0 for v in x]
    b = [v * 3.0 for v in x]
    c = a if x[0] > -5.0 else b
    c.append(x[0])
    return sum(a)


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def which_list_item(x, n):
    a = [v * 2.0 for v in x]
    b = [v * 3.0 for v in x]
    c = a if x[0] > -5.0 else b
    c[0] = x[0]
    return sum(a)


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def row_of_table(x, n):
    table = [[v * (k + 1) for v in x] for k in range(n)]
    row = table[1]
    table[1] = table[0]
    row[0] = x[2]
    return table[1][0] * row[0]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def row_replaced_shared(x, n):
    table = [[v * k for v in x] for k in range(n)]
    table[1] = table[2]
    table[1][0] = x[2] * 7.0
    return table[2][0] * x[1]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def rows_times(x, n):
    table = [[x[0], x[1]]] * n
    table[1][0] = x[2] * 7.0
    return table[2][0] * x[1]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def rows_times_const(x, n):
    table = [[x[0], x[1]]] * 3
    table[1][0] = x[2] * 7.0
    return table[2][0] * x[1]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def zeros_rows_times(x, n):
    table = [[0.0] * n] * n
    table[1][0] = x[2] * 7.0
    return table[2][0] * x[1]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def copy_then_grow(x, n):
    table = [x * k for k in range(n)]
    other = table.copy()
    table.append(x)
    return other[1] * x * len(other)


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def stack_pair(x, n):
    stack = [x * (k + 1.0) for k in range(n)]
    return stack[-1] * stack.pop() * stack[-1]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def previous(x, n):
    history = [x]
    total = 0.0
    for i in range(n):
        u = history[-1]
        history.append(np.sin(u) * x)
        total = total + np.sum(u * history[-1])
    return total


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def previous2(x, n):
    history = [x]
    prev = history[0]
    total = 0.0
    for i in range(n):
        history.append(np.sin(prev) * x)
        prev = history[-1]
        total = total + np.sum(prev)
    return total * history[-1]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def update_in_place_items(x, n):
    items = [x * k for k in range(n)]
    for i in range(n):
        items[i][0] = x[1] * i
        items[i] *= 2.0
        items[i] += x
    return items[0] * items[2]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def loop_over_items_written(x, n):
    items = [x * k for k in range(n)]
    for a in items:
        a *= 2.0
        a[0] = x[1]
    return items[0] * items[2]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def copy_items_written(x, n):
    t = [x * k for k in range(n)]
    o = t.copy()
    o[1][0] = x[2] * 5.0
    return t[1] * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def copy_rows_append(x, n):
    rows = [[v * k for v in x] for k in range(n)]
    o = rows.copy()
    rows[0].append(x[1] * 4.0)
    return o[0][3] * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def plus_items_written(x, n):
    t = [x * k for k in range(n)]
    o = t + [x * 2.0]
    o[1][0] = x[2] * 5.0
    return t[1] * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def loop_carried(x, n):
    prev = [x[0]]
    for i in range(n):
        cur = prev
        prev = [x[1] * i]
        prev.append(x[2])
        cur.append(x[0])
    return cur[2] * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def loop_carried2(x, n):
    first = [v * 2.0 for v in x]
    cur = first
    for i in range(n):
        cur.append(x[1] * i)
        if i == 1:
            cur = [v * 3.0 for v in x]
    return sum(first) * sum(cur)


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def helper_returns_same(x, n):
    def same(l):
        l.append(x[0])
        return l

    a = [v * 2.0 for v in x]
    b = same(a)
    b.append(x[1] * 7.0)
    return sum(a) * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def in_dict(x, n):
    a = [v * 2.0 for v in x]
    d = {"a": a}
    d["a"].append(x[0])
    a.append(x[1])
    return sum(d["a"]) * sum(a)


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def in_tuple(x, n):
    a = [v * 2.0 for v in x]
    d = (a, x)
    d[0].append(x[0])
    return sum(a) * d[1]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def held_then_iterated(x, n):
    a = x * 2.0
    items = []
    for k in range(n):
        items.append(a)
    total = 0.0
    for u in items:
        u += 1.0
        total = total + u * x
    return total + a


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def item_aug(x, n):
    a = x * 2.0
    items = []
    for k in range(n):
        items.append(a)
    items[0] += x
    return items[1] * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def view_appended(x, n):
    u = np.zeros(4) * x[0]
    items = []
    for k in range(n):
        u[k] = x[k]
        items.append(u[:2])
    u[0] = x[2]
    return items[0] * x[0]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def branch_item(x, n):
    items = [x * k for k in range(n)]
    a = items[1] if x[0] > -5.0 else items[2]
    a[0] = x[2]
    return items[1] * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def branch_append(x, n):
    items = [x * k for k in range(n)]
    a = items[-1]
    if x[0] > -5.0:
        items.append(x * 3.0)
    return items[-1] * a


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def branch_pop(x, n):
    items = [x * k for k in range(n)]
    a = items[-1]
    if x[0] > -5.0:
        items.pop()
    return items[-1] * a


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def loop_pop(x, n):
    items = [x * (k + 1.0) for k in range(n)]
    a = items[-1]
    while len(items) > 1:
        b = items.pop()
        a = a * items[-1] + b
    return a


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def loop_prev_item(x, n):
    items = [x]
    a = items[-1]
    total = x * 0.0
    for k in range(n):
        items.append(a * x)
        total = total + a * items[-1]
        a = items[-1]
    return total


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def loop_prev_unread(x, n):
    items = [x]
    a = items[-1]
    for k in range(n):
        items.append(items[-1] * x)
    return a * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def extend_same(x, n):
    a = x * 2.0
    items = [x * k for k in range(n)]
    items.extend([a, a])
    a[0] = x[1]
    return items[3] * items[4]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def extend_same2(x, n):
    a = x * 2.0
    items = [x * k for k in range(n)]
    items.extend([a, a])
    items[3][0] = x[1]
    return items[3] * items[4]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def comp_same(x, n):
    a = x * 2.0
    items = [a for k in range(n)]
    items[0][0] = x[1]
    return items[1] * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def comp_same2(x, n):
    a = x * 2.0
    items = [a for k in range(n)]
    a[0] = x[1]
    return items[1] * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def comp_pairs(x, n):
    a = x * 2.0
    items = [(a, k) for k in range(n)]
    a[0] = x[1]
    return items[1][0] * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def slice_shared(x, n):
    items = [x * k for k in range(n)]
    part = items[1:]
    part[0][0] = x[2]
    return items[1] * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def list_of_shared(x, n):
    items = [x * k for k in range(n)]
    part = list(items)
    part[0][0] = x[2]
    return items[0] * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def reversed_shared(x, n):
    items = [x * k for k in range(n)]
    part = list(reversed(items))
    part[0][0] = x[2]
    return items[2] * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def slice_step_shared(x, n):
    items = [x * k for k in range(n)]
    part = items[::-1]
    part[0][0] = x[2]
    return items[2] * x


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def zip_items_written(x, n):
    items = [x * k for k in range(n)]
    for k, a in enumerate(items):
        a[0] = x[2] * k
    for a, b in zip(items, items[1:], strict=False):  # noqa: RUF007
        a[1] = b[0]
    return items[2] * items[1]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def replace_prev(x, n):
    items = [x * (k + 1) for k in range(n)]
    for k in range(1, n):
        u = items[k]
        items[k] = items[k - 1] * x
        items[k - 1] = u
    return items[2] * items[1]


@program(args=lambda: (draw(3), 3), wrt=(0,), level=3)
def nested_sum(x, n):
    rows = []
    for i in range(n):
        row = [x[i] * k for k in range(n)]
        rows.append(row)
    rows[1][2] = x[0]
    rows[0].append(x[1])
    return rows[1][2] * rows[0][3] * x
