"""A tree in which no node stands twice and each constant is spelled as Python spells it: `rebuild(tree)`.

Before: ``Constant(-2) ** x``, which printers write as ``-2 ** x``, another number. After: ``(-2) ** x``.
"""

from __future__ import annotations

import ast
import math
from typing import Any

from ad_transform.errors import InternalError

LITERALS = (bool, int, float, str, bytes, type(None), type(...))

_LISTS = {
    "args", "body", "cases", "comparators", "decorator_list", "defaults", "elts", "finalbody", "generators", "handlers",
    "ifs", "items", "keys", "keywords", "kw_defaults", "kwonlyargs", "names", "orelse", "posonlyargs", "targets",
    "type_ignores", "type_params", "values",
}  # fmt: skip
_NUMBERS = {"conversion": -1, "level": 0, "simple": 1, "is_async": 0}


class Comment(str):
    """A comment among statements, ``ast.Expr(ast.Constant(Comment("text")))``; an empty one is a blank line."""

    __slots__ = ()


def is_comment(node: Any) -> bool:
    """Tell whether a statement is a comment."""
    return isinstance(node, ast.Expr) and isinstance(getattr(node.value, "value", None), Comment)


def rebuild(node: Any) -> Any:
    """Return a copy of a tree, or of a list of trees, that shares nothing; a body of comments alone gets a `pass`."""
    match node:
        case ast.Constant(value=value):
            return ast.Constant(value) if isinstance(value, Comment) else spelled(value)
        case ast.AST():
            fields = {name: rebuild(_field(node, name)) for name in node._fields}
            if not isinstance(node, ast.Module):
                fields |= {name: _filled(fields[name], name) for name in _BLOCKS & fields.keys()}
            return type(node)(**fields)
        case list():
            return [rebuild(item) for item in node]
        case _:
            return node


_BLOCKS = {"body", "orelse", "finalbody"}


def _filled(block: Any, name: str) -> Any:
    """Return a block of statements with a `pass` if it has none but needs one; expressions have bodies too."""
    needed = isinstance(block, list) and (name == "body" or block) and all(map(is_comment, block))
    return [*block, ast.Pass()] if needed else block


def _field(node: ast.AST, name: str) -> Any:
    """Return a field, or what Python 3.13 puts where a tree leaves it out."""
    if name == "ctx":
        return getattr(node, name, None) or ast.Load()
    return getattr(node, name, [] if name in _LISTS else _NUMBERS.get(name))


def spelled(value: Any) -> ast.expr:
    """Return the expression that has exactly this value; refuse what has no literal and so must have a name."""
    match value:
        case tuple() if type(value) is tuple:
            return ast.Tuple([spelled(item) for item in value], ast.Load())
        case complex() if type(value) is complex:
            return _spelled_complex(value)
        case _ if type(value) not in LITERALS:
            raise _nameless(value)
        case float() if not math.isfinite(value):
            raise _nameless(value)
        case int() | float() if _is_negative(value):
            return ast.UnaryOp(ast.USub(), ast.Constant(-value))
        case _:
            return ast.Constant(value)


def _spelled_complex(value: complex) -> ast.expr:
    """Return the shortest spelling with the same parts, the signs of zeros included."""
    real, imaginary = spelled(value.real), spelled(value.imag)
    literal = ast.Constant(complex(0.0, abs(value.imag)))
    backward = _is_negative(value.imag)
    if value.real == 0 and _is_negative(value.real) == backward:
        return ast.UnaryOp(ast.USub(), literal) if backward else literal
    if value.imag and (value.real or not _is_negative(value.real)):
        return ast.BinOp(real, ast.Sub() if backward else ast.Add(), literal)
    return ast.Call(ast.Name("complex", ast.Load()), [real, imaginary], [])


def _is_negative(value: float) -> bool:
    return value < 0 or (isinstance(value, float) and math.copysign(1.0, value) < 0)


def _nameless(value: Any) -> InternalError:
    what = f"{value!r} of type `{type(value).__qualname__}` has no literal and must have a name"
    return InternalError.after("print_tree", what)
