"""Names that hold None on some paths: starts of searches, caches, defaults, helpers that find nothing."""

import logging
import math
from dataclasses import dataclass

import numpy as np

from tests.programs.case import draw, positive, program

log = logging.getLogger(__name__)


@program(args=lambda: (draw(6),), level=3)
def smallest_with_its_place(x):
    best, where = None, None
    for k, v in enumerate(x):
        if best is None or v < best:
            best, where = v, k
    return best * x[where - 1]


@program(args=lambda: (draw(4, 3),), level=3)
def longest_row(a):
    longest = None
    for row in a:
        if longest is None or np.sum(row * row) > np.sum(longest * longest):
            longest = row
    return longest * a[0]


@program(args=lambda: (draw(4, 3),), level=3)
def sum_started_with_none(a):
    total = None
    for row in a:
        square = row * row
        total = square if total is None else total + square
    return total * 2.0


@program(args=lambda: (draw(4, 3),), level=3, note="in place from the second round on")
def sum_in_place_after_none(a):
    total = None
    for row in a:
        if total is None:
            total = row * 2.0
        else:
            total += row * row
    return total


@program(args=lambda: (draw(5),), level=3)
def difference_to_the_previous(x):
    previous, total = None, 0.0
    for v in x:
        if previous is not None:
            total += (v - previous) ** 2
        previous = v
    return total


@program(args=lambda: (draw(7),), level=3, note="None again after each group")
def forgets_what_it_had(x):
    held, total = None, 0.0
    for v in x:
        if held is None:
            held = v
        else:
            total += held * v * v
            held = None
    return total


@program(args=lambda: (draw(6),), level=3)
def first_and_second(x):
    first = second = None
    for v in x:
        if first is None or v > first:
            first, second = v, first
        elif second is None or v > second:
            second = v
    return first * first * second


def find(x, bound):
    for v in x:
        if v > bound:
            return v


@program(args=lambda: (draw(6),), level=3, note="a helper that returns None where it finds nothing")
def helper_finds_or_not(x):
    total = 1.0
    for bound in (-0.5, 0.0, 5.0):
        found = find(x, bound)
        if found is not None:
            total = total * found * found
        else:
            total = total + x[0]
    return total


@program(args=lambda: (draw(5), 0.3), level=3, note="the default is replaced in the body")
def default_replaced(x, k, scale=None):
    if scale is None:
        scale = k * k
    return np.sum(x * x) * scale


@program(args=lambda: (0.7, 2.0), level=3)
def none_or_value_by_a_test(x, y):
    extra = None if x > 1.0 else y * y
    factor = x if x < 0.5 else None
    total = x * y
    if extra is not None:
        total = total * extra
    if factor is not None:
        total = total + factor
    return total


@program(args=lambda: (0.7, 2.0), level=3)
def value_or_something_else(x, y):
    chosen = y if x < 0.5 else None
    other = y * y if x > 0.5 else None
    return (chosen or x * x) * (other or 1.0)


@program(args=lambda: (draw(5),), level=3)
def not_none_and_positive(x):
    last, total = None, 0.0
    for v in x:
        if last is not None and last * v > 0.0:
            total += last * v
        elif last is not None and v > 0:
            total += v * v * v
        last = v
    return total


class Cached:
    def __init__(self, k):
        self.k = k
        self.cache = None

    def square(self):
        if self.cache is None:
            self.cache = self.k * self.k
        return self.cache


@program(args=lambda: (0.7, draw(3)), level=3, note="filled at the first use")
def cache_in_an_object(k, x):
    spring = Cached(k)
    total = 0.0
    for v in x:
        total += spring.square() * v * v
    return total * spring.square()


@program(args=lambda: (0.7, draw(4, 3)), level=3, note="an array is kept, and thrown away")
def cache_thrown_away(k, a):
    spring = Cached(k)
    total = 0.0
    for row in a:
        if spring.cache is None:
            spring.cache = row * k
        total += np.sum(spring.cache * row)
        if row[0] > 0.0:
            spring.cache = None
    return total


@dataclass
class Node:
    value: float
    left: "Node | None" = None
    right: "Node | None" = None


def depth_sum(node, depth):
    if node is None:
        return 0.0
    return node.value * depth + depth_sum(node.left, depth + 1) + depth_sum(node.right, depth + 1)


@program(args=lambda: (draw(3),), level=3)
def tree_with_empty_branches(x):
    tree = Node(x[0] * x[1], Node(x[1] * x[2]), Node(x[2] * x[0], right=Node(x[0] ** 2)))
    return depth_sum(tree, 1)


@program(args=lambda: (draw(5),), level=3)
def none_in_a_tuple(x):
    best = (None, None)
    for k, v in enumerate(x):
        if best[0] is None or v < best[0]:
            best = (v, k * v)
    low, weighted = best
    return low * weighted


@program(args=lambda: (draw(6),), level=3, note="no round finds one")
def nothing_found(x):
    found = None
    for v in x:
        if v > 10.0:
            found = v * v
    if found is None:
        return np.sum(x * x)
    return found


@program(args=lambda: (draw(6), 0), wrt=(0,), level=3)
def no_round_at_all(x, n):
    found = None
    for k in range(n):
        found = x[k] * x[k]
    return x[0] ** 2 if found is None else found


@program(args=lambda: (draw(5),), level=3)
def found_by_a_while(x):
    found, k = None, 0
    while found is None and k < len(x):
        if x[k] * x[k] > 0.2:
            found = x[k] * 3.0
        k += 1
    return found * x[0] if found is not None else x[1]


@program(args=lambda: (draw(5),), level=3, note="left as soon as it is found")
def found_and_left(x):
    found = None
    for v in x:
        if v > 0.3:
            found = v
            break
    if found is None:
        found = x[0]
    return found * found


@program(args=lambda: (positive(3),), level=3, note="the error of using None is caught")
def using_none_is_caught(x):
    chosen = None if x[0] > 0.0 else x[1]
    try:
        y = chosen * x[2]
    except TypeError:
        y = x[2] * x[2]
    return y * x[1]


@program(args=lambda: (draw(3, 3),), level=3, note="an array that is written once it is there")
def written_once_it_is_there(a):
    row = None
    for k in range(3):
        if row is not None:
            row[k] = row[k] * a[k, 0]
        if k == 0:
            row = a[1] * a[2]
    return row * row


@program(args=lambda: (0.7,), level=3)
def matched_with_none(x):
    total = 0.0
    for k in range(4):
        found = x * k if k % 2 else None
        match found:
            case None:
                total += x
            case value:
                total += value * value
    return total


@program(args=lambda: (draw(4),), level=3, note="passed on to a helper that tests it")
def handed_to_a_helper(x):
    def fallback(value, other):
        return other * other if value is None else value

    seen, total = None, 0.0
    for v in x:
        total += fallback(seen, v) * v
        seen = v if v > 0.0 else None
    return total


@program(args=lambda: (draw(4),), level=3, note="nested loops: found in the inner, used in the outer")
def found_in_an_inner_loop(x):
    total, peak = 0.0, None
    for a in x:
        for b in x:
            if peak is None or a * b > peak:
                peak = a * b
        total += peak * a
    return total


@program(args=lambda: (draw(4).astype(np.float32),), level=3, tolerance=1e-2)
def smallest_of_float32(x):
    best = None
    for v in x:
        if best is None or best > v:
            best = v
    return best * best


@program(args=lambda: (draw(4, 2),), level=3)
def dictionary_of_nones(a):
    state = {"low": None, "high": None}
    for row in a:
        if state["low"] is None or row[0] < state["low"]:
            state["low"] = row[0]
        if state["high"] is None or row[1] > state["high"]:
            state["high"] = row[1]
    return state["low"] * state["high"]


@program(args=lambda: (0.7,), level=3, note="logged while it is None, and after")
def shown_while_none(x):
    y = None
    for k in range(3):
        log.debug("y is %s", y)
        log.debug(f"y is {y}")
        y = x * k
    return y * x


@program(args=lambda: (draw(3), False), wrt=(0,), level=3, note="an old value must not show through")
def set_to_none_again(x, keep):
    y = x[0] * x[1]
    total = y * 2.0
    if not keep:
        y = None
    if y is not None:
        total = total + y
    return total * x[2]


@program(args=lambda: (draw(5),), level=3, note="a mean that is updated: value and count in one tuple")
def tuple_or_none(x):
    state = None
    for v in x:
        if state is None:
            state = (v, 1)
        else:
            mean, count = state
            state = (mean + (v - mean) / (count + 1), count + 1)
    return state[0] * state[1]


@program(args=lambda: (draw(5),), level=3)
def truth_of_what_may_be_none(x):
    seen, total = None, 0.0
    for v in x:
        total += (seen or 1.0) * v
        product = seen and seen * v
        if product is not None:
            total += product
        seen = v * v if v > 0.0 else None
    return total


@program(args=lambda: (draw(5),), level=3, note="a nested function that remembers")
def remembered_by_a_nested_function(x):
    best = None

    def look_at(v):
        nonlocal best
        if best is None or v > best:
            best = v

    for v in x:
        look_at(v * v)
    return best * x[0]


@program(args=lambda: (draw(5),), level=3)
def walked_until_none(x):
    v, k, total = x[0], 0, 0.0
    while v is not None:
        k += 1
        total += v * v * k
        v = x[k] if k < 4 else None
    return total


@program(args=lambda: (draw(5),), level=3, note="made in one attempt, improved in others")
def made_in_an_attempt(x):
    y = None
    for v in x:
        try:
            y = math.log(v)
        except ValueError:
            y = v if y is None else y * v
    return y
