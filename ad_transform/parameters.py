"""What may be differentiated with respect to, and what may be passed for it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .errors import NotDifferentiable
from .frontend.guesses import counters
from .kinds import can_vary
from .methods import defined_in_class
from .objects import fields_of, has_fields
from .paths import fetch, overlap, parse, root, spelled
from .results import kind_of


def resolve_wrt(function, parameters, wrt, place=None, known=()) -> tuple[tuple[str, ...], bool]:
    """The names of the `parameters` meant by `wrt`, or paths into them, and whether a single one was meant.

    `known` are the names of all parameters, that of a bound method's object among them.
    """
    if wrt is None:
        counting = counters(function)
        if defined_in_class(function):
            counting |= {"self"}
        names = tuple(p.name for p in parameters if may_hold_floats(p) and p.name not in counting)
        if not names:
            raise NotDifferentiable(place, "no parameter can be differentiated", "name one with `wrt`")
        return names, len(names) == 1
    if not isinstance(wrt, (tuple, list)):
        return (one_name(parameters, wrt, place, known),), True
    names = tuple(one_name(parameters, w, place, known) for w in wrt)
    if not names:
        raise NotDifferentiable(place, "`wrt` names no parameter", f"choose of {listed(parameters)}")
    for k, name in enumerate(names):
        if any(overlap(name, other) for other in names[:k]):
            raise NotDifferentiable(place, f"`wrt` names `{name}` twice", "name each parameter once")
    return names, False


def one_name(parameters, wrt, place, known=()) -> str:
    """The name of the parameter that one entry of `wrt` means, or the path to a part of one."""
    if isinstance(wrt, (int, np.integer)) and not isinstance(wrt, bool):
        return at_position(parameters, int(wrt), place)
    path = parse(wrt) if isinstance(wrt, str) else None
    if path is not None and path.root in known:
        return spelled(path)
    if wrt not in [p.name for p in parameters]:
        raise NotDifferentiable(
            place, f"there is no parameter {wrt!r}", f"choose one of {listed(parameters)}"
        )
    return wrt


def at_position(parameters, position, place) -> str:
    """The name of the parameter at a position, which may count from the end."""
    count = len(parameters)
    if not -count <= position < count:
        there = "is one parameter" if count == 1 else f"are {count} parameters"
        raise NotDifferentiable(
            place, f"`wrt` is {position}, but there {there}", f"choose one of {listed(parameters)}"
        )
    found = parameters[position]
    if found.kind in (found.VAR_POSITIONAL, found.VAR_KEYWORD):
        raise NotDifferentiable(
            place,
            f"parameter {position} is `{str(found).partition(':')[0]}`, which takes any number of arguments",
            f"write `wrt={found.name!r}` for the adjoints of all of them, or name the parameters",
        )
    return found.name


def listed(parameters) -> str:
    """The names of parameters, as advice shows them."""
    return ", ".join(f"`{p.name}`" for p in parameters) or "none"


NO_FLOAT = (int, bool, str, bytes, type(None))


def may_hold_floats(parameter) -> bool:
    """False for parameters annotated as, or defaulting to, something that is no float."""
    annotation, default = parameter.annotation, parameter.default
    if isinstance(annotation, str):
        if annotation in ("int", "bool", "str", "bytes", "None", "Callable", "callable"):
            return False
    elif annotation in NO_FLOAT or annotation is Callable or annotation is None:
        return False
    if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
        return False
    if default is parameter.empty:
        return True
    return not isinstance(default, NO_FLOAT) and not callable(default)


def promoted(value, name, place):
    """`value` as something that can be differentiated: integers become floats, all else must hold floats."""
    match value:
        case bool() | np.bool_() | str() | bytes() | None:
            pass
        case int() | np.integer():
            return float(value)
        case np.ndarray() if value.dtype.kind in "iu":
            return value.astype(float)
        case np.ndarray() if type(value) is np.ndarray and value.dtype.kind in "fc":
            return value
        case _ if can_vary(kind_of(value)):
            return value
    what = "None" if value is None else f"an argument of type {type(value).__name__}"
    if type(value) is np.ndarray:
        what = f"an array of {value.dtype}"
    raise NotDifferentiable(
        place,
        f"{what} is passed for `{name}`, which is differentiated",
        "pass a float or an array of floats, or leave it out of `wrt`",
    )


def require_floats(value, path, place):
    """Refuse what cannot be differentiated with respect to, at the place of `value` that `path` names."""
    try:
        found = fetch(value, path)
    except (AttributeError, LookupError, TypeError):
        raise NotDifferentiable(
            place, f"there is no `{path}` in what is passed for `{root(path)}`", "name a part that is there"
        ) from None
    if not can_vary(kind_of(found)):
        what = f"`{path}` is of type {type(found).__name__}, and is differentiated"
        raise NotDifferentiable(place, what, "make it a float or an array of floats")


def refuse_shared(values, place):
    """Refuse arguments that share memory where the function writes into one: which is which would be a guess."""
    held = [(name, thing) for name, value in values.items() for thing in changeable(value)]
    for k, (name, thing) in enumerate(held):
        for other_name, other in held[:k]:
            arrays = isinstance(thing, np.ndarray) and isinstance(other, np.ndarray)
            if thing is other or (arrays and np.may_share_memory(thing, other)):
                raise NotDifferentiable(
                    place,
                    f"`{other_name}` and `{name}` share memory, and the function writes into its arguments",
                    "pass a copy of one of them",
                )


def changeable(value):
    """What may be written in an argument, which may be nested: arrays, lists, dicts and objects."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, (tuple, list, dict)):
        if not isinstance(value, tuple):
            yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from changeable(inner)
    elif has_fields(value):
        yield value
        for inner in fields_of(value).values():
            yield from changeable(inner)
