"""Calls: the user's functions are inlined, functions with a rule become calls of the program."""

from __future__ import annotations

import ast
import functools
import types
from typing import Any

import numpy as np

from .. import ir
from ..errors import DifferentiationError, SourceError
from ..kinds import DictOf
from ..methods import BoundMethod
from ..methods import Method as Differentiable
from ..objects import is_of_user
from ..source import read as read_source
from . import (
    comprehensions,
    derivatives,
    expressions,
    interpolants,
    outputs,
    protocols,
    recursion,
    ruled,
    solvers,
    unrolling,
)
from .absence import or_none, present
from .constructing import construct
from .defaults import closure_defaults, constant_value
from .effects import draws
from .frames import bind_parameters, new_frame, run
from .lending import TRUE, cleaned_in_place, lenders, sharing
from .memory import freeze, is_number, wrap
from .opaque import opaque
from .origins import is_library, is_own
from .values import Bound, Closure, Interpolant, Items, Method, Operator, Ref, Struct
from .views import copies, looked, note_order
from .work import Nested

DEPTH = 40


def call(work, frame, node):
    """The value of a call expression."""
    callee = expressions.evaluate(work, frame, node.func)
    args, kwargs = [], {}
    for part in node.args:
        if isinstance(part, ast.Starred):
            from .assignments import parts_of

            args.extend(parts_of(work, expressions.evaluate(work, frame, part.value)))
        elif isinstance(part, ast.GeneratorExp):
            args.append(comprehensions.comprehension(work, frame, part))
        else:
            args.append(expressions.value_of(work, frame, part))
    for keyword in node.keywords:
        value = expressions.value_of(work, frame, keyword.value)
        if keyword.arg is not None:
            kwargs[keyword.arg] = value
        else:
            kwargs.update(unstarred(work, value))
    work.at(frame, node)
    result = apply(work, callee, args, kwargs)
    work.at(frame, node)
    return result


def unstarred(work, value):
    held = work.state.heap.get(value.cell) if isinstance(value, Ref) else None
    if not isinstance(held, Struct) or held.cls is not dict:
        raise work.refuse("`**` of this value is not supported", "pass the keywords one by one")
    return dict(held.fields)


def apply(work, callee, args, kwargs):
    """The value of ``callee(*args, **kwargs)``."""
    from .methods import call_method
    from .natives import is_recorded, native_for

    match callee:
        case Closure():
            return inline_closure(work, callee, args, kwargs)
        case Bound(function, first, fixed):
            return apply(work, function, [*first, *args], {**dict(fixed), **kwargs})
        case Operator():
            return derivatives.call(work, callee, args, kwargs)
        case Method():
            return call_method(work, callee, args, kwargs)
        case Interpolant():
            return interpolants.value_at(work, callee, args, kwargs)
        case Ref() if isinstance(work.state.heap.get(callee.cell), Struct):
            called = getattr(work.state.heap[callee.cell].cls, "__call__", None)  # noqa: B004
            if isinstance(called, types.FunctionType):
                return apply(work, ir.Const(called), [callee, *args], kwargs)
        case ir.Const(functools.partial() as partial):
            leading = [ir.Const(a) for a in partial.args]
            given = {k: ir.Const(v) for k, v in partial.keywords.items()}
            return apply(work, ir.Const(partial.func), [*leading, *args], {**given, **kwargs})
        case ir.Const(function):
            if not is_read(work, function):
                given = or_none if is_recorded(function) else present
                args = [given(work, a) for a in args]
                kwargs = {k: given(work, v) for k, v in kwargs.items()}
            special = protocols.asked(work, function, args, kwargs)
            if special is not None:
                return special
            native = native_for(function)
            if native is not None:
                result = native(work, args, kwargs)
                if result is not NotImplemented:
                    return result
            return apply_function(work, function, args, kwargs)
    return wrap(work, opaque(work, ir.invoke, [callee, *args], kwargs))


def is_read(work, function) -> bool:
    """True for functions and classes of the user's, which do with None what they do."""
    if isinstance(function, types.MethodType | BoundMethod):
        function = function.__func__
    written = isinstance(function, types.FunctionType) and not is_library(function)
    known = written or isinstance(function, Differentiable) or hasattr(function, "py_func")
    cls: Any = type(function)
    if isinstance(function, type):
        return is_of_user(function) or hasattr(function, "_fields")
    return (known and work.rules.find(function) is None) or is_of_user(cls)


def apply_function(work, function, args, kwargs):
    """A call of a function that is known when the derivative is written."""
    mode = getattr(function, "differentiates", None)
    if isinstance(mode, str):
        return derivatives.operator_of(work, mode, args, kwargs)
    if mode is True:
        return apply(work, derivatives.of_derivative(work, function), args, kwargs)
    rule = work.rules.find(function)
    if rule is not None and is_own(function):
        return ruled.call(work, function, rule, args, kwargs)
    if rule is not None and rule.calls:
        return solvers.call(work, function, rule, args, kwargs)
    if rule is not None:
        return library(work, function, args, kwargs)
    if isinstance(function, Differentiable):
        function = function.function
    if isinstance(function, (types.MethodType, BoundMethod)):
        return apply(work, ir.Const(function.__func__), [ir.Const(function.__self__), *args], kwargs)
    if isinstance(function, type):
        return construct(work, function, args, kwargs)
    if hasattr(function, "py_func"):
        function = function.py_func
    if isinstance(function, types.FunctionType) and is_library(function):
        return wrap(work, opaque(work, function, args, kwargs))
    if isinstance(function, types.FunctionType):
        wrapped = getattr(function, "__wrapped__", None)
        try:
            return inline(work, function, args, kwargs)
        except SourceError:
            if wrapped is None:
                return wrap(work, opaque(work, function, args, kwargs))
            raise
    method = getattr(type(function), "__call__", None)  # noqa: B004
    if is_of_user(type(function)) and isinstance(method, types.FunctionType):
        return apply(work, ir.Const(method), [ir.Const(function), *args], kwargs)
    return wrap(work, opaque(work, function, args, kwargs))


def library(work, function, args, kwargs):
    """A call of a function that has a rule."""
    kwargs = dict(kwargs)
    if function is np.where and len(args) == 3 and isinstance(args[0], ir.Const):
        chosen, other = (args[1], args[2]) if args[0].value else (args[2], args[1])
        if is_number(work, other) and (work.lowered is not None or is_number(work, chosen)):
            return chosen  # in the text of a rule an array need not be copied
    args, kwargs = outputs.out_by_name(function, args, kwargs)
    outputs.refuse_unseen_writes(work, function, args, kwargs)
    args, target = outputs.given(work, function, args, kwargs.pop("out", None))
    if isinstance(function, np.ufunc) and kwargs.get("where", TRUE[0]) not in TRUE:
        return outputs.masked(work, function, args, kwargs, target)
    if function is np.nan_to_num and args and target is None:
        args, kwargs, target = cleaned_in_place(work, args, kwargs)
    args = arrays_of(work, function, args)
    found = looked(work, function, args, kwargs) if target is None else None
    if found is not None:
        return found
    new = copies(work, function, args, kwargs)
    if new:  # said so that it is known in the text, too
        function = np.array
    atoms = [freeze(work, a) for a in args]
    named = {k: freeze(work, v) for k, v in kwargs.items()}
    refuse_dicts(work, function, [*atoms, *named.values()])
    result = wrap(work, work.builder.apply(function, atoms, named, effect=draws(function)))
    bases = lenders(function, args, kwargs)
    if bases and not new:
        result = sharing(work, bases, result)
    else:
        note_order(work, result, function, args, kwargs)
    return outputs.written(work, function, target, result)


def refuse_dicts(work, function, atoms):
    """Rules are about numbers, arrays and lists."""
    if function not in (len, bool, isinstance) and any(
        isinstance(work.builder.kind(a), DictOf) for a in atoms
    ):
        name = getattr(function, "__name__", "this function")
        raise work.refuse(
            f"a dict with computed keys is given to `{name}`", "pass a list: `list(d.values())`"
        )


def arrays_of(work, function, args):
    """Lists of numbers that are given where arrays are meant become arrays."""
    kind = work.rules.find(function).kind
    count = {"elementwise": len(args), "reduction": 1, "multilinear": 2}.get(kind, 0)
    if function is np.linalg.multi_dot:
        return args  # a chain of matrices of several shapes
    numeric = (getattr(function, "__module__", None) or "numpy").partition(".")[0] == "numpy"
    if not (numeric or isinstance(function, np.ufunc)):
        return args
    return [
        library(work, np.array, [a], {}) if k < count and is_display(work, a) else a
        for k, a in enumerate(args)
    ]


def is_display(work, value):
    """True for a list or tuple of numbers that is known item by item."""
    if isinstance(value, Items):
        return bool(value.items)
    held = work.state.heap.get(value.cell) if isinstance(value, Ref) else None
    return isinstance(held, Struct) and held.cls is list


def inline(work, function, args, kwargs):
    """The body of a user's function, in place of its call."""
    if not unrolling.goes_on(work, function, args, kwargs) and recursion.stays(work, function):
        return recursion.call(work, function, args, kwargs)
    if len(work.stack) > DEPTH:
        raise work.refuse("the calls are nested too deeply", "write fewer layers of functions")
    source = read_source(function)
    frame = new_frame(work, source, source.tree, None, outermost=not work.stack and work.lowered is None)
    given = {name: constant_value(work, value) for name, value in source.defaults.items()}
    with unrolling.entered(work, function, args, kwargs):
        return enter_function(work, function, frame, source.tree, args, kwargs, given)


def inline_closure(work, closure, args, kwargs):
    function = recursion.closure_stays(work, closure)
    if function is not None:
        return recursion.call(work, function, args, kwargs)
    source = Nested(closure.frame.source, closure.node, closure.name)
    frame = new_frame(work, source, closure.node, closure.frame)
    return enter_function(work, closure.node, frame, closure.node, args, kwargs, closure_defaults(closure))


def enter_function(work, function, frame, tree, args, kwargs, defaults):
    """Bind the parameters, read the body, and give what it returns."""
    bind_parameters(work, frame, tree, args, kwargs, defaults)
    here = work.node, work.frame
    work.stack.append((function, frame))
    try:
        result = run(work, frame, tree)
    except DifferentiationError:
        raise
    finally:
        work.stack.pop()
    work.node, work.frame = here
    return result
