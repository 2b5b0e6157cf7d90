"""Statements and builtins at the edge of numeric code: what is passed through, and what is refused, to the word."""

import contextlib
import dataclasses
import logging
import warnings
from collections import namedtuple

import numpy as np
import pytest

import ad_transform as ad
from tests.frontend.checking import check

LOG = logging.getLogger("ad_transform.tests")
Point = namedtuple("Point", "x y")


def with_blocks(x):
    with contextlib.nullcontext(x * 2.0) as y, np.errstate(all="ignore"):
        z = y * x
    with np.printoptions(precision=3):
        return z * y


def test_blocks_passed_through():
    check(with_blocks, 0.7)


def messages(x):
    LOG.info("x is %s", x)
    logging.getLogger()
    warnings.warn(f"{x:.{2}f} and {x!r:>8}", stacklevel=1)
    print("x = {} or {y:.1f}".format(x, y=x * x))
    assert x > 0.0, f"{x} is not positive"
    if x > 100.0:
        raise ValueError(f"{x} is large")
    return x * x


def test_messages_are_given_once(caplog, capsys):
    with caplog.at_level(logging.INFO), pytest.warns(UserWarning, match="0.70 and      0.7"):
        assert ad.grad(messages)(0.7) == 1.4
    assert [record.getMessage() for record in caplog.records] == ["x is 0.7"]
    assert capsys.readouterr().out == "x = 0.7 or 0.5\n"
    with pytest.raises(AssertionError, match=r"-0\.5 is not positive"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ad.grad(messages)(-0.5)
    with pytest.raises(ValueError, match=r"101\.0 is large"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ad.grad(messages)(101.0)


def dicts_joined(x):
    table = {"a": x}
    table |= {"b": x * x}
    table.update([("c", 2.0)], d=x**3)
    more = table | {"a": 3.0}
    return sum(more.values()) * len(more) + table["a"] * table["d"]


def test_dicts():
    check(dicts_joined, 0.7)


def named_tuples(x, y):
    point = Point(x, y)
    moved = point._replace(y=point.x * 2.0)
    return sum(moved._asdict().values()) * point.y


@dataclasses.dataclass
class Base:
    scale: float

    def shift(self):
        return self.scale + 1.0


@dataclasses.dataclass
class Derived(Base):
    offset: float = 0.5

    def shift(self):
        return super().shift() * self.offset

    def named(self):
        return super(Derived, self).shift()


class Plain:
    def __init__(self, x):
        super().__init__()
        self.x = x


class Wider(Plain):
    def __init__(self, x, y):
        super().__init__(x)
        self.y = y


def objects(x, y):
    base = Derived(x, y)
    other = dataclasses.replace(base, offset=x * y)
    wide = Wider(x, y)
    setattr(wide, "y", wide.y * 2.0)  # noqa: B010
    return base.shift() * other.shift() + other.named() * wide.x * wide.y


def asked(x, v):
    first = getattr(x, "missing", 2.0) if not hasattr(x, "missing") else 0.0
    return first * x * (v[0] if hasattr(v, "shape") else 1.0)


def test_objects():
    check(named_tuples, 0.7, 1.3)
    check(objects, 0.7, 1.3)
    check(asked, 0.7, np.array([2.0, 3.0]))


def imports_here(x):
    import math as m
    from math import cos

    return m.sin(x) * cos(x)


def test_imports():
    check(imports_here, 0.7)
