"""`with` blocks: the body alone, or between what the context manager's class says of its beginning and its end.

Before::                    After::

    with Timer() as t:          t = Timer().__enter__()
        f()                     try:
                                    f()
                                finally:
                                    t.__exit__(None, None, None)
"""

from __future__ import annotations

import ast
import contextlib
import threading
import warnings
from typing import Any

import numpy as np

from .. import ir
from ..source import read as read_source
from .assignments import assign
from .branches import method_of
from .expressions import evaluate
from .finals import suppressed
from .opaque import opaque
from .values import Given, Ref, Struct

PASSED_THROUGH = (np.errstate, np.printoptions, contextlib.nullcontext)
BLIND = (warnings.catch_warnings, type(threading.Lock()), type(threading.RLock()))
"""Library classes whose `__exit__` does the same whether there was an error or not."""
NONE = ast.Constant(None)


def lower_with(work, frame, node, lower_block):
    """``with np.errstate(...)`` and its like, and managers of the user's classes."""
    strict = 0
    for k, item in enumerate(node.items):
        call, rest = item.context_expr, node.items[k + 1 :]
        made = evaluate(work, frame, call.func) if isinstance(call, ast.Call) else None
        inner = [ast.copy_location(ast.With(rest, node.body), node)] if rest else node.body
        if made == ir.Const(contextlib.suppress):
            lower_block(work, frame, [suppressed(call, inner)])
            break
        if not (isinstance(made, ir.Const) and any(made.value is f for f in PASSED_THROUGH)):
            managed(work, frame, item, inner, lower_block)
            break
        strict += made.value is np.errstate and makes_errors(work, frame, call)
        if strict and work.builder.guarded:
            what = "NumPy is told to raise in a `try` block"
            raise work.refuse(what, "test for the error's cause before it happens")
        work.strict += strict
        if item.optional_vars is not None:
            plain = made.value is contextlib.nullcontext
            given = [evaluate(work, frame, a) for a in call.args] if plain else []
            assign(work, frame, item.optional_vars, given[0] if given else ir.Const(None))
    else:
        lower_block(work, frame, node.body)
    work.strict -= strict


def makes_errors(work, frame, call):
    """True for ``np.errstate(all="raise")`` and for what is not known to be less."""
    said = [evaluate(work, frame, v) for v in (*call.args, *(k.value for k in call.keywords))]
    return not all(isinstance(v, ir.Const) and v.value in ("ignore", "warn", "print", "log") for v in said)


def managed(work, frame, item, body, lower_block):
    """A block whose beginning and end call methods of the context manager."""
    call = item.context_expr
    made = evaluate(work, frame, call.func) if isinstance(call, ast.Call) else None
    plain = isinstance(call, ast.Call) and not call.args and not call.keywords
    of_library = plain and isinstance(made, ir.Const) and any(made.value is cls for cls in BLIND)
    manager = opaque(work, made.value, [], {}) if of_library else evaluate(work, frame, call)
    if not (of_library or isinstance(getattr(manager, "value", None), BLIND) or is_blind(work, manager)):
        raise work.refuse("this `with` block is not differentiated", "write its body alone")
    begin: ast.stmt = ast.Expr(method(manager, "__enter__"))
    if item.optional_vars is not None:
        begin = ast.Assign([item.optional_vars], method(manager, "__enter__"))
    end = ast.Expr(method(manager, "__exit__", NONE, NONE, NONE))
    attempt = ast.Try(body, [], [], [end])
    lines = [ast.fix_missing_locations(ast.copy_location(line, call)) for line in (begin, attempt)]
    lower_block(work, frame, lines)


def method(manager, name, *args):
    return ast.Call(ast.Attribute(Given(manager), name, ast.Load()), list(args), [])


def is_blind(work, manager) -> bool:
    """True for an object whose class lets errors pass and does not look at them."""
    held = work.state.heap.get(manager.cell) if isinstance(manager, Ref) else None
    if not isinstance(held, Struct) or method_of(held.cls, "__enter__") is None:
        return False
    leave = method_of(held.cls, "__exit__")
    if leave is None:
        return False
    tree: Any = read_source(leave).tree
    arguments = tree.args
    named = [*arguments.posonlyargs, *arguments.args][1:] + [arguments.vararg, arguments.kwarg]
    errors = {a.arg for a in named if a is not None}
    looks = any(isinstance(n, ast.Name) and n.id in errors for s in tree.body for n in ast.walk(s))
    told = [n.value for s in tree.body for n in ast.walk(s) if isinstance(n, ast.Return)]
    silent = all(v is None or (isinstance(v, ast.Constant) and not v.value) for v in told)
    return silent and not looks
