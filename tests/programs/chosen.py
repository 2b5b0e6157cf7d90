"""One name for one array or another, as a branch decides: what is written through it is written into the right one."""

import numpy as np

from tests.programs.case import draw, positive, program


def pair(seed):
    """Two vectors."""
    return draw(4, seed=seed), draw(4, seed=seed + 1)


@program(
    args=lambda: (*pair(0), 3),
    wrt=(0, 1),
    level=3,
    note="the arguments themselves, by the parity of a number",
)
def source_and_target(x, y, n):
    if n % 2:
        src, dst = x, y
    else:
        src, dst = y, x
    dst[1:] = src[:-1] * dst[1:]
    src[0] *= dst[1]
    return x * y


@program(args=lambda: pair(2), level=3)
def ordered_by_their_values(x, y):
    small, large = x * 2.0, y * 2.0
    if np.sum(small) > np.sum(large):
        small, large = large, small
    large[1:] -= small[1:] * large[0]
    small *= large[1]
    return small + large * x


@program(args=lambda: pair(4), level=3)
def swapped_in_some_rounds(x, y):
    a, b = x * 2.0, y * 2.0
    for i in range(4):
        if a[i] > b[i]:
            a, b = b, a
        a[1:] = 0.5 * b[:-1] + a[1:]
        b[0] *= 0.9 + 0.1 * a[i]
    return a * b + a


@program(args=lambda: (draw(4), draw(4, seed=1), draw(4, seed=2)), level=3)
def one_of_three(x, y, w):
    a, b, c = x * 2.0, y * 2.0, w * 2.0
    if x[0] > 1.0:
        z = a
    elif y[0] < 1.0:
        z = b
    else:
        z = c
    z[1] = a[0] * b[0] * c[0]
    a[2] *= z[1]
    b[0] = z[0] * z[0]
    z *= 2.0
    c[1] += z[2]
    return a * b * c


@program(args=lambda: (positive(3),), level=3, note="the argument, or a copy of it")
def copied_or_not(x):
    z = x if x[0] > 10.0 else x.copy()
    z[1] *= x[0]
    x[2] = z[1] * z[2]
    return x * z


@program(args=lambda: (positive(3),), level=3, note="the argument, or a copy of it")
def not_copied(x):
    z = x if x[0] > 0.0 else x.copy()
    z[1] *= x[0]
    x[2] = z[1] * z[2]
    return x * z


@program(args=lambda: (draw(5),), level=3)
def one_part_or_another(x):
    y = x * 2.0
    k = int(x[0] > 2.0)
    if y[1] > 10.0:
        i = k + 1
        part = y[i:]
    else:
        part = y[:4]
    part[1] *= y[0]
    y[2] += part[0]
    return y * part[1]


@program(args=lambda: (draw(3, 4), draw(4, seed=1)), level=3)
def a_row_or_another_array(a, y):
    z = a[0] if a[0, 0] > 5.0 else y
    z[1:] *= a[1, 1]
    a[0, 2] += z[0]
    y[0] = a[0, 1]
    return a * y * z


@program(args=lambda: pair(6), level=3)
def view_of_the_chosen(x, y):
    a, b = x * 2.0, y * 2.0
    z = a if a[0] > b[0] else b
    v = z[1:]
    v *= a[0]
    b[1] = v[0] * 2.0
    m = z.reshape(2, 2)
    m[1] *= m[0]
    a[2] = v[1] * m[1, 1]
    return a * b * z


@program(args=lambda: pair(8), level=3)
def chosen_by_a_helper(x, y):
    def larger(u, v):
        if np.sum(u) > np.sum(v):
            return u
        return v

    def bump(u, k):
        u[k] *= u[0] + 1.0
        return u

    a, b = x * 2.0, y * 2.0
    z = bump(larger(a, b), 1)
    larger(a, b)[2] = z[1] * a[0]
    return a * b


@program(args=lambda: pair(10), level=3)
def chosen_before_a_loop(x, y):
    a, b = x * 2.0, y * 2.0
    z = a if a[0] > b[0] else b
    i = 1
    while i < 4:
        z[i] += a[i - 1] * b[i - 1]
        a[i] *= z[0]
        i += 1
    return a * b * z


@program(args=lambda: pair(12), level=3)
def chosen_twice_by_one_test(x, y):
    a, b = x * 2.0, y * 2.0
    up = a[0] > b[0]
    z = a if up else b
    w = b if up else z
    w[0] = z[1] * a[2]
    z[0] *= w[2]
    np.add.at(z, [1, 1], w[:2])
    w.sort()
    return a * b


@program(args=lambda: pair(14), level=3)
def chosen_then_held_in_a_list(x, y):
    a, b = x * 2.0, y * 2.0
    z = a if a[0] > b[0] else b
    held = [z, a]
    held[0][1] *= b[0]
    held[1][2] += z[1]
    return a * b * z


@program(
    args=lambda: pair(16), level=3, note="the name is read after the loop that binds it to one or the other"
)
def last_one_chosen(x, y):
    a, b, c = x * 2.0, y * 2.0, x * y
    for i in range(4):
        c[0] += a[i] * b[i]
        a = c if i % 2 == 0 else b
    c *= 2.0 if b[0] > 10.0 else 3.0
    return b * c


@program(args=lambda: pair(18), level=3)
def last_one_chosen_is_read(x, y):
    a, b, c = x * 2.0, y * 2.0, x * y
    for i in range(4):
        c[0] += a[i] * b[i]
        a = c if i % 2 == 1 else b
    return a * b


@program(args=lambda: (draw(6), draw(6, seed=1)), level=3, note="merging two runs back and forth")
def bottom_up_passes(x, y):
    a, b = x * 1.0, y * 0.0
    width = 1
    turn = 0
    while width < 4:
        if turn % 2 == 0:
            src, dst = a, b
        else:
            src, dst = b, a
        dst[width:] = src[width:] + 0.5 * src[:-width]
        dst[:width] = src[:width] * y[:width]
        width *= 2
        turn += 1
    return a * 2.0 + b
