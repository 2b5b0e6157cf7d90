"""Calls a function on the smallest arguments of given kinds, to learn the dtype and the rank of what it returns.

Every axis of a sample has length one, so that any shapes of the right ranks go together.
"""

from __future__ import annotations

import warnings

import numpy as np

from ..kinds import Array, Known, ListOf, Number, Sequence
from .describing import dtype_name
from .given import PYTHON, Given
from .lengths import Undetermined

SCALARS = {"bool": True, "int": 1, "float": 0.75, "complex": 0.75 + 0.25j}


def sample(argument: Given):
    """A value of the argument's kind; its own value if it is known."""
    if argument.const is not None:
        return argument.const.value
    return sample_kind(argument.kind)


def sample_kind(kind):
    match kind:
        case Number(length=length) if length is not None and not length.symbol:
            return length.offset if kind.dtype == "int" else np.dtype(kind.dtype).type(length.offset)
        case Number(dtype) if dtype in PYTHON:
            return SCALARS[dtype]
        case Number(dtype):
            return np.dtype(dtype).type(filling(dtype))
        case Array(dtype, dims):
            return np.full((1,) * len(dims), filling(dtype), np.dtype(dtype))
        case Sequence(items, cls):
            values = [sample_kind(item) for item in items]
            return cls(*values) if cls is slice or hasattr(cls, "_fields") else cls(values)
        case ListOf(item) if item is not None:
            return [sample_kind(item)]
        case Known(value):
            return value
    raise Undetermined("no sample of this kind")


def filling(dtype: str):
    return {"b": True, "i": 1, "u": 1, "f": 0.75, "c": 0.75 + 0.25j}[np.dtype(dtype).kind]


def call_sample(function, args, kwargs):
    """What `function` returns for the smallest arguments of these kinds."""
    values = [sample(a) for a in args]
    named = {k: sample(v) for k, v in kwargs.items()}
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return function(*values, **named)
    except Exception as error:
        raise Undetermined("the sample cannot be computed") from error


def fitted(found, dims):
    """The kind of a result like `found`, with these dimensions; Undetermined if the ranks differ."""
    if np.ndim(found) != len(dims):
        raise Undetermined("not the rank that was expected")
    match found:
        case np.ndarray() if type(found) is np.ndarray:
            return Array(dtype_name(found.dtype), tuple(dims))
        case bool() | int() | float() | complex() if type(found).__name__ in PYTHON:
            return Number(type(found).__name__)
        case np.generic():
            return Number(dtype_name(found.dtype))
    raise Undetermined("not a number or an array")
