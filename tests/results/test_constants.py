"""What is folded is what every run would compute."""

import math
import operator
from collections import namedtuple

import numpy as np
import pytest

from ad_transform import ir
from ad_transform.kinds import ONE, Array, Dim, Known, ListOf, Number, Record, Sequence, Unknown
from ad_transform.results import constant, kind_of, result

MATRIX = Array("float64", (Dim("x0"), ONE))
Point = namedtuple("Point", "x y")


def known(value):
    return kind_of(value), ir.Const(value)


def value(function, *args):
    found = constant(function, list(args))
    return "unknown" if found is None else found.value


@pytest.mark.parametrize(
    "function, args, expected",
    [
        (np.ndim, [MATRIX], 2),
        (getattr, [MATRIX, known("ndim")], 2),
        (getattr, [Array("int32", ()), known("dtype")], np.dtype("int32")),
        (getattr, [Array("int32", (ONE, ONE)), known("shape")], (1, 1)),
        (getattr, [MATRIX, known("shape")], "unknown"),
        (len, [Sequence((MATRIX, MATRIX))], 2),
        (len, [MATRIX], "unknown"),
        (isinstance, [MATRIX, known(np.ndarray)], True),
        (isinstance, [Number("float"), known((int, float))], True),
        (isinstance, [Number("float"), known(float)], "unknown"),
        (isinstance, [Number("float"), known(np.ndarray)], False),
        (isinstance, [Known("text"), known(str)], True),
        (isinstance, [Unknown(), known(float)], "unknown"),
        (isinstance, [ListOf(MATRIX), known(list)], "unknown"),
        (operator.is_, [MATRIX, known(None)], False),
        (operator.is_not, [known(None), known(None)], False),
        (operator.is_, [Unknown(number=False), known(None)], "unknown"),
        (operator.is_, [MATRIX, MATRIX], "unknown"),
        (operator.eq, [known("full"), known("same")], False),
        (operator.contains, [known(("a", "b")), known("a")], True),
        (operator.lt, [known(1), known(2.5)], True),
        (operator.mul, [known(2), known(3.5)], 7.0),
        (operator.truediv, [known(1), known(0)], "unknown"),
        (operator.pow, [known(10), known(400)], "unknown"),
        (operator.mul, [known(1e300), known(1e300)], "unknown"),
        (operator.mul, [known(2.0), Number("float")], "unknown"),
        (math.sqrt, [known(4.0)], 2.0),
        (math.sqrt, [known(-1.0)], "unknown"),
        (np.isscalar, [Number("float")], True),
        (np.isscalar, [MATRIX], False),
        (type, [MATRIX], np.ndarray),
        (type, [Number("float")], "unknown"),
        (hasattr, [MATRIX, known("shape")], True),
        (hasattr, [Number("float"), known("shape")], "unknown"),
        (operator.not_, [known(False)], True),
        (np.random.rand, [], "unknown"),
    ],
)
def test_constants(function, args, expected):
    assert value(function, *args) == expected


def test_lists_that_may_change_are_not_folded():
    assert value(operator.getitem, known([1.0, 2.0]), known(0)) == "unknown"
    assert value(len, known({"a": 1})) in ("unknown", 1)


def test_fields():
    point = kind_of(Point(1.0, np.ones(2)), "p")
    assert point.cls is Point
    assert result(getattr, [point, known("y")]) == Array("float64", (Dim("p[1]0"),))
    record = kind_of({"a": 1.0, 2: np.ones(3)}, "r")
    assert result(operator.getitem, [record, known(2)]) == Array("float64", (Dim("r[2]0"),))
    assert isinstance(result(operator.getitem, [record, known("missing")]), Unknown)


def test_updates():
    index = ir.Call(operator.getitem, (ir.HOLE, ir.Const(0)))
    record = Record((("a", Number("float")),))
    field = ir.Call(operator.getitem, (ir.HOLE, ir.Const("a")))
    assert result(ir.store, [MATRIX, (None, index), Number("float")]) == MATRIX
    items = Sequence((Number("int"), Number("int")), list)
    assert result(ir.store, [items, (None, index), MATRIX]) == Sequence((MATRIX, Number("int")), list)
    assert result(ir.store, [record, (None, field), MATRIX]) == Record((("a", MATRIX),))
    assert result(ir.append, [items, (None, ir.HOLE), Number("float")]) == ListOf(Number("float"))
    assert result(ir.drop_last, [ListOf(MATRIX), (None, ir.HOLE)]) == ListOf(MATRIX)
