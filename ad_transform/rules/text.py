"""The text of a rule as a syntax tree, and what its parameters and returns say."""

import ast
import inspect
import linecache

from ad_transform.codes import find


def tree_of(function):
    """Return the `ast.Lambda` or `ast.FunctionDef` of `function`, or None where its source cannot be had."""
    code = function.__code__
    source = "".join(linecache.getlines(code.co_filename, function.__globals__))
    nodes = find(code, source)
    return nodes[0] if len(nodes) == 1 else None


def entries(function):
    """Say, for each positional parameter of the rule `function`, whether the rule returns something for it.

    A returned tuple holds one entry per parameter; anything else is the entry of the first one.
    """
    tree = tree_of(function)
    count = function.__code__.co_argcount
    if tree is None:
        return (True,) * count
    found = [False] * max(count, 1)
    for value in _returned(tree):
        items = value.elts if isinstance(value, ast.Tuple) else [value]
        for i, item in enumerate(items[: len(found)]):
            found[i] |= not (isinstance(item, ast.Constant) and item.value is None)
    return tuple(found)


def most_returned(function):
    """Return the length of the longest tuple that the rule `function` returns, as far as its text shows, or 0."""
    return max(_lengths_returned(function), default=0)


def fewest_returned(function):
    """Return the length of the shortest tuple that the rule `function` returns; 0 if it returns something else."""
    return min(_lengths_returned(function), default=0)


def _lengths_returned(function):
    tree = tree_of(function)
    tuples = [v.elts if isinstance(v, ast.Tuple) else [] for v in (_returned(tree) if tree else [])]
    return [0 if any(isinstance(item, ast.Starred) for item in items) else len(items) for items in tuples]


def _returned(tree):
    if isinstance(tree, ast.Lambda):
        return [tree.body]
    return [node.value for node in own_nodes(tree) if isinstance(node, ast.Return) and node.value is not None]


def own_nodes(tree):
    """Yield the nodes of a function, those of functions inside it left out."""
    for child in ast.iter_child_nodes(tree):
        if not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            yield child
            yield from own_nodes(child)


def positional(function):
    """Return the names of the positional parameters of `function`, `*args` included."""
    code = function.__code__
    names = code.co_varnames[: code.co_argcount]
    if code.co_flags & inspect.CO_VARARGS:
        names += (code.co_varnames[code.co_argcount + code.co_kwonlyargcount],)
    return names


def listed(function):
    """Return the primal's parameters that the rule `function` takes; after `*args` they are keyword-only."""
    return positional(function) + tuple(name for name in _keyword_only(function) if not is_reserved(name))


def asked(function):
    """Return the reserved words that the rule `function` asks for."""
    return tuple(name for name in _keyword_only(function) if is_reserved(name))


def is_reserved(name):
    return name in ("out", "used") or name.endswith(("_bar", "_dot", "_vjp", "_jvp"))


def _keyword_only(function):
    code = function.__code__
    return code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
