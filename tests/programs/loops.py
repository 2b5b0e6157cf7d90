"""Loops: for over everything that numeric code iterates over, while, break, continue, else, return from within."""

import math

import numpy as np

from tests.programs.case import draw, positive, program


@program(args=lambda: (0.9, 5), wrt=(0,))
def for_range(x, n):
    y = 1.0
    for _ in range(n):
        y = y * x + 0.1
    return y


@program(args=lambda: (0.9, 0), wrt=(0,))
def no_trips(x, n):
    y = x * x
    for i in range(n):
        y = y * i
    return y * x


@program(args=lambda: (0.9, 1), wrt=(0,))
def one_trip(x, n):
    for i in range(n):
        x = x * x + i
    return x


@program(args=lambda: (0.9,))
def range_with_start_and_step(x):
    y = x
    for i in range(2, 11, 3):
        y = y * x + i
    return y


@program(args=lambda: (0.9,))
def range_downwards(x):
    y = x
    for i in range(7, 0, -2):
        y = math.sin(y * i) + x
    return y


@program(args=lambda: (draw(5),))
def range_over_length(x):
    total = 0.0
    for i in range(len(x)):
        total = total + x[i] ** 2 * i
    return total


@program(args=lambda: (draw(3, 4),))
def nested_ranges(a):
    total = 0.0
    for i in range(a.shape[0]):
        row = 0.0
        for j in range(a.shape[1]):
            row += a[i, j] * a[i, (j + 1) % 4]
        total += row * row
    return total


@program(args=lambda: (draw(5),))
def triangular_ranges(x):
    total = 0.0
    for i in range(5):
        for j in range(i):
            total += x[i] * x[j] / (1 + i - j)
        total *= 1.1
    return total


@program(args=lambda: (draw(5),))
def over_array(x):
    total = 0.0
    for v in x:
        total = total * v + v
    return total


@program(args=lambda: (draw(4, 3),))
def over_rows(a):
    total = np.zeros(3)
    for row in a:
        total = np.sin(total + row) * row
    return total


@program(args=lambda: (draw(5),), level=3)
def enumerated(x):
    total = 0.0
    for i, v in enumerate(x):
        total += i * v * v
    return total


@program(args=lambda: (draw(5),), level=3)
def enumerated_from_one(x):
    total = 1.0
    for k, v in enumerate(x, start=1):
        total = total * v + v / k
    return total


@program(args=lambda: (draw(5), draw(5, seed=1)), level=3)
def zipped(x, y):
    total = 0.0
    for a, b in zip(x, y):
        total += a * b * total + a
    return total


@program(args=lambda: (draw(5), draw(3, seed=1)), level=3)
def zipped_to_the_shortest(x, y):
    total = 0.0
    for a, b, i in zip(x, y, range(10)):
        total += a * b * i
    return total


@program(args=lambda: (draw(5), draw(5, seed=1)), level=3)
def enumerated_zip(x, y):
    total = 0.0
    for i, (a, b) in enumerate(zip(x, y)):
        total = total * a + b * i
    return total


@program(args=lambda: (draw(5),), level=3)
def reversed_array(x):
    y = 0.5
    for c in reversed(x):
        y = y * y + c
    return y


@program(args=lambda: (draw(5),), level=3)
def reversed_range(x):
    y = 0.5
    for i in reversed(range(1, 5)):
        y = y * x[i] + x[i - 1]
    return y


@program(args=lambda: (0.5, 0.9, 1.3), level=3)
def over_tuple(a, b, c):
    y = 1.0
    for v in (a, b, c, 2.0):
        y = y * v + b
    return y


@program(args=lambda: ([0.5, 0.9, 1.3],), level=3)
def over_list(items):
    y = 1.0
    for v in items:
        y = y * v + items[0]
    return y


@program(args=lambda: (0.7,), level=3)
def over_list_of_functions(x):
    for f in [math.sin, math.cos, math.exp]:
        x = f(x) * x
    return x


@program(args=lambda: ({"a": 0.5, "b": 0.9},), level=3)
def over_dict_items(d):
    y = 1.0
    for name, v in d.items():
        y = y * v + (2.0 if name == "a" else v)
    return y


@program(args=lambda: ({"a": 0.5, "b": 0.9},), level=3)
def over_dict_keys_and_values(d):
    y = 1.0
    for name in d:
        y = y * d[name]
    for v in d.values():
        y += v * v
    return y


@program(args=lambda: (draw(2, 3),), level=3)
def over_ndindex(a):
    total = 0.0
    for i, j in np.ndindex(a.shape):
        total += a[i, j] ** (i + j + 1)
    return total


@program(args=lambda: (draw(2, 3),), level=3)
def over_flat(a):
    total = 1.0
    for v in a.flat:
        total = total * v + v
    return total


@program(args=lambda: (0.7,))
def while_counter(x):
    i = 0
    y = x
    while i < 4:
        y = y * x + i
        i += 1
    return y


@program(args=lambda: (0.7,))
def while_on_value(x):
    y = x
    while y < 10.0:
        y = y * y + x + 0.5
    return y


@program(args=lambda: (70.0,))
def while_no_trips(x):
    while x < 10.0:
        x = x * x
    return x * x


@program(args=lambda: (0.7,), level=3)
def while_true(x):
    y, n = x, 0
    while True:
        y = math.sin(y) + x
        n += 1
        if n == 5:
            break
    return y * n


@program(args=lambda: (draw(6),), level=3)
def breaks(x):
    total = 0.0
    for i in range(6):
        total += x[i] * x[i]
        if total > 0.8:
            break
        total *= 1.1
    return total * i


@program(args=lambda: (draw(6),), level=3)
def continues(x):
    total = 1.0
    for v in x:
        if v < 0:
            continue
        total = total * v + v
    return total


@program(args=lambda: (draw(6),), level=3)
def breaks_and_continues(x):
    total, steps = 0.0, 0
    while steps < 20:
        steps += 1
        v = x[steps % 6]
        if v < 0:
            continue
        total += v * v + total * v
        if total > 2.0:
            break
        total += 0.1
    return total


@program(args=lambda: (draw(6),), level=3)
def for_else(x):
    total = 0.0
    for v in x:
        total += v * v
        if total > 100.0:
            break
    else:
        total = total * x[0]
    return total


@program(args=lambda: (draw(6),), level=3)
def for_else_broken(x):
    total = 0.0
    for v in x:
        total += v * v
        if total > 0.5:
            break
    else:
        total = total * x[0]
    return total


@program(args=lambda: (0.7,), level=3)
def while_else(x):
    n, y = 0, x
    while n < 3:
        n += 1
        y = y * x
        if y > 50.0:
            break
    else:
        y = y + x
    return y * y


@program(args=lambda: (draw(3, 4),), level=3)
def early_return_from_nested_loops(a):
    total = 0.0
    for i in range(3):
        for j in range(4):
            total += a[i, j] ** 2
            if total > 1.2:
                return total * a[i, j]
    return total


@program(args=lambda: (draw(3, 4),), level=3)
def return_never_reached(a):
    total = 0.0
    for i in range(3):
        for j in range(4):
            total += a[i, j] ** 2
            if total > 1e6:
                return total * a[i, j]
    return total * total


@program(args=lambda: (draw(3, 4),), level=3)
def break_of_inner_loop_only(a):
    total = 1.0
    for i in range(3):
        for j in range(4):
            if a[i, j] > 0.6:
                break
            total = total * 0.9 + a[i, j] * total
        total += a[i, 0]
    return total


@program(args=lambda: (0.7,))
def loop_variable_after_the_loop(x):
    for i in range(4):
        x = x + math.sin(x)
    return x * i


@program(args=lambda: (0.7,))
def loop_variable_shadows(x):
    i = x * x
    y = i
    for i in range(3):
        y = y * x + i
    for i in range(2):
        for i in range(3):
            y = y + i * x
    return y


@program(args=lambda: (0.7,))
def loop_variable_overwritten(x):
    y = x
    for i in range(3):
        i = i * 2 + x
        y = y * i
    return y


@program(args=lambda: (0.7, 4), wrt=(0,))
def stop_overwritten(x, n):
    y = x
    for i in range(n):
        n = n + 1
        y = y * x + n * i
    return y * n


@program(args=lambda: (0.7,))
def branch_in_loop(x):
    y = x
    for i in range(6):
        if i % 2 == 0:
            y = y * x + 1.0
        elif y > 1.2:
            y = y / (1.0 + x)
        else:
            y = math.sin(y)
    return y


@program(args=lambda: (0.7, 1.3))
def carried_pair(x, y):
    for _ in range(5):
        x, y = y * 0.9, x + math.sin(y)
    return x * y


@program(args=lambda: (draw(4),))
def array_carried(x):
    y = x
    for i in range(4):
        y = np.tanh(y * x + i) + y[::-1]
    return y


@program(args=lambda: (0.7,))
def bound_in_loop_read_after(x):
    for i in range(3):
        last = x * i
        x = x + last
    return last * x


@program(args=lambda: (0.7,))
def accumulated_only(x):
    total = 0.0
    for i in range(5):
        total += math.sin(x * i)
    return total


@program(args=lambda: (0.7,))
def loop_without_effect(x):
    y = x
    for i in range(5):
        y = x * i
    return y


@program(args=lambda: (0.7, 3), wrt=(0,))
def reset_each_round(x, n):
    total = 0.0
    for i in range(n):
        part = 1.0
        for _ in range(i + 1):
            part = part * x
        total += part / math.factorial(i + 1)
    return total


@program(args=lambda: (positive(4),))
def three_deep(x):
    total = 0.0
    for i in range(4):
        for j in range(2):
            for k in range(3):
                total = total * 0.9 + x[i] * (j + 1) / (x[k] + i)
    return total


@program(args=lambda: (0.7,))
def while_in_for(x):
    y = x
    for i in range(3):
        k = 0
        while k <= i and y < 50:
            y = y * (1.0 + x)
            k += 1
        y = y - i * x
    return y


@program(args=lambda: (draw(4), draw(3, seed=1)))
def rows_indexed_by_two_loops(x, y):
    best = -10.0
    for a in x:
        for b in y:
            best = max(best, a * b) + 0.1 * a
    return best


@program(args=lambda: (draw(4),), level=3)
def sum_of_items_while(x):
    i, total = len(x) - 1, 0.0
    while i >= 0 and total < 10:
        total += x[i] * x[i - 1]
        i -= 1
    return total


@program(args=lambda: (draw(4), draw(4, seed=1)))
def over_strict_zip(v, w):
    total = 0.0
    for a, b in zip(v, w, strict=True):
        total = total * a + b
    return total
