"""Lists that may hold one array twice: `untangle(program, update, ...)` before an item is written in place.

Before::                                      After::

    a_bar = make_list(c, c)                       a_bar = make_list(c, c)
    a_bar.1 = add_at(a_bar, [0][2], v)            a_bar.2 = store(a_bar, [0], copy_(getitem(a_bar, 0)))
                                                  a_bar.1 = add_at(a_bar.2, [0][2], v)
"""

from __future__ import annotations

import copy
import operator
from dataclasses import replace
from typing import Any

from ad_transform import ir
from ad_transform.backend.parts import ALL, CONTAINERS
from ad_transform.backend.sharing import Sharing
from ad_transform.backend.steps import item_kind, steps_of
from ad_transform.backend.views import borrows, copy_, is_copier
from ad_transform.ir import HOLE, Call, Const, Let, Name, Program
from ad_transform.kinds import Array, Unknown


def levels(update: Let, kinds: dict) -> int:
    """How many steps of the update's place lead from a container to an item that is then written into."""
    function, (base, place, *_) = update.value.function, update.value.args
    path = steps_of(place)
    inner = path if function in (ir.append, ir.drop_last) else path[:-1]
    kind, count = kinds.get(base.id) if isinstance(base, Name) else None, 0
    for _, index in inner:
        if isinstance(kind, (Array, Unknown)):
            break
        kind, count = item_kind(kind, index), count + 1
    return count


def slot_kinds(update: Let, kinds: dict) -> tuple:
    """The kinds of the object whose item the update writes, and of that item; None where one is not known."""
    base, place = update.value.args[:2]
    holder, kind = None, kinds.get(base.id) if isinstance(base, Name) else None
    for _, index in steps_of(place):
        holder, kind = kind, item_kind(kind, index)
    return holder, kind


def is_tangled(update: Let, sharing: Sharing) -> bool:
    """True if the item that the update writes into may be another item of the base, too."""
    base, place = update.value.args[:2]
    deep = levels(update, sharing.kinds)
    return bool(deep) and _Tangle(sharing, deep).holds_twice(base, tuple(steps_of(place)[:deep]))


class _Tangle:
    """A search back through what a container is made of; `slot` says which item is meant, None any."""

    def __init__(self, sharing, deep):
        self.sharing, self.deep, self.seen = sharing, deep, set()

    def holds_twice(self, value, slot) -> bool:
        """True if the item of `value` in the slot may be another item of it, too."""
        match value:
            case Name(name):
                return self._name(name, slot)
            case Call(function, args):
                return self._call(function, args, slot)
            case _:
                return False

    def _name(self, name, slot):
        if (name, slot) in self.seen:
            return False
        self.seen.add((name, slot))
        origin = self.sharing.origin(name)
        elsewhen = None if any(isinstance(index, Name) for _, index in slot or ()) else slot
        if origin.popped:
            tape, place = origin.popped
            items = [s.items[place] for s, _, _ in self.sharing.pushes if s.tape == tape]
            return any(self.holds_twice(item, elsewhen) for item in items)
        if origin.join is not None:
            edges = zip(origin.edges, origin.aged, strict=True)
            return any(self.holds_twice(edge, elsewhen if aged else slot) for edge, aged in edges)
        return self.holds_twice(origin.value, slot)

    def _call(self, function, args, slot):
        if function in ir.UPDATES:
            return self._updated(function, args, slot)
        if function in (ir.make_tuple, ir.make_list, ir.make_dict):
            return self._made(args[1::2] if function is ir.make_dict else args, slot)
        if is_copier(function):
            return self.holds_twice(args[0], slot)
        if function is operator.getitem or function is getattr:
            return self.holds_twice(args[0], None)
        return borrows(function, True)

    def _updated(self, function, args, slot):
        base, place, *values = args
        gained = function in (ir.store, ir.append) and self._may_be_held(values[0], base)
        if function in (ir.store, ir.add_at) and tuple(steps_of(place)) == slot:
            return gained
        return gained or self.holds_twice(base, slot)

    def _may_be_held(self, value, base):
        """True if `value` may be something that `base` holds."""
        if isinstance(value, Call) and is_copier(value.function):
            return False
        parts, held = self.sharing.everything(value), self.sharing.parts(base, ALL)
        return bool(parts) and (
            self.deep > 1 or any(self.sharing.may_share(p, q) for p in parts for q in held)
        )

    def _made(self, items, slot):
        parts = [self.sharing.everything(item) for item in items]
        if self.deep > 1:
            return any(parts)
        key = slot[0][1].value if slot and isinstance(slot[0][1], Const) else None
        known = isinstance(key, int) and -len(items) <= key < len(items)
        chosen = [key % len(items)] if known else range(len(items))
        pairs = ((parts[i], parts[j]) for i in chosen for j in range(len(items)) if i != j)
        return any(self.sharing.may_share(p, q) for one, other in pairs for p in one for q in other)


def untangle(program: Program, update: Let, kinds: dict, fresh) -> Program:
    """`program` in which the update writes into an item of its own; `fresh` gives a name for a changed base."""
    base, place, *values = update.value.args
    path = steps_of(place)
    lines, kind = [], kinds.get(base.id) if isinstance(base, Name) else None
    for depth in range(1, levels(update, kinds) + 1):
        kind = item_kind(kind, path[depth - 1][1])
        item: Any = base
        slot: Any = HOLE
        for function, index in path[:depth]:
            item, slot = Call(function, (item, index)), Call(function, (slot, index))
        copied = Call(copy_ if isinstance(kind, (Array, *CONTAINERS)) else copy.copy, (item,))
        lines.append(Let(fresh(base), Call(ir.store, (base, slot, copied)), update.line))
        base = Name(lines[-1].name)
    lines.append(replace(update, value=Call(update.value.function, (base, place, *values))))

    def every(body):
        return tuple(line for s in body for line in (lines if s is update else [ir.rebuild(s, every)]))

    return replace(program, body=every(program.body))
