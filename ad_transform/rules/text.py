"""The text of a rule as a syntax tree, found by its file and first line; one rule per line makes this exact."""

import ast
import functools
import inspect
import linecache


def tree_of(function):
    """Return the `ast.Lambda` or `ast.FunctionDef` of `function`, or None where its source cannot be had."""
    code = function.__code__
    source = "".join(linecache.getlines(code.co_filename, function.__globals__))
    return _definitions(source).get(code.co_firstlineno)


@functools.lru_cache(maxsize=64)
def _definitions(source):
    """Map the first line of each lambda and function of `source` to its tree."""
    found: dict[int, ast.Lambda | ast.FunctionDef] = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Lambda):
            found.setdefault(node.lineno, node)
        elif isinstance(node, ast.FunctionDef):
            found[min([node.lineno, *(mark.lineno for mark in node.decorator_list)])] = node
    return found


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


def _returned(tree):
    if isinstance(tree, ast.Lambda):
        return [tree.body]
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Return) and node.value is not None]


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
    return name in ("out", "used") or name.endswith(("_bar", "_dot"))


def _keyword_only(function):
    code = function.__code__
    return code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
