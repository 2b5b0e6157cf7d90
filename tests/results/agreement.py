"""Compares kinds with objects: `agrees(kind, obj, sizes)`."""

import numpy as np

from ad_transform.kinds import Array, Known, ListOf, Number, Record, Sequence, Unknown
from ad_transform.results.describing import dtype_name

PYTHON = {"bool": (bool, np.bool_), "int": (int,), "float": (float,), "complex": (complex,)}


def disagreement(kind, obj, sizes):
    """Why `obj` is not of `kind`, or ''. `sizes` holds the values of symbols and learns those it does not know."""
    match kind:
        case Unknown():
            return ""
        case Known(value):
            return "" if value is obj or value == obj else f"{obj!r} is not {value!r}"
        case Number(dtype, length):
            return number_disagreement(dtype, length, obj, sizes)
        case Array(dtype, dims):
            if type(obj) is not np.ndarray:
                return f"{type(obj)} is no array"
            if dtype_name(obj.dtype) != dtype or obj.ndim != len(dims):
                return f"{obj.dtype} of rank {obj.ndim} is not {kind}"
            return next(filter(None, (length_disagreement(d, n, sizes) for d, n in zip(dims, obj.shape))), "")
        case Sequence(items, cls):
            if type(obj) is not cls or len(obj) != len(items):
                return f"{type(obj)} of {len(obj)} is not {kind}"
            return next(filter(None, (disagreement(k, o, sizes) for k, o in zip(items, obj))), "")
        case ListOf(item):
            return next(filter(None, (disagreement(item, o, sizes) for o in obj)), "")
        case Record(fields, cls):
            return next(filter(None, (disagreement(k, obj[name], sizes) for name, k in fields)), "")
    raise TypeError(kind)


def number_disagreement(dtype, length, obj, sizes):
    wanted = PYTHON.get(dtype) or (np.dtype(dtype).type,)
    if type(obj) not in wanted:
        return f"{type(obj)} is not {dtype}"
    if length is None:
        return ""
    value = sizes.setdefault(length.symbol, int(obj) - length.offset) if length.symbol else 0
    return "" if value + length.offset == obj else f"{obj} is not {length} where {length.symbol} is {value}"


def length_disagreement(dim, length, sizes):
    """Why an axis of `length` has not the length `dim`, or ''."""
    if not dim.symbol:
        return "" if dim.offset == length else f"{length} is not {dim}"
    if length == 1 and not dim.loose:
        return f"a length of one is not {dim}"
    if dim.symbol not in sizes and length:
        sizes[dim.symbol] = length - dim.offset
    value = sizes.get(dim.symbol)
    if value is not None and max(0, value + dim.offset) != length:
        return f"{length} is not {dim} where {dim.symbol} is {value}"
    return ""


def agrees(kind, obj, sizes=None):
    return disagreement(kind, obj, {} if sizes is None else sizes) == ""
