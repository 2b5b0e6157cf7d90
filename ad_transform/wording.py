"""Words for docstrings of generated text: what a derivative is, and what it was written for."""

from __future__ import annotations

from .kinds import ONE, Array, DictOf, Known, ListOf, Number, Record, Sequence

RANKS = {0: "0-d array", 1: "vector", 2: "matrix"}
WHAT = {
    "grad": "Gradient of {what} with respect to {wrt}.",
    "value_and_grad": "Value of {what} and its gradient with respect to {wrt}.",
    "vjp": "Adjoints of {what} for the seed `out_bar`: what it does to {wrt}.",
    "jvp": "Value of {what} and its derivative along tangents of {wrt}.",
}


NOUNS = {
    "grad": "the gradient",
    "value_and_grad": "the value and gradient",
    "vjp": "the adjoints",
    "jvp": "the value and tangent",
}


def title(name, request, asked=()) -> str:
    """The first line of the docstring; `asked` are the requests that come before, innermost first."""
    what = f"`{name}`"
    for inner in asked:
        by = "" if inner.wrt == request.wrt else f" by {listed(inner.wrt)}"
        what = f"{NOUNS[inner.mode]}{by} of {what}"
    return WHAT[request.mode].format(what=what, wrt=listed(request.wrt))


def listed(words) -> str:
    """``x, y and z``"""
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def describe(kind) -> str:
    """A kind in words: ``float64 vector``."""
    match kind:
        case Number(dtype):
            return dtype
        case Array(dtype, dims):
            shape = RANKS.get(len(dims), f"array of {len(dims)} axes")
            ones = [k for k, d in enumerate(dims) if d == ONE]
            return f"{dtype} {shape}" + (f" (axis {listed(map(str, ones))} of length 1)" if ones else "")
        case Sequence(items, cls):
            return f"{cls.__name__} of {len(items)}"
        case ListOf(item):
            return "list" if item is None else f"list of {describe(item)}"
        case DictOf(item):
            return "dict" if item is None else f"dict of {describe(item)}"
        case Record(fields, cls):
            return f"{cls.__name__} with {listed(str(k) for k, _ in fields)}" if fields else cls.__name__
        case Known(value):
            return getattr(value, "__name__", None) or repr(value)
    return "number or array"


def describe_arguments(kinds, lowered) -> str:
    """``x: float64 vector, k: float``, and what comes from outside the function."""
    parts = [f"{name}: {describe(kind)}{agreement(name, kinds)}" for name, kind in kinds.items()]
    parts += [f"{found.name} (read at each call): {describe(found.kind)}" for found in lowered.inputs]
    return ", ".join(parts) or "no arguments"


def agreement(name, kinds) -> str:
    """Which axes of a parameter have the length of an earlier one's, or of another of its own: `` (as long as x)``."""
    kind, earlier = kinds[name], list(kinds)[: list(kinds).index(name)]
    if not isinstance(kind, Array) or not any(d.symbol for d in kind.dims):
        return ""
    for other in earlier:
        if isinstance(kinds[other], Array) and kinds[other].dims == kind.dims:
            return f" (shape of {other})"
    square = kind.rank > 1 and len(set(kind.dims)) == 1
    axes = enumerate(kind.dims[:1] if square else kind.dims)
    found = [f"axis {k} as long as {where}" for k, d in axes if (where := first_axis(d, name, k, kinds))]
    if kind.rank == 1:
        found = [text.removeprefix("axis 0 ") for text in found]
    found = ["square" if kind.rank == 2 else "all axes of one length", *found] if square else found
    return f" ({', '.join(found)})" if found else ""


def first_axis(dim, name, axis, kinds) -> str:
    """The axis that has the length `dim` and comes first: ``axis 1 of A``; nothing if it is this axis itself."""
    for other, kind in kinds.items():
        for k, known in enumerate(kind.dims if isinstance(kind, Array) else ()):
            if (other, k) == (name, axis):
                return ""
            if dim.symbol and known == dim:
                which = f"axis {k}" if kind.rank > 1 else ""
                return f"{which} of {other}".removeprefix(" of ") if other != name else which
    return ""
