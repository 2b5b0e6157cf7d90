"""Arguments of a derivative inside a function: what it is by gets values of its own; seeds are matched to these."""

from __future__ import annotations

import inspect

import numpy as np

from .. import ir
from ..errors import NotDifferentiable
from ..kinds import Array, Number, can_vary, is_complex, is_float
from ..runtime import require_same_shape
from .defaults import closure_defaults, constant_value
from .memory import content, freeze
from .structures import changed, kinds_in, pairs
from .values import Bound, Closure, Method, Operator, Ref, is_atom


def replace_argument(work, function, wrt, args, kwargs, sources):
    """Give the argument that `wrt` means a value of its own, entered into `sources`; returns that value."""
    label = named(work, function, wrt)
    names = parameters(work, function)
    position = wrt if isinstance(wrt, int) else names.index(wrt) if wrt in names else len(args)
    position += len(names) if position < 0 else 0
    if position < len(args):
        args[position] = independent(work, args[position], label, sources)
        return args[position]
    if label not in kwargs:
        kwargs[label] = default_of(work, function, label)
    kwargs[label] = independent(work, kwargs[label], label, sources)
    return kwargs[label]


def named(work, function, wrt):
    """The name of the parameter that `wrt` means."""
    names = parameters(work, function)
    if isinstance(wrt, str):
        return wrt
    if -len(names) <= wrt < len(names):
        return names[wrt]
    raise NotDifferentiable(
        work.place(), f"`wrt` is {wrt}, but there are {len(names)} parameters", "name one of them"
    )


def parameters(work, function) -> list[str]:
    """The names of the parameters that a function takes by position."""
    match function:
        case Closure(node):
            return [p.arg for p in (*node.args.posonlyargs, *node.args.args)]
        case Bound(inner, first):
            return parameters(work, inner)[len(first) :]
        case Operator(inner):
            return parameters(work, inner)
        case Method() | Ref():
            raise work.refuse("the derivative of a method here", "write a function that calls it")
        case ir.Const(value) if getattr(value, "differentiates", None) is True:
            return parameters(work, ir.Const(value.function))
        case ir.Const(value):
            try:
                found = inspect.signature(value, follow_wrapped=False).parameters.values()
            except (TypeError, ValueError):
                return ["x"]
            return [p.name for p in found if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    raise work.refuse("the derivative of what is not known to be a function", "pass a function")


def default_of(work, function, name):
    if isinstance(function, Closure) and name in closure_defaults(function):
        return closure_defaults(function)[name]
    if isinstance(function, ir.Const):
        parameter = inspect.signature(function.value, follow_wrapped=False).parameters.get(name)
        if parameter is not None and parameter.default is not parameter.empty:
            return constant_value(work, parameter.default)
    raise work.refuse(f"the argument `{name}`, which is differentiated by, is missing", "pass it")


def independent(work, value, label, sources):
    """`value` with names of its own for its numbers and arrays, which are entered into `sources`."""

    def own(atom, word):
        if word == label:  # the argument itself, no part of it
            atom = made_float(work, atom)
        kind = work.builder.kind(atom)
        if not can_vary(kind):
            return atom
        name = work.builder.bind(word, atom, kind)
        sources[name.id] = name
        return name

    return changed(work, value, own, label)


def made_float(work, atom):
    """A whole number, or an array of these, as floats."""
    kind = work.builder.kind(atom)
    if not isinstance(kind, (Number, Array)) or np.dtype(kind.dtype).kind not in "iu":
        return atom
    if isinstance(kind, Array):
        return work.builder.call(np.asarray, atom, dtype=ir.Const(float))
    return ir.Const(float(atom.value)) if isinstance(atom, ir.Const) else work.builder.call(float, atom)


def matched(work, value, seed):
    """The parts of `seed` that belong to the leaves of `value` that can vary."""
    inner = pairs(work, value)
    if inner is not None:
        given = pairs(work, seed)
        by_key = dict(given) if given is not None else None
        varying = [(k, v) for k, v in inner if any(can_vary(kind) for kind in kinds_in(work, v))]
        if by_key is None or any(k not in by_key for k, _ in varying):
            raise work.refuse(
                "a seed of another structure than what it belongs to", "pass the same structure"
            )
        return [atom for k, v in varying for atom in matched(work, v, by_key[k])]
    atom = value if is_atom(value) else content(work, value)
    if not can_vary(work.builder.kind(atom)):
        return []
    return [fitted(work, atom, freeze(work, seed))]


def fitted(work, atom, seed):
    """A seed as a float or array of floats of the shape of `atom`."""
    kind, known = work.builder.kind(atom), work.builder.kind(seed)
    if is_complex(known) and not is_complex(kind):
        raise work.refuse("a complex seed of something real", "pass its real part")
    if isinstance(kind, Number) and isinstance(known, Number):
        if is_float(known):
            return seed
        return ir.Const(float(seed.value)) if isinstance(seed, ir.Const) else work.builder.call(float, seed)
    if isinstance(kind, Array) and isinstance(known, Array) and kind.dims == known.dims:
        return seed if is_float(known) else work.builder.call(np.asarray, seed, dtype=ir.Const(float))
    if isinstance(kind, (Number, Array)) and isinstance(known, (Number, Array)):
        if getattr(kind, "rank", 0) != getattr(known, "rank", 0):
            raise work.refuse("a seed of another shape than what it belongs to", "pass the same shape")
    work.builder.block.append(ir.Do(ir.Call(require_same_shape, (seed, atom)), work.builder.line))
    return work.builder.bind(f"seed_{work.builder.line}", seed, kind)
