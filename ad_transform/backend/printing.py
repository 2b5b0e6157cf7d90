"""From a Python tree to text that looks written by hand: `print_tree(module)`.

Comments stand in the tree as ``ast.Expr(ast.Constant(Comment("text")))``. astor prints each statement; the text is then
parsed and compared with the tree, and a statement that came out as something else is printed by `ast.unparse` instead.
"""

from __future__ import annotations

import ast
import inspect
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ad_transform.backend.astor_text import astor_text, quoted
from ad_transform.backend.spelling import Comment, is_comment, rebuild
from ad_transform.backend.wrapping import wrap
from ad_transform.errors import InternalError

__all__ = ["Comment", "print_tree"]

DEEPEST = 1000
"""Expressions nested deeper than this are refused."""

_FRAMES = 20  # of the interpreter's stack, for each level of nesting
_SHALLOW = 25  # levels for which the interpreter's usual stack is enough
_STACK = threading.RLock()

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_IMPORTS = (ast.Import, ast.ImportFrom)

Printer = Callable[[ast.stmt], str]


def print_tree(module: ast.Module) -> str:
    """Return the text of `module`, with one newline at its end; raise InternalError if no text says what it says."""
    with _room_for(module):
        for printer in (_by_astor, _by_astor_checked, _by_unparse):
            text = "\n".join([*_block(rebuild(module).body, "", printer, documented=True), ""])
            if _says(text, module):
                return text
    raise InternalError.after("print_tree", f"the text cannot be read back as the tree{_reason(text)}", text)


def _reason(text: str) -> str:
    try:
        ast.parse(text)
    except (SyntaxError, MemoryError, RecursionError) as error:
        return f": {error}"
    return ""


# Printers of one statement


def _by_unparse(node: ast.stmt) -> str:
    return ast.unparse(ast.fix_missing_locations(node)).strip("\n")


def _by_astor(node: ast.stmt) -> str:
    try:
        return astor_text(node)
    except RecursionError:
        raise
    except Exception:  # a statement newer than astor, or a Python without what astor uses
        return _by_unparse(node)


def _by_astor_checked(node: ast.stmt) -> str:
    text = _by_astor(rebuild(node))
    return text if _says(text, ast.Module([node], [])) else _by_unparse(node)


# Statements laid out


def _block(body: list, indent: str, printer: Printer, documented: bool = False) -> list[str]:
    """Return the lines of statements, with blank lines around definitions and after imports."""
    lines: list[str] = []
    before: ast.stmt | None = None
    for node in body:
        if is_comment(node):
            lines += _comment(node.value.value, indent, lines)
            continue
        if before is not None:
            lines = _apart(lines, max(_gap(before, node, indent), _gap(node, before, indent)))
        if documented and before is None and _is_string(node):
            lines += _docstring(node.value.value, indent)
        else:
            lines += _statement(node, indent, printer)
        before = node
    return lines


def _comment(text: str, indent: str, lines: list[str]) -> list[str]:
    if text.strip():
        return [f"{indent}# {line}".rstrip() for line in text.strip().splitlines()]
    return [""] if lines and lines[-1] else []


def _gap(node: ast.stmt, other: ast.stmt, indent: str) -> int:
    """Return how many blank lines `node` wants between itself and its neighbour."""
    if isinstance(node, _DEFINITIONS):
        return 1 if indent else 2
    return 1 if not indent and isinstance(node, _IMPORTS) and not isinstance(other, _IMPORTS) else 0


def _apart(lines: list[str], gap: int) -> list[str]:
    """Return `lines` with at least `gap` blank ones at the end, before the comments on what follows."""
    end = len(lines)
    while end and lines[end - 1].lstrip().startswith("#"):
        end -= 1
    blank = next((n for n, line in enumerate(reversed(lines[:end])) if line), end)
    return lines[:end] + [""] * (gap - blank) + lines[end:] if gap > blank else lines


def _docstring(text: str, indent: str) -> list[str]:
    clean = _unindented(text)
    if not clean.replace("\n", "").isprintable():
        return [indent + quoted(clean)]
    if _unindented(clean) != clean:  # the indentation of the second line would be taken for that of all
        clean = "\n" + clean
    clean = clean.replace("\\", "\\\\").replace('"""', r"\"\"\"")
    first, *rest = (clean[:-1] + r"\"" if clean.endswith('"') else clean).split("\n")
    if not rest:
        return [f'{indent}"""{first}"""']
    return [f'{indent}"""{first}', *(indent + line if line else "" for line in rest), f'{indent}"""']


def _unindented(text: str) -> str:
    return "\n".join(line.rstrip() for line in inspect.cleandoc(text).strip().split("\n"))


def _statement(node: ast.stmt, indent: str, printer: Printer) -> list[str]:
    """Return the lines of one statement: of a compound one, each head and the block under it."""
    parts = list(_parts(node, printer))
    if not parts:
        return wrap(printer(node), indent)
    lines: list[str] = []
    for head, body in parts:
        inner = indent + "    " * head.startswith("case ")
        lines += [line for part in head.split("\n") for line in wrap(part, inner)]
        lines += _block(body, inner + "    ", printer, isinstance(node, _DEFINITIONS))
    return lines


def _parts(node: Any, printer: Printer) -> Iterator[tuple[str, list]]:
    """Yield the heads of a compound statement, each with its block; nothing for a simple one."""
    match node:
        case ast.If():
            yield _head(node, printer), node.body
            while len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
                node = node.orelse[0]
                yield "el" + _head(node, printer), node.body
        case ast.Try() | ast.TryStar():
            yield "try:", node.body
            for handler in node.handlers:
                caught = ast.ExceptHandler(handler.type, handler.name, [ast.Pass()])
                yield printer(type(node)([ast.Pass()], [caught], [], [])).split("\n")[2], handler.body
        case ast.Match():
            anything = ast.match_case(ast.MatchAs(), None, [ast.Pass()])
            yield printer(ast.Match(node.subject, [anything])).split("\n")[0], []
            for case in node.cases:
                only = ast.match_case(case.pattern, case.guard, [ast.Pass()])
                yield printer(ast.Match(ast.Constant(0), [only])).split("\n")[1].strip(), case.body
        case _ if isinstance(getattr(node, "body", None), list):
            yield _head(node, printer), node.body
    if getattr(node, "orelse", None):
        yield "else:", node.orelse
    if getattr(node, "finalbody", None):
        yield "finally:", node.finalbody


def _head(node: Any, printer: Printer) -> str:
    """Return the lines of a compound statement before its first block."""
    fields = dict(ast.iter_fields(node)) | {"body": [ast.Pass()]}
    if "orelse" in fields:
        fields["orelse"] = []
    return printer(type(node)(**fields)).rpartition("\n")[0]


# Reading back


def _says(text: str, module: ast.Module) -> bool:
    """Tell whether `text` is read as `module`, comments and the indentation of docstrings left out."""
    try:
        read = ast.parse(text)
    except (SyntaxError, MemoryError, RecursionError):
        return False
    return _equal(_essence(read), _essence(rebuild(module)))


def _essence(tree: ast.AST) -> ast.AST:
    """Remove the comments of a tree that is ours, and the indentation of its docstrings."""
    for node in ast.walk(tree):
        for name, value in ast.iter_fields(node):
            if isinstance(value, list):
                setattr(node, name, [item for item in value if not is_comment(item)])
        if isinstance(node, (*_DEFINITIONS, ast.Module)) and node.body and _is_string(node.body[0]):
            constant: Any = node.body[0]
            constant.value.value = _unindented(constant.value.value)
    return tree


def _is_string(node: Any) -> bool:
    return isinstance(node, ast.Expr) and isinstance(getattr(node.value, "value", None), str)


def _equal(tree: Any, other: Any) -> bool:
    """Compare two trees; without recursion, since they may be deep."""
    pairs = [(tree, other)]
    while pairs:
        a, b = pairs.pop()
        if type(a) is not type(b) or (isinstance(a, list) and len(a) != len(b)):
            return False
        if isinstance(a, list):
            pairs += zip(a, b, strict=True)
        elif isinstance(a, ast.AST):
            skipped = ("ctx", "kind", "type_comment", "type_ignores")
            pairs += [(getattr(a, name), getattr(b, name)) for name in a._fields if name not in skipped]
        elif repr(a) != repr(b):
            return False
    return True


# Deep trees


@contextmanager
def _room_for(tree: ast.AST) -> Iterator[None]:
    """Give the interpreter a stack for a tree this deep: printers call themselves for each level."""
    depth = _depth(tree)
    if depth > DEEPEST:
        raise InternalError.after("print_tree", f"an expression is nested {depth} deep, more than {DEEPEST}")
    if depth <= _SHALLOW:
        yield
        return
    with _STACK:
        usual = sys.getrecursionlimit()
        sys.setrecursionlimit(usual + _FRAMES * depth)
        try:
            yield
        finally:
            sys.setrecursionlimit(usual)


def _depth(tree: ast.AST) -> int:
    depth, level = 0, [tree]
    while level:
        depth += 1
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    return depth
