"""Read items before they are overwritten: `early_reads(program)`.

Before::                              After::

    a.1 = store(a, [0], 0.0)              item = getitem(a, 0)
    item = getitem(a, 0)                  a.1 = store(a, [0], 0.0)

Otherwise the whole of the older array would have to be kept for the sake of an item.
"""

from __future__ import annotations

import operator
from dataclasses import replace

from ad_transform import ir
from ad_transform.analysis.outlines import outline_only
from ad_transform.backend.updates import is_update
from ad_transform.ir import Call, Do, Let, Name, Program


def early_reads(program: Program) -> Program:
    idle = outline_only(program.body, program.result)

    def block(body):
        placed: list = []
        for statement in body:
            statement = ir.rebuild(statement, block)
            waits = isinstance(statement, Let) and statement.name in idle
            placed.insert(len(placed) if waits else _spot(statement, placed), statement)
        return tuple(placed)

    return replace(program, body=block(program.body))


def _spot(statement, placed):
    """Where in `placed` a statement belongs: at the end, or before the first update that takes away what it reads."""
    spot = len(placed)
    match statement:
        case Let(value=Call(function, (Name(base), *_)), effect=False) if function in (
            operator.getitem,
            getattr,
        ):
            needed = set(ir.names(statement.value))
        case _:
            return spot
    for k in range(len(placed) - 1, -1, -1):
        if isinstance(placed[k], Do) or not needed.isdisjoint(ir.binds(placed[k])):
            break
        if any(is_update(s) and s.value.args[0] == Name(base) for s in ir.walk((placed[k],))):
            spot = k
    return spot
