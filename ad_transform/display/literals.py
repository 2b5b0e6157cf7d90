"""Values as Python text that makes them again: `written(value, imports)`."""

from __future__ import annotations

import dataclasses
import math
import sys

import numpy as np

from ..errors import NotSupported

LARGEST = 1000
"""Arrays with more elements are not written out."""


def written(value, imports: set[str], place=None) -> str:
    """The text of a value, in which `np` is NumPy; what it must import besides is added to `imports`.

    Raises
    ------
    NotSupported
        At `place`, for what cannot be written.
    """

    def inside(part):
        return written(part, imports, place)

    cls = type(value)
    if value is None or cls in (bool, int, str, bytes):
        return repr(value)
    if cls is float:
        return repr(value) if math.isfinite(value) else f"float({str(value)!r})"
    if cls is complex:
        return f"complex({inside(value.real)}, {inside(value.imag)})"
    if isinstance(value, np.generic):
        return f"np.{cls.__name__}({inside(value.item())})"
    if cls is np.ndarray and value.size <= LARGEST and value.dtype.kind in "fciub":
        return f"np.array({inside(value.tolist())}, dtype={value.dtype.name!r})"
    if cls is list:
        return f"[{', '.join(map(inside, value))}]"
    if cls is tuple:
        return f"({', '.join(map(inside, value))}{',' * (len(value) == 1)})"
    if cls is dict:
        return "{" + ", ".join(f"{inside(k)}: {inside(v)}" for k, v in value.items()) + "}"
    fields = fields_of(value)
    if fields is not None:
        imports.add(import_of(cls, place))
        return f"{cls.__name__}({', '.join(f'{k}={inside(v)}' for k, v in fields.items())})"
    what = f"an array of {value.size} elements" if cls is np.ndarray else f"a value of type {cls.__name__}"
    raise NotSupported(place, f"{what} is not written out as text", "pass numbers and smaller arrays")


def fields_of(value) -> dict | None:
    """The arguments that make a named tuple or a dataclass; None for anything else."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return value._asdict()
    if dataclasses.is_dataclass(value):
        return {f.name: getattr(value, f.name) for f in dataclasses.fields(value) if f.init}
    return None


def import_of(thing, place=None) -> str:
    """The statement that imports a function or a class; refused where there is none."""
    module, name = thing.__module__, thing.__qualname__
    there = getattr(sys.modules.get(module), name, None) if module != "__main__" else None
    same = (
        there is thing
        or getattr(there, "__wrapped__", None) is thing
        or getattr(there, "primal", None) is thing
    )
    if not same:
        what = f"a file cannot import `{name}`"
        raise NotSupported(place, what, "define it at the top of a module, under its own name")
    return f"from {module} import {name}"
