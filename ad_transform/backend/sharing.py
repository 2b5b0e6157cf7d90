"""Which values may be, or hold, the same object: `Sharing(program, kinds).may_share(part, part)`.

Two parts are followed back to where they came from, the later one first, so that both are always
compared as of one moment; a value made later than the other cannot be in it. At a join (a branch's end, a loop's
round) both step back along the same edge: that is what tells swapped buffers apart.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from ad_transform import ir
from ad_transform.backend.parts import OWN, Parts, is_read_only, overlap
from ad_transform.ir import Call, For, If, Let, Name, Pop, Program, Push, Try, While
from ad_transform.kinds import Array


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a name comes from: a `value`, the `edges` of a `join`, a tape, or outside (none of them)."""

    position: int
    loops: tuple = ()
    value: Any = None
    join: Any = None
    edges: tuple = ()
    aged: tuple = ()  # beside each edge: the loop whose next round it leads to, or None
    popped: Any = None


_OUTSIDE = Origin(-1)


class Sharing(Parts):
    """Facts about one program."""

    def __init__(self, program: Program, kinds: dict):
        self.program = program  # keeps alive the statements whose identities are keys here
        super().__init__(kinds)
        self.origins: dict[str, Origin] = {}
        self.pushes: list[tuple[Push, int, tuple]] = []
        self._apart: set = set()
        self._reach: dict = {}
        for param in program.params:
            self._define(param.id, ())
        self._block(program.body, ())

    # Reading the program

    def _define(self, name, loops, **facts):
        self.origins[name] = Origin(len(self.origins), loops, **facts)

    def _block(self, body, loops):
        for statement in body:
            match statement:
                case Let(name, value):
                    self._define(name, loops, value=value)
                case If(body=then, orelse=other, outs=outs) | Try(body=then, orelse=other, outs=outs):
                    self._block(then, loops)
                    self._block(other, loops)
                    for o in outs:
                        self._define(
                            o.name, loops, join=id(statement), edges=(o.then, o.other), aged=(None, None)
                        )
                case For() | While():
                    self._loop(statement, loops)
                case Push():
                    self.pushes.append((statement, len(self.origins), loops))
                case Pop(tape, bound):
                    for place, name in enumerate(bound):
                        self._define(name, loops, popped=(tape, place))

    def _loop(self, loop, outside):
        key, inside = id(loop), (*outside, id(loop))
        for c in loop.carried:
            self._define(c.head, inside, join=key, edges=(c.init, c.end), aged=(None, key))
        for block in ir.blocks(loop):
            self._block(block, inside)
        for c in loop.carried:
            last = (c.init, c.end) if isinstance(loop, For) else (Name(c.head), c.end)
            self._define(c.out, outside, join=(key, "out"), edges=last, aged=(None, None))

    def origin(self, name) -> Origin:
        """Where a name comes from; constants are from outside."""
        return self.origins.get(name, _OUTSIDE)

    # Questions

    def may_share(self, one, other) -> bool:
        """True if two parts of names, both of this moment, may be the same object or share memory."""
        ahead, seen = [(one, other)], set()
        while ahead:
            pair = ahead.pop()
            if pair in seen or pair in self._apart:
                continue
            seen.add(pair)
            step = self._step_back(*pair)
            if step is True:
                return True
            ahead.extend(step)
        self._apart |= seen
        return False

    def _step_back(self, one, other):
        """True if the parts are one; else the pairs to ask about instead."""
        (x, key), (y, other_key) = one, other
        if x == y and (overlap(key, other_key) or OWN in (key, other_key)):
            return overlap(key, other_key) or ()
        if self.origin(x).position < self.origin(y).position:
            (x, key), (y, other_key), one, other = (y, other_key), (x, key), other, one
        origin, earlier = self.origin(x), self.origin(y)
        if origin.popped:
            return True if self.ever_share(one, other) else ()
        if origin.join is not None and origin.join == earlier.join:
            edges = zip(origin.edges, earlier.edges, strict=True)
            return [(p, q) for e, f in edges for p in self.parts(e, key) for q in self.parts(f, other_key)]
        sources = self.sources(x, key)
        if x == y:
            return [(p, q) for p in sources for q in self.sources(y, other_key)]
        return [(p, other) for p in sources]

    def sources(self, name, key):
        """The parts that the part of `name` may come from in one step."""
        origin = self.origin(name)
        if origin.popped:
            return [p for push in self.pushes for p in self.pushed(push, origin.popped, key)]
        if origin.join is not None:
            return [p for edge in origin.edges for p in self.parts(edge, key)]
        return self.parts(origin.value, key)

    def pushed(self, push, place, key):
        """Parts of what a push puts in a place of a tape."""
        statement, tape = push[0], place[0]
        items = statement.items[place[1] : place[1] + 1]
        return [p for item in items if statement.tape == tape for p in self.parts(item, key)]

    def reach(self, part) -> frozenset:
        """What `_followed` finds, remembered."""
        if part not in self._reach:
            self._reach[part] = frozenset(self._followed(part))
        return self._reach[part]

    def _followed(self, part):
        """``(name, key, old)`` for each part that `part` may come from; `old`: as it was in an earlier round."""
        seen, ahead = set(), [(*part, frozenset())]
        while ahead:
            name, key, rounds = ahead.pop()
            if (name, key, rounds) in seen:
                continue
            seen.add((name, key, rounds))
            origin = self.origin(name)
            if origin.join is None:
                ahead.extend((*p, rounds) for p in self.sources(name, key))
            else:
                for edge, loop in zip(origin.edges, origin.aged, strict=True):
                    ahead.extend((*p, rounds | {loop} if loop else rounds) for p in self.parts(edge, key))
        return {(n, k, not rounds.isdisjoint(self.origin(n).loops)) for n, k, rounds in seen}

    def ever_share(self, one, other) -> bool:
        """True if the parts may come from one object, of whatever round each is."""
        keys = defaultdict(set)
        for name, key, _ in self.reach(one):
            keys[name].add(key)
        return any(overlap(key, k) for name, key, _ in self.reach(other) for k in keys.get(name, ()))

    def is_protected(self, part) -> bool:
        """True if the part may belong to a parameter or a constant, or must not be written."""
        return any(self.is_protected_name(name) for name, _, _ in self.reach(part))

    def is_protected_name(self, name) -> bool:
        origin = self.origin(name)
        if origin.join is None and origin.value is None and not origin.popped:
            return True
        value = origin.value
        if (
            isinstance(value, Call)
            and value.function in ir.UPDATES
            and isinstance(self.kind(value.args[0]), Array)
        ):
            value = value.args[0]  # what is stored in an array is copied
        return isinstance(value, Call) and is_read_only(value)
