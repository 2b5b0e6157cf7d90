"""Values that are known when the derivative is written: `constant`."""

from __future__ import annotations

import builtins
import cmath
import math
import operator
import warnings
from types import BuiltinFunctionType, FunctionType, ModuleType

import numpy as np

from .. import ir
from ..kinds import Array, Known, ListOf, Number, Record, Sequence, Unknown
from .calling import inferred
from .given import given, known_value, value_of
from .lengths import Undetermined

ARITHMETIC = {
    *(
        operator.add,
        operator.sub,
        operator.mul,
        operator.truediv,
        operator.floordiv,
        operator.mod,
        operator.pow,
    ),
    *(operator.neg, operator.pos, operator.abs, operator.invert, operator.and_, operator.or_, operator.xor),
    *(builtins.abs, builtins.round, builtins.float, builtins.int, builtins.bool, builtins.complex),
    *(builtins.max, builtins.min, builtins.pow),
}
"""Folded where every argument is a number of Python and the result is finite and not large."""

MATH = {f for module in (math, cmath) for f in vars(module).values() if isinstance(f, BuiltinFunctionType)}

TESTS = {
    *(
        operator.lt,
        operator.le,
        operator.gt,
        operator.ge,
        operator.eq,
        operator.ne,
        operator.not_,
        operator.truth,
    ),
    *(operator.contains, operator.getitem, builtins.len, builtins.str, operator.concat, operator.add),
    *(str.lower, str.upper, str.strip, str.startswith, str.endswith),
}
"""Folded where every argument is a number, a text, or a tuple of such."""

COUNTS = {np.ndim, np.size, builtins.len, operator.getitem, *(operator.add, operator.sub, operator.mul)}
COUNTS |= {operator.floordiv, getattr}
"""Functions whose result is known where it is an int of known value."""

LARGEST = 2**53


def constant(function, args, kwargs=None, *, kinds=None):
    """The value of ``function(*args, **kwargs)`` as an ir.Const, or None if it is not known.

    Only values that every run would compute are folded: what warns, overflows or depends on the machine is left alone.
    """
    try:
        known = [given(a, kinds or {}) for a in args]
        named = {k: given(v, kinds or {}) for k, v in (kwargs or {}).items()}
        found = folded(function, known, named)
    except Exception:
        return None
    return None if found is None else ir.Const(found[0])


def folded(function, args, kwargs):
    """The value in a tuple, or None."""
    for way in (_identity, _class_test, _attribute, _computed, _counted):
        found = way(function, args, kwargs)
        if found is not None:
            return found
    return None


# Which object, of which class


def _identity(function, args, kwargs):
    if function not in (operator.is_, operator.is_not) or len(args) != 2:
        return None
    same = _are_one(args[0].kind, args[1].kind)
    return None if same is None else (same is (function is operator.is_),)


def _are_one(a, b):
    """Whether two kinds are of one object; None if that is not known."""
    match a, b:
        case Known(one), Known(other):
            unique = (
                type(None),
                bool,
                type(Ellipsis),
                type,
                ModuleType,
                FunctionType,
                BuiltinFunctionType,
                np.ufunc,
            )
            if isinstance(one, unique) or isinstance(other, unique):
                return one is other
            return None
        case (Known(value), other) | (other, Known(value)) if value is None:
            return False if _is_something(other) else None
    return None


def _is_something(kind):
    return isinstance(kind, (Number, Array, Sequence, ListOf, Record)) or kind == Unknown()


def classes(kind) -> tuple[type, ...]:
    """The classes that a value of this kind may have; none if that is not known."""
    python = {"bool": (bool, np.bool_), "int": (int, bool), "float": (float, np.float64, int, bool)}
    match kind:
        case Number("complex"):
            return (complex, np.complex128, float, np.float64, int, bool)
        case Number(dtype) if dtype in python:
            return python[dtype]
        case Number(dtype):
            weaker = {"f": (float, int, bool), "c": (complex, float, int, bool)}.get(
                np.dtype(dtype).kind, (int, bool)
            )
            return (np.dtype(dtype).type, *weaker)
        case Array():
            return (np.ndarray,)
        case Sequence(cls=cls) | Record(cls=cls) if cls is not slice:
            return (cls,)
        case Known(value):
            return (type(value),)
    return ()


def _class_test(function, args, kwargs):
    if function is isinstance:
        wanted = value_of(args[1])
        answers = {issubclass(cls, wanted) for cls in classes(args[0].kind)}
    elif function is np.isscalar:
        known = args[0].kind
        answers = (
            {True}
            if isinstance(known, Number)
            else {False}
            if isinstance(known, (Array, Sequence))
            else set()
        )
        answers = {np.isscalar(known.value)} if isinstance(known, Known) else answers
    elif function is hasattr:
        answers = _has(args[0].kind, value_of(args[1]))
    elif function is callable:
        answers = {callable(args[0].kind.value)} if isinstance(args[0].kind, Known) else set()
    elif function is issubclass:
        answers = {issubclass(value_of(args[0]), value_of(args[1]))}
    elif function is type and len(args) == 1 and not isinstance(args[0].kind, Number):
        return classes(args[0].kind) or None
    else:
        return None
    return tuple(answers) if len(answers) == 1 else None


def _has(kind, name):
    if isinstance(kind, Known):
        return {hasattr(kind.value, name)} if isinstance(kind.value, (ModuleType, type)) else set()
    if isinstance(kind, Record):
        return {True} if any(k == name for k, _ in kind.fields) and kind.cls is not dict else set()
    return {hasattr(cls, name) for cls in classes(kind)}


# Attributes, counts, arithmetic


def _attribute(function, args, kwargs):
    if function not in (getattr, np.shape) or kwargs:
        return None
    if function is getattr and isinstance(args[0].kind, Known):
        owner = args[0].kind.value
        if isinstance(owner, (ModuleType, type, np.dtype, np.finfo, np.iinfo)):
            return (getattr(owner, value_of(args[1])),)
        return None
    return _known(inferred(function, args, kwargs))


def _known(kind):
    """The value of a kind that tells it: a shape of known lengths, a dtype."""
    match kind:
        case Known(value):
            return (value,)
        case Number("int", length) if length is not None and not length.symbol:
            return (length.offset,)
        case Sequence(items, cls) if cls is tuple and all(isinstance(item, Number) for item in items):
            try:
                return (known_value(kind),)
            except Undetermined:
                return None
    return None


def _counted(function, args, kwargs):
    if function not in COUNTS:
        return None
    found = inferred(function, args, kwargs)
    return _known(found) if isinstance(found, Number) else None


def _computed(function, args, kwargs):
    if kwargs or not (function in ARITHMETIC or function in MATH or function in TESTS):
        return None
    try:
        values = [value_of(a) for a in args]
    except Undetermined:
        return None
    if function in TESTS and all(map(_immutable, values)):
        found = _run(function, values)
        return found if found and (_immutable(found[0]) or function is operator.getitem) else None
    if all(type(v) in (bool, int, float, complex) for v in values) and _harmless(function, values):
        return _run(function, values)
    return None


def _immutable(value):
    if isinstance(value, tuple):
        return all(map(_immutable, value))
    if type(value) in (int, float, complex):
        return _modest(value)
    return type(value) in (bool, str, bytes, type(None)) or value is Ellipsis


def _modest(value):
    if isinstance(value, complex):
        return cmath.isfinite(value)
    return math.isfinite(value) and (isinstance(value, float) or abs(value) <= LARGEST)


def _harmless(function, values):
    if function in (operator.pow, builtins.pow) or getattr(function, "__name__", "") in (
        "factorial",
        "comb",
        "perm",
    ):
        return all(abs(v) <= 64 for v in values if not isinstance(v, complex))
    return True


def _run(function, values):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = function(*values)
    if isinstance(found, (int, float, complex)) and not _modest(found):
        return None
    return (found,) if isinstance(found, (bool, int, float, complex, str, tuple, type(None))) else None
