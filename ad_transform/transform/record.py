"""How the reverse sweep gets the values of the forward sweep that it mentions.

A value is delivered to the counterpart of the block that binds it. At the top level it is simply still there. From a
branch that runs once it is handed out under a name. From the body of a loop it is pushed on a tape at the end of each
round and popped at the beginning of the reverse round, unless it is cheap to compute again from what is there.
"""

from __future__ import annotations

from dataclasses import replace

from .. import ir
from ..frontend.builder import is_temporary
from .checkpoints import with_snapshots
from .replay import mentioned, needed, outlined, replay, sweeps_of


def record(work, params, forward, reverse, sizes, budget=None):
    """The two sweeps with everything delivered that the second mentions of the first.

    With a `budget`, loops that need a tape keep so many states instead, and run rounds again.
    """
    sweeps = sweeps_of(work, params, forward, sizes, budget)
    return pair_up(sweeps, tuple(forward), tuple(reverse), repeated=False)


def pair_up(sweeps, forward, reverse, repeated):
    """Deliver values from the branches and loops of `forward` to their counterparts in `reverse`."""
    twins = {s.label: s for s in reverse if getattr(s, "label", "")}
    made, delivered = [], {}
    for statement in forward:
        twin = twins.get(getattr(statement, "label", ""))
        if twin is None:
            made.append(statement)
        else:
            mine, delivered[twin.label] = deliver(sweeps, statement, twin, repeated)
            made.extend(mine)
    back = [t for s in reverse for t in delivered.get(getattr(s, "label", ""), (s,))]
    return tuple(made), tuple(back)


def deliver(sweeps, statement, twin, repeated):
    """What takes the place of a branch or loop, and of its counterpart."""
    match statement:
        case ir.If() | ir.Try():
            return deliver_branch(sweeps, statement, twin, repeated)
        case ir.For() | ir.While():
            made, back = deliver_loop(sweeps, statement, twin)
            if sweeps.budget and not repeated and tapes((made,)):
                return with_snapshots(sweeps, statement, twin, *recorded(sweeps, statement, twin))
            return (made,), (back,)
    raise TypeError(f"not a branch or loop: {statement!r}")


def tapes(block):
    return any(isinstance(s, ir.Push) for s in ir.walk(block))


def recorded(sweeps, loop, twin):
    """The statements of a round and of its counterpart, with all delivered that comes from blocks inside them."""
    rounds = loop.body if isinstance(loop, ir.For) else (*loop.head, *loop.body)
    rounds, back = pair_up(sweeps, rounds, twin.body, repeated=True)
    return rounds, one_name_each(loop, rounds, back)


def deliver_loop(sweeps, loop, twin):
    """A loop with what it pushes, and its counterpart with what it pops."""
    heads, counted = [c.head for c in loop.carried], isinstance(loop, ir.For)
    same = index_of(loop, twin) if counted else {}
    if counted and not same:
        heads.append(loop.index)
    first = 0 if counted else len(loop.head)
    made, back, more = deliver_round(sweeps, loop, *recorded(sweeps, loop, twin), heads, first)
    back = tuple(ir.rename(s, same) for s in back)
    whole = {"body": made} if counted else {"head": made[:first], "body": made[first:]}
    return replace(loop, **whole), replace(twin, body=back, carried=(*twin.carried, *more))


def index_of(loop, twin):
    """The primal's index in terms of the reverse loop's, where they are the same number."""
    plain = loop.leave is None or (loop.start == ir.Const(0) and loop.step == ir.Const(1))
    return {loop.index: ir.Name(twin.index)} if plain else {}


def deliver_round(sweeps, loop, body, back, heads, first):
    """The body of a loop and of its reverse loop: what cannot be computed again goes on a tape.

    Statements before the `first` run once more than there are rounds, so nothing is pushed among them. Returns the
    two bodies, and what the reverse loop must carry.
    """
    bound = {n for s in body for n in ir.binds(s)} | set(heads)
    back = replay(sweeps, body, outlined(sweeps, back, bound), bound)
    wanted = needed(back, bound)
    more: tuple = ()
    ends = [n for n in wanted if n not in heads]
    handed = [c for c in loop.carried if c.head in wanted and isinstance(c.end, ir.Name) and c.end.id in ends]
    handed = list({c.end.id: c for c in handed}.values())
    wanted = [n for n in wanted if n not in {c.end.id for c in handed}]
    if not wanted:
        return body, back, ()
    body, back, popped = on_tape(sweeps, body, back, wanted, first, loop.line)
    for c in handed:
        back, carry = hand_on(sweeps, c, back, popped[c.head])
        more = (*more, carry)
    return body, back, more


def one_name_each(loop, body, back):
    """`back` with one name for each value: that of what a round hands on, or the user's, or the first."""
    copied = {s.name: s.value.id for s in body if isinstance(s, ir.Let) and isinstance(s.value, ir.Name)}

    def source(name):
        return source(copied[name]) if name in copied else name

    ends = [c.end.id for c in loop.carried if isinstance(c.end, ir.Name)]
    spoken = [n for n in copied if not is_temporary(n)]
    chosen = {source(name): name for name in (*reversed(spoken), *reversed(ends))}
    names = {n: chosen.get(source(n), source(n)) for n in (*copied, *copied.values())}
    return tuple(ir.rename(s, {n: ir.Name(m) for n, m in names.items() if n != m}) for s in back)


def hand_on(sweeps, carry, back, head):
    """What a value is after a round is what it was before the next: the reverse loop has just popped it."""
    before, after = sweeps.like(carry.end.id), sweeps.like(carry.end.id)
    back = tuple(ir.rename(s, {carry.end.id: ir.Name(before)}) for s in back)
    return back, ir.Carry(before, ir.Name(carry.out), head, after)


def on_tape(sweeps, body, back, wanted, first, line):
    """Push `wanted` once, as soon as all of it is there and before names are used for something else."""
    tape = sweeps.builder.fresh(f"tape_{line}")
    renamed = {n: ir.Name(sweeps.like(n)) for n in wanted}
    push = ir.Push(tape, tuple(ir.Name(n) for n in wanted), line)
    pop = ir.Pop(tape, tuple(new.id for new in renamed.values()), line)
    bound_at = [k + 1 for k, s in enumerate(body) if any(n in wanted for n in ir.binds(s))]
    spot = max([first, *bound_at])
    return (*body[:spot], push, *body[spot:]), (pop, *(ir.rename(s, renamed) for s in back)), renamed


def deliver_branch(sweeps, statement, twin, repeated):
    """A branch: on tapes of its own inside a loop, through its outs where it runs once."""
    bodies, backs, outs, renamed, handed_out = [], [], list(statement.outs), {}, list(twin.outs)
    for side, body, back in (("then", statement.body, twin.body), ("other", statement.orelse, twin.orelse)):
        back, handed = read_inside(sweeps, body, back, [getattr(out, side) for out in handed_out])
        handed_out = [replace(out, **{side: atom}) for out, atom in zip(handed_out, handed, strict=True)]
        body, back = pair_up(sweeps, body, back, repeated)
        bound = {n for s in body for n in ir.binds(s)}
        if repeated:
            back = replay(
                sweeps, body, outlined(sweeps, back, bound), bound, sweeps.lasting | {*mentioned(back)}
            )
        wanted = needed(back, bound)
        if wanted and repeated:
            whole = side == "then" and isinstance(statement, ir.Try)  # what fails has pushed nothing
            body, back, _ = on_tape(sweeps, body, back, wanted, len(body) if whole else 0, statement.line)
        elif wanted:
            for name in wanted:
                if (known := handed_already(sweeps.builder, outs, side, name)) is not None:
                    renamed[name] = known
                    continue
                fresh, inner = sweeps.like(name), ir.Name(name)
                outs.append(ir.Out(fresh, inner, None) if side == "then" else ir.Out(fresh, None, inner))
                renamed[name] = ir.Name(fresh)
            back = tuple(ir.rename(s, renamed) for s in back)
        bodies.append(body)
        backs.append(back)
    made = replace(statement, body=bodies[0], orelse=bodies[1], outs=tuple(outs))
    return (made,), (replace(twin, body=backs[0], orelse=backs[1], outs=tuple(handed_out)),)


def handed_already(builder, outs, side, name):
    """What `name`, bound on one side of a branch, is called after it, if it has a name there that says as much."""
    for out in outs:
        if getattr(out, side) == ir.Name(name) and builder.kinds.get(out.name) == builder.kinds.get(name):
            return ir.Name(out.name)
    return None


def read_inside(sweeps, body, back, atoms):
    """`back` with a statement of its own for each of `atoms` that `body` binds: what it hands out it has read."""
    bound = {n for s in body for n in ir.binds(s)}
    made, handed = [], []
    for atom in atoms:
        if isinstance(atom, ir.Name) and atom.id in bound:
            fresh = sweeps.like(atom.id)
            made.append(ir.Let(fresh, atom))
            atom = ir.Name(fresh)
        handed.append(atom)
    return (*back, *made), handed
