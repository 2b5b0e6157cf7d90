"""How the reverse sweep gets the values of the forward sweep that it mentions.

A value is delivered to the counterpart of the block that binds it. At the top level it is simply still there. From a
branch that runs once it is handed out under a name. From the body of a loop it is pushed on a tape at the end of each
round and popped at the beginning of the reverse round, unless it is cheap to compute again from what is there.
"""

from __future__ import annotations

import operator
from dataclasses import replace

import numpy as np

from .. import ir
from ..kinds import Number

CHEAP = (operator.getitem, operator.neg, len, np.shape, np.ndim, np.size)
ARITHMETIC = (operator.add, operator.sub, operator.mul, operator.truediv, operator.not_, operator.floordiv,
              operator.mod, operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne)  # fmt: skip


def record(builder, forward, reverse):
    """The two sweeps with everything delivered that the second mentions of the first."""
    knowing = replace(builder, changing=changing(forward))
    return pair_up(knowing, tuple(forward), tuple(reverse), repeated=False)


def changing(forward):
    """Names of arrays and lists that are written somewhere: an element of one is taped, not read again.

    To read it again the whole array would have to be kept as it was.
    """
    found, links = set(), []
    for statement in ir.walk(forward):
        found |= {
            *_bases(statement),
            *(n for n in ir.binds(statement) if any(True for _ in _bases(statement))),
        }
        for carry in getattr(statement, "carried", ()):
            links.append({carry.head, carry.out, *ir.names(carry.init), *ir.names(carry.end)})
        links.extend(
            {out.name, *ir.names(out.then), *ir.names(out.other)} for out in getattr(statement, "outs", ())
        )
    size = -1
    while size != len(found):
        size = len(found)
        for link in links:
            if link & found:
                found |= link
    return frozenset(found)


def pair_up(builder, forward, reverse, repeated):
    """Deliver values from the branches and loops of `forward` to their counterparts in `reverse`."""
    twins = {s.label: k for k, s in enumerate(reverse) if getattr(s, "label", "")}
    forward, reverse = list(forward), list(reverse)
    for k, statement in enumerate(forward):
        twin = twins.get(getattr(statement, "label", ""))
        if twin is not None:
            forward[k], reverse[twin], renamed = deliver(builder, statement, reverse[twin], repeated)
            reverse = [ir.rename(s, renamed) for s in reverse] if renamed else reverse
    return tuple(forward), tuple(reverse)


def deliver(builder, statement, twin, repeated):
    """One branch or loop and its counterpart."""
    match statement:
        case ir.If():
            return deliver_branch(builder, statement, twin, repeated)
        case ir.For():
            heads, same = [c.head for c in statement.carried], index_of(statement, twin)
            if not same:
                heads.append(statement.index)
            body, back, more = deliver_round(builder, statement, statement.body, twin.body, heads, 0)
            back = tuple(ir.rename(s, same) for s in back)
            return replace(statement, body=body), replace(twin, body=back, carried=(*twin.carried, *more)), {}
        case ir.While():
            heads = [c.head for c in statement.carried]
            both, count = (*statement.head, *statement.body), len(statement.head)
            made, back, more = deliver_round(builder, statement, both, twin.body, heads, count)
            whole = replace(statement, head=made[:count], body=made[count:])
            return whole, replace(twin, body=back, carried=(*twin.carried, *more)), {}
    raise TypeError(f"not a branch or loop: {statement!r}")


def index_of(loop, twin):
    """The primal's index in terms of the reverse loop's, where they are the same number."""
    plain = loop.leave is None or (loop.start == ir.Const(0) and loop.step == ir.Const(1))
    return {loop.index: ir.Name(twin.index)} if plain else {}


def needed(block, names):
    """The names among `names` that `block` mentions and does not bind, in order."""
    own = {n for s in ir.walk(block) for n in ir.binds(s)}
    return [
        n
        for n in dict.fromkeys(n for s in ir.walk(block) for n in ir.reads(s))
        if n in names and n not in own
    ]


def deliver_round(builder, loop, body, back, heads, first):
    """The body of a loop and of its reverse loop: what cannot be computed again goes on a tape.

    Statements before the `first` run once more than there are rounds, so nothing is pushed among them. Returns the
    two bodies, and what the reverse loop must carry.
    """
    body, back = pair_up(builder, body, back, repeated=True)
    bound = {n for s in body for n in ir.binds(s)} | set(heads)
    replayed, back = replay(builder, body, back, bound)
    wanted = needed((*replayed, *back), bound)
    more: tuple = ()
    ends = [n for n in wanted if n not in heads]
    handed = [c for c in loop.carried if c.head in wanted and isinstance(c.end, ir.Name) and c.end.id in ends]
    handed = list({c.end.id: c for c in handed}.values())
    wanted = [n for n in wanted if n not in {c.end.id for c in handed}]
    if not wanted:
        return body, (*replayed, *back), ()
    body, back, popped = on_tape(builder, body, (*replayed, *back), wanted, first, loop.line)
    for c in handed:
        back, carry = hand_on(builder, c, back, popped[c.head])
        more = (*more, carry)
    return body, back, more


def hand_on(builder, carry, back, head):
    """What a value is after a round is what it was before the next: the reverse loop has just popped it."""
    before, after = (builder.fresh(ir.base(carry.end.id)) for _ in range(2))
    builder.kinds[before] = builder.kinds[after] = builder.kinds.get(carry.end.id)
    back = tuple(ir.rename(s, {carry.end.id: ir.Name(before)}) for s in back)
    return back, ir.Carry(before, ir.Name(carry.out), head, after)


def on_tape(builder, body, back, wanted, first, line):
    """Push `wanted` once, as soon as all of it is there and before names are used for something else."""
    tape = builder.fresh(f"tape_{line}")
    renamed = {n: ir.Name(builder.fresh(ir.base(n))) for n in wanted}
    for old, new in renamed.items():
        builder.kinds[new.id] = builder.kinds.get(old)
    push = ir.Push(tape, tuple(ir.Name(n) for n in wanted), line)
    pop = ir.Pop(tape, tuple(new.id for new in renamed.values()), line)
    bound_at = [k + 1 for k, s in enumerate(body) if any(n in wanted for n in ir.binds(s))]
    spot = max([first, *bound_at])
    return (*body[:spot], push, *body[spot:]), (pop, *(ir.rename(s, renamed) for s in back)), renamed


def replay(builder, body, back, bound):
    """Statements that compute again, in the reverse round, what is cheap and depends on what is there."""
    wanted = set(needed(back, bound))
    written = {n for s in ir.walk(body) for n in _bases(s)} | builder.changing
    defined, chosen = {}, []
    names: dict = {}
    for statement in body:
        if isinstance(statement, ir.Let) and cheap(builder, statement):
            inputs = set(ir.names(statement.value))
            if all(n not in bound or n in defined for n in inputs) and not inputs & written:
                defined[statement.name] = statement
    for name in _closure(defined, wanted):
        fresh = builder.fresh(ir.base(name))
        builder.kinds[fresh] = builder.kinds.get(name)
        statement = defined[name]
        chosen.append(replace(statement, name=fresh, value=ir.substitute(statement.value, names)))
        names[name] = ir.Name(fresh)
    return tuple(chosen), tuple(ir.rename(s, names) for s in back)


def _bases(statement):
    if (
        isinstance(statement, ir.Let)
        and isinstance(statement.value, ir.Call)
        and statement.value.function in ir.UPDATES
    ):
        yield from ir.names(statement.value.args[0])


def _closure(defined, wanted):
    """The names to compute again, each after those it depends on."""
    order: dict[str, None] = {}

    def visit(name):
        if name in defined and name not in order:
            for inner in ir.names(defined[name].value):
                visit(inner)
            order[name] = None

    for name in defined:
        if name in wanted:
            visit(name)
    return list(order)


def cheap(builder, statement):
    """True if a statement is as well computed twice: an element, a fact about a shape, arithmetic on numbers."""
    if statement.effect or not isinstance(statement.value, ir.Call):
        return False
    function = statement.value.function
    if function is getattr or function in CHEAP:
        return True
    return function in ARITHMETIC and isinstance(builder.kinds.get(statement.name), Number)


def deliver_branch(builder, statement, twin, repeated):
    """A branch: on tapes of its own inside a loop, through its outs where it runs once."""
    bodies, backs, outs, renamed, handed_out = [], [], list(statement.outs), {}, list(twin.outs)
    for side, body, back in (("then", statement.body, twin.body), ("other", statement.orelse, twin.orelse)):
        back, handed = read_inside(builder, body, back, [getattr(out, side) for out in handed_out])
        handed_out = [replace(out, **{side: atom}) for out, atom in zip(handed_out, handed, strict=True)]
        body, back = pair_up(builder, body, back, repeated)
        wanted = needed(back, {n for s in body for n in ir.binds(s)})
        if wanted and repeated:
            body, back, _ = on_tape(builder, body, back, wanted, 0, statement.line)
        elif wanted:
            for name in wanted:
                fresh = builder.fresh(ir.base(name))
                builder.kinds[fresh] = builder.kinds.get(name)
                inner = ir.Name(name)
                outs.append(ir.Out(fresh, inner, None) if side == "then" else ir.Out(fresh, None, inner))
                renamed[name] = ir.Name(fresh)
            back = tuple(ir.rename(s, renamed) for s in back)
        bodies.append(body)
        backs.append(back)
    made = replace(statement, body=bodies[0], orelse=bodies[1], outs=tuple(outs))
    return made, replace(twin, body=backs[0], orelse=backs[1], outs=tuple(handed_out)), {}


def read_inside(builder, body, back, atoms):
    """`back` with a statement of its own for each of `atoms` that `body` binds: what it hands out it has read."""
    bound = {n for s in body for n in ir.binds(s)}
    made, handed = [], []
    for atom in atoms:
        if isinstance(atom, ir.Name) and atom.id in bound:
            fresh = builder.fresh(ir.base(atom.id))
            builder.kinds[fresh] = builder.kinds.get(atom.id)
            made.append(ir.Let(fresh, atom))
            atom = ir.Name(fresh)
        handed.append(atom)
    return (*back, *made), handed
