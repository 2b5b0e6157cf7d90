"""From a code object to the nodes of a text that compile to it: `find(code, text)`, empty for a text that does not.

Lambdas on one line are told apart by their columns. A comparison of names or of first lines alone would take a file
that was edited after its import for the code that runs, and give the derivative of something else.
"""

from __future__ import annotations
import __future__ as future

import ast
import dis
import inspect
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType
from typing import Any

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

_FUTURE = 0
for _feature in future.all_feature_names:
    _FUTURE |= getattr(future, _feature).compiler_flag


def find(code: CodeType, text: str) -> list[FunctionNode]:
    """Return the node in `text` that compiles to `code`; several only where they differ and columns are not kept."""
    try:
        parsed = _parse(text, code.co_filename, code.co_flags & _FUTURE)
    except (SyntaxError, ValueError):
        return []
    start = code.co_firstlineno, code.co_name
    nodes = parsed.nodes.get(start, [])
    codes = [c for c in parsed.codes.get(start, []) if _same(c, code, parsed.asserted)]
    if len(nodes) > 1 and _spans(code):
        codes = [c for c in codes if _spans(c) == _spans(code)]
        holding = [node for node in nodes if _holds(node, code)]
        nodes = sorted(holding, key=lambda n: (n.lineno, n.col_offset))[-1:]  # the innermost
    return list({ast.dump(node): node for node in nodes}.values()) if codes else []


@dataclass(frozen=True, eq=False)
class _Parsed:
    """What starts at a line under a name, as nodes and as code; and the lines of assertions."""

    nodes: dict[tuple[int, str], list[FunctionNode]]
    codes: dict[tuple[int, str], list[CodeType]]
    asserted: frozenset[int]


@lru_cache(maxsize=32)
def _parse(text: str, file: str, flags: int) -> _Parsed:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # each was shown when the file was imported
        tree = ast.parse(text, file)
        module = compile(text, file, "exec", flags=flags, dont_inherit=True)
    nodes: dict[tuple[int, str], list[FunctionNode]] = {}
    asserted: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, FunctionNode):
            nodes.setdefault(_start(node), []).append(node)
        elif isinstance(node, ast.Assert):
            asserted.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    codes: dict[tuple[int, str], list[CodeType]] = {}
    for code in _codes(module):
        codes.setdefault((code.co_firstlineno, code.co_name), []).append(code)
    return _Parsed(nodes, codes, frozenset(asserted))


def _start(node: FunctionNode) -> tuple[int, str]:
    if isinstance(node, ast.Lambda):
        return node.lineno, "<lambda>"
    return min([node.lineno, *(d.lineno for d in node.decorator_list)]), node.name


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def _spans(code: CodeType) -> set[tuple[int, int, int, int]]:
    """Return where the code's instructions stand; nothing where the interpreter was told to keep no columns."""
    found = set()
    for line, end_line, column, end_column in code.co_positions():
        if line is not None and end_line is not None and column is not None and end_column is not None:
            found.add((line, column, end_line, end_column))
    return {span for span in found if span[:2] != span[2:]}


def _holds(node: FunctionNode, code: CodeType) -> bool:
    """Tell whether all of `code` stands in the body of this lambda."""
    body: Any = node.body
    start, end = (body.lineno, body.col_offset), (body.end_lineno, body.end_col_offset)
    return all(start <= span[:2] and span[2:] <= end for span in _spans(code))


def _same(code: CodeType, other: CodeType, asserted: frozenset[int]) -> bool:
    """Tell whether two code objects compute the same; assertions that pytest has rewritten are left out."""
    if _facts(code) == _facts(other):
        return True
    rewritten = any("@pytest_ar" in c.co_names for c in _codes(other))
    return rewritten and _instructions(code, asserted) == _instructions(other, asserted)


def _facts(value: Any) -> Any:
    """Return what decides the meaning of a code object or constant, as something comparable."""
    if isinstance(value, CodeType):
        code = value
        counts = code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount
        scopes = code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars
        flags = code.co_flags & ~inspect.CO_ITERABLE_COROUTINE  # which `types.coroutine` sets afterwards
        return code.co_name, counts, flags, scopes, code.co_code, _facts(code.co_consts)
    if isinstance(value, (tuple, frozenset)):
        facts = [_facts(item) for item in value]
        return type(value).__name__, sorted(facts, key=repr) if isinstance(value, frozenset) else facts
    return type(value).__name__, repr(value)


def _instructions(code: CodeType, asserted: frozenset[int]) -> list[tuple]:
    """Return the code's instructions outside assertions, jumps without their targets."""
    found: list[tuple] = []
    for item in dis.get_instructions(code):
        line = item.positions.lineno if item.positions else None
        if line in asserted or item.opname in ("EXTENDED_ARG", "NOP"):
            continue
        jumps = item.opcode in dis.hasjrel or item.opcode in dis.hasjabs
        nested = isinstance(item.argval, CodeType)
        pair = re.findall("(?:LOAD|STORE)_FAST", item.opname)  # two may be joined, if their numbers are small
        if len(pair) == 2:
            found += zip(pair, map(_facts, item.argval), strict=True)
        else:
            value = _instructions(item.argval, asserted) if nested else _facts(item.argval)
            found.append((pair[0] if pair else item.opname, None if jumps else value))
    return found
