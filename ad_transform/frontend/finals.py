"""`finally` and ``with contextlib.suppress(...)``, as what they say of `try` and `except`.

Before::              After::

    try:                  try:
        f()                   f()
    finally:              except BaseException:
        g()                   g()
                              raise
                          g()
"""

from __future__ import annotations

import ast

from .assignments import owner_frame
from .branches import clear, flag
from .scanning import assigned, jumps
from .values import is_atom

FLAGS = ("$jumped", "$broke", "$returned")


def lower_finally(work, frame, node, lower_block):
    """``finally`` runs after either path; what the caller may see of it happens when an error passes through, too."""
    if jumps(node.finalbody):
        raise work.refuse(
            "a `return`, `break` or `continue` in `finally`", "write it after the `try` statement"
        )
    first = node.body
    if node.handlers:
        first = [ast.copy_location(ast.Try(node.body, node.handlers, node.orelse, []), node)]
    if not is_silent(work, frame, node.finalbody):
        again = [*node.finalbody, ast.copy_location(ast.Raise(None, None), node.finalbody[-1])]
        handler = ast.copy_location(ast.ExceptHandler(None, None, again), node.finalbody[0])
        first = [ast.copy_location(ast.Try(first, [handler], [], []), node)]
    for name in assigned(node.finalbody):
        work.changes(owner_frame(frame, name).key(name))  # it is assigned when an error passes through, too
    lower_block(work, frame, first)
    kept = {name: flag(work, frame, name) for name in FLAGS}
    clear(work, frame, *FLAGS)
    lower_block(work, frame, node.finalbody)
    for name, value in kept.items():
        work.state.variables[frame.key(name)] = value


def is_silent(work, frame, body):
    """True for assignments to names that call nothing: nobody sees them after an error."""
    plain = all(sets_name(work, frame, statement) for statement in body)
    return plain and not any(isinstance(n, ast.Call) for s in body for n in ast.walk(s))


def sets_name(work, frame, statement):
    """True for ``x = …``, and for ``x += …`` where `x` holds a number: an array would change."""
    match statement:
        case ast.Assign(targets=targets):
            return all(isinstance(target, ast.Name) for target in targets)
        case ast.AugAssign(target=ast.Name(id=name)):
            return is_atom(work.state.variables.get(owner_frame(frame, name).key(name)))
    return isinstance(statement, ast.Pass)


def suppressed(call, body):
    """``with contextlib.suppress(...)`` as a `try` that passes."""
    handler = ast.ExceptHandler(ast.Tuple(call.args, ast.Load()), None, [ast.Pass()])
    attempt = ast.Try(body, [handler], [], [])
    return ast.fix_missing_locations(ast.copy_location(attempt, call))
