"""Recursion over objects: the methods of a tree, or with a counter that is known, are written out call by call."""

from __future__ import annotations

from contextlib import contextmanager

from .. import ir
from .values import Items, Ref, Struct

MOST = 200
"""So many calls of one function, at most, are written out because of an object."""


def outline(work, value):
    """What is known of a value when the derivative is written: two calls alike in this may go on for ever."""
    match value:
        case ir.Const(known):
            return type(known).__name__, repr(known)
        case Items(items):
            return tuple(outline(work, item) for item in items)
        case Ref(cell) if isinstance(held := work.state.heap.get(cell), Struct):
            return held.cls.__qualname__, tuple((k, outline(work, v)) for k, v in held.fields)
    return ""


def holds_object(work, value) -> bool:
    """True for an object of the user's, and for a tuple of such."""
    match value:
        case Items(items):
            return any(holds_object(work, item) for item in items)
        case Ref(cell):
            held = work.state.heap.get(cell)
            return isinstance(held, Struct) and held.cls is not list
    return False


def goes_on(work, function, args, kwargs) -> bool:
    """True if a call is read in place although its function is being read: what it is given differs."""
    given = (*args, *kwargs.values())
    if not any(holds_object(work, value) for value in given):
        return False
    if work.unrolled.count(function) >= MOST:
        raise work.refuse(
            f"`{function.__name__}` calls itself more than {MOST} times", "write the recursion as a loop"
        )
    return (function, outline(work, Items(given))) not in work.outlines


@contextmanager
def entered(work, function, args, kwargs):
    """While the call is read in place."""
    outer = work.outlines
    work.outlines = (*outer, (function, outline(work, Items((*args, *kwargs.values())))))
    if any(f is function for f, _ in work.stack):
        work.unrolled.append(function)
    try:
        yield
    finally:
        work.outlines = outer
