"""What `wrt` may name inside of a parameter: ``self.k``, ``params['rate']``, ``layers[0].weight``."""

from __future__ import annotations

import ast
import operator
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any


@dataclass(frozen=True, slots=True)
class Path:
    """A place in a parameter: `steps` are pairs of `getattr` or `getitem` and a key."""

    root: str
    steps: tuple[tuple[Any, Any], ...] = ()


@lru_cache(maxsize=256)
def parse(text: str) -> Path | None:
    """The path that `text` spells; None if it is none.

    >>> parse("model.layers[0]").root, len(parse("model.layers[0]").steps)
    ('model', 2)
    """
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except SyntaxError:
        return None
    steps: list = []
    while not isinstance(node, ast.Name):
        match node:
            case ast.Attribute(value=inner, attr=key):
                steps.append((getattr, key))
            case ast.Subscript(value=inner, slice=ast.Constant(value=str() | int() as key)):
                steps.append((operator.getitem, key))
            case ast.Subscript(value=inner, slice=ast.UnaryOp(ast.USub(), ast.Constant(value=int() as key))):
                steps.append((operator.getitem, -key))
            case _:
                return None
        node = inner
    return Path(node.id, tuple(reversed(steps)))


def root(text: str) -> str:
    """The parameter that a path begins with: ``self`` of ``self.k``."""
    found = parse(text)
    return text if found is None else found.root


def spelled(path: Path) -> str:
    """A path as it is written: each in one way only."""
    return path.root + "".join(f".{k}" if step is getattr else f"[{k!r}]" for step, k in path.steps)


def word(text: str) -> str:
    """A path as a word: ``self_k``."""
    return text if text.isidentifier() else re.sub(r"\W+", "_", text).strip("_")


def overlap(one: str, other: str) -> bool:
    """True if one path is the other or leads to a part of it."""
    first, second = parse(one), parse(other)
    if first is None or second is None:
        return one == other
    count = min(len(first.steps), len(second.steps))
    return first.root == second.root and first.steps[:count] == second.steps[:count]


def fetch(value, text: str):
    """What is at the place of `value` that the path `text` names; LookupError or AttributeError if nothing is."""
    found = parse(text)
    for step, key in found.steps if found else ():
        value = step(value, key)
    return value


def part(structure, text: str):
    """The part of a parameter's structure, ``(class, ((key, structure), …))``, that a path names; None if none does."""
    found = parse(text)
    for step, key in found.steps if found else ():
        if not isinstance(structure, tuple):
            return None
        cls, fields = structure
        if step is getattr and key in getattr(cls, "_fields", ()):
            key = cls._fields.index(key)
        elif (step is getattr) == (cls in (dict, list) or issubclass(cls, tuple)):
            return None
        if isinstance(key, int) and key < 0:
            key += len(fields)
        structure = dict(fields).get(key)
    return structure
