"""One statement as text by astor: `astor_text(node)`.

astor writes marks on the nodes it prints, so the tree must not be used again, and no node may stand in two places.
"""

from __future__ import annotations

import ast


def astor_text(node: ast.AST) -> str:
    """Return the text of one statement on one line, or as many as its decorators and its body need."""
    from ad_transform.backend.astor_generator import Generator  # late: most programs never print

    generator = Generator("    ")
    generator.visit(node)
    return "".join(generator.result).strip("\n")


def quoted(value: str) -> str:
    """Return `value` as a literal in double quotes, unless that takes more escapes.

    >>> print(quoted("plain"), quoted("it's"), quoted('say "yes"'))
    "plain" "it's" 'say "yes"'
    """
    text = repr(value)
    return f'"{text[1:-1]}"' if text[0] == "'" and '"' not in value else text
