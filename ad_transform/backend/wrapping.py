"""Long lines broken at the weakest operators and filled: `wrap(text, indent)`.

::

    x_bar = np.where(mask, y_bar * weights, 0.0) + k * np.sum(forces) + correction

becomes, where it is too long::

    x_bar = (
        np.where(mask, y_bar * weights, 0.0)
        + k * np.sum(forces)
        + correction
    )

A break is always inside brackets, so it cannot change the meaning.
"""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from keyword import iskeyword

WIDTH = 110

_COMPREHENSION = (("for", "async", "if"),)
_WEAKEST_FIRST = (
    (",",),
    ("if", "else"),
    ("or",),
    ("and",),
    ("==", "!=", "<", "<=", ">", ">="),
    ("|", "^", "&", "<<", ">>"),
    ("+", "-"),
    ("*", "/", "//", "%", "@"),
)
_OPERATORS = {word for words in _COMPREHENSION + _WEAKEST_FIRST for word in words} | {
    "=",
    ":",
    "(",
    "[",
    "{",
    "**",
    ":=",
}
_ASSIGNMENTS = {"=", "+=", "-=", "*=", "/=", "//=", "%=", "@=", "**=", "&=", "|=", "^=", ">>=", "<<="}


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of the line; `space` stands before it, `depth` counts the brackets around it."""

    word: str
    space: str
    depth: int


def wrap(text: str, indent: str = "", width: int = WIDTH) -> list[str]:
    """Return the lines of one logical line: `text` itself where it fits, or has nowhere to break."""
    if len(indent) + len(text) <= width or "\n" in text:
        return [indent + text]
    try:
        tokens = _tokens(text)
    except tokenize.TokenError:  # brackets nested too deep for any reader
        return [indent + text]
    start, end = _span(tokens)
    if len(_pieces(tokens[start:end])) == 1:
        return _open(tokens, indent, width)
    head = "".join(t.space + t.word for t in tokens[:start]) + tokens[start].space
    inner = _fill(tokens[start:end], _deeper(indent, width), width)
    return [f"{indent}{head}(", *inner, f"{indent}){''.join(t.space + t.word for t in tokens[end:])}"]


def _deeper(indent: str, width: int) -> str:
    """Return the indentation of a bracket's contents; halfway to the margin it grows no more."""
    return indent + "    " if len(indent) < width // 2 else indent


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    depth, strings, column = 0, 0, 0
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in (tokenize.NEWLINE, tokenize.ENDMARKER, tokenize.NL):
            continue
        name = tokenize.tok_name[token.type]
        closes = token.string in (")", "]", "}") and token.type == tokenize.OP
        depth -= closes
        strings -= name.endswith("STRING_END")
        start, end = token.start[1], token.end[1]
        if strings or name.endswith("STRING_END"):  # the parts of an f-string stay together
            last = found.pop()
            found.append(_Token(last.word + text[column:end], last.space, last.depth))
        else:
            found.append(_Token(text[start:end], text[column:start], depth))
        strings += name.endswith("STRING_START")
        depth += token.string in ("(", "[", "{") and token.type == tokenize.OP
        column = end
    return found


def _join(tokens: list[_Token]) -> str:
    return "".join(t.space + t.word for t in tokens).lstrip()


def _span(tokens: list[_Token]) -> tuple[int, int]:
    """Return what parentheses may be put around: what is returned, tested or assigned, or a long list of targets."""
    first, last = tokens[0].word, len(tokens)
    if first == "return":
        return 1, last
    if first in ("if", "elif", "while"):
        return 1, last - 1
    if first == "from" and tokens[-1].word != "*":
        return next(i for i, t in enumerate(tokens) if t.word == "import") + 1, last
    assigned = [i for i, t in enumerate(tokens) if t.depth == 0 and t.word in _ASSIGNMENTS]
    if not assigned or first == "lambda":
        return 0, 1
    targets, value = (0, assigned[0]), (assigned[-1] + 1, last)
    longer = len(_join(tokens[slice(*targets)])) > len(_join(tokens[slice(*value)]))
    return targets if longer and len(_pieces(tokens[slice(*targets)])) > 1 else value


def _pieces(tokens: list[_Token]) -> list[list[_Token]]:
    """Return what stands between the weakest operators outside brackets: operators in front, commas behind."""
    depth = min(t.depth for t in tokens)
    comprehends = any(t.word == "for" and t.depth == depth for t in tokens)
    for words in _COMPREHENSION if comprehends else _WEAKEST_FIRST:
        behind = words == (",",)
        edges = [
            i + behind
            for i, t in enumerate(tokens)
            if t.depth == depth and t.word in words and i and _is_binary(tokens[i - 1].word)
        ]
        edges = [0, *(i for i in edges if i < len(tokens)), len(tokens)]
        if len(edges) > 2:
            return [tokens[a:b] for a, b in pairwise(edges)]
    return [tokens]


def _is_binary(before: str) -> bool:
    """Tell an operator between two values from a sign or a star, by the word before it."""
    return (before not in _OPERATORS and not iskeyword(before)) or before in ("None", "True", "False")


def _fill(tokens: list[_Token], indent: str, width: int) -> list[str]:
    """Return the lines of what stands in brackets, as many pieces on each line as fit."""
    text = _join(tokens)
    if len(indent) + len(text) <= width:
        return [indent + text]
    pieces = _pieces(tokens)
    if len(pieces) == 1:
        return _open(tokens, indent, width)
    lines: list[str] = []
    full = True
    for piece in pieces:
        text = _join(piece)
        if not full and len(lines[-1]) + 1 + len(text) <= width:
            lines[-1] += " " + text
            continue
        first, *rest = _fill(piece, indent, width)
        shift = _deeper(indent, width)[len(indent) :] if len(_pieces(piece)) > 1 else ""
        lines += [first, *(shift + line for line in rest)]
        full = bool(rest)
    return lines


def _open(tokens: list[_Token], indent: str, width: int) -> list[str]:
    """Return the lines with the contents of the longest bracket between its ends."""
    pairs = [(a, b) for a, b in _brackets(tokens) if b > a + 1]
    if not pairs:
        return [indent + _join(tokens)]
    start, end = _innermost(tokens, *max(pairs, key=lambda pair: len(_join(tokens[slice(*pair)]))))
    inner = _fill(tokens[start + 1 : end], _deeper(indent, width), width)
    return [indent + _join(tokens[: start + 1]), *inner, indent + _join(tokens[end:])]


def _innermost(tokens: list[_Token], start: int, end: int) -> tuple[int, int]:
    """Follow brackets that end together, which then open together: to the inner one of ``f((a, b))``."""
    for a, b in _brackets(tokens[:end], start + 1):
        if b == end - 1 > a + 1 and len(_pieces(tokens[start + 1 : end])) == 1:
            return _innermost(tokens, a, b)
    return start, end


def _brackets(tokens: list[_Token], start: int = 0) -> Iterator[tuple[int, int]]:
    """Yield the positions of the outermost brackets from `start` on."""
    depth = min((t.depth for t in tokens[start:]), default=0)
    opening = 0
    for index in range(start, len(tokens)):
        token = tokens[index]
        if token.depth == depth and token.word in ("(", "[", "{"):
            opening = index
        elif token.depth == depth and token.word in (")", "]", "}"):
            yield opening, index
