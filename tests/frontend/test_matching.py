"""`match` statements: every pattern that is taken, in the order and with the names that Python gives."""

from collections import namedtuple
from dataclasses import dataclass
from enum import Enum

import numpy as np

from ad_transform.frontend.matching import ARRAYS_ARE_SEQUENCES
from tests.frontend.checking import check, refused

Pair = namedtuple("Pair", "left right")


class Shade(Enum):
    LIGHT = 1
    DARK = 2


@dataclass
class Ball:
    mass: float
    speed: float


def of_values(x, n):
    match n:
        case 0:
            return x
        case 1 | 2:
            y = x * x
        case -3:
            y = 5.0 * x
        case _:
            y = x**3
    return y * x


def test_values_and_alternatives():
    for n in (0, 1, 2, -3, 7):
        check(of_values, 0.7, n, wrt=(0,))


def of_active_value(x):
    match x * 2.0:
        case 1.0:
            return x
        case y if y > 1.0:
            return y * y * x
        case y if y < -1.0:
            z = y * 3.0
        case z:
            z = z * x
    return z + x


def test_guards_bind_their_names_first():
    for x in (0.2, 0.9, -0.8):
        check(of_active_value, x)


def failed_guard_keeps_names(x):
    y = 10.0
    match (x, 2.0):
        case (y, 2.0) if y > 5.0:
            return x
        case (a, b):
            return y * a * b + y


def test_a_failed_guard_leaves_its_names_bound():
    check(failed_guard_keeps_names, 0.5)


def of_sequences(x, items):
    total = 0.0
    match items:
        case []:
            return x
        case [a]:
            total = a * x
        case (a, b):
            total = a * b * x
        case [a, *middle, b]:
            total = a - b + x * sum(middle)
    return total * total


def test_sequences():
    check(of_sequences, 0.7, (), wrt=(0,))
    check(of_sequences, 0.7, (0.3,))
    check(of_sequences, 0.7, [0.3, 1.2])
    check(of_sequences, 0.7, (0.3, 1.2, 2.1, -0.4))


def array_is_no_sequence(x):
    match x:
        case [a, b]:
            return a * b
        case _:
            return np.sum(x**2)


def test_arrays_match_a_sequence_where_numpy_says_so():
    if ARRAYS_ARE_SEQUENCES:
        what = "a pattern of items for a value of unknown length"
        refused(array_is_no_sequence, np.array([0.3, 0.8]), what=what, hint="test its length with `if`")
    else:
        check(array_is_no_sequence, np.array([0.3, 0.8]))


def of_mapping(x, table):
    match table:
        case {"kind": "square", "scale": s}:
            return s * x * x
        case {"kind": kind, **rest} if kind == "line":
            return rest["slope"] * x
        case {}:
            return x


def test_mappings():
    check(of_mapping, 0.7, {"kind": "square", "scale": 2.0})
    check(of_mapping, 0.7, {"kind": "line", "slope": 1.5})
    check(of_mapping, 0.7, {"kind": "other"}, wrt=(0,))


def of_class(x, thing):
    match thing:
        case Ball(mass=m, speed=0.0):
            return m * x
        case Ball(m, v):
            return 0.5 * m * v * v * x
        case Pair(left, right=3.0):
            return left * x
        case Pair() as pair:
            return pair.left * pair.right * x
        case float(a) | int(a):
            return a * x * x
        case str():
            return x
        case None:
            return 2.0 * x
        case True:
            return 3.0 * x


def test_classes_and_singletons():
    for thing in (Ball(1.5, 2.0), Pair(0.5, 2.0), 0.75):
        check(of_class, 0.7, thing)
    for thing in (Ball(1.5, 0.0), Pair(0.5, 3.0), 4, "word", None, True):
        check(of_class, 0.7, thing, wrt=(0,))


def of_dotted_names(x, shade):
    match shade:
        case Shade.LIGHT:
            return x * x
        case Shade.DARK:
            return x**3
        case _:
            return x


def test_dotted_names():
    check(of_dotted_names, 0.7, Shade.LIGHT, wrt=(0,))
    check(of_dotted_names, 0.7, Shade.DARK, wrt=(0,))


def in_a_loop(x, n):
    total = x
    for i in range(n):
        match i % 3:
            case 0:
                total = total * x
            case 1:
                continue
            case _:
                if total > 50.0:
                    break
                total = total + x
        total = total + 0.1 * i
    return total


def test_jumps_from_cases():
    check(in_a_loop, 1.3, 9, wrt=(0,))
    check(in_a_loop, 3.3, 9, wrt=(0,))


def no_case_fits(x, n):
    y = x
    match n:
        case 1:
            y = x * x
    return y * y


def test_no_case_need_fit():
    check(no_case_fits, 0.7, 1, wrt=(0,))
    check(no_case_fits, 0.7, 2, wrt=(0,))


def length_unknown(x, n):
    items = [x * i for i in range(n)]
    match items:
        case [a, b]:
            return a * b
    return x


def test_items_of_unknown_number_are_refused():
    refused(
        length_unknown, 0.7, 2,
        what="a pattern of items for a value of unknown length", hint="test its length with `if`",
    )  # fmt: skip


def named_alternatives(x, n):
    match (n, x):
        case (0, a) | (a, 0):
            return a * x
    return x


def test_alternatives_with_names_are_refused_where_either_may_match():
    refused(
        named_alternatives, 0.7, 2,
        what="an alternative that binds names, and may not match", hint="write a case for each",
    )  # fmt: skip
