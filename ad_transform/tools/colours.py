"""Python text in the colours of a terminal: `highlighted(text)`, and whether a stream wants them."""

from __future__ import annotations

import builtins
import io
import keyword
import os
import tokenize

RESET = "\x1b[0m"
COLOURS = {"keyword": "\x1b[35m", "string": "\x1b[32m", "comment": "\x1b[90m", "number": "\x1b[36m"}
COLOURS |= {"name": "\x1b[1;34m", "builtin": "\x1b[34m"}

QUIET = (tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)


def wanted(choice: str, stream) -> bool:
    """Whether to colour: as the choice `always` or `never` says, else on a terminal (https://no-color.org)."""
    if choice != "auto":
        return choice == "always"
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def highlighted(text: str) -> str:
    """`text` with its keywords, strings, comments and numbers coloured; without colours it is the same text."""
    lines = text.splitlines(keepends=True)
    pieces, line, column = [], 1, 0
    before = ""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in QUIET:
            continue
        pieces.append(between(lines, (line, column), token.start))
        pieces.append(painted(token.string, word_for(token, before)))
        (line, column), before = token.end, token.string
    return "".join(pieces) + between(lines, (line, column), (len(lines) + 1, 0))


def word_for(token, before: str) -> str | None:
    """What a token is, as far as colours go."""
    match token.type:
        case tokenize.STRING:
            return "string"
        case tokenize.COMMENT:
            return "comment"
        case tokenize.NUMBER:
            return "number"
        case tokenize.NAME if keyword.iskeyword(token.string):
            return "keyword"
        case tokenize.NAME if before in ("def", "class"):
            return "name"
        case tokenize.NAME if before != "." and hasattr(builtins, token.string):
            return "builtin"
    return None


def painted(text: str, word: str | None) -> str:
    """`text` in the colour of `word`, line by line, so that a pager keeps it."""
    if word is None:
        return text
    return "\n".join(f"{COLOURS[word]}{line}{RESET}" if line else line for line in text.split("\n"))


def between(lines: list[str], start: tuple[int, int], end: tuple[int, int]) -> str:
    """The text from one place to another; lines count from 1."""
    (line, column), (last, stop) = start, end
    if line > len(lines):
        return ""
    if line == last:
        return lines[line - 1][column:stop]
    tail = lines[last - 1][:stop] if last <= len(lines) else ""
    return lines[line - 1][column:] + "".join(lines[line : last - 1]) + tail
