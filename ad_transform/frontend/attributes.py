"""Attributes: of modules, of objects with data, of arrays, and methods of all of these."""

from __future__ import annotations

import functools
import types
from dataclasses import replace
from typing import Any

import numpy as np

from .. import ir
from ..errors import NoRule
from ..kinds import Array, Number, Record, Unknown
from ..methods import Method
from ..objects import is_of_user
from . import laws
from .failing import certain, is_python_number
from .memory import content, freeze, kind_at, set_content, wrap
from .values import Bound, HeldLaw, Items, Parent, Ref, Solution, Struct
from .values import Method as MethodOf
from .views import flattened, looked

VIEWS = ("T", "mT", "real", "imag", "flat")
PLAIN = (type, types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType)
"""What is found in a class and read as it is."""
FACTS = ("shape", "ndim", "size", "dtype", "nbytes", "itemsize")


def attribute(work, owner, name):
    """``owner.name``."""
    from .globals import module_attribute

    match owner:
        case ir.Const(types.ModuleType() as module):
            return module_attribute(work, module, name)
        case ir.Const(value) if not isinstance(value, (int, float, complex)):
            return of_object(work, owner, value, name)
        case Items(items, cls) if name in getattr(cls, "_fields", ()):
            return items[getattr(cls, "_fields", ()).index(name)]
        case Items() if name in ("_replace", "_asdict"):
            return MethodOf(owner, name)
        case Solution(fields, whole):
            known = dict(fields)
            return (
                known[name]
                if name in known
                else work.builder.bind(
                    f"{name}_{work.builder.line}", ir.Call(getattr, (whole, ir.Const(name))), Unknown(False)
                )
            )
        case HeldLaw():
            return laws.method(work, owner, name)
        case Parent(inner, cls):
            return of_parent(work, inner, cls, name)
        case Items(cls=cls) if cls is not tuple and hasattr(cls, name):
            return of_class(work, owner, cls, name)
        case Ref():
            held = content(work, owner)
            if isinstance(held, Struct) and held.cls not in (list, dict):
                found = held.find(name)
                return of_class(work, owner, held.cls, name) if found is None else found
            if isinstance(held, Struct):
                return MethodOf(owner, name)
    return of_array(work, owner, name)


def of_object(work, owner, value, name):
    """An attribute of a function, a class, a dtype, a string."""
    from .globals import ModuleVariable, dynamic, external

    if isinstance(value, (str, bytes, tuple, list, dict)):
        return MethodOf(owner, name)
    if not hasattr(value, name):
        raise NoRule(work.place(), f"{type(value).__name__} has no attribute `{name}`", "check the spelling")
    found = getattr(value, name)
    if dynamic(found) and of_the_user(value):
        return external(work, name, ModuleVariable(value, name), (id(value), name))
    return ir.Const(found)


def of_the_user(value) -> bool:
    """True for objects and classes of the user's, whose attributes may be another thing at the next call."""
    from .globals import LIBRARIES

    cls = value if isinstance(value, type) else type(value)
    return isinstance(value, types.FunctionType) or cls.__module__.partition(".")[0] not in LIBRARIES


def of_parent(work, owner, cls, name):
    """``super().name``: what the classes after `cls` say of it."""
    made = owner.cls if isinstance(owner, Items) else getattr(content(work, owner), "cls", None)
    if made is None or cls not in made.__mro__:
        raise work.refuse("`super()` of an object whose class is not known", "name the class")
    after = made.__mro__[made.__mro__.index(cls) + 1 :]
    if name == "__init__" and not any(isinstance(c.__dict__.get(name), types.FunctionType) for c in after):
        return Bound(ir.Const(object.__init__))
    return of_class(work, owner, made, name, after)


def of_class(work, owner, cls, name, order=None):
    """A method, property or class attribute of the user's class; of the classes `order`, if they are given."""
    from .calls import apply
    from .globals import ModuleVariable, external, known

    home = next((c for c in order or cls.__mro__ if name in c.__dict__), None)
    if home is None:
        what = f"{cls.__name__} objects have no attribute `{name}` here"
        raise NoRule(work.place(), what, "assign it first")
    found: Any = home.__dict__[name]
    match found.function if isinstance(found, Method) else found:
        case property():
            return apply(work, ir.Const(found.fget), [owner], {})
        case functools.cached_property():
            value = apply(work, ir.Const(found.func), [owner], {})
            if isinstance(owner, Ref) and isinstance(held := content(work, owner), Struct):
                set_content(work, owner.cell, held.replace(name, value))  # the next reader finds it
            return value
        case staticmethod():
            return ir.Const(found.__func__)
        case classmethod():
            return Bound(ir.Const(found.__func__), (ir.Const(cls),))
        case types.FunctionType() as method:
            return Bound(ir.Const(method), (owner,))
    if hasattr(type(found), "__get__") and not isinstance(found, PLAIN):
        raise work.refuse(f"the attribute `{name}` is computed by a descriptor", "make it a property")
    if is_of_user(cls):
        return external(work, name, ModuleVariable(cls, name), (id(cls), name))
    return known(found)


def set_by_class(work, owner, cls, name, value):
    """Set an attribute as the class says, by a property; False where it becomes a field."""
    from .calls import apply

    if cls.__setattr__ is not object.__setattr__:
        raise work.refuse(
            f"`{cls.__name__}` says itself how attributes are set", "use a class without `__setattr__`"
        )
    found = next((c.__dict__[name] for c in cls.__mro__ if name in c.__dict__), None)
    if isinstance(found, property) and found.fset is not None:
        apply(work, ir.Const(found.fset), [owner, value], {})
        return True
    if hasattr(type(found), "__set__") and not isinstance(found, types.MemberDescriptorType):
        raise work.refuse(f"the attribute `{name}` can't be set here", "assign to a field of its own")
    return False


def of_array(work, owner, name):
    """An attribute or method of an array or number."""
    kind = kind_at(work, owner)
    if isinstance(kind, Unknown) and not kind.number:
        return MethodOf(owner, name)
    if isinstance(kind, Record):
        raise work.refuse(
            "an attribute of an object in a list of unknown length", "keep a list for each attribute"
        )
    if name in FACTS and not (work.builder.guarded and is_python_number(kind)):
        base = f"{name}_{work.builder.line}"
        return wrap(work, work.builder.call(getattr, freeze(work, owner), ir.Const(name), base=base))
    if name in VIEWS:
        return view(work, owner, kind, name)
    if (isinstance(kind, (Array, Unknown)) and hasattr(np.ndarray, name)) or isinstance(kind, Unknown):
        return MethodOf(owner, name)
    numbers = (float,) if work.builder.guarded and is_python_number(kind) else (float, np.float64)
    if isinstance(kind, Number) and any(hasattr(number, name) for number in numbers):
        return MethodOf(owner, name)
    if not isinstance(kind, (Array, Number, Unknown)):
        return MethodOf(owner, name)
    owner_is = "a number" if isinstance(kind, Number) else "an array"
    if work.builder.guarded:
        certain(work, AttributeError, f"{owner_is} has no attribute `{name}`", "check the spelling")
    raise NoRule(work.place(), f"{owner_is} has no attribute `{name}`", "check the spelling")


def view(work, owner, kind, name):
    """``x.T`` and its like: the same memory seen differently."""
    function, args = {"T": (np.transpose, ()), "mT": (np.matrix_transpose, ())}.get(
        name, (getattr, (ir.Const(name),))
    )
    if name == "flat":
        function, args = np.ravel, ()
    if name in ("real", "imag"):
        function = {"real": np.real, "imag": np.imag}[name]
        args = ()
    if isinstance(owner, Ref) and isinstance(kind, Array):
        found = flattened(work, owner, kind) if name == "flat" else looked(work, function, [owner], {})
        if found is not None:
            return found if found is owner else replace(found, label=f"{name}_{work.builder.line}")
    result = wrap(work, work.builder.call(function, freeze(work, owner), *args))
    if isinstance(owner, Ref) and isinstance(result, Ref):
        work.state.descend(result.cell, owner.cell)
    return result
