"""Loops in reverse within a budget: the state of some rounds is kept, and rounds are run again from there.

Before::                                After::

    for i in range(n):                      kept = [(0, x)]
        tape.append(x)                      for i in range(n):
        x = ...                                 if i in rounds: kept.append((i, x))
                                                x = ...

    for i in reversed(range(n)):            for i in reversed(range(n)):
        x = tape.pop()                          first, x = kept[-1]
        ...                                     for j in range(first, i):
                                                    if j in rounds: kept.append((j, x))
                                                    x = ...
                                                if first == i: kept.pop()
                                                ...

A counted loop keeps the rounds that make the fewest run again (`runtime.snapshot_rounds`); a loop whose end is not
known keeps every round, then every second, every fourth ..., whenever there is no more room.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .. import ir
from ..kinds import Array, ListOf, Number, Sequence, Unknown
from ..runtime import slots_within, snapshot_rounds
from .again import again, essential
from .budget import refuse_what_cannot_be_kept
from .replay import needed

INT, OPAQUE = Number("int"), Unknown(False)


@dataclass(frozen=True)
class Plan:
    """A loop, the carried values that are its state, and how many states may be kept (an atom)."""

    sweeps: Any
    loop: Any
    state: tuple
    slots: Any

    @property
    def builder(self):
        return self.sweeps.builder

    @property
    def counted(self):
        return isinstance(self.loop, ir.For)

    @property
    def rounds(self):
        """The statements of a round."""
        return self.loop.body if self.counted else (*self.loop.head, *self.loop.body)

    @property
    def start(self):
        return self.loop.start if self.counted else ir.Const(0)

    @property
    def step(self):
        return self.loop.step if self.counted else ir.Const(1)

    def bind(self, word, function, *args, kind=OPAQUE):
        value = ir.Call(function, tuple(args))
        return self.builder.bind(f"{word}_{self.loop.line}", value, kind)

    def name(self, word, kind):
        fresh = self.builder.fresh(f"{word}_{self.loop.line}")
        self.builder.kinds[fresh] = kind
        return fresh

    @property
    def entry(self):
        """The kind of what is kept: a round and the state before it."""
        return Sequence((INT, *(self.builder.kinds.get(c.head) for c in self.state)))


def with_snapshots(sweeps, loop, twin, recorded, back):
    """What takes the place of `loop` and of its counterpart, whose round `back` reads of the round `recorded`."""
    sweeps.builder.line = loop.line
    bound = {n for s in recorded for n in ir.binds(s)} | {c.head for c in loop.carried}
    wanted = needed(back, bound)
    plan = planned(sweeps, loop, recorded, wanted)
    with sweeps.builder.nested() as before:
        plan = replace(plan, slots=slots_of(plan))
        made, kept = forward_loop(plan)
    return (*before, made), (reverse_loop(plan, twin, recorded, back, wanted, kept),)


def planned(sweeps, loop, recorded, wanted):
    """The plan for a loop: its state is what the wanted values depend on, from round to round."""
    live, state = set(wanted), ()
    while True:
        read = essential(recorded, live)[1]
        found = tuple(c for c in loop.carried if c.head in read)
        if found == state:
            break
        state, live = found, live.union(*(ir.names(c.end) for c in found))
    refuse_what_cannot_be_kept(sweeps, loop, essential(recorded, live)[0], state)
    return Plan(sweeps, loop, state, None)


def slots_of(plan):
    """How many states may be kept: a number, or what fits into a budget of bytes."""
    budget = plan.sweeps.budget
    if not budget.in_bytes:
        return ir.Const(budget.amount)
    return plan.bind("slots", slots_within, ir.Const(budget.amount), *(c.init for c in plan.state), kind=INT)


def snapshot(plan, index, heads):
    """What is kept before the round `index`: copies of the arrays that the loop overwrites."""
    parts = [kept_part(plan, c, head) for c, head in zip(plan.state, heads, strict=True)]
    return plan.bind("state", ir.make_tuple, index, *parts, kind=plan.entry)


def kept_part(plan, carry, head):
    if changes(plan, carry):
        return plan.bind("copy", np.copy, head, kind=plan.builder.kinds.get(carry.head))
    return head


def changes(plan, carry):
    """True for an array that the loop overwrites: what is kept must be another."""
    return isinstance(plan.builder.kinds.get(carry.head), Array) and carry.head in plan.sweeps.changing


def keep_where(plan, test, kept, index, heads):
    """Write the branch that keeps the state before the round `index` if `test`; the list after it."""
    with plan.builder.nested() as body:
        more = plan.bind(
            "kept", ir.append, kept, ir.HOLE, snapshot(plan, index, heads), kind=ListOf(plan.entry)
        )
    after = plan.name("kept", ListOf(plan.entry))
    plan.builder.block.append(ir.If(test, tuple(body), (), (ir.Out(after, more, kept),), plan.loop.line))
    return ir.Name(after)


def rounds_to_keep(plan, first, stop, kept):
    """The rounds from `first` on before which to keep the state, where those before `stop` are to be reversed."""
    step = () if plan.step == ir.Const(1) else (plan.step,)
    span = plan.bind("span", range, first, stop, *step)
    count = ir.Const(1) if kept is None else plan.bind("len", len, kept, kind=INT)
    free = plan.builder.call(operator.sub, plan.slots, count)
    return plan.bind("rounds", snapshot_rounds, span, free)


def forward_loop(plan):
    """The loop that keeps states, in the block being written what comes before it, and the list after it."""
    return (counted_loop if plan.counted else open_loop)(plan)


def counted_loop(plan):
    loop = plan.loop
    listed = ListOf(plan.entry)
    kept = plan.bind(
        "kept", ir.make_list, snapshot(plan, plan.start, [c.init for c in plan.state]), kind=listed
    )
    rounds = rounds_to_keep(plan, plan.start, loop.stop, None)
    head, after = plan.name("kept", listed), plan.name("kept", listed)
    with plan.builder.nested() as top:
        index = ir.Name(loop.index)
        due = plan.bind("due", operator.contains, rounds, index, kind=Number("bool"))
        end = keep_where(plan, due, ir.Name(head), index, [ir.Name(c.head) for c in plan.state])
    carried = (*loop.carried, ir.Carry(head, kept, end, after))
    return replace(loop, body=(*top, *loop.body), carried=carried), ir.Name(after)


def open_loop(plan):
    """A `while` keeps every stride-th round; when there is no room, every second one of these is let go."""
    loop, listed = plan.loop, ListOf(plan.entry)
    kept = plan.bind("kept", ir.make_list, kind=listed)
    heads = [plan.name("kept", listed), plan.name("round", INT), plan.name("stride", INT)]
    outs = [plan.name("kept", listed), plan.name("round", INT), plan.name("stride", INT)]
    now, number, stride = map(ir.Name, heads)
    with plan.builder.nested() as top:
        rest = plan.builder.call(operator.mod, number, stride)
        due = plan.bind("due", operator.eq, rest, ir.Const(0), kind=Number("bool"))
        more = keep_where(plan, due, now, number, [ir.Name(c.head) for c in plan.state])
        fewer, wider = thinned(plan, more, stride)
        following = plan.builder.call(operator.add, number, ir.Const(1))
    inits, ends = (kept, ir.Const(0), ir.Const(1)), (fewer, following, wider)
    carried = [ir.Carry(*parts) for parts in zip(heads, inits, ends, outs, strict=True)]
    return replace(loop, body=(*top, *loop.body), carried=(*loop.carried, *carried)), ir.Name(outs[0])


def thinned(plan, kept, stride):
    """Let every second state go if there are too many: the list and the stride after it."""
    count = plan.bind("len", len, kept, kind=INT)
    full = plan.bind("full", operator.gt, count, plan.slots, kind=Number("bool"))
    with plan.builder.nested() as body:
        every_second = ir.Call(slice, (ir.Const(None), ir.Const(None), ir.Const(2)))
        fewer = plan.bind("kept", operator.getitem, kept, every_second, kind=ListOf(plan.entry))
        wider = plan.bind("stride", operator.mul, stride, ir.Const(2), kind=INT)
    after = plan.name("kept", ListOf(plan.entry)), plan.name("stride", INT)
    outs = ir.Out(after[0], fewer, kept), ir.Out(after[1], wider, stride)
    plan.builder.block.append(ir.If(full, tuple(body), (), outs, plan.loop.line))
    return ir.Name(after[0]), ir.Name(after[1])


def reverse_loop(plan, twin, recorded, back, wanted, kept):
    """The loop that goes backwards, and brings back the state before each round."""
    listed = ListOf(plan.entry)
    head, after = plan.name("kept", listed), plan.name("kept", listed)
    with plan.builder.nested() as body:
        index = index_in(plan, twin)
        first, states = restored(plan, ir.Name(head))
        now, states = advanced(plan, ir.Name(head), first, index, states)
        left = let_go(plan, now, first, index)
        names = {c.head: state for c, state in zip(plan.state, states, strict=True)}
        if plan.counted:
            names[plan.loop.index] = index
        plan.builder.block.extend(again(essential(recorded, wanted)[0], names, plan.sweeps.like))
        plan.builder.block.extend(ir.rename(s, names) for s in back)
    ends = tuple(replace(c, end=ir.substitute(c.end, names)) for c in twin.carried)
    return replace(twin, body=tuple(body), carried=(*ends, ir.Carry(head, kept, left, after)))


def index_in(plan, twin):
    """The primal's index in the round of the reverse loop."""
    same = (twin.start, twin.stop, twin.step) == (
        plan.start,
        getattr(plan.loop, "stop", twin.stop),
        plan.step,
    )
    if same or (plan.start, plan.step) == (ir.Const(0), ir.Const(1)):
        return ir.Name(twin.index)
    scaled = plan.builder.call(operator.mul, plan.step, ir.Name(twin.index))
    return plan.builder.call(operator.add, plan.start, scaled)


def restored(plan, kept):
    """The round and the state that were kept last."""
    last = plan.bind("last", operator.getitem, kept, ir.Const(-1), kind=plan.entry)
    first = plan.bind("first", operator.getitem, last, ir.Const(0), kind=INT)
    states = []
    for k, (carry, kind) in enumerate(zip(plan.state, plan.entry.items[1:], strict=True), 1):
        item = ir.Call(operator.getitem, (last, ir.Const(k)))
        if changes(plan, carry):
            item = ir.Call(np.copy, (plan.bind("state", item.function, *item.args, kind=kind),))
        states.append(plan.builder.bind(ir.base(carry.head), item, kind))
    return first, states


def advanced(plan, kept, first, index, states):
    """Run the rounds from `first` up to `index` again, keeping states where there is room."""
    builder, listed = plan.builder, ListOf(plan.entry)
    stop = builder.call(operator.add, index, plan.step)
    rounds = rounds_to_keep(plan, first, stop, kept)
    number = builder.fresh(ir.base(plan.loop.index) if plan.counted else f"round_{plan.loop.line}")
    builder.kinds[number] = INT
    heads = [plan.sweeps.like(c.head) for c in plan.state]
    names = {c.head: ir.Name(h) for c, h in zip(plan.state, heads, strict=True)}
    if plan.counted:
        names[plan.loop.index] = ir.Name(number)
    head, after = plan.name("kept", listed), plan.name("kept", listed)
    with builder.nested() as body:
        due = plan.bind("due", operator.contains, rounds, ir.Name(number), kind=Number("bool"))
        end = keep_where(plan, due, ir.Name(head), ir.Name(number), list(map(ir.Name, heads)))
        ends = {n for c in plan.state for n in ir.names(c.end)}
        builder.block.extend(again(essential(plan.rounds, ends)[0], names, plan.sweeps.like))
    outs = [plan.sweeps.like(c.head) for c in plan.state]
    carried = [
        ir.Carry(h, state, ir.substitute(c.end, names), out)
        for c, h, state, out in zip(plan.state, heads, states, outs, strict=True)
    ]
    carried.append(ir.Carry(head, kept, end, after))
    builder.block.append(ir.For(number, first, index, plan.step, tuple(carried), tuple(body), plan.loop.line))
    return ir.Name(after), list(map(ir.Name, outs))


def let_go(plan, kept, first, index):
    """Drop the state before the round that is reversed now, if that is the one kept last."""
    test = plan.bind("due", operator.eq, first, index, kind=Number("bool"))
    listed = ListOf(plan.entry)
    with plan.builder.nested() as body:
        fewer = plan.bind("kept", ir.drop_last, kept, ir.HOLE, kind=listed)
    after = plan.name("kept", listed)
    plan.builder.block.append(ir.If(test, tuple(body), (), (ir.Out(after, fewer, kept),), plan.loop.line))
    return ir.Name(after)
