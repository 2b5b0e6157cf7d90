"""Arguments to try a function with where nobody gives any: `sample(function, signature, wrt)`."""

from __future__ import annotations

import inspect
from collections import OrderedDict

import numpy as np

from ..errors import NotDifferentiable, Place
from ..frontend.guesses import guess_kinds
from ..kinds import Array, Number

LENGTH = 3
VALUES = {"float": 0.75, "complex": 0.75 + 0.5j, "int": LENGTH, "bool": True}


def sample(function, signature: inspect.Signature, wrt: tuple[str, ...]) -> OrderedDict:
    """A value for each parameter, of the kind that annotations, defaults and use suggest; refused where none do.

    Numbers differ from parameter to parameter, and no two elements of an array are the same.
    """
    kinds = guess_kinds(function, signature, wrt)
    parameters = enumerate(signature.parameters.items())
    return OrderedDict((name, value_of(kinds[name], spec, k, function)) for k, (name, spec) in parameters)


def value_of(kind, parameter: inspect.Parameter, k: int, function):
    """A value for one parameter; its default if it has one."""
    if parameter.default is not parameter.empty:
        return parameter.default
    if parameter.kind is parameter.VAR_POSITIONAL:
        return ()
    if parameter.kind is parameter.VAR_KEYWORD:
        return {}
    match kind:
        case Number(dtype) if dtype in VALUES:
            return VALUES[dtype] + k / 8 if dtype in ("float", "complex") else VALUES[dtype]
        case Array(_, dims):
            shape = (LENGTH,) * len(dims)
            return 0.375 + k / 8 + np.arange(np.prod(shape)).reshape(shape) / 4
    code = function.__code__
    place = Place(code.co_filename, code.co_firstlineno, function=function.__name__)
    raise NotDifferentiable(place, f"nothing tells what to pass for `{parameter.name}`", "pass arguments")
