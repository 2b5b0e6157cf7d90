"""The kind of a value that has one of two kinds: after a branch, at the head of a loop."""

from __future__ import annotations

import builtins
import itertools
from dataclasses import replace
from functools import reduce

import numpy as np

from ..kinds import TEXT, Array, DictOf, Dim, Known, ListOf, Number, Record, Sequence, Unknown, is_float
from .describing import dtype_name
from .given import PYTHON
from .lengths import ANY, may_be_one, same

_turns = itertools.count()


def join(a, b, tag: str = ""):
    """The kind of a value of kind `a` or `b`.

    `tag` is the identity of the joined value: lengths that differ get symbols made from it, so that one value asked
    for again has the same lengths, and no other value has. Without a tag they get symbols that are used once.
    """
    return number_lengths(joined(a, b), tag and f"joined {tag}")


def joined(a, b):
    """`join` with lengths that differ left without a symbol."""
    match a, b:
        case _ if a == b:
            return a
        case Number(), Number():
            return Number(join_dtypes(a.dtype, b.dtype), a.length if a.length == b.length else None)
        case Array(), Array() if a.rank == b.rank:
            dims = tuple(map(join_dims, a.dims, b.dims))
            return Array(join_dtypes(a.dtype, b.dtype), dims)
        case Sequence(one, cls), Sequence(other, klass) if cls is klass and len(one) == len(other):
            return Sequence(tuple(map(joined, one, other)), cls)
        case ((Sequence() | ListOf()), (Sequence() | ListOf())):
            return _join_lists(a, b)
        case ((DictOf() | Record(cls=builtins.dict)), (DictOf() | Record(cls=builtins.dict))) if DictOf in (
            type(a),
            type(b),
        ):
            one, other = as_dict(a), as_dict(b)
            return DictOf(
                *(
                    join_items([k for k in pair if k is not None])
                    for pair in ((one.item, other.item), (one.key, other.key))
                )
            )
        case Record(one, cls), Record(other, klass) if cls is klass and _keys(one) == _keys(other):
            return Record(tuple((k, joined(v, w)) for (k, v), (_, w) in zip(one, other, strict=True)), cls)
        case Known(one), Known(other) if (
            type(one) is type(other) and isinstance(one, (str, bytes)) and one == other
        ):
            return a
        case ((Number() | Array() | Unknown()), (Number() | Array() | Unknown())):
            opaque = Unknown(number=False) in (a, b)
            return Unknown(number=not opaque and (is_float(a) or is_float(b)))
        case _:
            return Unknown(number=False)


def as_dict(kind):
    """The kind of a dict whose keys are not told apart."""
    if isinstance(kind, DictOf):
        return kind
    return DictOf(join_items([v for _, v in kind.fields]), join_items([key_kind(k) for k, _ in kind.fields]))


def key_kind(key):
    """The kind of the keys of a dict that `key` is one of."""
    match key:
        case bool() | int() | float():
            return Number(type(key).__name__)
        case tuple():
            return Sequence(tuple(map(key_kind, key)))
        case str():
            return TEXT
    return Unknown(number=False)


def _keys(fields):
    return [(type(k), k) for k, _ in fields]


def _join_lists(a, b):
    items = []
    for kind in (a, b):
        if isinstance(kind, ListOf):
            items += [] if kind.item is None else [kind.item]
        elif kind.cls is list:
            items += kind.items
        else:
            return Unknown(number=False)
    return ListOf(join_items(items))


def join_items(items):
    """The kind of any one of `items`, None if there are none."""
    return reduce(joined, items) if items else None


def join_dtypes(a: str, b: str) -> str:
    """The dtype that stands for both: a Python number gives way to a NumPy one, an int to a float."""
    if a == b:
        return a
    if a in PYTHON and b in PYTHON:
        return max(a, b, key=list(PYTHON).index)
    weak = {"int": int, "float": float, "complex": complex}
    return dtype_name(np.add.resolve_dtypes((*(weak.get(d) or np.dtype(d) for d in (a, b)), None))[-1])


def join_dims(a: Dim, b: Dim) -> Dim:
    if same(a, b):
        return a if a.loose else b
    return replace(ANY, loose=may_be_one(a) or may_be_one(b))


# Symbols for lengths of which nothing is known


def number_lengths(kind, tag: str):
    """`kind` with a symbol, made from `tag` and its place, for every length that has none."""
    if not any(dim.symbol == "?" for dim in lengths(kind)):
        return kind
    places = itertools.count()
    label = tag or f"once {next(_turns)}"

    def number(dim):
        place = next(places)
        return replace(dim, symbol=f"?#{label}.{place}") if dim.symbol == "?" else dim

    return change_lengths(kind, number)


def freshen(kind, tag: str = ""):
    """`kind` for another value of its sort: lengths that differ from one evaluation to the next get new symbols."""
    return number_lengths(forget_lengths(kind), tag)


def forget_lengths(kind):
    return change_lengths(kind, lambda dim: replace(ANY, loose=dim.loose) if "#" in dim.symbol else dim)


def lengths(kind):
    """Every Dim in `kind`."""
    found = []

    def note(dim):
        found.append(dim)
        return dim

    change_lengths(kind, note)
    return found


def change_lengths(kind, change):
    """`kind` with `change` applied to the lengths of its arrays and the values of its ints."""
    match kind:
        case Array(dtype, dims):
            return Array(dtype, tuple(map(change, dims)))
        case Number(dtype, length) if length is not None:
            length = change(length)
            return Number(dtype, None if length.symbol == "?" else length)
        case Sequence(items, cls):
            return Sequence(tuple(change_lengths(item, change) for item in items), cls)
        case ListOf(item) if item is not None:
            return ListOf(change_lengths(item, change))
        case DictOf(item, key) if item is not None:
            return DictOf(change_lengths(item, change), key)
        case Record(fields, cls):
            return Record(tuple((k, change_lengths(v, change)) for k, v in fields), cls)
        case _:
            return kind
