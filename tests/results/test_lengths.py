"""Lengths of slices and the ints made from lengths, against every short array."""

import itertools
import operator

import numpy as np
import pytest

from ad_transform import ir
from ad_transform.kinds import ONE, Array, Dim, Known, Number
from ad_transform.results import freshen, join, kind_of, result

from .agreement import disagreement, length_disagreement

BOUNDS = [None, -4, -3, -2, -1, 0, 1, 2, 3, 4]
LENGTHS = [0, 2, 3, 4, 5, 6]
VECTOR = Array("float64", (Dim("x0"),))
LOOSE = Array("float64", (Dim("x0", 0, loose=True),))


def known(value):
    return kind_of(value), ir.Const(value)


def item(kind, index):
    return result(operator.getitem, [kind, index])


@pytest.mark.parametrize("step", [None, 1, 2, -1, -2])
@pytest.mark.parametrize("kind, lengths", [(VECTOR, LENGTHS), (LOOSE, [0, 1, 2, 3, 4, 5])])
def test_slices_of_slices(kind, lengths, step):
    """One symbol is one number, whatever the two slices that lead to it."""
    found = []
    for start, stop in itertools.product(BOUNDS, BOUNDS):
        first = slice(start, stop, step)
        once = item(kind, known(first))
        found.append((first, slice(None), once))
        for second in (slice(1, None), slice(None, -2), slice(None, 2)):
            found.append((first, second, item(once, known(second))))
    for length in lengths:
        sizes = {"x0": length}
        for first, second, told in found:
            real = len(np.empty(length)[first][second])
            assert not (why := length_disagreement(told.dims[0], real, sizes)), (first, second, why)


@pytest.mark.parametrize("back", [0, 1, 2, 3])
def test_slices_by_the_own_length(back):
    """``x[:n - 2]`` is known; ``x[:n - 3]`` counts from the end if x has two items, and is not."""
    n = result(len, [VECTOR])
    less = result(operator.sub, [n, known(back)])
    taken = item(VECTOR, result(slice, [known(None), less, known(None)]))
    for length in LENGTHS:
        real = len(np.empty(length)[: length - back])
        assert not length_disagreement(taken.dims[0], real, {"x0": length})
    assert (taken.dims[0].symbol == "x0") == (back <= 2)


def test_padding_undoes_slicing():
    inner = item(VECTOR, known(slice(1, -1)))
    padded = result(np.pad, [inner, known(1)])
    assert padded.dims[0].symbol == "x0" and padded.dims[0].offset == 0


def test_padding_does_not_undo_what_may_have_been_clipped():
    inner = item(LOOSE, known(slice(1, -1)))
    assert result(np.pad, [inner, known(1)]).dims[0].symbol != "x0"
    short = item(VECTOR, known(slice(4, None)))
    assert result(np.pad, [short, known(2)]).dims[0].symbol != "x0"


def test_sizes_and_shapes():
    matrix = Array("float64", (Dim("x0"), Dim("x1")))
    flat = result(np.ravel, [matrix])
    assert result(np.zeros, [result(getattr, [matrix, known("size")])]) == flat
    shape = result(np.shape, [matrix])
    assert result(np.reshape, [flat, shape]) == matrix
    rows = result(operator.getitem, [shape, known(0)])
    word = ir.Call(ir.make_tuple, (ir.Name("rows"), ir.Const(-1)))
    again = result(np.reshape, [flat, (result(ir.make_tuple, [rows, known(-1)]), word)])
    assert again.dims[0] == Dim("x0")


def test_an_int_that_may_be_negative_is_no_length_to_reshape_to():
    n = kind_of(3, "n")
    assert result(np.reshape, [VECTOR, n]) != result(np.reshape, [VECTOR, n])
    assert result(np.zeros, [n]) == result(np.zeros, [n])


def test_different_symbols_of_one_operation_are_equal():
    other = Array("float64", (Dim("y0"),))
    assert result(operator.add, [VECTOR, other]).dims == (Dim("x0"),)
    loose = Array("float64", (Dim("y0", -1, loose=True),))
    assert result(operator.add, [loose, VECTOR]).dims == (Dim("x0"),)
    assert result(operator.add, [Array("float64", (ONE,)), loose]).dims == loose.dims
    both = result(operator.add, [loose, LOOSE]).dims[0]
    assert both.loose and both.symbol not in ("x0", "y0")


def test_joined_lengths_are_one_per_tag():
    short = item(VECTOR, known(slice(1, None)))
    head = join(VECTOR, short, tag="loop.x")
    assert head == join(head, item(head, known(slice(1, None))), tag="loop.x")
    assert head != join(VECTOR, short, tag="loop.y")
    assert join(VECTOR, short) != join(VECTOR, short)


def test_items_of_lists_have_lengths_of_their_own():
    part = result(operator.getitem, [VECTOR, Array("bool", (Dim("x0"),))], tag="mask")
    items = result(ir.append, [result(ir.make_list, []), (None, ir.HOLE), part])
    first = result(operator.getitem, [items, Number("int")], tag="one")
    other = result(operator.getitem, [items, Number("int")], tag="two")
    assert first.rank == other.rank == 1 and first.dims != other.dims
    assert freshen(part, "again").dims != part.dims
    assert freshen(VECTOR, "again") == VECTOR


def test_what_two_trials_cannot_tell_apart_is_not_told():
    def smallest(x, y):
        return x[: min(len(x), len(y))]

    other = Array("float64", (Dim("y0"),))
    told = result(smallest, [VECTOR, other], pure=True)
    assert told.rank == 1 and told.dims[0].symbol.startswith("?#")
    assert result(lambda x: x * 2, [VECTOR], pure=True).dims == (Dim("x0", 0, loose=True),)
    assert result(lambda x: (x.sum(), x[:2]), [VECTOR], pure=True).items[0] == Number("float64")


def test_squeezing_what_may_be_one_is_not_told():
    short = item(VECTOR, known(slice(1, None)))
    assert not isinstance(result(np.squeeze, [short]), Array | Number)
    assert result(getattr, [short, known("dtype")]) == Known(np.dtype("float64"))


@pytest.mark.parametrize(
    "bounds, named",
    [((5,), {}), ((2, 6), {}), ((7,), {"step": 2}), ((1, 7), {"step": 2}), ((1, 7, 3), {}), ((6, 2, -1), {})],
)
def test_ranges(bounds, named):
    kind = result(np.arange, list(map(known, bounds)), {k: known(v) for k, v in named.items()})
    assert not disagreement(kind, np.arange(*bounds, **named), {})
    assert not kind.dims[0].symbol


@pytest.mark.parametrize("options", [{"shape": (2, 3)}, {"order": "F"}])
def test_options_of_reshape(options):
    args = [] if "shape" in options else [(3, 2)]
    kind = result(
        np.reshape, [kind_of(np.ones(6)), *map(known, args)], {k: known(v) for k, v in options.items()}
    )
    assert kind.dims == tuple(Dim("", n) for n in options.get("shape", (3, 2)))
