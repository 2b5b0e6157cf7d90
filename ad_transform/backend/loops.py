"""Loops as the text writes them: counters of rounds made explicit, and `break` where a branch decides to leave."""

from __future__ import annotations

import operator
from dataclasses import dataclass, replace

from ad_transform import ir
from ad_transform.ir import Call, Carry, Const, For, If, Let, Name, Program, While
from ad_transform.kinds import Number


@dataclass(frozen=True, slots=True)
class Break:
    """Leave the loop here: a statement of the text only."""

    line: int = 0


def count_rounds(program: Program, kinds: dict) -> tuple[Program, dict]:
    """`program` with ``trips`` of a loop as a number carried through it, and its kinds."""
    kinds = dict(kinds)
    read = {name for s in ir.walk(program.body) for name in ir.reads(s)} | set(ir.names(program.result))

    def every(body):
        return tuple(change(ir.rebuild(s, every)) for s in body)

    def change(statement):
        if not isinstance(statement, (For, While)) or statement.trips is None:
            return statement
        out = statement.trips
        if out not in read:
            return replace(statement, trips=None)
        head, end = f"{out}.begin", f"{out}.end"
        kinds.update(dict.fromkeys((head, end, out), Number("int")))
        step = Let(end, Call(operator.iadd, (Name(head), Const(1))), statement.line)
        carry = Carry(head, Const(0), Name(end), out)
        return replace(
            statement, trips=None, carried=(*statement.carried, carry), body=(step, *statement.body)
        )

    return replace(program, body=every(program.body)), kinds


def break_inside(body: tuple, leave, assigns) -> tuple | None:
    """`body` of a loop with `break` in the branches that set the flag `leave`, None if it is not set so.

    Only for a loop that has nothing left to do at the end of its body; ``assigns(outs, edge)`` tells whether the text
    assigns something at the end of a branch.
    """
    if not isinstance(leave, Name) or not body or not isinstance(body[-1], If):
        return None
    *before, last = body
    if last.test == leave:
        return (*before, replace(last, body=(*last.body, Break())))
    out = next((o for o in last.outs if o.name == leave.id), None)
    if out is None or any(name == leave.id for s in ir.walk(body) for name in ir.reads(s)):
        return None
    outs = tuple(o for o in last.outs if o is not out)
    then = _ending(last.body, out.then, assigns, assigns(outs, "then"))
    other = _ending(last.orelse, out.other, assigns, assigns(outs, "other"))
    if then is None or other is None:
        return None
    return (*before, replace(last, body=then, orelse=other, outs=outs))


def _ending(block, flag, assigns, assigned):
    match flag:
        case Const(True):
            return (*block, Break())
        case Const(False):
            return block
        case _:
            return None if assigned else break_inside(block, flag, assigns)
