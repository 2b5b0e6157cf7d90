"""Operators, ufuncs and other functions that work element by element."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from ..kinds import Array, Known, ListOf, Number, Sequence, Unknown, is_float
from .describing import dtype_name
from .given import PYTHON, Given, shaped
from .joining import join_items
from .lengths import Undetermined, broadcast_all, int_product, int_quotient, int_sum, is_int
from .sampling import call_sample, fitted

IN_PLACE = {
    operator.iadd: operator.add,
    operator.isub: operator.sub,
    operator.imul: operator.mul,
    operator.itruediv: operator.truediv,
    operator.ifloordiv: operator.floordiv,
    operator.imod: operator.mod,
    operator.ipow: operator.pow,
}

INT_VALUES = {
    operator.add: int_sum,
    operator.sub: lambda a, b: int_sum(a, b, -1),
    operator.mul: int_product,
    operator.floordiv: int_quotient,
}

SIMPLE = (tuple, list)

COMPARISONS = (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne)


def arithmetic(function):
    """The rule of a binary operator or unary operator of Python."""

    def rule(*args):
        kinds = [a.kind for a in args]
        if any(isinstance(k, Unknown) for k in kinds):
            return unknown(function, kinds)
        if not any(isinstance(k, Array) for k in kinds) and not all(isinstance(k, Number) for k in kinds):
            return sequences(function, args)
        if all(isinstance(k, Number) for k in kinds):
            return numbers(function, args)
        if function is operator.pow and _has_shortcuts(*args):
            raise Undetermined("a dtype that depends on the exponent")
        return elementwise(function)(*args)

    return rule


def _has_shortcuts(base, exponent):
    """True if NumPy takes a square or a root of small ints where the exponent is 2 or 0.5, in another dtype."""
    small = ("bool", "int8", "int16", "uint8", "uint16")
    return shaped(base).dtype in small and isinstance(exponent.kind, Number) and exponent.const is None


def unknown(function, kinds):
    """The result of an operation with an operand of unknown rank: floats, if any operand is or may be one."""
    compares = function in COMPARISONS
    return Unknown(number=not compares and any(map(is_float, kinds)))


def numbers(function, args):
    """The result of an operation on numbers."""
    kinds = [a.kind for a in args]
    if function is operator.pow and all(k.dtype in ("bool", "int") for k in kinds):
        return int_power(args)
    if function is operator.pow and kinds[0].dtype == "float" and _is_negative(args[0]):
        raise Undetermined("complex, if the exponent is not whole")
    found = like(call_sample(function, [_ordinary(a) for a in args], {}), ())
    if function is operator.invert and kinds[0].dtype == "bool":
        return Number("bool")  # as for NumPy; the ~ of a bool of Python is deprecated
    if function in INT_VALUES and found.dtype == "int" and all(k.dtype == "int" for k in kinds):
        return Number("int", INT_VALUES[function](*(k.length for k in kinds)))
    return found


def _ordinary(argument):
    """A number without its value, which might be zero, or too large to compute with."""
    return Given(Number(argument.kind.dtype))


def _is_negative(argument):
    return argument.const is not None and argument.const.value < 0


def in_place(function):
    """The rule of an operator like ``+=``, which leaves an array what it is."""
    rule = arithmetic(function)

    def updated(base, other):
        found = rule(base, other)
        return base.kind if isinstance(base.kind, Array) and not isinstance(found, Unknown) else found

    return updated


def int_power(args):
    """An int to an int: a float where the exponent is negative, and if its sign is not known."""
    exponent = args[1].kind.length
    if args[1].kind.dtype == "bool" or (
        exponent is not None and not exponent.symbol and exponent.offset >= 0
    ):
        return Number("int")
    return Number("float")


def sequences(function, args):
    """Sums and multiples of lists and tuples, and comparisons of what is not an array."""
    repeats = function is operator.mul
    if any(isinstance(a.kind, Number) and _makes_arrays(a.kind.dtype, repeats) for a in args):
        return elementwise(function)(*args)  # NumPy scalars make arrays of lists
    if function in COMPARISONS:
        return Number("bool")
    match function, *(a.kind for a in args):
        case operator.add, Sequence(one, cls), Sequence(other, klass) if cls is klass and cls in SIMPLE:
            return Sequence(one + other, cls)
        case operator.add, one, other if _is_list(one) and _is_list(other):
            return ListOf(join_items([*items_of(one), *items_of(other)]))
        case (operator.mul, kind, Number(length=n)) | (operator.mul, Number(length=n), kind):
            return repeated(kind, n)
    raise Undetermined("not an operation on sequences")


def _is_list(kind):
    return isinstance(kind, ListOf) or (isinstance(kind, Sequence) and kind.cls is list)


def repeated(kind, count):
    """``[0.0] * n``"""
    known = (
        isinstance(kind, Sequence) and kind.cls in (tuple, list) and count is not None and not count.symbol
    )
    if known and len(kind.items) * count.offset <= 1000:
        return Sequence(kind.items * count.offset, kind.cls)
    if not _is_list(kind):
        raise Undetermined("not an operation on sequences")
    return ListOf(join_items(items_of(kind)))


def _makes_arrays(dtype, repeats):
    return dtype not in PYTHON and not (repeats and is_int(dtype))


def items_of(kind):
    """The kinds of the items of a list."""
    if isinstance(kind, Sequence):
        return list(kind.items)
    return [] if kind.item is None else [kind.item]


def elementwise(function):
    """The rule of a function that broadcasts all its arguments; results that are a tuple have all the same shape."""

    def rule(*args, out=None, where=None, dtype=None, **options):
        if any(isinstance(a.kind, Unknown) for a in args):
            return of_unknown(function, args)
        parts = [shaped(a) for a in args]
        dims = broadcast_all(*(p.dims for p in parts), *([shaped(where).dims] if where else []))
        if out is not None:
            return out.kind
        if dtype is not None:
            options["dtype"] = dtype
        return like(call_sample(function, args, options), dims)

    return rule


def of_unknown(function, args):
    """The result of an elementwise function of floats of unknown rank."""
    args = [Given(Number("float")) if a.kind == Unknown() else a for a in args]
    found = call_sample(function, args, {})
    kinds = [
        Unknown(np.asarray(item).dtype.kind in "fc")
        for item in (found if isinstance(found, tuple) else (found,))
    ]
    return Sequence(tuple(kinds)) if isinstance(found, tuple) else kinds[0]


def like(found, dims):
    """The kind of a result like `found`, or of a tuple of such results."""
    if isinstance(found, (tuple, list)):
        return Sequence(tuple(fitted(item, dims) for item in found), type(found))
    return fitted(found, dims)


def where(condition, x=None, y=None):
    """``np.where`` with three arguments; with one, indices that depend on the data."""
    if x is None:
        raise Undetermined("indices that depend on the data")
    return elementwise(np.where)(condition, x, y)


def clip(a, a_min=None, a_max=None, out=None, **options):
    """``np.clip``, whose bounds may be None or missing."""
    if out is not None:
        return out.kind
    bounds = [b for b in (a_min, a_max, *options.values()) if b is not None]
    limits = [b for b in bounds if not isinstance(b.kind, Known)]
    given = [a, *([a_min] if a_min else []), *([a_max] if a_max else [])]
    return fitted(
        call_sample(np.clip, given, options), broadcast_all(*(shaped(x).dims for x in (a, *limits)))
    )


def first(function):
    """The rule of a function that works on its first argument element by element; the others are options."""

    def rule(a, *options, **named):
        if isinstance(a.kind, Unknown):
            raise Undetermined("an operand of unknown rank")
        return fitted(call_sample(function, (a, *options), named), shaped(a).dims)

    return rule


def interp(x, xp, fp, left=None, right=None, period=None):
    """``np.interp``."""
    dtype = "complex128" if shaped(fp).dtype.startswith("c") else "float64"
    dims = shaped(x).dims
    return Array(dtype, dims) if dims else Number(dtype)


def piecewise_select(condlist, choicelist, default=None):
    """``np.select``."""
    choices = [shaped_items(choicelist), shaped_items(condlist)]
    parts = [*choices[0], *choices[1], *([shaped(default)] if default else [])]
    return fitted(call_sample(np.select, [a for a in (condlist, choicelist, default) if a], {}), _dims(parts))


def shaped_items(argument):
    if not isinstance(argument.kind, Sequence):
        raise Undetermined("items that are not known one by one")
    return [shaped(Given(kind)) for kind in argument.kind.items]


def _dims(parts):
    return broadcast_all(*(p.dims for p in parts))


def scalar_type(cls):
    """The rule of ``np.float64`` and its kin, called."""

    def rule(value=None):
        dtype = dtype_name(np.dtype(cls))
        if value is None:
            return Number(dtype)
        known = value.kind
        if isinstance(known, Number):
            exact = known.length if dtype.startswith("int") else None
            return Number(dtype, exact)
        dims = shaped(value).dims
        return Array(dtype, dims) if dims else Number(dtype)

    return rule


RULES: dict[Any, Any] = {
    **{f: arithmetic(f) for f in (*IN_PLACE.values(), *COMPARISONS)},
    **{inplace: in_place(plain) for inplace, plain in IN_PLACE.items()},
    **{
        f: arithmetic(f)
        for f in (
            *(operator.neg, operator.pos, operator.abs, operator.invert, abs, divmod),
            *(operator.and_, operator.or_, operator.xor, operator.lshift, operator.rshift),
        )
    },
    np.where: where,
    np.clip: clip,
    np.select: piecewise_select,
    np.interp: interp,
    **{
        f: first(f)
        for f in (
            *(np.real, np.imag, np.angle, np.nan_to_num, np.i0, np.sinc),
            *(np.round, np.around, np.fix, np.isposinf, np.isneginf, np.iscomplex, np.isreal),
        )
    },
    **{f: elementwise(f) for f in (np.isclose,)},
}
