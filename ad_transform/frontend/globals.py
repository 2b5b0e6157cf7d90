"""Names from outside the function: globals, closure variables, builtins.

Functions, modules and strings are known when the derivative is written, and guarded: if the name means something
else at a later call, the derivative is written anew. Numbers, arrays and containers are read at each call: they
become parameters of the generated function.
"""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from typing import Any

import numpy as np

from .. import ir
from ..errors import NoRule
from ..kinds import Number, Unknown
from ..objects import has_fields
from ..results import kind_of
from .values import Items
from .work import Guard, NewInput

DYNAMIC = (bool, int, float, complex, np.generic, np.ndarray, list, dict)
# fmt: off
LIBRARIES = (
    "logging", "warnings", "contextlib", "numpy", "math", "cmath", "scipy", "operator", "builtins", "functools",
    "itertools", "ad_transform",
)
# fmt: on


@dataclass(frozen=True)
class Global:
    """Fetch a global of a function's module, or the builtin that it would hide."""

    table: dict
    name: str

    def __call__(self):
        return self.table[self.name] if self.name in self.table else getattr(builtins, self.name)


@dataclass(frozen=True)
class ClosureVariable:
    """Fetch what a closure variable holds."""

    cell: Any

    def __call__(self):
        return self.cell.cell_contents


@dataclass(frozen=True)
class ModuleVariable:
    """Fetch an attribute of a module."""

    module: Any
    name: str

    def __call__(self):
        return getattr(self.module, self.name)


def outside(work, frame, name):
    """The value of a name that no frame binds."""
    source = frame.source
    if name in source.closure and name not in frame.globals_:
        return external(work, name, ClosureVariable(source.closure[name]), (id(source.closure[name]),))
    if name in source.globals or hasattr(builtins, name):
        return external(work, name, Global(source.globals, name), (id(source.globals), name))
    raise NoRule(work.place(), f"the name `{name}` is not defined", "define it, or pass it as an argument")


def external(work, name, fetch, key):
    """A value from outside: an object the derivative relies on, or a parameter of its own."""
    try:
        value = fetch()
    except ValueError:
        raise NoRule(work.place(), f"`{name}` has no value yet", "assign it before differentiating") from None
    if dynamic(value):
        if key not in work.inputs:
            refuse_unclear(work, name, value)
            raise NewInput(key, name, fetch)
        return work.inputs[key]
    if all(guard.key != key for guard in work.guards):
        work.guards.append(Guard(fetch, value, key))
    return known(value)


def dynamic(value):
    """True if the value of a name may change from call to call: numbers, arrays, containers of these."""
    if isinstance(value, tuple):
        return any(dynamic(v) for v in value)
    return isinstance(value, DYNAMIC) or has_fields(value)


def known(value):
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return Items(tuple(known(v) for v in value))
    return ir.Const(value)


def refuse_unclear(work, name, value):
    try:
        kind = kind_of(value, name=name)
    except RecursionError:
        raise work.refuse(f"`{name}` contains itself", "pass its numbers and arrays as arguments") from None
    if isinstance(kind, Unknown) and not kind.number:
        what = f"`{name}` holds {type(value).__name__} data that is not understood"
        raise work.refuse(what, "pass it as an argument")


def module_attribute(work, module, name):
    """``module.name``: a function or constant of a library, or a variable of the user's module."""
    if not hasattr(module, name):
        raise NoRule(
            work.place(), f"module `{module.__name__}` has no attribute `{name}`", "check the spelling"
        )
    value = getattr(module, name)
    if module.__name__.partition(".")[0] in LIBRARIES:
        if isinstance(value, float):
            reading = ir.Call(getattr, (ir.Const(module), ir.Const(name)))
            return work.builder.bind(f"{name}_{work.builder.line}", reading, Number("float"))
        return ir.Const(value)
    return external(work, name, ModuleVariable(module, name), (id(module), name))
