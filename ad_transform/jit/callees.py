"""Functions that call themselves, compiled: those of the user's, and derivatives in terms of themselves."""

from __future__ import annotations

import inspect
import types

from ad_transform.errors import NotSupported


def jitted(thing, options: dict, place=None, made=None):
    """A function of the user's that the text calls as Numba takes it; anything else as it is.

    Numba holds globals fast when it compiles, so a function that reads numbers from outside is refused. `made` are the
    functions compiled so far, for those that call each other.
    """
    import numba

    made = {} if made is None else made
    if not isinstance(thing, types.FunctionType) or thing.__module__.split(".")[0] in (
        "numpy",
        "ad_transform",
    ):
        return thing
    if thing in made:
        return made[thing]
    outside = inspect.getclosurevars(thing)
    table = dict(thing.__globals__)
    copy = types.FunctionType(thing.__code__, table, thing.__name__, thing.__defaults__, thing.__closure__)
    copy.__module__ = thing.__module__
    made[thing] = numba.njit(**{k: v for k, v in options.items() if k != "cache"})(copy)
    for name, other in {**outside.globals, **outside.nonlocals}.items():
        if not isinstance(other, types.ModuleType) and not callable(other):
            what = f"`{thing.__name__}` calls itself and reads `{name}` from outside, which Numba holds fast"
            raise NotSupported(place, what, "pass it as an argument")
        if isinstance(other, types.FunctionType) and name in outside.globals:
            table[name] = jitted(other, options, place, made)
    return made[thing]


def require_one_type(dispatcher, place=None):
    """Refuse a text that has called itself with arguments of other types: it was written for the first ones."""
    if len({tuple(map(outline, signature)) for signature in dispatcher.overloads}) > 1:
        what = f"`{dispatcher.__name__}` calls itself with arguments of different types"
        raise NotSupported(place, what, "pass arguments of the same types, or differentiate without `jit`")


def outline(numba_type):
    """What a text relies on of a type: dtype and rank, not the order in memory."""
    if hasattr(numba_type, "ndim"):
        return str(numba_type.dtype), numba_type.ndim
    return str(getattr(numba_type, "literal_type", numba_type))
