"""The floating point numbers and arrays in nested values, with the paths that lead to them."""

from __future__ import annotations

import copy
import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from .objects import fields_of, has_fields
from .reference.nested import is_floating

Steps = tuple[tuple[Callable, Any], ...]


@dataclass(frozen=True)
class Leaf:
    """A floating point number or array in a value: `path` spells where, `steps` lead there."""

    path: str
    steps: Steps
    value: Any


def parts(value) -> dict[tuple[Callable, Any], Any]:
    """What is directly in a value, by the step that leads there."""
    match value:
        case dict():
            return {(operator.getitem, key): part for key, part in value.items()}
        case tuple() | list():
            return {(operator.getitem, key): part for key, part in enumerate(value)}
        case _ if has_fields(value) and not isinstance(value, type):
            return {(getattr, key): part for key, part in fields_of(value).items()}
    return {}


def leaves(value, path: str = "", steps: Steps = ()) -> Iterator[Leaf]:
    """The floating point leaves of a value, from left to right."""
    if is_floating(value):
        yield Leaf(path, steps, value)
    for (reader, key), part in parts(value).items():
        spelled = f".{key}" if reader is getattr else f"[{key!r}]"
        yield from leaves(part, path + spelled, (*steps, (reader, key)))


def at(value, steps: Steps):
    """What is in a value where `steps` lead."""
    for reader, key in steps:
        value = reader(value, key)
    return value


def replaced(value, steps: Steps, new):
    """A copy of a value with `new` where `steps` lead."""
    if not steps:
        return new
    (reader, key), *rest = steps
    inner = replaced(reader(value, key), tuple(rest), new)
    if isinstance(value, tuple):
        items = [*value[:key], inner, *value[key + 1 :]]
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    changed = copy.copy(value)
    if reader is getattr:
        object.__setattr__(changed, key, inner)
    else:
        changed[key] = inner
    return changed
