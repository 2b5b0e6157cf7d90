"""What parameters are by default, as values of the frontend."""

from __future__ import annotations

from .memory import new_cell
from .values import Struct


def constant_value(work, value):
    from .globals import known

    return known(value) if not isinstance(value, (list, dict)) else display(work, value)


def display(work, value):
    pairs = enumerate(value) if isinstance(value, list) else value.items()
    fields = tuple((k, constant_value(work, v)) for k, v in pairs)
    return new_cell(work, "default", Struct(type(value), fields))


def closure_defaults(closure):
    parameters = closure.node.args
    positional = [*parameters.posonlyargs, *parameters.args]
    given = dict(
        zip(
            (p.arg for p in positional[len(positional) - len(closure.defaults) :]),
            closure.defaults,
            strict=True,
        )
    )
    for parameter, value in zip(parameters.kwonlyargs, closure.keyword_defaults, strict=True):
        if value is not None:
            given[parameter.arg] = value
    return given
