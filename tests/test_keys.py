"""Equal keys mean equal kinds: what must be told apart is, what need not is not."""

import collections
import dataclasses
import itertools

import numpy as np
import pytest

from ad_transform.keys import Same, key_of
from ad_transform.results import kind_of

Point = collections.namedtuple("Point", "x y")


@dataclasses.dataclass
class Spring:
    stiffness: object
    name: str = "spring"


class Plain:
    def __init__(self, value):
        self.value = value


DIFFERENT = [
    1, 1.0, True, 1j, None, "1", "2", b"1", np.float32(1), np.float64(1), np.int8(1), np.int16(1), np.bool_(True),
    np.ones(()), np.ones(1), np.ones(2), np.ones((1, 1)), np.ones((1, 2)), np.ones((2, 1)), np.ones((2, 2)),
    np.ones(4)[::2], np.ones((2, 3)).T, np.ones((4, 4))[::2],
    np.ones(2, np.float32), np.ones(2, int), np.ones(2, bool), np.ones(2, complex),
    (), (1.0,), (1,), (1.0, 2.0), [], [1.0], [1], [np.ones(1)], [np.ones(2)], Point(1.0, 2.0), Point(1, 2.0),
    {}, {"a": 1.0}, {"a": 1}, {"b": 1.0}, {"a": 1.0, "b": 1.0}, {"a": np.ones(1)}, {"a": np.ones(2)},
    Spring(1.0), Spring(1), Spring(1.0, "other"), Plain(1.0), Plain(1), len, sum, float, int, np.sin, np.ma.ones(2),
]  # fmt: skip

SAME = [
    (1.0, 2.0), (1, 7), (np.ones(2), np.ones(9)), (np.ones((2, 1)), np.ones((5, 1))), ([1.0], [2.0]), ("a", "a"),
    ({"a": 1.0}, {"a": 2.0}), (Spring(1.0), Spring(2.0)), (Plain(1.0), Plain(2.0)), (Point(1.0, 2), Point(3.0, 4)),
    (np.ones(4)[1:], np.ones(2)), (np.ones((2, 3))[:1].T, np.ones((3, 1))), (np.ones(0), np.ones(2)),
]  # fmt: skip


def test_other_kinds_have_other_keys():
    keys = [key_of(value) for value in DIFFERENT]
    for (k, one), (m, other) in itertools.combinations(enumerate(keys), 2):
        assert one != other, f"{DIFFERENT[k]!r} and {DIFFERENT[m]!r} have one key, {one}"


@pytest.mark.parametrize("one, other", SAME)
def test_equal_kinds_have_equal_keys(one, other):
    assert key_of(one) == key_of(other) and hash(key_of(one)) == hash(key_of(other))
    assert kind_of(one, "a") == kind_of(other, "a") or isinstance(one, Plain)


def test_keys_of_functions_keep_them_alive_and_apart():
    one, other = (lambda x: x), (lambda x: x)
    assert key_of(one) == key_of(one) == Same(one)
    assert key_of(one) != key_of(other)
