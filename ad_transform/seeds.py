"""Seeds as users give them, tangents and adjoints: held against what they belong to, whole numbers made floats."""

from __future__ import annotations

import copy
from typing import Any, cast

import numpy as np

from . import ir
from .errors import NotDifferentiable
from .kinds import Array, ListOf, Number, Record, Sequence, Unknown, can_vary, is_complex
from .objects import fields_of, has_fields
from .results import kind_of
from .runtime import zeros_of
from .wording import describe

PYTHON = {"float": float, "complex": complex}


def zeros_like(value):
    """Zeros with the structure of `value`."""
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*map(zeros_like, value))
    if isinstance(value, (tuple, list)):
        return type(value)(map(zeros_like, value))
    if isinstance(value, dict):
        return {k: zeros_like(v) for k, v in value.items()}
    if has_fields(value):
        made = copy.copy(value)
        for k, v in fields_of(value).items():
            object.__setattr__(made, k, zeros_like(v))
        return made
    return zeros_of(value)


def fitted(seed, kind, what, lengths=None, place=None):
    """`seed` in the structure and precision of something of this `kind`; refused where it does not fit.

    `what` says whose seed it is, `lengths` what the symbols of dimensions stand for, as far as it is known.
    """

    def inside(part, inner, suffix):
        return fitted(part, inner, f"{what}, at {suffix}", lengths, place)

    if not can_vary(kind):
        return seed
    match kind:
        case Unknown() if is_several(seed):
            parts = [inside(part, kind, f"[{n}]") for n, part in enumerate(seed)]
            return type(seed)(*parts) if hasattr(seed, "_fields") else type(seed)(parts)
        case Number() | Array() | Unknown():
            return leaf(seed, kind, what, lengths or {}, place)
        case Sequence(items, cls):
            if not isinstance(seed, (tuple, list)) or len(seed) != len(items):
                raise misfit(seed, kind, what, place)
            parts = [inside(s, k, f"[{n}]") for n, (s, k) in enumerate(zip(seed, items, strict=True))]
            return cls(*parts) if hasattr(cls, "_fields") else cls(parts)
        case ListOf(item):
            if not isinstance(seed, (tuple, list)):
                raise misfit(seed, kind, what, place)
            return [inside(part, item, f"[{k}]") for k, part in enumerate(seed)] if item else list(seed)
        case Record(fields, cls) if issubclass(cls, dict):
            if not isinstance(seed, dict) or any(can_vary(k) and name not in seed for name, k in fields):
                raise misfit(seed, kind, what, place)
            return {name: inside(seed.get(name), k, f"[{name!r}]") for name, k in fields}
        case Record(fields):
            if any(can_vary(k) and not hasattr(seed, name) for name, k in fields):
                raise misfit(seed, kind, what, place)
            made = copy.copy(seed)
            for name, k in fields:
                if hasattr(seed, name):
                    object.__setattr__(made, name, inside(getattr(seed, name), k, f".{name}"))
            return made
    return seed


def is_several(seed):
    """True for a tuple or list of arrays, which is not meant as an array; what is of unknown kind may be one."""
    return isinstance(seed, (tuple, list)) and not all(type(part) in (int, float, complex) for part in seed)


def leaf(seed, kind, what, lengths, place):
    """A number or an array that fits a number or an array."""
    if not isinstance(seed, (int, float, complex, np.ndarray, np.generic)):
        raise misfit(seed, kind, what, place)
    array = np.asarray(seed)
    if array.dtype.kind not in "biufc":
        raise misfit(seed, kind, what, place)
    if isinstance(kind, Unknown):
        return seed if array.dtype.kind in "fc" else array.astype(float)[()]
    wanted = shape_of(kind, lengths)
    if array.ndim != len(wanted) or any(w not in (None, n) for w, n in zip(wanted, array.shape, strict=True)):
        shown = "?".join(str(wanted).split("None"))
        raise NotDifferentiable(place, f"{what} has shape {array.shape}, not {shown}", "pass the same shape")
    if array.dtype.kind == "c" and not is_complex(kind):
        raise NotDifferentiable(
            place, f"{what} is complex, but what it belongs to is real", "pass its real part"
        )
    if isinstance(kind, Number):
        cls = PYTHON.get(kind.dtype) or np.dtype(kind.dtype).type
        return seed if isinstance(seed, cls) else cls(array[()])
    return array if array.dtype == kind.dtype else array.astype(kind.dtype)


def misfit(seed, kind, what, place):
    """The error for a seed of another structure."""
    found = "None" if seed is None else describe(kind_of(seed))
    return NotDifferentiable(place, f"{what} is {found}, not {describe(kind)}", "pass the same structure")


def shape_of(kind, lengths) -> tuple:
    """The shape of something of this kind; None for a length that is not known before it is computed."""
    if isinstance(kind, Number):
        return ()
    return tuple(length_of(dim, lengths) for dim in kind.dims)


def length_of(dim, lengths):
    if not dim.symbol:
        return dim.offset
    known = lengths.get(dim.symbol)
    return None if dim.loose or known is None else known + dim.offset


def lengths_in(value, kind) -> dict:
    """What the symbols in the kind of an argument stand for."""
    match kind:
        case Array(dims=dims):
            pairs = zip(dims, np.shape(value), strict=True)
            return {d.symbol: n for d, n in pairs if d.symbol and not d.offset}
        case Sequence(items):
            parts = [lengths_in(v, k) for v, k in zip(value, items, strict=True)]
        case Record(fields, cls):
            parts = [
                lengths_in(value[n] if issubclass(cls, dict) else getattr(value, n), k) for n, k in fields
            ]
        case _:
            parts = []
    return {symbol: n for part in parts for symbol, n in part.items()}


def result_kind(value, kinds):
    """The kind of a program's result, which may be nested."""
    match value:
        case ir.Name(id):
            return kinds.get(id, Unknown())
        case ir.Const(known):
            return kind_of(known)
        case ir.Call(ir.make_dict, args):
            pairs = zip(args[::2], args[1::2], strict=True)
            return Record(tuple((k.value, result_kind(v, kinds)) for k, v in pairs), dict)
        case ir.Call(function, args, ()):
            cls: Any = {ir.make_tuple: tuple, ir.make_list: list}.get(function, function)
            return Sequence(tuple(result_kind(a, kinds) for a in args), cls)
        case ir.Call(function, _, kwargs):
            return Record(tuple((k, result_kind(v, kinds)) for k, v in kwargs), cast(type, function))
    return Unknown()
