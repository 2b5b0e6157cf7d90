"""What is told of the order in memory is what NumPy does."""

import itertools
import operator

import numpy as np
import pytest

from ad_transform import ir
from ad_transform.results import kind_of
from ad_transform.results.orders import UNKNOWN, looks, order_of_argument, order_of_new, order_of_view

SHAPES = [(), (1,), (4,), (2, 3), (1, 3), (3, 1), (1, 1), (3, 3), (2, 3, 4), (1, 3, 1), (2, 1, 4)]
RNG = np.random.default_rng(0)
NONE = ir.Const(None)


def layouts(shape):
    """Arrays of one shape that stand differently in memory."""
    plain = np.asarray(RNG.standard_normal(shape))
    wide = np.asarray(RNG.standard_normal([2 * n for n in shape]))
    yield plain
    yield np.array(plain, order="F")
    yield wide[tuple(slice(None, None, 2) for _ in shape)]
    yield plain[tuple(slice(None, None, -1) for _ in shape)]


ARRAYS = [array for shape in SHAPES for array in layouts(shape) if isinstance(array, np.ndarray)]


def described(array, name):
    """The kind of an array that is passed, and what is known of its order."""
    kind = kind_of(array, name)
    return kind, order_of_argument(kind, name)


def agrees(order, array):
    """True if nothing wrong is told of an array of more than one item."""
    flags = array.flags
    pairs = [(order.rows, flags.c_contiguous), (order.columns, flags.f_contiguous)]
    return all(said is None or said == seen for said, seen in pairs)


ONE = [
    np.zeros_like, np.ones_like, np.copy, np.array, np.negative, np.exp, operator.neg, operator.pos, np.sum, np.mean,
    np.max, np.min, np.prod, np.cumsum, np.cumprod, np.linalg.inv,
]  # fmt: skip
TWO = [
    operator.add, operator.mul, operator.truediv, np.maximum, np.hypot, np.outer, np.dot, np.matmul, operator.matmul,
    np.linalg.solve,
]  # fmt: skip


def tried(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except (ValueError, np.linalg.LinAlgError, TypeError):
        return None
    return result if isinstance(result, np.ndarray) else None


@pytest.mark.parametrize("function", ONE)
def test_new_arrays_of_one(function):
    for a in ARRAYS:
        for options in [{}, {"axis": 0}, {"axis": -1, "keepdims": True}]:
            if (made := tried(function, a, **options)) is not None:
                order = order_of_new(function, kind_of(made, "r"), [described(a, "a")])
                assert agrees(order, made), (function, a.shape, a.strides, options, order)


@pytest.mark.parametrize("function", TWO)
def test_new_arrays_of_two(function):
    for a, b in itertools.product(ARRAYS, repeat=2):
        if (made := tried(function, a, b)) is not None:
            order = order_of_new(function, kind_of(made, "r"), [described(a, "a"), described(b, "a")])
            assert agrees(order, made), (function, a.shape, a.strides, b.shape, b.strides, order)


@pytest.mark.parametrize("function", [np.concatenate, np.stack, np.vstack, np.hstack])
def test_joined_arrays(function):
    for a in ARRAYS:
        for axis in [{}] if function in (np.vstack, np.hstack) else [{"axis": k} for k in (0, 1, -1)]:
            if (made := tried(function, [a, a], **axis)) is not None:
                order = order_of_new(function, kind_of(made, "r"), [described(a, "a")] * 2)
                assert agrees(order, made), (function, a.shape, a.strides, axis, order)


def place(function, *rest, **options):
    kwargs = tuple((k, ir.Const(v)) for k, v in options.items())
    return ir.Call(function, (ir.HOLE, *map(ir.Const, rest)), kwargs)


def part(*bounds):
    return ir.Call(slice, tuple(map(ir.Const, bounds)))


INDICES = [
    (np.index_exp[0], ir.Const(0)),
    (np.index_exp[1:], part(1, None, None)),
    (np.index_exp[::2], part(None, None, 2)),
    (np.index_exp[:], part(None, None, None)),
    (np.index_exp[...], ir.Const(...)),
    (np.index_exp[0, 1:], ir.Call(ir.make_tuple, (ir.Const(0), part(1, None, None)))),
    (np.index_exp[:, 0], ir.Call(ir.make_tuple, (part(None, None, None), ir.Const(0)))),
    (np.index_exp[1:, :], ir.Call(ir.make_tuple, (part(1, None, None), part(None, None, None)))),
    (np.index_exp[:, None], ir.Call(ir.make_tuple, (part(None, None, None), NONE))),
]
TURNS = [
    (np.transpose, (), {}),
    (np.swapaxes, (0, 1), {}),
    (np.swapaxes, (-1, 0), {}),
    (np.matrix_transpose, (), {}),
    (np.expand_dims, (0,), {}),
    (np.flip, (), {}),
    (np.rot90, (), {}),
    (np.moveaxis, (0, -1), {}),
    (np.squeeze, (), {}),
]


def kind_at(value):
    return kind_of(value.value)


def test_parts():
    for a, (index, step) in itertools.product(ARRAYS, INDICES):
        try:
            seen = a[index]
        except IndexError:
            continue
        if isinstance(seen, np.ndarray) and seen.size > 1:
            kind, order = described(a, "a")
            call = ir.Call(operator.getitem, (ir.HOLE, step))
            found = order_of_view(call, order, kind, kind_of(seen, "r"), kind_at)
            assert agrees(found, seen), (a.shape, a.strides, index, found)


@pytest.mark.parametrize("function, rest, options", TURNS, ids=[f"{t[0].__name__}{t[1]}" for t in TURNS])
def test_turns(function, rest, options):
    for a in ARRAYS:
        try:
            seen = function(a, *rest, **options)
        except ValueError:
            continue
        kind, order = described(a, "a")
        found = order_of_view(place(function, *rest, **options), order, kind, kind_of(seen, "r"), kind_at)
        assert agrees(found, seen), (a.shape, a.strides, found)


RESHAPES = [(np.ravel, ()), (np.reshape, (-1,)), (np.reshape, ((2, -1),)), (np.reshape, ((-1, 3, 1),))]


@pytest.mark.parametrize("function, rest", RESHAPES)
@pytest.mark.parametrize("options", [{}, {"order": "C"}, {"order": "F"}, {"order": "A"}], ids=str)
def test_reshapes(function, rest, options):
    """Whether a reshape is a view is told right, and the order of what it gives."""
    told = 0
    for a in ARRAYS:
        if (seen := tried(function, a, *rest, **options)) is None:
            continue
        kind, order = described(a, "a")
        made, step = kind_of(seen, "r"), place(function, *rest, **options)
        looking = looks(order, kind, made, function, dict(step.kwargs))
        assert looking in (None, np.shares_memory(seen, a)), (a.shape, a.strides, looking)
        found = order_of_view(step, order, kind, made, kind_at)
        assert agrees(found, seen), (a.shape, a.strides, found)
        told += looking is not None
    assert told or options == {"order": "A"}


def test_nothing_is_told_of_what_is_not_known():
    assert order_of_new(np.sort, kind_of(np.ones((2, 3)), "r"), []) == UNKNOWN
