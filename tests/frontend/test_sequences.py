"""Functions of sequences that the frontend understands itself: functools, itertools, sorting, extrema by a key."""

import functools
import itertools

import numpy as np

from tests.frontend.checking import check, refused

V = np.array([0.4, -1.3, 0.9, 2.1])


def reduce_known(x, y):
    return functools.reduce(lambda a, b: a * b + x, [x, y, 2.0], 0.5)


def reduce_array(v):
    return functools.reduce(lambda a, b: a * 0.5 + b * b, v)


def reduce_with_start(v, s):
    return functools.reduce(lambda a, b: a * b + s, v, s)


def test_reduce():
    check(reduce_known, 0.7, 1.3)
    check(reduce_array, V)
    check(reduce_with_start, V, 0.3)


def product_of_arrays(v, w):
    total = 0.0
    for a, b in itertools.product(v, w):
        total += a * b * b
    return total


def product_of_known(x, y):
    return sum(a * b**k for a, b, k in itertools.product([x, y], (x, 3.0), (1, 2)))


def product_repeated(v):
    total = 1.0
    for a, b, c in itertools.product(v, repeat=3):
        total = total + a * b * c * c
    return total


def test_product():
    check(product_of_arrays, V, V[:3].copy())
    check(product_of_known, 0.7, 1.3)
    check(product_repeated, V[:2].copy())


def chained(v, w, x):
    total = x
    for k, a in enumerate(itertools.chain(v, w)):
        total = total + a * a * k
    return total


def chained_known(x, y):
    total = 0.0
    for a in itertools.chain([x, y], (x * y,), itertools.chain.from_iterable([[x], [2.0, y]])):
        total = total * x + a
    return total


def test_chain():
    check(chained, V, V[:2].copy(), 0.5)
    check(chained_known, 0.7, 1.3)


def accumulated(v):
    total = 0.0
    for k, s in enumerate(itertools.accumulate(v)):
        total = total + s * s * k
    return total


def accumulated_by_function(v, s):
    items = list(itertools.accumulate(v, lambda a, b: a * b + s, initial=s))
    return items[0] + items[-1] * items[2]


def accumulated_known(x, y):
    first, second, third = itertools.accumulate([x, y, x * y])
    return first * second * third


def test_accumulate():
    check(accumulated, V)
    check(accumulated_by_function, V, 0.3)
    check(accumulated_known, 0.7, 1.3)


def paired(v):
    return sum(a * b for a, b in itertools.pairwise(v))


def paired_known(x, y):
    return sum(a / b for a, b in itertools.pairwise([x, y, 2.0]))


def repeated(v, x):
    return sum(a * b for a, b in zip(v, itertools.repeat(x, 4), strict=True))


def test_pairwise_and_repeat():
    check(paired, V)
    check(paired_known, 0.7, 1.3)
    check(repeated, V, 0.7)


def largest_by_key(x, y):
    chosen = max([x, y, x * y], key=lambda v: -abs(v))
    return chosen * min(x, y, key=abs) + x


def first_of_equals(x, y):
    return max([x, y], key=lambda v: 1.0) * 3.0 + min([x, y], key=lambda v: 1.0) * x


def test_extrema_by_key():
    for x, y in ((0.7, 1.3), (-2.0, 0.4), (1.5, -1.2)):
        check(largest_by_key, x, y)
        check(first_of_equals, x, y)


def sorted_items(x, y):
    low, middle, high = sorted([y, x, x * y])
    down = sorted((x, y, x * y), reverse=True)
    near = sorted([x, y, 3.0], key=lambda v: (v - 1.0) ** 2, reverse=True)
    items = [y, 2.0, x]
    items.sort(key=abs)
    return low + 2.0 * middle + 3.0 * high**2 + down[0] * x + near[0] * near[2] + items[1] * items[0]


def sorted_keeps_a_list(x, y):
    return sum(sorted([x, y]) + sorted([y, 3.0]))


def sorted_array(v):
    items = sorted(v)
    return items[0] * 2.0 + items[-1] ** 2 + len(items)


def test_sorting():
    for x, y in ((0.7, 1.35), (1.4, 0.2), (-1.7, 0.4)):
        check(sorted_items, x, y)
        check(sorted_keeps_a_list, x, y)
    check(sorted_array, V)


def as_list(v):
    items = v.tolist()
    items.append(items[0] * items[1])
    v[0] = 5.0
    return items[0] * v + items[-1]


def test_tolist_copies():
    check(as_list, fresh=lambda: (V.copy(),))


def functions_of_their_rounds(x):
    late = [lambda v: v * i for i in range(1, 4)]
    early = [lambda v, i=i: v**i for i in range(1, 4)]
    table = {i: (lambda v: v + i) for i in range(3)}
    return late[0](x) + sum(f(x) for f in early) * table[0](x)


def test_functions_in_lists_see_what_python_shows_them():
    check(functions_of_their_rounds, 0.7)


def indexed(a):
    total = 0.0
    for (i, j), v in np.ndenumerate(a):
        total = total + v * v * (i + 2 * j)
    return total


def test_ndenumerate():
    check(indexed, V.reshape(2, 2))


def endless(x):
    return sum(x * k for k, _ in zip(itertools.count(), (1, 2), strict=False))


def with_nditer(v):
    total = 0.0
    for a in np.nditer(v):
        total = total + a
    return total


def reduce_of_nothing(x):
    return functools.reduce(lambda a, b: a + b, []) * x


def sorted_by_unknown_keys(v):
    return sorted(v, key=abs)[0]


def sorted_pairs(x):
    return sorted([(x, 1), (2.0, 3)])[0][0]


def matrix_as_lists(a):
    return a.tolist()[0][1]


def largest_row(v):
    return max(v, key=abs)


def test_refusals():
    refused(endless, 0.7, what="an iterator without end", hint="use `range` or `enumerate`")
    refused(with_nditer, V, what="`np.nditer` is not differentiated", hint="use `np.ndindex` or nested loops")
    refused(
        reduce_of_nothing, 0.7,
        what="`functools.reduce` of nothing, without a start", hint="pass a start",
    )  # fmt: skip
    refused(
        sorted_by_unknown_keys, V,
        what="`sorted` by a key, of items that are not known", hint="use np.argsort of the keys",
    )  # fmt: skip
    refused(
        sorted_pairs, 0.7,
        what="sorting items that are no numbers", hint="sort numbers, or use np.argsort of the keys",
    )  # fmt: skip
    refused(
        matrix_as_lists, np.eye(2),
        what="`tolist` of an array of several axes", hint="index the array",
    )  # fmt: skip
    refused(largest_row, V, what="`max` with keywords is not supported here", hint="use a loop")
