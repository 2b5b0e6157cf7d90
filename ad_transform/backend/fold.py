"""Write temporaries where they are used: `fold(program, kinds)`.

Before::                         After::

    mul_4 = mul(a, x)            y = sin(mul(a, x))
    y = sin(mul_4)

Names of the user stay. A temporary moves down to its only use, never into a loop, never past the moment at which
something that it reads is overwritten or gets a new value, never into a line that gets too long.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from ad_transform import ir
from ad_transform.backend.conflicts import is_derived, is_update, written
from ad_transform.backend.sharing import Sharing
from ad_transform.backend.width import width
from ad_transform.ir import Call, Do, For, If, Let, Name, Program, While

LINE = 90
LAST_LINE = 100


@dataclass
class _Waiting:
    """A Let that may move down; `spot` is where it stands, a list and a place in it."""

    let: Let
    spot: tuple[list, int]
    reads: frozenset[str]
    depth: int


@dataclass(frozen=True)
class _Facts:
    sharing: Sharing
    uses: Counter
    last: frozenset[str] = field(default_factory=frozenset)


def is_temporary(identifier: str) -> bool:
    """True for ``exp_9`` and its adjoint ``exp_9_bar``, names that the user never wrote."""
    return re.search(r"[^\W_]_\d+(_bar|_dot)*$", ir.base(identifier)) is not None


def fold(program: Program, kinds: dict) -> Program:
    uses = Counter(name for s in ir.walk(program.body) for name in ir.reads(s))
    uses.update(ir.names(program.result))
    facts = _Facts(Sharing(program, kinds), uses, frozenset(ir.names(program.result)))
    waiting: dict[str, _Waiting] = {}
    body = _block(program.body, waiting, facts, 1)
    result = _take(program.result, waiting, LAST_LINE - 11)
    return replace(program, body=_compact(body), result=result)


def _block(body, waiting, facts, depth):
    """The statements of `body`, None where one has moved; `waiting` gains those that may move out of its end."""
    out: list = []
    for statement in body:
        statement = _statement(statement, waiting, facts, depth)
        out.append(statement)
        _drop(statement, waiting, facts)
        if isinstance(statement, Let) and _movable(statement, facts):
            reads = frozenset(ir.names(statement.value))
            waiting[statement.name] = _Waiting(statement, (out, len(out) - 1), reads, depth)
    return out


def _compact(statements):
    return tuple(s for s in statements if s is not None)


def _movable(let, facts):
    if let.effect or is_update(let) or facts.uses[let.name] != 1:
        return False
    if isinstance(let.value, Name):
        return False
    return is_temporary(let.name) or (is_derived(let.name) and let.name in facts.last)


def _statement(statement, waiting, facts, depth):
    room = LINE - 4 * depth
    match statement:
        case Let(value=Call(function, (base, *others))) if is_update(statement):
            others = _take(Call(function, tuple(others)), waiting, room - width(base)).args
            return replace(statement, value=Call(function, (base, *others)))
        case Let(name, value):
            return replace(statement, value=_take(value, waiting, room - len(ir.base(name)) - 3))
        case Do(value):
            return replace(statement, value=_take(value, waiting, room))
        case If():
            test = _take(statement.test, waiting, room - 4)
            sides = (_inner(block, dict(waiting), facts, depth + 1) for block in ir.blocks(statement))
            return replace(statement, test=test, **dict(zip(("body", "orelse"), sides, strict=True)))
        case For():
            span = {k: _take(getattr(statement, k), waiting, room - 20) for k in ("start", "stop", "step")}
            return replace(statement, body=_inner(statement.body, {}, facts, depth + 1), **span)
        case While():
            return _while(statement, facts, depth)
        case _:
            return statement


def _inner(body, waiting, facts, depth):
    """A nested body; what it takes from outside leaves its place there."""
    return _compact(_block(body, waiting, facts, depth))


def _while(statement, facts, depth):
    waiting: dict[str, _Waiting] = {}
    head = _block(statement.head, waiting, facts, depth + 1)
    test = _take(statement.test, waiting, LINE - 4 * depth - 7)
    return replace(statement, head=_compact(head), test=test, body=_inner(statement.body, {}, facts, depth + 1))


def _take(value, waiting, room):
    """`value` with the waiting temporaries that it mentions written into it, as far as there is room."""
    for name in [n for n in ir.names(value) if n in waiting]:
        entry = waiting.pop(name)
        wider = ir.substitute(value, {name: entry.let.value})
        if width(wider) <= room:
            value = wider
            spot, place = entry.spot
            spot[place] = None
    return value


def _drop(statement, waiting, facts):
    """Forget what must not move past `statement`."""
    if not waiting:
        return
    stems = {ir.base(name) for s in ir.walk((statement,)) for name in _assigned(s)}
    targets = [p for s in ir.walk((statement,)) if is_update(s) for p in written(s, facts.sharing)]
    for name, entry in list(waiting.items()):
        if any(ir.base(read) in stems for read in entry.reads) or _hit(entry, targets, facts):
            del waiting[name]


def _hit(entry, targets, facts):
    parts = [p for read in entry.reads for p in facts.sharing.everything(Name(read))]
    return any(facts.sharing.may_share(p, t) for p in parts for t in targets)


def _assigned(statement):
    yield from ir.binds(statement)
    if isinstance(statement, (For, While)):
        yield from (c.head for c in statement.carried)
    if isinstance(statement, For):
        yield statement.index


