"""What a name holds, as far as it is known when a derivative is written.

A derivative is specialised to the kinds of its arguments. Array dimensions are symbols, so that text for arrays of
one shape needs no help from run time: two dimensions that are the same symbol are the same number, and a symbol is
known to differ from one unless it is `loose`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Dim:
    """A length: ``scale`` symbol plus ``offset``; no symbol: the number `offset`.

    `loose` lengths may be one at run time, so they may broadcast.
    """

    symbol: str = ""
    offset: int = 0
    loose: bool = False


ONE = Dim("", 1)


@dataclass(frozen=True, slots=True)
class Number:
    """A Python or NumPy scalar: `dtype` is bool, int, float, complex, or a NumPy name such as float32.

    `length` is the symbolic value of an int, where it is known as a length plus a number.
    """

    dtype: str
    length: Dim | None = None


@dataclass(frozen=True, slots=True)
class Array:
    """An ndarray of `dtype` with one Dim per axis.

    `layout`, of what is passed to a function: "C" or "F" if it stands in memory by rows or by columns, without gaps.
    """

    dtype: str
    dims: tuple[Dim, ...]
    layout: str = field(default="", compare=False, repr=False)

    @property
    def rank(self):
        return len(self.dims)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A tuple or list whose items are known one by one. `cls`: tuple, list or a named tuple's class."""

    items: tuple
    cls: type = tuple


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of unknown length whose items are of one kind (None while it is empty)."""

    item: Any


@dataclass(frozen=True, slots=True)
class DictOf:
    """A dict of unknown keys, which are of the kind `key`, to items of one kind (both None while it is empty)."""

    item: Any
    key: Any = None


@dataclass(frozen=True, slots=True)
class Record:
    """A dict or an object with data in named fields; `cls` is dict or the class."""

    fields: tuple[tuple[Any, Any], ...]
    cls: type = dict


@dataclass(frozen=True, slots=True)
class Known:
    """A Python object known when the derivative is written: a function, a module, a string, None."""

    value: Any

    def __hash__(self):
        return hash((type(self.value), id(self.value)))


@dataclass(frozen=True, slots=True)
class Unknown:
    """A float or an array of floats of unknown rank; or an opaque object, where `number` is False.

    What is asked of an object that `changes` is asked once, where the question stands.
    """

    number: bool = True
    changes: bool = field(default=True, compare=False)


TEXT = Unknown(number=False, changes=False)
"""Words made here, and errors that were caught."""


FLOATS = ("float", "float64", "float32", "float16", "longdouble")
COMPLEXES = ("complex", "complex128", "complex64", "clongdouble")


def is_float(kind) -> bool:
    """True if `kind` can carry a derivative: real or complex floating point numbers, or unknown ones."""
    match kind:
        case Number(dtype=dtype) | Array(dtype=dtype):
            return dtype in FLOATS or dtype in COMPLEXES
        case Unknown(number):
            return number
        case _:
            return False


def is_complex(kind) -> bool:
    return isinstance(kind, (Number, Array)) and kind.dtype in COMPLEXES


def is_real(kind) -> bool:
    """True for floats that are known to be real; those of unknown kind may be complex."""
    return isinstance(kind, (Number, Array)) and kind.dtype in FLOATS


def is_scalar(kind) -> bool:
    return isinstance(kind, Number)


def loosen(dim: Dim) -> Dim:
    """The same length, which may be one at run time."""
    return dim if not dim.symbol else replace(dim, loose=True)


def can_vary(kind) -> bool:
    """True if something of this kind can hold a number that changes continuously."""
    match kind:
        case Number() | Array():
            return is_float(kind)
        case Sequence(items):
            return any(map(can_vary, items))
        case ListOf(item) | DictOf(item):
            return item is None or can_vary(item)
        case Record(fields):
            return any(can_vary(k) for _, k in fields)
        case Unknown(number):
            return number
        case Known():
            return False
    return False
