"""Numbers nested in lists, tuples, dictionaries, named tuples and dataclasses: `leaves`, and `rebuild` with others."""

import copy
from dataclasses import fields, is_dataclass

import numpy as np


def parts(tree) -> dict | None:
    """The subtrees of `tree` by key, index or field; None for a leaf."""
    match tree:
        case dict():
            return tree
        case list() | tuple():
            return dict(enumerate(tree))
        case _ if is_dataclass(tree) and not isinstance(tree, type):
            return {field.name: getattr(tree, field.name) for field in fields(tree)}
        case _:
            return None


def rebuild(change, tree, beside=None):
    """`tree` with each leaf replaced by ``change(leaf, part)``; `part` is what `beside` has there, or None."""
    children = parts(tree)
    if children is None:
        return change(tree, beside)
    others = {} if beside is None else parts(beside)
    if others is None:
        raise TypeError(f"{beside!r} has not the structure of {tree!r}")
    new = {key: rebuild(change, child, others.get(key)) for key, child in children.items()}
    match tree:
        case dict():
            return new
        case list():
            return list(new.values())
        case tuple():
            return type(tree)(*new.values()) if hasattr(tree, "_fields") else tuple(new.values())
        case _:
            changed = copy.copy(tree)
            for name, child in new.items():
                object.__setattr__(changed, name, child)  # a frozen dataclass too
            return changed


def leaves(tree) -> list:
    """The leaves of `tree`, from left to right."""
    children = parts(tree)
    if children is None:
        return [tree]
    return [leaf for child in children.values() for leaf in leaves(child)]


def is_floating(leaf) -> bool:
    """True for a floating point number or an array of them: what has a derivative."""
    return isinstance(leaf, (float, complex, np.ndarray, np.generic)) and np.asarray(leaf).dtype.kind in "fc"
