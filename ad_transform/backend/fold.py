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
from ad_transform.backend.conflicts import written
from ad_transform.backend.parts import is_read_only
from ad_transform.backend.sharing import Sharing
from ad_transform.backend.updates import is_derived, is_update
from ad_transform.backend.width import width
from ad_transform.ir import Call, Do, For, If, Let, Name, Program, Try, While

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


def is_temporary(let: Let) -> bool:
    """True for ``exp_9`` of line 9 and for adjoints such as ``exp_9_bar``, names that the user never wrote."""
    found = re.search(r"[^\W_]_(\d+)((?:_bar|_dot)*)$", ir.base(let.name))
    return found is not None and (found[2] != "" or int(found[1]) == let.line)


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
    return is_temporary(let) or (is_derived(let.name) and let.name in facts.last)


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
            statement = replace(statement, test=_take(statement.test, waiting, room - 4))
            return _branches(statement, waiting, facts, depth)
        case Try():  # what may raise must not move into it
            return _branches(statement, {}, facts, depth)
        case For():
            span = {k: _take(getattr(statement, k), waiting, room - 20) for k in ("start", "stop", "step")}
            return _round(replace(_started(statement, waiting, facts, room), **span), facts, depth)
        case While():
            return _while(_started(statement, waiting, facts, room), facts, depth)
        case _:
            return statement


def _branches(statement, waiting, facts, depth):
    """Both branches, each with what it hands out; what they take from outside leaves its place there."""
    sides, outs = [], statement.outs
    for block, edge in zip(ir.blocks(statement), ("then", "other"), strict=True):
        inside = dict(waiting)
        body = _block(block, inside, facts, depth + 1)
        room = LINE - 4 * depth - 4
        outs = tuple(replace(o, **{edge: _take_new(getattr(o, edge), inside, facts, room)}) for o in outs)
        sides.append(_compact(body))
    return replace(statement, body=sides[0], orelse=sides[1], outs=outs)


def _started(loop, waiting, facts, room):
    """`loop` with the values it starts from written before it."""
    return replace(
        loop, carried=tuple(replace(c, init=_take_new(c.init, waiting, facts, room)) for c in loop.carried)
    )


def _round(loop, facts, depth):
    """`loop` with its body folded, and the values at the end of a round written there."""
    waiting: dict[str, _Waiting] = {}
    body = _block(loop.body, waiting, facts, depth + 1)
    room = LINE - 4 * depth - 4
    carried = tuple(replace(c, end=_take_new(c.end, waiting, facts, room)) for c in loop.carried)
    return replace(loop, body=_compact(body), carried=carried)


def _while(loop, facts, depth):
    waiting: dict[str, _Waiting] = {}
    head = _block(loop.head, waiting, facts, depth + 1)
    test = _take(loop.test, waiting, LINE - 4 * depth - 7)
    return _round(replace(loop, head=_compact(head), test=test), facts, depth)


def _take_new(atom, waiting, facts, room):
    """The value of `atom` at a join, if that is a number or a new object: others keep a name, which may need a copy."""
    if not isinstance(atom, Name) or atom.id not in waiting:
        return atom
    value = waiting[atom.id].let.value
    is_new = isinstance(value, Call) and not facts.sharing.everything(value) and not is_read_only(value)
    return _take(atom, waiting, room) if is_new or facts.sharing.is_scalar(atom.id) else atom


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
