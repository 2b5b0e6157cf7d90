"""Iterators read their lists as they go, and once: what is written meanwhile is seen, and a second use is refused."""

import numpy as np
import pytest

import ad_transform as ad
from tests.frontend.checking import check, refused

V = np.array([0.4, -1.3, 0.9, 2.1])


def enumerated_and_written(x, y):
    items = [x, y, 2.0]
    total = 0.0
    for k, v in enumerate(items):
        if k < 2:
            items[k + 1] = v * items[k + 1]
        total = total + v
    return total


def zipped_and_written(x, y):
    items = [x, y]
    total = 0.0
    for a, b in zip(items, [1.0, 2.0], strict=True):
        items[1] = x * 5.0
        total = total + a * b
    return total


def different_items_written(x, y):
    items = [x, y, (2.0,)]
    total = 0.0
    for v in items:
        items[1] = 9.0 * x
        total = total + (v[0] if isinstance(v, tuple) else v)
    return total


def reversed_and_written(x, y):
    items = [x, y]
    total = 0.0
    for v in reversed(items):
        items[0] = v * v
        total = total + v
    return total


def values_of_a_dict_written(x, y):
    table = {"a": x, "b": y}
    total = 0.0
    for key, v in table.items():
        table["b"] = x * 7.0
        table[key] = table[key] * 2.0
        total = total + v
    return total * sum(table.values())


def mapped_late(x, y):
    scale = x
    total = 0.0
    for v in map(lambda a: a * scale, [x, y]):
        scale = scale * y
        total = total + v
    return total


def grown_list_rewritten(x, n):
    items = []
    for i in range(n):
        items.append(x * i)
    for i, v in enumerate(items):
        items[i] = v * x
        items[-1] = items[-1] + v
    return sum(items)


def test_writes_are_seen():
    for f in (
        enumerated_and_written, zipped_and_written, different_items_written, reversed_and_written,
        values_of_a_dict_written, mapped_late,
    ):  # fmt: skip
        check(f, 0.7, 1.3)
    check(grown_list_rewritten, 0.7, 4, wrt=(0,))


def used_by_name(x, y):
    pairs = zip([x, y], (2.0, x), strict=True)
    total = 0.0
    for a, b in pairs:
        total = total + a * b
    return total


def views_used_twice(x, y):
    values = {"a": x, "b": y}.values()
    return sum(values) * max(values)


def copies_of_a_grown_list(x, n):
    items = []
    for i in range(n):
        items.append(x * i)
    other, third = list(items), items.copy()
    other.append(x)
    other[0] = 5.0 * x
    items[1] = 7.0 * x
    return (
        items[0] + items[1] * 2.0 + other[0] * other[1] * other[-1] + len(items) * x + third[1] * len(other)
    )


def test_accepted():
    check(used_by_name, 0.7, 1.3)
    check(views_used_twice, 0.7, 1.3)
    check(copies_of_a_grown_list, 0.7, 4, wrt=(0,))


def map_used_twice(x, y):
    squares = map(lambda v: v * v, [x, y])
    return sum(squares) + sum(squares)


def enumerate_used_in_a_loop(v):
    pairs = enumerate(v)
    total = 0.0
    for _ in range(2):
        for k, a in pairs:
            total = total + k * a
    return total


def twice(items):
    return sum(items) + sum(items)


def passed_and_used_twice(x, y):
    return twice(map(lambda v: v * v, (x, y)))


def kept_in_a_tuple(x, y):
    return (map(abs, [x, y]), 1)[1] * x


def grows_while_counted(v):
    items = [a for a in v]
    total = 0.0
    for k, a in enumerate(items):
        total = total + a
        if k < 2:
            items.append(a)
    return total


def grows_while_zipped(x, y):
    items = [x, y]
    total = 0.0
    for a, b in zip(items, (1.0, 2.0, 3.0), strict=False):
        items.append(b)
        total = total + a
    return total


def test_refusals():
    twice_used, once = "may be used more than once", "make a list of it: `list(...)`"
    refused(map_used_twice, 0.7, 1.3, what=f"the iterator `squares` {twice_used}", hint=once)
    refused(enumerate_used_in_a_loop, V, what=f"the iterator `pairs` {twice_used}", hint=once)
    refused(passed_and_used_twice, 0.7, 1.3, what=f"the iterator `items` {twice_used}", hint=once)
    refused(kept_in_a_tuple, 0.7, 1.3, what="an iterator used as a value here", hint=once)
    grown = {
        "what": "a list or dict changes while it is looped over",
        "hint": "loop over a copy: `list(items)`",
    }
    refused(grows_while_counted, V, **grown)
    refused(grows_while_zipped, 0.7, 1.3, **grown)


def test_a_strict_zip_of_different_lengths_raises_as_in_python():
    def paired(v, w):
        return sum(a * b for a, b in zip(v, w, strict=True))

    slope = ad.grad(paired)
    assert slope(np.ones(3), np.arange(3.0)).tolist() == [0.0, 1.0, 2.0]
    with pytest.raises(ValueError, match="different lengths"):
        slope(np.ones(3), np.arange(2.0))
