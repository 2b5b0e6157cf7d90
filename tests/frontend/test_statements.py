"""Statements and builtins at the edge of numeric code: what is passed through, and what is refused, to the word."""

import contextlib
import dataclasses
import logging
import warnings
from collections import namedtuple

import numpy as np
import pytest

import ad_transform as ad
from tests.frontend.checking import check, refused

LOG = logging.getLogger("ad_transform.tests")
TOTAL = 0.0
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
    print("x = {} or {y:.1f}".format(x, y=x * x))  # noqa: UP032
    assert x > 0.0, f"{x} is not positive"
    if x > 100.0:
        raise ValueError(f"{x} is large")
    return x * x


def test_messages_are_given_once(caplog, capsys):
    with caplog.at_level(logging.INFO), pytest.warns(UserWarning, match="0.70 and      0.7"):
        assert ad.grad(messages)(0.7) == 1.4
    assert [record.getMessage() for record in caplog.records] == ["x is 0.7"]
    assert capsys.readouterr().out == "x = 0.7 or 0.5\n"
    with pytest.raises(AssertionError, match="-0.5 is not positive"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ad.grad(messages)(-0.5)
    with pytest.raises(ValueError, match="101.0 is large"), warnings.catch_warnings():
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
        return super(Derived, self).shift()  # noqa: UP008


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


def tries(x):
    try:
        return x / 2.0
    except ZeroDivisionError:
        return x


def opens(x, path):
    with open(path) as file:
        return x * float(file.read())


def writes_global(x):
    global TOTAL
    TOTAL = x
    return x


def evaluates(x):
    return eval("x * x")


def looks_around(x):
    return locals()["x"] * x


def keeps_iterator(x):
    items = iter([x, x * 2.0])
    return next(items)


def has_set(x):
    return sum({1.0, 2.0}) * x


def has_class(x):
    class Inner:
        pass

    return x


def keeps_generator(x):
    parts = (v * x for v in (1.0, 2.0))
    return sum(parts)


def computed_key(x, n):
    return {k: x for k in range(n)}[0]


def deletes_attribute(x):
    ball = Base(x)
    del ball.scale
    return x


REFUSALS = {
    tries: ("a `try` block is not differentiated", "test for the error's cause before it happens"),
    writes_global: ("`TOTAL` is global here: writing a global is not differentiated", "return it instead"),
    evaluates: ("`eval` is not differentiated", "write out what it does"),
    looks_around: ("`locals` is not differentiated", "write out what it does"),
    keeps_iterator: ("an iterator that is kept for later", "use a `for` loop, or index a list"),
    has_set: ("a set is not differentiated", "use a tuple or a list"),
    has_class: ("a class defined inside the function is not differentiated",
                "define it at the module's top level"),
    keeps_generator: ("a generator that is kept for later", "use it where it stands, or make a list"),
    deletes_attribute: ("`del` of an attribute is not supported", "assign None to it"),
}  # fmt: skip


@pytest.mark.parametrize("function", REFUSALS, ids=lambda f: f.__name__)
def test_refusals(function):
    what, hint = REFUSALS[function]
    refused(function, 0.7, what=what, hint=hint)


def test_refusals_with_more_arguments():
    refused(
        opens, 0.7, "file",
        what="this `with` block is not differentiated", hint="write its body alone",
    )  # fmt: skip
    refused(computed_key, 0.7, 3, what="a key that is computed at run time", hint="use constant keys")
