"""What a value is, and functions of functions: isinstance, type, getattr, partial."""

from __future__ import annotations

import builtins
import functools

import numpy as np

from ... import ir
from ...kinds import Array, DictOf, ListOf, Number
from ..attributes import attribute
from ..memory import content, kind_at
from ..values import Bound, Closure, Items, Ref, Struct


def native_isinstance(work, args, kwargs):
    """Decided from the kind."""
    value, classes = args
    wanted = classes.value if isinstance(classes, ir.Const) else tuple(c.value for c in classes.items)
    sample = sample_class(work, value)
    if sample is None:
        return NotImplemented
    return ir.Const(issubclass(sample, wanted))


def sample_class(work, value):
    """The class of a value, where its kind tells."""
    match value:
        case Items(cls=cls):
            return cls
        case Ref() if isinstance(content(work, value), Struct):
            return content(work, value).cls
        case Closure() | Bound():
            return type(lambda: None)
        case ir.Const(known):
            return type(known)
    match kind_at(work, value):
        case Array():
            return np.ndarray
        case Number(dtype="bool" | "int" | "float" | "complex" as name):
            return getattr(builtins, name)
        case Number(dtype=name):
            return np.dtype(name).type
        case ListOf():
            return list
        case DictOf():
            return dict
    return None


def native_type(work, args, kwargs):
    cls = sample_class(work, args[0])
    return NotImplemented if cls is None or len(args) > 1 else ir.Const(cls)


def native_getattr(work, args, kwargs):
    if not isinstance(args[1], ir.Const):
        raise work.refuse("`getattr` with a name that is computed", "write the attribute out")
    if len(args) == 3 and not has_attribute(work, args[0], args[1].value):
        return args[2]
    return attribute(work, args[0], args[1].value)


def native_hasattr(work, args, kwargs):
    if not isinstance(args[1], ir.Const):
        raise work.refuse("`hasattr` with a name that is computed", "write the name out")
    return ir.Const(has_attribute(work, args[0], args[1].value))


def has_attribute(work, value, name):
    """Whether a value has an attribute, decided from what is known of it."""
    if isinstance(value, ir.Const):
        return hasattr(value.value, name)
    held = content(work, value) if isinstance(value, Ref) else None
    if isinstance(held, Struct) and held.find(name) is not None and held.cls not in (list, dict):
        return True
    cls = sample_class(work, value)
    if cls is None:
        raise work.refuse("whether this value has an attribute is not known", "use `isinstance`")
    return hasattr(cls, name)


def native_setattr(work, args, kwargs):
    from ..assignments import store_attribute

    if not isinstance(args[1], ir.Const):
        raise work.refuse("`setattr` with a name that is computed", "write the attribute out")
    store_attribute(work, args[0], args[1].value, args[2])
    return ir.Const(None)


def native_partial(work, args, kwargs):
    return Bound(args[0], tuple(args[1:]), tuple(kwargs.items()))


ASKING = {
    isinstance: native_isinstance,
    getattr: native_getattr,
    type: native_type,
    hasattr: native_hasattr,
    setattr: native_setattr,
    functools.partial: native_partial,
}
