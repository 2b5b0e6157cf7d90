"""Instances of the user's classes: named tuples, dataclasses, and classes with a plain `__init__`."""

from __future__ import annotations

import numbers
import types

import numpy as np

from .. import ir
from ..kinds import Unknown
from . import calls
from .memory import new_cell, set_content, wrap
from .opaque import opaque
from .values import Items, Struct


def construct(work, cls, args, kwargs):
    """An instance of a user's class: dataclasses, named tuples, and classes with a plain `__init__`."""
    if issubclass(cls, tuple) and hasattr(cls, "_fields"):
        values = dict(zip(cls._fields, args, strict=False)) | kwargs
        defaults = {k: ir.Const(v) for k, v in cls._field_defaults.items()}
        return Items(tuple((defaults | values)[name] for name in cls._fields), cls)
    if issubclass(cls, (np.generic, BaseException)) or not written_in_python(cls):
        return made_elsewhere(work, cls, args, kwargs)
    made = new_cell(work, cls.__name__.lower(), Struct(cls, ()))
    for name in getattr(cls, "__dataclass_fields__", ()):
        field = cls.__dataclass_fields__[name]
        if "__init__" in cls.__dict__ and hasattr(field.default, "__float__"):
            set_content(work, made.cell, work.state.heap[made.cell].replace(name, ir.Const(field.default)))
    if hasattr(cls, "__dataclass_fields__"):
        return fill_dataclass(work, cls, made, args, kwargs)
    if isinstance(getattr(cls, "__init__", None), types.FunctionType):
        calls.apply(work, ir.Const(cls.__init__), [made, *args], kwargs)
    return made


def made_elsewhere(work, cls, args, kwargs):
    """An instance of a class whose code can't be read: a number of NumPy's, or an object we know nothing of."""
    made = opaque(work, cls, args, kwargs)
    if not issubclass(cls, (np.generic, np.ndarray, numbers.Number)) and isinstance(made, ir.Name):
        work.builder.kinds[made.id] = Unknown(number=False)
    return wrap(work, made)


def written_in_python(cls):
    """True for a class whose objects are made by Python code that can be read."""
    made_by = getattr(cls, "__init__", None)
    plain = cls.__new__ is object.__new__ or isinstance(cls.__new__, types.FunctionType)
    return plain and (isinstance(made_by, types.FunctionType) or made_by is object.__init__)


def fill_dataclass(work, cls, made, args, kwargs):
    from dataclasses import MISSING

    fields = list(cls.__dataclass_fields__.values())
    values = dict(zip((f.name for f in fields if f.init), args, strict=False)) | kwargs
    content = []
    for field in fields:
        if field.name in values:
            content.append((field.name, values[field.name]))
        elif field.default is not MISSING:
            content.append((field.name, ir.Const(field.default)))
        elif field.default_factory is not MISSING:
            content.append((field.name, calls.apply(work, ir.Const(field.default_factory), [], {})))
    set_content(work, made.cell, Struct(cls, tuple(content)))
    after = getattr(cls, "__post_init__", None)
    if after is not None:
        calls.apply(work, ir.Const(after), [made], {})
    return made
