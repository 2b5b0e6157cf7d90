"""An argument as the rules of this package see it: its kind, and its value where it is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .. import ir
from ..kinds import Array, Known, ListOf, Number, Sequence, Unknown
from .describing import dtype_name, kind_of
from .lengths import ANY, Undetermined, equal, fixed

PYTHON = {"bool": bool, "int": int, "float": float, "complex": complex}
"""The dtypes that are numbers of Python, each taking in those before it."""


@dataclass(frozen=True)
class Given:
    """An argument of `kind`; `const` is its value as an ir.Const, or None; `text` is the argument in the program."""

    kind: Any
    const: Any = None
    text: Any = None


@dataclass(frozen=True)
class Shaped:
    """An argument read as an array."""

    dtype: str
    dims: tuple

    @property
    def rank(self):
        return len(self.dims)


def given(pair, kinds: Mapping) -> Given:
    """The argument of a pair (kind, value); ints that are known are known in the kind too."""
    kind, value = pair if type(pair) is tuple else (pair, None)
    kind = refined(kind, value, kinds)
    if isinstance(value, ir.Const):
        return Given(kind, value, value)
    return Given(kind, ir.Const(kind.value) if isinstance(kind, Known) else None, value)


def refined(kind, value, kinds: Mapping):
    """`kind` with all that `value` adds: numbers that are known, the parts of a slice."""
    match value:
        case ir.Const(known):
            return constant_kind(known)
        case ir.Call(function, args) if function in (ir.make_tuple, ir.make_list):
            items = (
                kind.items
                if isinstance(kind, Sequence) and len(kind.items) == len(args)
                else (None,) * len(args)
            )
            parts = (refined(k, a, kinds) for k, a in zip(items, args, strict=True))
            return Sequence(tuple(parts), tuple if function is ir.make_tuple else list)
        case ir.Call(function, args) if function is slice:
            bounds = kind.items if isinstance(kind, Sequence) and len(kind.items) == 3 else None
            return slice_kind([refined(None, a, kinds) for a in args], bounds)
        case ir.Name(id):
            return kind if kind is not None else kinds.get(id, Unknown(number=False))
        case _:
            return kind if kind is not None else Unknown(number=False)


def slice_kind(bounds: list, known=None) -> Sequence:
    """The kind of a slice with these bounds; `known` are the three parts where they were found out before."""
    none = Known(None)
    match bounds:
        case [stop]:
            parts = (none, stop, none)
        case [start, stop]:
            parts = (start, stop, none)
        case [start, stop, step]:
            parts = (start, stop, step)
        case _:
            raise Undetermined("a slice has three parts")
    if known:
        parts = tuple(k if isinstance(p, Unknown) else p for p, k in zip(parts, known, strict=True))
    return Sequence(parts, slice)


def constant_kind(value):
    """The kind of a value that is known, ints included."""
    match value:
        case bool() | np.bool_():
            return Number("bool")
        case int():
            return Number("int", fixed(value))
        case np.integer():
            return Number(value.dtype.name, fixed(int(value)))
        case tuple() | list():
            return Sequence(tuple(map(constant_kind, value)), type(value))
        case slice():
            return Sequence(tuple(map(constant_kind, (value.start, value.stop, value.step))), slice)
        case _:
            return kind_of(value)


def value_of(argument: Given | None, default=None):
    """The value of an option, `default` if it is not given; Undetermined if it is given and not known."""
    if argument is None:
        return default
    if argument.const is not None:
        return argument.const.value
    return known_value(argument.kind)


def known_value(kind):
    """The value of a kind that has only one."""
    match kind:
        case Known(value):
            return value
        case Number(length=length) if length is not None and not length.symbol:
            return length.offset
        case Sequence(items, cls) if cls in (tuple, list):
            return cls(map(known_value, items))
    raise Undetermined("a value that is not known")


def shaped(argument: Given) -> Shaped:
    """The argument as NumPy reads it where it wants an array."""
    return shaped_kind(argument.kind)


def shaped_kind(kind) -> Shaped:
    match kind:
        case Number(dtype):
            return Shaped(standard(dtype), ())
        case Array(dtype, dims):
            return Shaped(dtype, dims)
        case Sequence(items, cls) if cls is not slice:
            return _stacked([shaped_kind(item) for item in items])
        case ListOf(item) if item is not None:
            inside = shaped_kind(item)
            return Shaped(inside.dtype, (ANY, *inside.dims))
    raise Undetermined("not an array")


def standard(dtype: str) -> str:
    """The dtype that an array made of Python numbers gets."""
    return np.dtype(PYTHON[dtype]).name if dtype in PYTHON else dtype


def promoted(*dtypes: str) -> str:
    """The dtype of arrays put together."""
    return dtype_name(np.result_type(*map(np.dtype, map(standard, dtypes))))


def _stacked(parts: list[Shaped]) -> Shaped:
    if not parts:
        return Shaped("float64", (fixed(0),))
    if len({part.rank for part in parts}) != 1:
        raise Undetermined("items of different rank")
    dims = parts[0].dims
    for part in parts[1:]:
        dims = tuple(equal(a, b) for a, b in zip(dims, part.dims, strict=True))
    return Shaped(promoted(*(part.dtype for part in parts)), (fixed(len(parts)), *dims))


def dtype_of(argument: Given | None, default: str | None) -> str:
    """The dtype that an argument `dtype` asks for."""
    value = value_of(argument)
    if value is None:
        if default is None:
            raise Undetermined("no dtype")
        return default
    return dtype_name(np.dtype(value))


def is_given(option: Given | None) -> bool:
    """True if an option is there and not None."""
    return option is not None and option.kind != Known(None)


def axis_of(argument: Given | None, rank: int, default: int | None = None) -> int:
    """A single axis, counted from the front."""
    value = value_of(argument, default)
    if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or not -rank <= value < rank:
        raise Undetermined("no axis of the array")
    return int(value) % rank


def axes_of(argument: Given | None, rank: int) -> tuple[int, ...]:
    """Some axes, counted from the front; all of them for None."""
    value = value_of(argument)
    if value is None:
        return tuple(range(rank))
    values = value if isinstance(value, (tuple, list)) else (value,)
    axes = tuple(axis_of(Given(None, ir.Const(v)), rank) for v in values)
    if len(set(axes)) != len(axes):
        raise Undetermined("an axis twice")
    return axes
