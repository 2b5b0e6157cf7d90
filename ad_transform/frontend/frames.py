"""The variables of one call: which there are, what the parameters are bound to, and what the body returns."""

from __future__ import annotations

import ast
import functools

from .branches import clear, returned
from .memory import new_cell
from .scanning import assigned
from .values import Items, Struct
from .work import Frame


def new_frame(work, source, tree, parent, outermost=False):
    """The variables of one call."""
    work.frames += 1
    names, outers, globals_ = variables_of(tree)
    return Frame(work.frames, source, names, parent, outers, globals_, outermost)


@functools.lru_cache(maxsize=1024)
def variables_of(tree):
    """The names that a function binds, those it declares nonlocal, and those it declares global."""
    body = [] if isinstance(tree, ast.Lambda) else tree.body
    own, given = tree.args, [tree.args.vararg, tree.args.kwarg]
    parameters = [*own.posonlyargs, *own.args, *own.kwonlyargs, *(p for p in given if p is not None)]
    names = {p.arg for p in parameters} | set(assigned(body))
    return frozenset(names), frozenset(declared(body, ast.Nonlocal)), frozenset(declared(body, ast.Global))


def declared(body, statement):
    """Names that `body` declares nonlocal (or global), nested functions left out."""
    found = set()
    for node in body:
        if isinstance(node, statement):
            found.update(node.names)
        elif not isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found |= declared(list(ast.iter_child_nodes(node)), statement)
    return found


def run(work, frame, tree):
    """Read the body of a function or lambda whose parameters are bound."""
    from .expressions import value_of
    from .statements import lower_block

    if isinstance(tree, ast.Lambda):
        return value_of(work, frame, tree.body)
    clear(work, frame, "$jumped", "$broke", "$returned")
    lower_block(work, frame, tree.body)
    return returned(work, frame)


def bind_parameters(work, frame, tree, args, kwargs, defaults):
    """Python's own way of matching arguments to parameters, over values of the frontend."""
    from .assignments import require_used_once

    variables, kwargs = work.state.variables, dict(kwargs)
    positional = [p.arg for p in (*tree.args.posonlyargs, *tree.args.args)]
    only = {p.arg for p in tree.args.posonlyargs}
    if len(args) > len(positional) and tree.args.vararg is None:
        raise work.refuse(
            f"{len(args)} arguments are passed where {len(positional)} are taken", "leave some out"
        )
    found = dict(zip(positional, args, strict=False))
    for name in (*positional, *(p.arg for p in tree.args.kwonlyargs)):
        if name in kwargs and name not in only and name not in found:
            found[name] = kwargs.pop(name)
        elif name not in found and name in defaults:
            found[name] = defaults[name]
        elif name not in found:
            raise work.refuse(f"the argument `{name}` is missing", "pass it")
    if tree.args.vararg is not None:
        found[tree.args.vararg.arg] = Items(tuple(args[len(positional) :]))
    if tree.args.kwarg is not None:
        found[tree.args.kwarg.arg] = new_cell(work, tree.args.kwarg.arg, Struct(dict, tuple(kwargs.items())))
    elif kwargs:
        raise work.refuse(f"there is no parameter `{next(iter(kwargs))}`", "check the keyword")
    for name, value in found.items():
        require_used_once(work, tree, name, value)
        variables[frame.key(name)] = value
