"""Comments of the text: made of notes, dropped where nothing follows them or the text is short."""

from __future__ import annotations

import ast

from ad_transform.backend.spelling import Comment, is_comment


class Remark(Comment):
    """A comment that knows the line of the primal it speaks of; 0 for a heading."""

    lineno = 0


def comment(text: str, line: int) -> ast.stmt:
    """``# 6: x = y * y``; a heading has no line."""
    remark = Remark(text if not line or text.startswith(f"{line}:") else f"{line}: {text}")
    remark.lineno = line
    return ast.Expr(ast.Constant(remark))


def is_heading(node) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and _line_of(node) == 0


def _line_of(node):
    return getattr(node.value.value, "lineno", None)


def pruned(lines):
    """`lines` without comments that nothing follows; a heading stands until the next heading."""
    kept: list = []
    for node in reversed(lines):
        if is_comment(node):
            following = next((n for n in reversed(kept)), None)
            idle = following is None or (
                is_comment(following) and not (is_heading(node) and not is_heading(following))
            )
            if idle:
                continue
        kept.append(node)
    return kept[::-1]


def size(lines):
    """How many statements there are, nested ones included."""
    return sum(
        isinstance(node, ast.stmt) and not is_comment(node) for line in lines for node in ast.walk(line)
    )


def without_comments(lines):
    kept = [node for node in lines if not is_comment(node)]
    for node in kept:
        for name in ("body", "handlers", "orelse"):
            if isinstance(getattr(node, name, None), list):
                setattr(node, name, without_comments(getattr(node, name)))
    return kept


def spaced(lines):
    """`lines` with a blank one before each heading but the first line."""
    found: list = []
    for node in lines:
        if found and is_heading(node):
            found.append(ast.Expr(ast.Constant(Comment(""))))
        found.append(node)
    return found
