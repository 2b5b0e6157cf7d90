"""Which values may be, or hold, the same object: `Sharing(program, kinds).may_share(part, part)`.

A *part* of a value is the object itself (key `OWN`), what it holds under a known key (an int or a string), or anything
it holds (`ALL`). Two parts are followed back to where they came from, the later one first, so that both are always
compared as of one moment; a value made later than the other cannot be in it. At a join (a branch's end, a loop's
round) both step back along the same edge: that is what tells swapped buffers apart.
"""

from __future__ import annotations

import copy
import operator
from dataclasses import dataclass
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

import numpy as np

from ad_transform import ir
from ad_transform.backend.views import accumulates, borrows, copy_, lends_first_only, read_only
from ad_transform.ir import Call, Const, For, If, Let, Name, Pop, Program, Push, While
from ad_transform.kinds import Array, Known, ListOf, Number, Record, Sequence, Unknown

OWN, ALL = None, "*"
CONTAINERS = (Sequence, ListOf, Record)

_VIEW_ATTRIBUTES = {"T", "mT", "real", "imag", "flat"}
_PLAIN_ATTRIBUTES = {"shape", "ndim", "size", "dtype", "itemsize", "nbytes"}
_PLAIN = (bool, int, float, complex, str, bytes, type(None), type(Ellipsis), slice, type, range, np.generic)
_PLAIN += (FunctionType, BuiltinFunctionType, ModuleType, np.ufunc, np.dtype)


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


def is_plain(value) -> bool:
    """True for a constant that nobody can write."""
    return all(map(is_plain, value)) if type(value) is tuple else isinstance(value, _PLAIN)


def overlap(one, other) -> bool:
    return one == other or (one is not OWN and other is not OWN and ALL in (one, other))


class Sharing:
    """Facts about one program; `kinds` may lack names."""

    def __init__(self, program: Program, kinds: dict):
        self.program = program  # keeps alive the statements whose identities are keys here
        self.kinds = kinds
        self.origins: dict[str, Origin] = {}
        self.pushes: list[tuple[Push, int, tuple]] = []
        self._apart: set = set()
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
                case If(body=then, orelse=other, outs=outs):
                    self._block(then, loops)
                    self._block(other, loops)
                    for o in outs:
                        self._define(o.name, loops, join=id(statement), edges=(o.then, o.other), aged=(None, None))
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

    # Values and their parts

    def kind(self, value):
        return self.kinds.get(value.id, Unknown()) if isinstance(value, Name) else None

    def is_scalar(self, name: str) -> bool:
        return isinstance(self.kinds.get(name), (Number, Known))

    def _has_part(self, name, key) -> bool:
        """True if `name` holds an object, or, but for `OWN`, objects in it."""
        match self.kinds.get(name):
            case Number() | Known():
                return False
            case Array() | ListOf(Number() | Known()):
                return key is OWN
            case Sequence(items) if key is not OWN:
                chosen = items[key : key + 1] if isinstance(key, int) else items
                return not all(isinstance(item, (Number, Known)) for item in chosen)
            case _:
                return True

    def parts(self, value, key=OWN) -> list[tuple[str, Any]]:
        """Parts of names that may be the part `key` of `value`, none if it is new."""
        match value:
            case Name(id):
                return [(id, key)] if self._has_part(id, key) else []
            case Const(constant):
                return [] if is_plain(constant) else [(self._constant(constant), key)]
            case Call():
                return self._call(value, key)
            case _:
                return []

    def _constant(self, constant):
        name = f"const {id(constant)}"
        self.origins.setdefault(name, Origin(-1))
        return name

    def everything(self, value):
        return self.parts(value) + self.parts(value, ALL)

    def _call(self, call, key):
        function, args = call.function, call.args
        if function in (ir.make_tuple, ir.make_list, ir.make_dict):
            return [] if key is OWN else self._items(call, key)
        if function in (ir.select, ir.both, ir.either):
            return [p for a in args[function is ir.select :] for p in self.parts(a, key)]
        if function is operator.getitem:
            return self._item(*args, key)
        if function is getattr and isinstance(args[1], Const):
            return self._attribute(args[0], args[1].value, key)
        if function in ir.UPDATES:
            return self._updated(call, key)
        if accumulates(function):
            return self.parts(args[0], key)
        if function is copy_ or function is copy.copy:
            return [] if key is OWN else self.parts(args[0], key)
        if not borrows(function, any(map(self.holds_items, args))) and not self._asked_to_share(call):
            return []
        given = (*args, *(v for _, v in call.kwargs))
        return [p for a in (args[:1] if lends_first_only(function) and args else given) for p in self.everything(a)]

    def _asked_to_share(self, call):
        return any(k in ("out", "copy") for k, _ in call.kwargs)

    def holds_items(self, value) -> bool:
        match value:
            case Name():
                kind = self.kind(value)
                return isinstance(kind, CONTAINERS) or kind == Unknown(False)
            case Const(constant):
                return isinstance(constant, (tuple, list, dict))
            case Call(operator.getitem, (base, _)):
                return self.holds_items(base)
            case Call(function, args):
                held = any(map(self.holds_items, args[:1] if lends_first_only(function) else args))
                return function in (ir.make_tuple, ir.make_list, ir.make_dict) or (held and borrows(function, held))
            case _:
                return False

    def _items(self, call, key):
        items = call.args
        if call.function is ir.make_dict:
            known = [i for i in range(0, len(items), 2) if not isinstance(items[i], Const) or items[i].value == key]
            return [p for i in (range(0, len(items), 2) if key == ALL else known) for p in self.everything(items[i + 1])]
        if isinstance(key, int) and key < len(items):
            return self.everything(items[key])
        return [p for item in items for p in self.everything(item)]

    def _item(self, base, index, key):
        kind = self.kind(base)
        if isinstance(kind, Array):
            return [] if key is not OWN or self._picks(index) else self.parts(base)
        if isinstance(kind, CONTAINERS):
            return self.parts(base, self.item_key(kind, index))
        return self.parts(base, ALL) + (self.parts(base) if key is OWN else [])

    def _picks(self, index) -> bool:
        """True if the index of an array holds an array or a list, so that items are copied out."""
        match index:
            case Name():
                return isinstance(self.kind(index), (Array, ListOf)) or (
                    isinstance(kind := self.kind(index), Sequence) and kind.cls is list
                )
            case Const(value):
                return isinstance(value, (np.ndarray, list))
            case Call(ir.make_tuple, args):
                return any(map(self._picks, args))
            case Call(ir.make_list):
                return True
            case _:
                return False

    def item_key(self, kind, index):
        """The key of what an `index` or attribute names in a container of that `kind`: `ALL` if it is not known."""
        if not isinstance(index, Const):
            return ALL
        if isinstance(kind, Sequence) and type(index.value) is int:
            place = index.value + len(kind.items) * (index.value < 0)
            return place if 0 <= place < len(kind.items) else ALL
        if isinstance(kind, Record) and isinstance(index.value, (str, int)) and index.value != ALL:
            return index.value
        return ALL

    def _attribute(self, base, word, key):
        kind = self.kind(base)
        if isinstance(kind, Record):
            return self.parts(base, word)
        if word in _PLAIN_ATTRIBUTES:
            return []
        if word in _VIEW_ATTRIBUTES and key is OWN:
            return self.everything(base)
        return self.everything(base) if not isinstance(kind, Array) else []

    def _updated(self, call, key):
        base = call.args[0]
        held = len(call.args) > 2 and key is not OWN and not isinstance(self.kind(base), Array)
        return self.parts(base, key) + (self.everything(call.args[2]) if held else [])

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
        if self.origins[x].position < self.origins[y].position:
            (x, key), (y, other_key), one, other = (y, other_key), (x, key), other, one
        origin, earlier = self.origins[x], self.origins[y]
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
        origin = self.origins[name]
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

    def reach(self, part) -> set:
        """``(name, key, old)`` for each part that `part` may come from; `old`: as it was in an earlier round."""
        seen, ahead = set(), [(*part, frozenset())]
        while ahead:
            name, key, rounds = ahead.pop()
            if (name, key, rounds) in seen:
                continue
            seen.add((name, key, rounds))
            origin = self.origins[name]
            if origin.join is None:
                ahead.extend((*p, rounds) for p in self.sources(name, key))
            else:
                for edge, loop in zip(origin.edges, origin.aged, strict=True):
                    ahead.extend((*p, rounds | {loop} if loop else rounds) for p in self.parts(edge, key))
        return {(n, k, not rounds.isdisjoint(self.origins[n].loops)) for n, k, rounds in seen}

    def ever_share(self, one, other):
        """True if the parts may come from one object, of whatever round each is."""
        first = {(n, k) for n, k, _ in self.reach(one)}
        second = {(n, k) for n, k, _ in self.reach(other)}
        return any(n == m and overlap(k, j) for n, k in first for m, j in second)

    def is_protected(self, part) -> bool:
        """True if the part may belong to a parameter or a constant, or must not be written."""
        return any(self.is_protected_name(name) for name, _, _ in self.reach(part))

    def is_protected_name(self, name) -> bool:
        origin = self.origins[name]
        if origin.join is None and origin.value is None and not origin.popped:
            return True
        return isinstance(origin.value, Call) and is_read_only(origin.value)


def is_read_only(value) -> bool:
    """True if what the call gives must not be written in place: its places may overlap."""
    match value:
        case Call(function, args):
            if function is copy_:
                return False
            outer = read_only(function) or (function is getattr and args[1] == Const("imag"))
            return outer or (borrows(function) and any(map(is_read_only, args)))
        case _:
            return False
