"""A block of the program a second time: the statements that matter, under fresh names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from .. import ir


def mentions(statement):
    """The names that a statement reads, nested bodies included, and does not bind itself."""
    whole = (statement,)
    inside = {n for s in ir.walk(whole) for n in (*ir.binds(s), *heads_of(s))}
    return {n for s in ir.walk(whole) for n in ir.reads(s)} - inside


def heads_of(statement):
    """What a loop binds at the start of each round."""
    yield from (c.head for c in getattr(statement, "carried", ()))
    if isinstance(statement, ir.For):
        yield statement.index


def essential(block, live):
    """The parts of `block` that the names in `live` depend on or that fill a tape; and all names they take."""
    kept, live = [], set(live)
    for statement in reversed(block):
        tapes = any(isinstance(s, (ir.Push, ir.Pop)) for s in ir.walk((statement,)))
        if tapes or not live.isdisjoint(ir.binds(statement)):
            statement = pruned(statement, live)
            kept.append(statement)
            live |= mentions(statement)
    return tuple(reversed(kept)), live


def pruned(statement, live):
    """A branch or loop with those of its results that are in `live`, and what these depend on."""
    match statement:
        case ir.If(_, body, orelse, outs):
            outs = tuple(o for o in outs if o.name in live)
            then, other = (
                {n for o in outs for n in ir.names(getattr(o, side))} for side in ("then", "other")
            )
            body, orelse = essential(body, then)[0], essential(orelse, other)[0]
            return replace(statement, body=body, orelse=orelse, outs=outs)
        case ir.For() | ir.While():
            return pruned_loop(statement, live)
    return statement


def pruned_loop(loop, live):
    rounds = (*getattr(loop, "head", ()), *loop.body)
    asked = {*ir.names(loop.leave), *ir.names(getattr(loop, "test", None))}
    carried: tuple = ()
    while True:
        read = essential(rounds, asked.union(*(ir.names(c.end) for c in carried)))[1]
        found = tuple(c for c in loop.carried if c.out in live or c.head in read or c in carried)
        if found == carried:
            break
        carried = found
    ends = asked.union(*(ir.names(c.end) for c in carried))
    body, more = essential(loop.body, ends)
    parts = {"body": body, "carried": carried, "trips": loop.trips if loop.trips in live else None}
    if isinstance(loop, ir.While):
        parts["head"] = essential(loop.head, more | ends)[0]
    return replace(loop, **parts)


def again(block, names, like):
    """`block` with everything it binds under a fresh name; `names` says what outer names stand for, and is extended.

    ``like(name)`` gives a fresh name for a value of the kind of `name`.
    """
    return Copier(names, like).block(block)


@dataclass(frozen=True)
class Copier:
    """Copies statements; `names` maps what has been copied to the atoms that stand for it."""

    names: dict
    like: Callable

    def atom(self, value):
        return None if value is None else ir.substitute(value, self.names)

    def bind(self, name):
        self.names[name] = ir.Name(self.like(name))
        return self.names[name].id

    def block(self, body):
        return tuple(self.statement(s) for s in body)

    def statement(self, statement):
        match statement:
            case ir.Let(name, value):
                value = self.atom(value)
                return replace(statement, name=self.bind(name), value=value)
            case ir.Do(value):
                return replace(statement, value=self.atom(value))
            case ir.Push(items=items):
                return replace(statement, items=tuple(map(self.atom, items)))
            case ir.Pop(names=popped):
                return replace(statement, names=tuple(map(self.bind, popped)))
            case ir.If():
                return self.branch(replace(statement, test=self.atom(statement.test)))
            case ir.Try():
                return self.branch(statement)
            case ir.For() | ir.While():
                return self.loop(statement)
        return statement

    def branch(self, statement):
        body, orelse = self.block(statement.body), self.block(statement.orelse)
        ends = [(self.atom(o.then), self.atom(o.other)) for o in statement.outs]
        outs = tuple(ir.Out(self.bind(o.name), *pair) for o, pair in zip(statement.outs, ends, strict=True))
        return replace(statement, body=body, orelse=orelse, outs=outs, label="")

    def loop(self, statement):
        inits = [self.atom(c.init) for c in statement.carried]
        heads = [self.bind(c.head) for c in statement.carried]
        fresh: dict[str, Any] = {"label": ""}
        if isinstance(statement, ir.For):
            fresh |= {part: self.atom(getattr(statement, part)) for part in ("start", "stop", "step")}
            fresh |= {"index": self.bind(statement.index)}
        else:
            fresh |= {"head": self.block(statement.head), "test": self.atom(statement.test)}
        fresh |= {"body": self.block(statement.body), "leave": self.atom(statement.leave)}
        parts = zip(statement.carried, heads, inits, strict=True)
        fresh["carried"] = tuple(ir.Carry(h, i, self.atom(c.end), self.bind(c.out)) for c, h, i in parts)
        fresh["trips"] = self.bind(statement.trips) if statement.trips else None
        return replace(statement, **fresh)
