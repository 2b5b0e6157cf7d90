"""The kind of a Python object: ``kind_of(np.ones((3, 1)), "x") == Array("float64", (Dim("x0"), ONE))``."""

from __future__ import annotations

import numpy as np

from ..kinds import ONE, Array, Dim, Known, Number, Record, Sequence, Unknown
from ..objects import fields_of, has_fields
from .lengths import Undetermined

LONG = {np.dtype(np.longdouble): "longdouble", np.dtype(np.clongdouble): "clongdouble"}
"""On some machines long doubles are doubles, under their own name."""


def dtype_name(dtype) -> str:
    """How kinds call a NumPy dtype; Undetermined for dtypes of other things than numbers."""
    dtype = np.dtype(dtype)
    if dtype.kind not in "biufc":
        raise Undetermined("a dtype of no numbers")
    plain = dtype.newbyteorder("=")
    return LONG[plain] if plain in LONG and plain.char in "gG" else plain.name


def kind_of(obj, name: str | None = None):
    """The kind of `obj`; with a `name`, lengths other than one are symbols made from it."""
    match obj:
        case bool() | np.bool_():
            return Number("bool")
        case np.number():
            return _or_opaque(lambda: Number(dtype_name(obj.dtype)))
        case int():
            return Number("int", Dim(f"?%{name}", 0, loose=True) if name and type(obj) is int else None)
        case float():
            return Number("float")
        case complex():
            return Number("complex")
        case np.ndarray():
            return _array(obj, name)
        case tuple() | list():
            return Sequence(
                tuple(kind_of(item, _inner(name, f"[{k}]")) for k, item in enumerate(obj)), type(obj)
            )
        case dict():
            return Record(tuple((k, kind_of(v, _inner(name, f"[{k!r}]"))) for k, v in obj.items()), type(obj))
        case _ if has_fields(obj):
            fields = fields_of(obj).items()
            return Record(tuple((f, kind_of(v, _inner(name, f".{f}"))) for f, v in fields), type(obj))
        case _:
            return Known(obj)


def _inner(name, suffix):
    return None if name is None else name + suffix


def _or_opaque(describe):
    try:
        return describe()
    except Undetermined:
        return Unknown(number=False)


def _array(array, name):
    if type(array) not in (np.ndarray, np.memmap):
        return Unknown(number=False)  # matrices and masked arrays mean other things by the same operators
    dims = tuple(_length(length, axis, name) for axis, length in enumerate(array.shape))
    return _or_opaque(lambda: Array(dtype_name(array.dtype), dims, layout(array)))


def layout(array) -> str:
    """The layout of an array in memory, as kinds call it."""
    return "C" if array.flags.c_contiguous else "F" if array.flags.f_contiguous else ""


def _length(length, axis, name):
    if length == 1:
        return ONE
    if name is None:
        return Dim("", length)
    return Dim(f"{name}{axis}" if axis < 10 else f"{name}[axis {axis}]")
