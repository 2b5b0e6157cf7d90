"""What a function does besides returning a value: which objects it changes that others hold, and which it hands out."""

from __future__ import annotations

import numpy as np

from .values import Items, Maybe, Ref, Struct

SHARED = [getattr(np.random, name) for name in np.random.__all__]
DRAWS = frozenset(f for f in SHARED if callable(f) and not isinstance(f, type))


def draws(function) -> bool:
    """True for functions of NumPy's own random generator, and for the making of one: two calls are never one."""
    return function in DRAWS


def cells(work, value):
    """The cells of a value and of what it holds."""
    match value:
        case Ref(cell):
            yield cell
            held = work.state.heap.get(cell)
            if isinstance(held, Struct):
                for _, inner in held.fields:
                    yield from cells(work, inner)
        case Items(items):
            for inner in items:
                yield from cells(work, inner)
        case Maybe(value=inner):
            yield from cells(work, inner)


def near(state, cell):
    """The cells that may be the same object as `cell`, itself among them."""
    found, ahead = {cell}, [cell]
    while ahead:
        new = set(state.shares.get(ahead.pop(), ())) - found
        found |= new
        ahead += new
    return found


def labels(some):
    return tuple(cell.label for cell in sorted(some, key=lambda c: c.number))


def changed(work):
    """The names of objects of the caller's, or from outside, that have been written."""
    return labels(cell for cell in work.touched if cell.external)


def refuse_our_names(work):
    """In the text names in `_bar` and `_dot` are adjoints and tangents, which are written into copies."""
    for name in sorted(changed(work)):
        if name.endswith(("_bar", "_dot")):
            raise work.refuse(
                f"`{name}`, which is written, has the name of an adjoint or tangent", "rename it"
            )


def lent(work, result):
    """The names of arrays from outside that may be the result."""
    outer = {cell for value in work.inputs.values() for cell in cells(work, value)}
    return labels(outer & {other for cell in cells(work, result) for other in near(work.state, cell)})


def refuse_interference(work):
    """Functions that stay calls read variables from outside when the reverse sweep runs, so these must not change."""
    clash = labels(work.relied & work.touched)
    if clash:
        raise work.refuse(
            f"`{clash[0]}` is changed, and read by a function that calls itself", "pass it as an argument"
        )
