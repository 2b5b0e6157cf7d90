"""Results as NumPy computes them are of the kinds that were told beforehand."""

import operator

import numpy as np
import pytest

from ad_transform import ir
from ad_transform.kinds import ONE, Array, Dim, Known, Number, Record, Sequence, Unknown
from ad_transform.results import constant, join, kind_of, result

x = kind_of(np.ones((4, 3)), "x")


def known(value):
    return kind_of(value), ir.Const(value)


def test_kinds_of_objects():
    assert kind_of(np.ones((2, 1), np.float32), "x") == Array("float32", (Dim("x0"), ONE))
    assert kind_of(2.0) == Number("float")
    assert kind_of(np.float64(2)) == Number("float64")
    assert kind_of({"a": 1.0}) == Record((("a", Number("float")),))
    assert kind_of(None) == Known(None)
    assert kind_of(np.array(["a"])) == Unknown(number=False)


def test_lengths_survive():
    assert result(np.sum, [x], {"axis": known(0)}) == Array("float64", (Dim("x1"),))
    assert result(operator.getitem, [x, known(slice(1, -1))]) == Array(
        "float64", (Dim("x0", -2, True), Dim("x1"))
    )
    rows = result(operator.getitem, [result(getattr, [x, known("shape")]), known(0)])
    assert result(np.zeros, [rows]) == Array("float64", (Dim("x0"),))


@pytest.mark.parametrize(
    "function, args, value",
    [
        (operator.add, (2, 3), 5),
        (operator.is_, (None, None), True),
        (operator.eq, ("a", "b"), False),
        (getattr, (np, "pi"), np.pi),
    ],
)
def test_constants(function, args, value):
    assert constant(function, list(map(known, args))).value == value


def test_what_depends_on_data_is_fresh():
    mask = result(operator.gt, [x, known(0.0)])
    one = result(operator.getitem, [x, mask], tag="a")
    other = result(operator.getitem, [x, mask], tag="b")
    assert one.rank == 1 and one != other
    assert one == result(operator.getitem, [x, mask], tag="a")


def test_joins():
    assert join(Number("int"), Number("float")) == Number("float")
    assert join(x, Number("float")) == Unknown()
    assert join(x, Known(None)) == Unknown(number=False)
    assert join(Sequence((x,)), Sequence((x,))) == Sequence((x,))
