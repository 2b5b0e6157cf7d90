"""Calls a function without a rule on small arrays of several sizes, to learn what the lengths of its result follow."""

from __future__ import annotations

import inspect
import warnings
from functools import lru_cache

import numpy as np

from ..kinds import Array, Known, ListOf, Number, Record, Sequence, Unknown, loosen
from ..usercalls import DerivativeCall, UserCall
from .describing import dtype_name
from .given import PYTHON, Given
from .lengths import ANY, Undetermined

LENGTHS = ((5, 7, 11, 13, 17, 19), (19, 13, 7, 5, 11, 17), (11, 5, 17, 19, 7, 13))
"""The lengths of the symbols in each trial: no order among them holds in all trials."""
LISTS = (3, 2, 4)
"""The lengths of lists of unknown length in each trial."""
LIST = "[]"
LARGEST = 10_000
IMPURE = ("builtins", "io", "os", "sys", "random", "numpy.random")


def trial(function, args, kwargs):
    """The kind of what a pure `function` returns, as far as three trials tell."""
    if (getattr(function, "__module__", None) or "").startswith(IMPURE) or inspect.ismethod(function):
        raise Undetermined("a function that may do more than compute")
    if any(isinstance(getattr(a.kind, "value", None), (UserCall, DerivativeCall)) for a in args):
        raise Undetermined("a function that calls the user's")
    return _trial(function, tuple(_plain(a) for a in args), tuple((k, _plain(v)) for k, v in kwargs.items()))


def _plain(argument):
    return Given(argument.kind, argument.const)


@lru_cache(maxsize=1000)
def _trial(function, args, kwargs):
    symbols = sorted(
        {d.symbol for a in (*args, *(v for _, v in kwargs)) for d in dims_of(a.kind) if d.symbol}
    )
    if len(symbols) > len(LENGTHS[0]):
        raise Undetermined("too many lengths")
    results, seen = [], []
    for lengths, listed in zip(LENGTHS, LISTS, strict=True):
        sizes = dict(zip(symbols, lengths, strict=False)) | {LIST: listed}
        random = np.random.default_rng(7)
        values = [_value(a, sizes, random) for a in args]
        named = {k: _value(v, sizes, random) for k, v in kwargs}
        seen.append(sizes)
        results.append(_call(function, values, named))
    candidates = {
        d for a in (*args, *(v for _, v in kwargs)) for d in dims_of(a.kind) if d.symbol and d.symbol != "?"
    }
    return common(results, seen, candidates)


def _call(function, values, named):
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return function(*values, **named)
    except Exception as error:
        raise Undetermined("the trial failed") from error


def dims_of(kind):
    """The lengths of the arrays in `kind`."""
    match kind:
        case Array(dims=dims):
            return list(dims)
        case Sequence(items):
            return [d for item in items for d in dims_of(item)]
        case Record(fields):
            return [d for _, item in fields for d in dims_of(item)]
        case ListOf(item) if item is not None:
            return dims_of(item)
        case Number(length=length) if length is not None:
            return [length]
    return []


def _value(argument, sizes, random):
    return argument.const.value if argument.const is not None else _made(argument.kind, sizes, random)


def _made(kind, sizes, random):
    match kind:
        case Number(dtype, length):
            value = 2 if length is None else sizes.get(length.symbol, 0) + length.offset
            return _scalar(dtype, value, random)
        case Array(dtype, dims):
            return _array(dtype, tuple(max(0, sizes.get(d.symbol, 0) + d.offset) for d in dims), random)
        case Sequence(items, cls) if cls is not slice:
            values = [_made(item, sizes, random) for item in items]
            return cls(*values) if hasattr(cls, "_fields") else cls(values)
        case ListOf(item) if item is not None:
            return [_made(item, sizes, random) for _ in range(sizes[LIST])]
        case Known(value):
            return value
    raise Undetermined("no value for a trial")


def _scalar(dtype, value, random):
    real = {"bool": True, "int": value, "float": random.uniform(0.5, 1)}
    if dtype in PYTHON:
        return real.get(dtype, complex(real["float"], 0.5))
    kind = np.dtype(dtype).kind
    return np.dtype(dtype).type(value if kind in "iu" else True if kind == "b" else real["float"])


def _array(dtype, shape, random):
    """Numbers between a half and one, and more on the diagonal, so that square matrices can be inverted."""
    if np.prod(shape) > LARGEST:
        raise Undetermined("too large for a trial")
    values = random.uniform(0.5, 1, shape)
    kind = np.dtype(dtype).kind
    if kind in "iub":
        return np.ones(shape, dtype) if kind == "b" else np.full(shape, 2, dtype)
    if len(shape) >= 2 and shape[-1] == shape[-2]:
        values = (values + np.swapaxes(values, -1, -2)) / 2 + shape[-1] * np.eye(shape[-1])
    return values.astype(dtype) + (np.dtype(dtype).type(0.25j) if kind == "c" else np.dtype(dtype).type(0))


def common(results, sizes, candidates):
    """The kind that all results have."""
    first = results[0]
    if any(type(r) is not type(first) for r in results):
        raise Undetermined("results of several types")
    if isinstance(first, (tuple, list)):
        if len({len(r) for r in results}) != 1:
            return _list_of(results, sizes, candidates)
        parts = zip(*results, strict=True)
        return Sequence(tuple(_part(part, sizes, candidates) for part in parts), type(first))
    if type(first) is np.ndarray:
        if len({(r.dtype, r.ndim) for r in results}) != 1:
            raise Undetermined("results of several ranks")
        lengths = zip(*(r.shape for r in results), strict=True)
        return Array(dtype_name(first.dtype), tuple(_length(found, sizes, candidates) for found in lengths))
    if isinstance(first, np.generic):
        return Number(dtype_name(first.dtype))
    if type(first).__name__ in PYTHON and type(first) in (bool, int, float, complex):
        return Number(type(first).__name__)
    raise Undetermined("not numbers")


def _list_of(results, sizes, candidates):
    """The kind of a list that is as long as one of the arguments."""
    if any(type(r) is not list or not r for r in results):
        raise Undetermined("results of several lengths")
    kinds = {_part(part, sizes, candidates) for part in zip(*results, strict=False)}
    return ListOf(kinds.pop() if len(kinds) == 1 else Unknown())


def _part(results, sizes, candidates):
    try:
        return common(results, sizes, candidates)
    except Undetermined:
        return Unknown(number=not isinstance(results[0], (str, dict)) and results[0] is not None)


def _length(found, sizes, candidates):
    """The one length that is as `found` in every trial."""
    fitting = [
        d for d in candidates if all(s[d.symbol] + d.offset == n for s, n in zip(sizes, found, strict=True))
    ]
    symbols = {(d.symbol, d.offset) for d in fitting}
    return loosen(fitting[0]) if len(symbols) == 1 else ANY
