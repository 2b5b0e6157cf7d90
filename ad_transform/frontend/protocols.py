"""What a class of the user's says of operators and builtins: ``-v``, ``abs(v)``, ``v += w``, ``for a in v``."""

from __future__ import annotations

import builtins
import functools
import operator
import types

import numpy as np

from .. import ir
from ..kinds import Array, Number
from . import calls
from .branches import method_of
from .memory import content, kind_at
from .subscripts import as_index, item
from .values import Ref, Struct

NAMES = {
    operator.neg: "__neg__", operator.pos: "__pos__", operator.invert: "__invert__",
    operator.abs: "__abs__", operator.index: "__index__", operator.length_hint: "__len__",
    **{getattr(builtins, n): f"__{n}__" for n in ("abs", "float", "int", "complex", "len", "round", "reversed")},
}  # fmt: skip
OPERATORS = tuple(
    getattr(operator, n) for n in ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul"]
)
PYTHON = ("int", "float", "bool", "complex")
GETTERS = (operator.itemgetter, operator.attrgetter, operator.methodcaller)
NOT_IMPLEMENTED = ir.Const(NotImplemented)


def class_of(work, value):
    """The user's class of an object; None for anything else."""
    held = content(work, value) if isinstance(value, Ref) else None
    plain = not isinstance(held, Struct) or held.cls in (list, dict)
    return None if plain else held.cls


def asked(work, function, args, kwargs):
    """What a builtin or a function of `operator` makes of an object; None where it is not given one."""
    match function:
        case functools._lru_cache_wrapper():
            return calls.apply(work, ir.Const(function.__wrapped__), args, kwargs)
        case np.vectorize():
            raise work.refuse(
                "`np.vectorize` is a loop over numbers", "write the loop, or the function for arrays"
            )
        case operator.itemgetter() | operator.attrgetter() | operator.methodcaller():
            return gotten(work, function, args[0])
        case type() if function in GETTERS and all(isinstance(a, ir.Const) for a in args) and not kwargs:
            return ir.Const(function(*[a.value for a in args]))
    if not any(class_of(work, a) for a in args):
        return None
    if function in OPERATORS and len(args) == 2:
        return from_operator(work, function, *args)
    name = NAMES.get(function)
    method = method_of(class_of(work, args[0]), name) if name and class_of(work, args[0]) else None
    return None if method is None else calls.apply(work, ir.Const(method), args, kwargs)


def gotten(work, getter, value):
    """``itemgetter(k)(value)``, ``attrgetter("a.b")(value)``, ``methodcaller("f", …)(value)``, of one thing."""
    from .attributes import attribute

    _, words, *_ = getter.__reduce__()
    if isinstance(getter, operator.methodcaller):
        name, *rest = words if isinstance(words, tuple) else (words,)
        return calls.apply(work, attribute(work, value, name), [ir.Const(w) for w in rest], {})
    if len(words) > 1:
        raise work.refuse("a getter of several things at once", "get them one by one")
    if isinstance(getter, operator.itemgetter):
        return item(work, value, as_index(work, ir.Const(words[0])))
    for name in words[0].split("."):
        value = attribute(work, value, name)
    return value


def from_operator(work, function, one, two):
    """``one op two`` where one of them is an object of the user's; None if neither class says anything."""
    word = function.__name__.strip("_")
    for owner, other, name in ((one, two, f"__{word}__"), (two, one, f"__r{word}__")):
        cls = class_of(work, owner)
        method = getattr(cls, name, None) if cls else None
        if isinstance(method, types.FunctionType):
            refuse_elementwise(work, cls, one)
            found = calls.apply(work, ir.Const(method), [owner, other], {})
            if found != NOT_IMPLEMENTED:
                return found
    return None


def refuse_elementwise(work, cls, left):
    """NumPy goes first where it stands left: it may take the object for an array."""
    kind = kind_at(work, left)
    known = isinstance(left, ir.Const) or (isinstance(kind, Number) and kind.dtype in PYTHON)
    array_like = any(hasattr(cls, n) for n in ("__len__", "__iter__", "__getitem__"))
    if class_of(work, left) is None and not known and (isinstance(kind, Array) or array_like):
        if getattr(cls, "__array_ufunc__", cls) is not None:
            raise work.refuse(
                f"NumPy's operator with an object of the class `{cls.__name__}` on its right",
                "write the object on the left, or set `__array_ufunc__ = None` in its class",
            )


def in_place(work, function, owner, value):
    """What ``owner op= value`` leaves in its target."""
    cls = class_of(work, owner)
    method = method_of(cls, f"__i{function.__name__.strip('_')}__")
    if method is not None:
        found = calls.apply(work, ir.Const(method), [owner, value], {})
        if found != NOT_IMPLEMENTED:
            return found
    return from_operator(work, function, owner, value)


def iterated(work, value):
    """What ``for … in value`` goes through: what `__iter__` returns; None if there is none."""
    cls = class_of(work, value)
    method = method_of(cls, "__iter__")
    if method is None:
        return None
    work.iterating += 1
    try:
        return calls.apply(work, ir.Const(method), [value], {})
    finally:
        work.iterating -= 1
