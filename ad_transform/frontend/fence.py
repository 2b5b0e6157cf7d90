"""What is refused before anything is read: constructs that no rewriting of ours covers, all of them at once."""

from __future__ import annotations

import ast

from ..errors import NotSupported, all_of

REFUSED = {
    ast.Yield: ("a `yield` expression is not differentiated", "return a list"),
    ast.YieldFrom: ("a `yield from` expression is not differentiated", "return a list"),
    ast.Await: ("an `await` expression is not differentiated", "use ordinary functions"),
    ast.AsyncFor: ("an `async for` loop is not differentiated", "use an ordinary loop"),
    ast.AsyncWith: ("an `async with` block is not differentiated", "use ordinary functions"),
    ast.AsyncFunctionDef: ("a coroutine is not differentiated", "use an ordinary function"),
    ast.TryStar: ("an `except*` block is not differentiated", "use `except`"),
    ast.ClassDef: (
        "a class defined inside the function is not differentiated",
        "define it at the module's top level",
    ),
    ast.Set: ("a set is not differentiated", "use a tuple or a list"),
    ast.SetComp: ("a set is not differentiated", "use a tuple or a list"),
}


def fence(source):
    """Raise one NotSupported that lists every refused construct in the function's text."""
    body = [source.tree.body] if isinstance(source.tree, ast.Lambda) else source.tree.body
    found = [node for statement in body for node in ast.walk(statement) if type(node) in REFUSED]
    errors = [NotSupported(source.place(node), *REFUSED[type(node)]) for node in in_order(found)]
    if errors:
        raise all_of(errors)


def in_order(nodes):
    return sorted(nodes, key=lambda n: (n.lineno, n.col_offset))
