"""The text of a function as the interpreter ran it: `read(function)` gives a `Source`, or says why there is none.

The whole file is parsed, so lines and columns are the file's own, and compiled, so that a file edited since it was
imported never stands in for the code that runs.
"""

from __future__ import annotations

import ast
import copy
import functools
import inspect
import linecache
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import PurePath
from types import CellType, CodeType, FunctionType, MethodType
from typing import Any

from ad_transform.codes import FunctionNode, find
from ad_transform.errors import NotSupported, Place, SourceError
from ad_transform.methods import BoundMethod, Method


@dataclass(frozen=True, eq=False)
class Source:
    """A function and its text; `tree` has the lines and columns of `file`, and no decorators; it is shared."""

    function: FunctionType
    name: str
    file: str
    first_line: int
    lines: tuple[str, ...]
    tree: ast.FunctionDef | ast.Lambda
    globals: dict[str, Any]
    closure: dict[str, CellType]
    signature: inspect.Signature
    defaults: dict[str, Any]

    def text(self, line: int) -> str:
        """Return line number `line` of the file, stripped; empty where the file has no such line."""
        return self._line(line).strip()

    def place(self, where: ast.AST | int) -> Place:
        """Return the place of a node, or of a whole line."""
        if isinstance(where, int):
            return Place(self.file, where, text=self._line(where), function=self.name)
        node: Any = next((n for n in ast.walk(where) if hasattr(n, "lineno")), None)
        if node is None:
            return self.place(self.first_line)
        text = self._line(node.lineno)
        start = _characters(text, node.col_offset)
        end = _characters(text, node.end_col_offset) if node.end_lineno == node.lineno else len(text)
        return Place(self.file, node.lineno, start, end, text, self.name)

    def statement(self, line: int) -> Place:
        """Return the place of the statement that begins on a line, or of the whole line."""
        found = (n for n in ast.walk(self.tree) if isinstance(n, ast.stmt) and n.lineno == line)
        return self.place(next(found, line))

    @property
    def label(self) -> str:
        """The file's name as far as the module's name reaches: the same on every machine and in every directory."""
        module = self.globals.get("__name__", "").split(".")
        path = PurePath(self.file)
        if path.stem == "__init__":
            module = [*module, "__init__"]
        return "/".join(path.parts[-len(module) :]) if path.stem == module[-1] else path.name

    def _line(self, line: int) -> str:
        return self.lines[line - 1].rstrip() if 0 < line <= len(self.lines) else ""


def read(function: Callable, *, unwrap: bool = False) -> Source:
    """Return the text of `function`: of its Python code, where it is a method or compiled by Numba.

    With `unwrap`, read the function that a decorator made with `functools.wraps` stands for.
    """
    plain = underlying(function, unwrap=unwrap)
    if not isinstance(plain, FunctionType):
        raise _without_code(plain)
    code = plain.__code__
    lines = _file_lines(plain)
    node = MADE.get(plain) or _node(code, lines)
    signature = inspect.signature(plain, follow_wrapped=False)
    source = Source(
        function=plain,
        name=code.co_name,
        file=code.co_filename,
        first_line=node.lineno,
        lines=lines,
        tree=node,
        globals=plain.__globals__,
        closure=dict(zip(code.co_freevars, plain.__closure__ or (), strict=True)),
        signature=signature,
        defaults={p.name: p.default for p in signature.parameters.values() if p.default is not p.empty},
    )
    _refuse_generators(source)
    return source


MADE: weakref.WeakKeyDictionary[FunctionType, Any] = weakref.WeakKeyDictionary()
"""The trees of functions made here out of others, whose code stands in no file."""


def made_here(function: FunctionType, tree: ast.FunctionDef) -> None:
    """Let `tree`, which has the lines of the function's file, be the text of `function`."""
    MADE[function] = tree


def underlying(function: Any, *, unwrap: bool = False) -> Any:
    """Return the plain function behind a method, a Numba dispatcher and, with `unwrap`, a decorator's wrapper."""
    seen: set[int] = set()
    while id(function) not in seen and not isinstance(function, type):
        seen.add(id(function))
        if isinstance(function, (MethodType, BoundMethod, staticmethod, classmethod)):
            function = function.__func__
        elif isinstance(function, Method):
            function = function.function
        elif _is_dispatcher(function):
            function = function.py_func
        elif unwrap:
            function = getattr(function, "__wrapped__", function)
    return function


def _file_lines(function: FunctionType) -> tuple[str, ...]:
    """Return the lines of the function's file as they are now; a notebook's cell and a doctest are files too."""
    file = function.__code__.co_filename
    linecache.checkcache(file)
    lines = tuple(linecache.getlines(file, function.__globals__))
    if not lines:
        what = "its text is not kept: it was made by `exec` or `eval`, or its file is gone"
        raise _refusal(function.__code__, lines, what, "write the function in a file or in a notebook cell")
    return lines


@functools.lru_cache(maxsize=1024)
def _node(code: CodeType, lines: tuple[str, ...]) -> Any:
    """Return the bare node of `code`; kept, as the same few rules are read again and again."""
    return _bare(_find(code, lines), code.co_qualname)


def _find(code: CodeType, lines: tuple[str, ...]) -> FunctionNode:
    """Return the node that compiles to `code`, or refuse."""
    nodes = find(code, "".join(lines))
    if not nodes:
        what = f"the file has changed since it was imported: this text is not the code of `{code.co_name}`"
        raise _refusal(code, lines, what, "import the file again")
    if len(nodes) > 1:
        what = "which of these lambdas is meant cannot be told without columns"
        raise _refusal(code, lines, what, "give each its own line, or run Python without `no_debug_ranges`")
    return nodes[0]


def _bare(found: FunctionNode, qualname: str) -> Any:
    """Return a copy without decorators, private names of a class written out: ``__x`` is ``_Class__x``."""
    node = copy.deepcopy(found)
    if not isinstance(node, ast.Lambda):
        node.decorator_list = []
    scopes = qualname.split(".")
    classes = [a for a, b in pairwise(scopes) if "<locals>" not in (a, b)]
    if classes and (prefix := "_" + classes[-1].strip("_")) != "_":
        for part in ast.walk(node):
            for field in ("id", "attr") if not isinstance(part, ast.arg) else ("arg",):
                name = getattr(part, field, "")
                if name.startswith("__") and not name.endswith("__"):
                    setattr(part, field, prefix + name)
    return node


def _is_dispatcher(function: Any) -> bool:
    """Tell a Numba dispatcher, whose `py_func` computes the same; that of a vectorised function takes only scalars."""
    plain = getattr(function, "py_func", None)
    return isinstance(plain, FunctionType) and hasattr(function, "nopython_signatures")


def _characters(text: str, octets: int) -> int:
    """Return the column in characters of a column in UTF-8 octets, which is what nodes have."""
    return len(text.encode()[:octets].decode(errors="replace"))


# Refusals


def _without_code(function: Any) -> SourceError:
    """Return the error for something that is not written as a Python function."""
    kind = type(function).__qualname__
    name = getattr(function, "__qualname__", None) or getattr(function, "__name__", kind)
    match function:
        case type():
            what, hint = f"`{name}` is a class, not a function", "pass a function or one of its methods"
        case _ if not callable(function):
            what, hint = f"{function!r} is no function, but of type `{kind}`", "pass a function"
        case partial():
            what, hint = "a `functools.partial` has no text of its own", "pass its `.func`, or a lambda"
        case _ if hasattr(function, "__wrapped__"):
            what, hint = f"`{name}` is wrapped by a decorator of compiled code", "pass its `__wrapped__`"
        case _ if isinstance(inspect.getattr_static(type(function), "__call__"), FunctionType):
            what, hint = f"a `{kind}` can be called, but is no function", "pass its `__call__` method"
        case _:
            what, hint = f"`{name}` is compiled code, without Python text", "call it inside a Python function"
    return SourceError(None, what, hint)


def _refusal(code: CodeType, lines: tuple[str, ...], what: str, hint: str) -> SourceError:
    line = code.co_firstlineno
    text = lines[line - 1].rstrip() if 0 < line <= len(lines) else ""
    return SourceError(Place(code.co_filename, line, text=text, function=code.co_name), what, hint)


def _refuse_generators(source: Source) -> None:
    flags = source.function.__code__.co_flags
    if flags & (inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR):
        what, hint = "an `async` function is not differentiated", "write it as a plain `def`"
        raise NotSupported(source.place(source.tree), what, hint)
    if flags & inspect.CO_GENERATOR:
        place = source.place(next(_yields(source.tree)))
        raise NotSupported(place, "a generator is not differentiated", "return a list")


def _yields(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the `yield` expressions of a function, those of functions inside it left out."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.Yield, ast.YieldFrom)):
            yield child
        elif not isinstance(child, FunctionNode):
            yield from _yields(child)
