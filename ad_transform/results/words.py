"""The words of the IR, attributes, and the methods of arrays."""

from __future__ import annotations

import operator
from types import ModuleType
from typing import Any

import numpy as np

from .. import ir, runtime
from ..kinds import Array, Known, ListOf, Number, Record, Sequence, Unknown
from . import creation, elementwise, products, reducing, shaping, stacking
from .describing import kind_of
from .given import Given, constant_kind, shaped, slice_kind, value_of
from .indexing import getitem
from .joining import joined
from .lengths import Undetermined, fixed, int_of, product
from .sampling import call_sample, fitted


def make_tuple(*items):
    return Sequence(tuple(item.kind for item in items))


def make_list(*items):
    return Sequence(tuple(item.kind for item in items), list)


def make_dict(*pairs):
    return Record(tuple((value_of(k), v.kind) for k, v in zip(pairs[::2], pairs[1::2], strict=True)))


def make_slice(*bounds):
    return slice_kind([b.kind for b in bounds])


def select(test, then, other):
    if test.const is not None:
        return (then if test.const.value else other).kind
    return joined(then.kind, other.kind)


def either(first, second):
    return joined(first.kind, second.kind)


# Attributes


def attribute(obj, name, default=None):
    """``getattr(obj, name)``"""
    word = value_of(name)
    match obj.kind:
        case Array():
            return array_attribute(obj, word)
        case Number():
            return number_attribute(obj, word)
        case Record(fields, cls) if cls is not dict:
            return _field(fields, word)
        case Sequence(items, cls) if hasattr(cls, "_fields"):
            return items[cls._fields.index(word)]
        case Known(value):
            return _of_known(value, word)
        case Unknown():
            return unknown_attribute(obj.kind, word)
    raise Undetermined("an attribute that is not known")


def _of_known(value, word):
    found = getattr(value, word)
    fixed_ = isinstance(value, (ModuleType, type, np.dtype, np.finfo, np.iinfo))
    return constant_kind(found) if fixed_ else kind_of(found)


def _field(fields, word):
    for name, kind in fields:
        if name == word:
            return kind
    raise Undetermined("no such field")


def array_attribute(obj, word):
    array = obj.kind
    match word:
        case "T":
            return Array(array.dtype, array.dims[::-1])
        case "mT":
            return shaping.matrix_transpose(obj)
        case "shape":
            return shape(obj)
        case "ndim":
            return Number("int", fixed(array.rank))
        case "size":
            return size(obj)
        case "dtype":
            return Known(np.dtype(array.dtype))
        case "flat":
            return shaping.ravel(obj)
        case "real" | "imag":
            return fitted(getattr(call_sample(np.asarray, [obj], {}), word), array.dims)
        case "itemsize":
            return Number("int", fixed(np.dtype(array.dtype).itemsize))
        case "nbytes":
            return Number("int")
    raise Undetermined("an attribute that is not known")


def number_attribute(obj, word):
    match word:
        case "shape":
            return Sequence(())
        case "ndim":
            return Number("int", fixed(0))
        case "size":
            return Number("int", fixed(1))
    found = getattr(call_sample(_itself, [Given(Number(obj.kind.dtype))], {}), word)
    return Known(found) if isinstance(found, np.dtype) else fitted(found, ())


def _itself(value):
    return value


def unknown_attribute(kind, word):
    if word in ("ndim", "size", "itemsize", "nbytes"):
        return Number("int")
    return Unknown(number=kind.number and word in ("T", "mT", "real", "imag", "flat"))


def shape(a):
    return Sequence(tuple(map(int_of, shaped(a).dims)))


def ndim(a):
    return Number("int", fixed(shaped(a).rank))


def size(a, axis=None):
    dims = shaped(a).dims
    value = value_of(axis)
    return int_of(product(dims) if value is None else dims[value])


# Methods


def item(a, *index):
    """``a.item()``, a Python number."""
    found = call_sample(np.ndarray.item, [Given(Array(shaped(a).dtype, ()))], {})
    return fitted(found, ())


def tolist(a):
    """``a.tolist()``, lists of Python numbers."""
    array = shaped(a)
    found = item(a)
    for dim in array.dims[::-1]:
        known = not dim.symbol and dim.offset <= 1000
        found = Sequence((found,) * dim.offset, list) if known else ListOf(found)
    return found


def copied(a, *options, **named):
    """A copy of an array, list or record."""
    if isinstance(a.kind, Known):
        raise Undetermined("a copy of an opaque object")
    return a.kind


def conjugate(x):
    return x.kind if isinstance(x.kind, Array) else elementwise.elementwise(np.conjugate)(x)


METHODS = {
    **{f: getattr(np, f) for f in ("sum", "prod", "mean", "std", "var", "all", "any")},
    **{f: getattr(np, f) for f in ("max", "min", "argmax", "argmin", "argsort", "cumsum", "cumprod")},
    **{f: getattr(np, f) for f in ("clip", "trace", "transpose", "reshape", "ravel", "squeeze", "swapaxes")},
    **{f: getattr(np, f) for f in ("take", "repeat", "diagonal", "nonzero", "dot", "round")},
}

TABLES = (elementwise.RULES, creation.RULES, shaping.RULES, stacking.RULES, reducing.RULES, products.RULES)


def _method_rules():
    rules = {}
    for method, function in METHODS.items():
        for table in TABLES:
            if function in table:
                rules[getattr(np.ndarray, method)] = table[function]
    return rules


RULES: dict[Any, Any] = {
    ir.make_tuple: make_tuple,
    ir.make_list: make_list,
    ir.make_dict: make_dict,
    slice: make_slice,
    ir.select: select,
    ir.both: either,
    ir.either: either,
    ir.raise_: lambda *args: Known(None),
    ir.assert_: lambda *args: Known(None),
    operator.getitem: getitem,
    getattr: attribute,
    np.shape: shape,
    np.ndim: ndim,
    np.size: size,
    **_method_rules(),
    np.ndarray.item: item,
    np.ndarray.tolist: tolist,
    np.ndarray.copy: copied,
    runtime.held: copied,
    np.ndarray.flatten: shaping.ravel,
    np.ndarray.conj: conjugate,
    np.ndarray.conjugate: conjugate,
    np.ndarray.astype: creation.astype,
    np.finfo: lambda dtype: Known(np.finfo(value_of(dtype))),
    np.iinfo: lambda dtype: Known(np.iinfo(value_of(dtype))),
}
