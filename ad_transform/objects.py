"""Objects of the user's classes whose attributes are data: `has_fields(value)`, `fields_of(value)`."""

from __future__ import annotations

import dataclasses
import enum
import functools
import sys
import types
from typing import Any

STANDARD = (*sys.stdlib_module_names, "numpy", "scipy", "numba", "ad_transform")
BEYOND = ("site-packages", "dist-packages")


def has_fields(value) -> bool:
    """True for an instance of a class written in Python by the user: what is in it is known by its attributes."""
    cls: Any = type(value)
    if dataclasses.is_dataclass(cls):
        return True
    return bool(getattr(value, "__dict__", None)) and is_of_user(cls)


@functools.lru_cache(maxsize=1024)
def is_of_user(cls) -> bool:
    """True for a class that is the user's own, and keeps its attributes as Python does."""
    if issubclass(
        cls, (type, enum.Enum, types.ModuleType, BaseException, tuple, list, dict, str, int, float, complex)
    ):
        return False
    module = cls.__module__
    file = getattr(sys.modules.get(module), "__file__", None) or ""
    if (module.partition(".")[0] in STANDARD and module != "__main__") or any(
        part in file for part in BEYOND
    ):
        return False
    return cls.__getattribute__ is object.__getattribute__ and not hasattr(cls, "__array__")


def fields_of(value) -> dict:
    """The attributes of such an object, in the order of its class or in that of their assignment."""
    if dataclasses.is_dataclass(value):
        names = [f.name for f in dataclasses.fields(value) if hasattr(value, f.name)]
        return {name: getattr(value, name) for name in names}
    return dict(vars(value))


def is_made_of_fields(cls) -> bool:
    """True if ``cls(**fields)`` is the object with these fields, and nothing else happens when it is made."""
    made = getattr(cls, "__init__", None)
    generated = getattr(getattr(made, "__code__", None), "co_filename", "").startswith("<")
    plain = dataclasses.is_dataclass(cls) and generated and not hasattr(cls, "__post_init__")
    return issubclass(cls, tuple) or (plain and all(f.init for f in dataclasses.fields(cls)))
