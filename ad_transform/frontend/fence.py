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
    found = [(node, REFUSED[type(node)]) for s in body for node in ast.walk(s) if type(node) in REFUSED]
    found += [(node, writes_global(node.id)) for node in global_writes(body)]
    errors = [NotSupported(source.place(node), *said) for node, said in in_order(found)]
    if errors:
        raise all_of(errors)


def in_order(found):
    return sorted(found, key=lambda pair: (pair[0].lineno, pair[0].col_offset))


def writes_global(name):
    """What is said of an assignment to a global."""
    return f"`{name}` is global here: writing a global is not differentiated", "return it instead"


def global_writes(body):
    """The names of globals where `body` assigns to them."""
    nodes = [node for statement in body for node in ast.walk(statement)]
    names = {name for node in nodes if isinstance(node, ast.Global) for name in node.names}
    return [n for n in nodes if isinstance(n, ast.Name) and n.id in names and not isinstance(n.ctx, ast.Load)]
