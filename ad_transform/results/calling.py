"""Finds the rule of a function and applies it: `result`."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from ..kinds import Sequence, Unknown
from . import (
    creation,
    elementwise,
    indexing,
    matrices,
    products,
    random,
    reducing,
    scalars,
    shaping,
    signals,
    stacking,
    updates,
    words,
)
from .given import Given, given
from .joining import number_lengths
from .lengths import Undetermined
from .scipy import of_scipy
from .trial import trial

RULES: dict[Any, Any] = {
    **scalars.RULES,
    **elementwise.RULES,
    **indexing.RULES,
    **creation.RULES,
    **shaping.RULES,
    **stacking.RULES,
    **reducing.RULES,
    **products.RULES,
    **matrices.RULES,
    **signals.RULES,
    **random.RULES,
    **words.RULES,
    **updates.RULES,
}

OPAQUE = {
    *(np.shape, np.nonzero, np.argwhere, np.flatnonzero, np.argsort, np.argmax, np.argmin, np.searchsorted),
    *(slice, np.dtype, type, getattr(np, "result_type", None), operator.itemgetter, operator.attrgetter),
}
"""Functions that give no floats, so that what is not known about their results is no float either."""


def result(function, args, kwargs=None, *, tag="", pure=False, kinds=None):
    """The kind of ``function(*args, **kwargs)``.

    Each argument is a kind or a pair (kind, value); `value` is an ir.Const, the nested Call of an index, or None, and
    `kinds` holds the kinds of names in it. Lengths that depend on data get symbols made from `tag`, which must be
    another for every call in a program; without it they get symbols that are used once. With `pure`, a function without
    a rule is called on small arrays.
    """
    try:
        known = [given(a, kinds or {}) for a in args]
        named = {k: given(v, kinds or {}) for k, v in (kwargs or {}).items()}
        return number_lengths(inferred(function, known, named, pure), tag)
    except (
        Undetermined,
        TypeError,
        ValueError,
        LookupError,
        AttributeError,
        ArithmeticError,
        NotImplementedError,
    ):
        return Unknown(number=not _gives_no_floats(function))


def inferred(function, args, kwargs, pure=False):
    """The kind of a call, with lengths that depend on data left without a symbol."""
    rule = rule_of(function)
    if rule is not None:
        return rule(*args, **kwargs)
    if not pure:
        raise Undetermined("a function without a rule")
    return trial(function, args, kwargs)


def rule_of(function):
    """The rule of a function, or None."""
    try:
        if function in RULES:
            return RULES[function]
    except TypeError:  # not hashable
        return None
    if isinstance(function, np.ufunc):
        plain = function.signature is None and not any("O" in t for t in function.types[:1])
        return elementwise.elementwise(function) if plain else None
    if isinstance(function, type) and issubclass(function, (np.number, np.bool_)):
        return elementwise.scalar_type(function)
    if isinstance(function, type) and issubclass(function, tuple) and hasattr(function, "_fields"):
        return named_tuple(function)
    return of_scipy(function)


def named_tuple(cls):
    """The rule of a named tuple's class, called."""

    def rule(*args, **named):
        fields = dict(zip(cls._fields, args, strict=False)) | named
        defaults = {k: Given(words.constant_kind(v)) for k, v in cls._field_defaults.items()}
        return Sequence(tuple((fields.get(k) or defaults[k]).kind for k in cls._fields), cls)

    return rule


def _gives_no_floats(function):
    try:
        if function in OPAQUE:
            return True
    except TypeError:
        return False
    if function in elementwise.COMPARISONS or function in (operator.not_, operator.is_, operator.is_not):
        return True
    return isinstance(function, np.ufunc) and all(t[-1] == "?" for t in function.types)
