"""The order in which arrays stand in memory: it decides whether a `reshape` is a view or a copy.

What is told is right, of NumPy as it runs the primal; what cannot be told is `UNKNOWN`. Programs have no memory, so
nothing but the aliases of the primal depends on it.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from itertools import dropwhile

import numpy as np

from .. import ir
from ..aliasing import VIEWS
from ..kinds import Array, Known, ListOf, Number, Sequence
from .lengths import may_be_one


@dataclass(frozen=True, slots=True)
class Order:
    """Whether an array stands in memory without gaps by rows (C) and by columns (Fortran); None: not known.

    `given`: the parameters whose layout this rests on.
    """

    rows: bool | None = None
    columns: bool | None = None
    given: frozenset = frozenset()


UNKNOWN = Order()
BOTH = Order(True, True)

BY_ROWS: frozenset = frozenset([np.zeros, np.ones, np.empty, np.full, np.eye, np.identity, np.outer])
"""Functions whose new arrays stand by rows, whatever they are made of."""

MATRICES_BY_ROWS = frozenset([np.dot, np.matmul, operator.matmul, np.linalg.inv, np.linalg.solve])
"""The same, of matrices; of stacks of matrices nothing is known."""

ALIKE = frozenset([np.zeros_like, np.ones_like, np.empty_like, np.full_like, np.copy, np.array])
"""New arrays in the order of the first argument."""

ELEMENTWISE = frozenset(
    [operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod, operator.pow,
     operator.neg, operator.pos, operator.abs, np.where]
)  # fmt: skip
ALONG_AXES = frozenset(
    [np.sum, np.mean, np.max, np.min, np.amax, np.amin, np.prod, np.cumsum, np.cumprod, np.concatenate, np.stack,
     np.vstack, np.hstack, np.roll, np.tile, np.repeat, np.clip]
)  # fmt: skip
"""New arrays that stand by rows if their arguments do."""


def in_rows(kind, given=frozenset()) -> Order:
    """The order of an array of `kind` that stands by rows."""
    if kind.rank < 2:
        return Order(True, True, given)
    return Order(True, None if any(map(may_be_one, kind.dims)) else False, given)


def order_of_argument(kind, name) -> Order:
    """The order of an array of `kind` that is passed, under `name`."""
    match kind.layout:
        case "C":
            return in_rows(kind, frozenset([name]))
        case "F":
            return Order(False, True, frozenset([name]))
    return UNKNOWN


# New arrays


def order_of_new(function, kind, operands) -> Order:
    """The order of a new array of `kind`, made by a function of NumPy, or an operator, of `operands` (kind, Order).

    There are no further arguments; where there are, nothing is known.
    """
    if not isinstance(kind, Array):
        return UNKNOWN
    if kind.rank < 2:
        return BOTH
    if function in BY_ROWS or (function in MATRICES_BY_ROWS and kind.rank == 2):
        return in_rows(kind)
    if function in ALIKE:
        source, order = operands[0] if operands else (None, UNKNOWN)
        return dense(source, order, kind)
    if isinstance(function, np.ufunc) or function in ELEMENTWISE:
        return of_elements(operands, kind)
    if function in ALONG_AXES:
        return of_rows(operands, kind)
    return UNKNOWN


def order_asked_for(function, kind, order) -> Order:
    """The order of a new array of `kind` whose maker is given ``order=``, an ir.Const where it is known."""
    makers = function in BY_ROWS or function in ALIKE
    if not isinstance(kind, Array) or not makers or order not in (ir.Const("C"), ir.Const("F")):
        return UNKNOWN
    found = in_rows(kind)
    return found if order.value == "C" else Order(found.columns, found.rows)


def dense(source, order, kind) -> Order:
    """A copy keeps the order of what has no gaps; what is made of lists stands by rows."""
    if isinstance(source, (Sequence, ListOf)):
        return in_rows(kind)
    return order if order.rows or order.columns else UNKNOWN


def wide(operands):
    """The operands that have rows and columns."""
    return [(k, o) for k, o in operands if isinstance(k, Array) and k.rank > 1]


def all_known(operands):
    return all(isinstance(k, (Array, Number, Known)) for k, _ in operands)


def resting_on(operands):
    return frozenset().union(*(o.given for _, o in operands))


def of_rows(operands, kind) -> Order:
    """An array that stands by rows if all that it is made of does."""
    if all_known(operands) and all(o.rows for _, o in wide(operands)):
        return in_rows(kind, resting_on(wide(operands)))
    return UNKNOWN


def of_elements(operands, kind) -> Order:
    """An elementwise result stands in the order of its operands, by rows where they leave it open."""
    found = of_rows(operands, kind)
    apart = not any(map(may_be_one, kind.dims))
    if not found.rows and apart and all_known(operands):
        if all(o.columns and k.dims == kind.dims for k, o in wide(operands)):
            return Order(False, True, resting_on(wide(operands)))
    return found


# Views


def order_of_view(step: ir.Call, order, before, kind, kind_at) -> Order:
    """The order of what `step` shows of an array of the kind `before` and of `order`; `kind` is that of the view."""
    if not isinstance(kind, Array) or not isinstance(before, Array):
        return UNKNOWN
    if not kind.dims:
        return BOTH
    function, rest, options = step.function, step.args[1:], dict(step.kwargs)
    if function is operator.getitem:
        return part_of(order, before, kind, rest[0], kind_at)
    if function is np.expand_dims:
        return Order(order.rows or None, order.columns or None, order.given)
    if function in VIEWS:
        return turned(function, order, before, rest, options)
    if function in (np.reshape, np.ravel):
        return reshaped(order, before, kind, function, options)
    return UNKNOWN


def turned(function, order, kind, rest, options) -> Order:
    """After a transpose: rows are columns. Other turns are not followed."""
    swapped = function is np.swapaxes and {a.value % 2 for a in rest if is_number(a)} == {0, 1}
    plain = function in (np.transpose, np.permute_dims) and not rest and not options
    flipped = swapped or function in (np.matrix_transpose, np.linalg.matrix_transpose)
    if plain or (kind.rank == 2 and flipped and not options):
        return Order(order.columns, order.rows, order.given)
    return UNKNOWN


def is_number(step) -> bool:
    return isinstance(step, ir.Const) and type(step.value) is int


def part_of(order, before, kind, index, kind_at) -> Order:
    """A part: leading indices, one slice with a step of one, and whole axes keep rows without gaps."""
    steps = list(index.args) if isinstance(index, ir.Call) and index.function is ir.make_tuple else [index]
    rows = order.rows or None
    if before.rank == 1 and all(s == ir.Const(None) or is_whole(s) for s in steps):
        return Order(rows, rows, order.given)
    while steps and (steps[-1] == ir.Const(...) or is_whole(steps[-1])):
        steps.pop()
    if not steps:
        return order
    left = list(dropwhile(lambda s: is_position(s, kind_at), steps))
    if len(left) <= 1 and all(is_run(s) for s in left):
        return Order(rows, rows if kind.rank == 1 else None, order.given)
    return UNKNOWN


def is_position(step, kind_at) -> bool:
    """True for the number of a row."""
    return is_number(step) or (isinstance(step, ir.Name) and isinstance(kind_at(step), Number))


def is_run(step) -> bool:
    """True for a slice that leaves nothing out between its ends."""
    one = (ir.Const(None), ir.Const(1))
    return isinstance(step, ir.Call) and step.function is slice and step.args[-1] in one


def is_whole(step) -> bool:
    return isinstance(step, ir.Call) and step.function is slice and set(step.args) <= {ir.Const(None)}


def reshaped(order, before, kind, function, options) -> Order:
    """What a reshape gives, view or copy, stands by rows where that is how it reads."""
    if word_of(options) != "C":
        return BOTH if kind.rank == 1 and function is np.ravel else UNKNOWN
    looking = looks(order, before, kind, function, options)
    if function is np.ravel or order.rows or looking is False:
        return in_rows(kind, order.given)
    return UNKNOWN


def word_of(options):
    """The word for the order in which a reshape reads; None where it is not known."""
    word = options.get("order", ir.Const("C"))
    return (word.value or "C") if isinstance(word, ir.Const) else None


def looks(order: Order, before, kind, function, options) -> bool | None:
    """Whether a reshape of `before` to `kind` is a view; None where it is not known."""
    word = word_of(options)
    if before.rank == 0 or (function is np.reshape and before.rank == 1):
        return True
    if word not in ("C", "F"):
        return None
    along, across = (order.rows, order.columns) if word == "C" else (order.columns, order.rows)
    lengths = [[d for d in k.dims if d.symbol or d.offset != 1] for k in (before, kind)]
    if along or (function is np.reshape and lengths[0] == lengths[1]):
        return True
    if along is False and kind.rank == 1 and (function is np.ravel or across):
        return False
    return None
