"""`try` as the text writes it: what is caught, under which name, and the tapes that a failed attempt leaves too long.

Before::                          After, in a loop::

    try:                              begun_tape_6 = len(tape_6)
        for i in range(0, n, 1):      try:
            push tape_6 x                 for i in range(n):
            do check(x)                       tape_6.append(x)
    except ValueError:                        check(x)
        pass                          except ValueError:
                                          del tape_6[begun_tape_6:]

Outside of loops nobody pops what is left over.
"""

from __future__ import annotations

import ast

from ad_transform import ir
from ad_transform.ir import Call, Let, Program, Push, Try


def left_over(program: Program) -> dict[int, tuple[str, ...]]:
    """For each Try in a loop, by identity, the tapes that hold more after its body has failed than before."""
    return dict(_left_over(program.body, False))


def _left_over(body, repeated):
    for statement in body:
        if isinstance(statement, Try) and repeated:
            yield id(statement), _pushed(statement.body)
        inside = repeated or isinstance(statement, (ir.For, ir.While))
        for block in ir.blocks(statement):
            yield from _left_over(block, inside)


def _pushed(body):
    """The tapes that are pushed to before something in `body` may fail."""
    last = max((k for k, s in enumerate(body) if ir.fails(s)), default=-1)
    return tuple(dict.fromkeys(s.tape for s in ir.walk(body[: last + 1]) if isinstance(s, Push)))


def mark(attempt: Try, tape: str) -> str:
    """The name of the length that a tape has before an attempt."""
    return f"begun_{ir.base(tape)}@{id(attempt)}"


def marks(program: Program) -> list[tuple[str, str]]:
    """The names of all such lengths, each with the variable it would like."""
    statements = {id(s): s for s in ir.walk(program.body) if isinstance(s, Try)}
    found = left_over(program).items()
    return [(mark(statements[key], tape), f"begun_{ir.base(tape)}") for key, tapes in found for tape in tapes]


def error_name(attempt: Try) -> str | None:
    """The name under which the error is caught, where it has one."""
    return next((s.name for s in attempt.orelse if is_catch(s)), None)


def is_catch(statement) -> bool:
    """True for the Let that gives the error its name, which stands in the head of the block."""
    return (
        isinstance(statement, Let)
        and isinstance(statement.value, Call)
        and statement.value.function is ir.caught
    )


def error_classes(attempt: Try, writer) -> ast.expr:
    """``ValueError``, or several in parentheses."""
    classes = [writer.thing(error) for error in attempt.errors]
    return classes[0] if len(classes) == 1 else ast.Tuple(classes, ast.Load())


def begun(variable: str, tape: ast.expr, writer) -> ast.stmt:
    """``begun_tape_6 = len(tape_6)``"""
    return ast.Assign([ast.Name(variable, ast.Store())], ast.Call(writer.thing(len), [tape], []))


def cut(variable: str, tape: ast.expr) -> ast.stmt:
    """``del tape_6[begun_tape_6:]``"""
    return ast.Delete([ast.Subscript(tape, ast.Slice(ast.Name(variable, ast.Load())), ast.Del())])
