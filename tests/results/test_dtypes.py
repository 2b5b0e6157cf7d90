"""The dtype of a result is NumPy's, for every pair of operands."""

import itertools
import operator

import numpy as np
import pytest

from ad_transform.kinds import Array, Number
from ad_transform.results import join, kind_of, result

from .agreement import disagreement

OPERANDS = [
    *(2, 0.5, 1j),
    *(np.float64(0.5), np.float32(0.5), np.int64(2), np.int32(2), np.complex64(1j)),
    *(
        np.full((2, 1), value, dtype)
        for value, dtype in [(0.5, "f8"), (0.5, "f4"), (0.5, "f2"), (2, "i8"), (2, "i4")]
    ),
    *(np.full(3, value, dtype) for value, dtype in [(1j, "c16"), (1j, "c8"), (2, "u1"), (True, "?")]),
    np.array(0.5),
    [0.5, 2.0],
    (1, 2),
]
OPERATIONS = [
    *(
        operator.add,
        operator.sub,
        operator.mul,
        operator.truediv,
        operator.floordiv,
        operator.mod,
        operator.pow,
    ),
    *(operator.lt, operator.eq, operator.and_, operator.matmul, divmod),
    *(np.add, np.power, np.arctan2, np.maximum, np.dot, np.multiply, np.heaviside, np.logaddexp, np.ldexp),
]


@pytest.mark.parametrize("function", OPERATIONS)
def test_two_operands(function):
    for a, b in itertools.product(OPERANDS, OPERANDS):
        try:
            with np.errstate(all="ignore"):
                value = function(a, b)
        except Exception:
            continue
        kind = result(function, [kind_of(a), kind_of(b)])
        if function is operator.pow and kind == Number("float"):
            continue  # an int of Python, or a float if the exponent is negative
        assert not disagreement(kind, value, {}), (a, b, kind)


UFUNCS = [f for f in vars(np).values() if isinstance(f, np.ufunc) and f.nin == 1 and f.signature is None]


@pytest.mark.parametrize("function", UFUNCS, ids=lambda f: f.__name__)
def test_one_operand(function):
    for a in OPERANDS:
        try:
            with np.errstate(all="ignore"):
                value = function(a)
        except Exception:
            continue
        assert not disagreement(result(function, [kind_of(a)]), value, {}), a


@pytest.mark.parametrize(
    "a, b, both",
    [
        ("int", "float", "float"),
        ("float", "float64", "float64"),
        ("float", "float32", "float32"),
        ("int64", "float", "float64"),
        ("bool", "int", "int"),
        ("complex", "float64", "complex128"),
        ("float32", "float64", "float64"),
    ],
)
def test_joined_dtypes(a, b, both):
    assert join(Number(a), Number(b)) == join(Number(b), Number(a)) == Number(both)
    assert join(Array("float64", ()), Array("int64", ())) == Array("float64", ())
