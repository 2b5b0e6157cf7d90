"""Comparisons and truth of objects, and operands that are evaluated only where Python evaluates them."""

from dataclasses import dataclass

import numpy as np

from tests.frontend.checking import check, refused


class Counter:
    def __init__(self):
        self.total, self.count = 0.0, 0

    def add(self, value):
        self.total, self.count = self.total + value, self.count + 1
        return self

    def __len__(self):
        return self.count

    def __contains__(self, key):
        return key > self.count


class Ordered:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return self.value < other.value

    def __eq__(self, other):
        return self.value == other.value


class Plain:
    def __init__(self, value):
        self.value = value


@dataclass
class Ball:
    mass: float


def truth_of_objects(x):
    empty, full = Counter(), Counter().add(x).add(x * x)
    y = full.total * len(full)
    if empty:
        y = y * 7.0
    if full and 5 in full and 1 not in full:
        y = y * 3.0
    return y


def objects_compared(x):
    one, other = Ordered(x), Ordered(x * 2.0)
    y = one.value if one < other else other.value
    if one > other or one == other:
        y = y * 5.0
    if Plain(x) == Plain(x) or Plain(x) is Plain(x):
        y = y * 7.0
    if Ball(x) == Ball(x):
        y = y * x
    return y


def names_compared(v):
    w, u = v, v.copy()
    return v * (2.0 if w is v else 3.0) * (5.0 if u is v else 7.0)


def later_operand_writes(x):
    items = [x, 2.0 * x]
    test = x > 0.0 and items.pop() > 0.1
    return items[-1] * (2.0 if test else 3.0)


def test_comparisons():
    check(truth_of_objects, 0.7)
    check(objects_compared, 0.7)
    check(names_compared, np.array([0.7, -0.3]))
    for x in (0.7, -0.7, 0.01):
        check(later_operand_writes, x)


def number_from_text(x):
    return float(f"{x:.3f}") * x


def test_refusals():
    refused(
        number_from_text, 0.7,
        what="a number read from text that is made here", hint="keep the number itself",
    )  # fmt: skip
