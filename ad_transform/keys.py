"""What a derivative is specialised to: the key of an argument, and its kind."""

from __future__ import annotations

import types

import numpy as np

from .objects import fields_of, has_fields
from .results import layout

ARRAYS = (np.ndarray, np.memmap)

PLAIN = (float, int, complex, bool, np.float64, np.float32)


def key_of(value):
    """A hashable description of `value`: equal keys mean equal kinds."""
    cls = type(value)
    if cls in PLAIN:
        return cls
    if cls in ARRAYS:
        ones = [n == 1 for n in value.shape]
        return (value.dtype, *ones) if value.flags.c_contiguous else (value.dtype, *ones, layout(value))
    if cls in (tuple, list) or isinstance(value, tuple):
        return cls, *map(key_of, value)
    if cls is dict:
        return cls, *((k, key_of(v)) for k, v in value.items())
    if isinstance(value, (np.generic, np.ndarray)):
        return cls, getattr(value, "dtype", None)
    if value is None or isinstance(value, (str, bytes)):
        return cls, value
    return object_key(value, cls)


def object_key(value, cls):
    if isinstance(value, (type, types.FunctionType, types.BuiltinFunctionType, np.ufunc)):
        return Same(value)
    if has_fields(value):
        return cls, *((k, key_of(v)) for k, v in fields_of(value).items())
    return Same(value)


class Same:
    """An object taken by identity, and kept alive so that its identity stays its own."""

    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return isinstance(other, Same) and self.value is other.value

    def __hash__(self):
        return id(self.value)
