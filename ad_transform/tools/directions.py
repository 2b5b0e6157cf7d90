"""Arguments and results as points of a space: their floating point leaves, moved along a direction, multiplied."""

from __future__ import annotations

import copy
import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..objects import fields_of, has_fields
from ..reference.nested import is_floating

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


def like(value, change: Callable):
    """A copy of a value with ``change(leaf)`` for each floating point leaf."""
    for leaf in list(leaves(value)):
        value = replaced(value, leaf.steps, change(leaf.value))
    return value


def random_like(value, rng):
    """Numbers between 1/2 and 1, of either sign, in the structure of `value`."""

    def drawn(leaf):
        def numbers():
            return rng.uniform(0.5, 1.0, np.shape(leaf)) * rng.choice([-1.0, 1.0], np.shape(leaf))

        found = numbers() + 1j * numbers() if np.iscomplexobj(leaf) else numbers()
        return cast(found, leaf)

    return like(value, drawn)


def cast(numbers, leaf):
    """`numbers` with the type and precision of `leaf`."""
    array = np.asarray(numbers).astype(np.asarray(leaf).dtype)
    return array if isinstance(leaf, np.ndarray) else type(leaf)(array[()])


def product(value, other) -> complex:
    """The real inner product of two values of one structure; complex where one value was moved by a complex step."""
    total: Any = 0.0
    pairs = zip(leaves(value), leaves(other), strict=True)
    for one, two in pairs:
        if np.shape(one.value) != np.shape(two.value):
            raise ValueError(f"shapes {np.shape(one.value)} and {np.shape(two.value)}")
        total = total + np.sum(np.asarray(one.value) * np.asarray(two.value))
    return total


def size(value) -> float:
    """The largest number in a value."""
    return max((float(np.max(np.abs(leaf.value), initial=0.0)) for leaf in leaves(value)), default=0.0)


def precision(*values) -> float:
    """The spacing of floating point numbers at 1, in the least precise leaf of `values`."""
    found = [np.finfo(np.asarray(leaf.value).dtype).eps for value in values for leaf in leaves(value)]
    return float(max(found, default=np.finfo(float).eps))
