"""What a value may be part of, in one step: `Parts(kinds).parts(value, key)`.

A *part* of a value is the object itself (key `OWN`), what it holds under a known key (an int or a string), or anything
it holds (`ALL`).
"""

from __future__ import annotations

import copy
import operator
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

import numpy as np

from ad_transform import ir
from ad_transform.backend.steps import item_kind, steps_of
from ad_transform.backend.views import accumulates, borrows, copy_, is_copier, lends_first_only, read_only
from ad_transform.ir import Call, Const, Name
from ad_transform.kinds import Array, DictOf, Known, ListOf, Number, Record, Sequence, Unknown

OWN, ALL = None, "*"
CONTAINERS = (Sequence, ListOf, DictOf, Record)

_VIEW_ATTRIBUTES = {"T", "mT", "real", "imag", "flat"}
_PLAIN_ATTRIBUTES = {"shape", "ndim", "size", "dtype", "itemsize", "nbytes"}
_PLAIN: tuple = (
    bool,
    int,
    float,
    complex,
    str,
    bytes,
    type(None),
    type(Ellipsis),
    slice,
    type,
    range,
    np.generic,
)
_PLAIN += (FunctionType, BuiltinFunctionType, ModuleType, np.ufunc, np.dtype)


def is_plain(value) -> bool:
    """True for a constant that nobody can write."""
    return all(map(is_plain, value)) if type(value) is tuple else isinstance(value, _PLAIN)


def overlap(one, other) -> bool:
    """True if two keys may mean the same item."""
    return one == other or (one is not OWN and other is not OWN and ALL in (one, other))


def may_hold(kind) -> bool:
    """True if a value of that kind may be an object that holds others."""
    return isinstance(kind, CONTAINERS) or kind == Unknown(False)


class Parts:
    """What is known from the `kinds` alone, which may lack names."""

    def __init__(self, kinds: dict):
        self.kinds = kinds

    def kind(self, value):
        return self.kinds.get(value.id, Unknown()) if isinstance(value, Name) else None

    def is_scalar(self, name: str) -> bool:
        return isinstance(self.kinds.get(name), (Number, Known))

    def has_part(self, name, key) -> bool:
        """True if `name` holds an object, or, but for `OWN`, objects in it."""
        match self.kinds.get(name):
            case Number() | Known():
                return False
            case Array() | ListOf(Number() | Known()) | DictOf(Number() | Known()):
                return key is OWN
            case Sequence(items) if key is not OWN:
                chosen = items[key : key + 1] if isinstance(key, int) else items
                return not all(isinstance(item, (Number, Known)) for item in chosen)
            case _:
                return True

    def parts(self, value, key=OWN) -> list[tuple[str, Any]]:
        """Parts of names that may be the part `key` of `value`, none if it is new."""
        match value:
            case Name(name):
                return [(name, key)] if self.has_part(name, key) else []
            case Const(constant):
                return [] if is_plain(constant) else [(f"const {id(constant)}", key)]
            case Call():
                return self._call(value, key)
            case _:
                return []

    def everything(self, value):
        return self.parts(value) + self.parts(value, ALL)

    def _call(self, call, key):
        function, args = call.function, call.args
        if function in (ir.make_tuple, ir.make_list, ir.make_dict):
            return [] if key is OWN else self._items(call, key)
        if function in (ir.select, ir.both, ir.either):
            return [p for a in args[function is ir.select :] for p in self.parts(a, key)]
        if function is operator.getitem:
            return self._item(args[0], args[1], key)
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
        return [
            p
            for a in (args[:1] if lends_first_only(function) and args else given)
            for p in self.everything(a)
        ]

    def _asked_to_share(self, call):
        return any(k in ("out", "copy") for k, _ in call.kwargs)

    def holds_items(self, value) -> bool:
        match value:
            case Name():
                return may_hold(self.kind(value))
            case Const(constant):
                return isinstance(constant, (tuple, list, dict))
            case Call(operator.getitem, (base, index)):
                kind = item_kind(self.kind(base), index)
                return self.holds_items(base) if isinstance(index, Call) or kind is None else may_hold(kind)
            case Call(function, args):
                held = any(map(self.holds_items, args[:1] if lends_first_only(function) else args))
                return function in (ir.make_tuple, ir.make_list, ir.make_dict) or (
                    held and borrows(function, held)
                )
            case _:
                return False

    def _items(self, call, key):
        items = call.args
        if call.function is ir.make_dict:
            pairs = zip(items[::2], items[1::2], strict=True)
            held = [v for k, v in pairs if key == ALL or not isinstance(k, Const) or k.value == key]
            return [p for v in held for p in self.everything(v)]
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
        if len(call.args) < 3 or key is OWN or self._copies_in(call):
            return self.parts(base, key)
        value = call.args[2]
        if call.function is ir.add_at:  # a sum is new, but lists join their items
            return self.parts(base, key) + self.parts(value, ALL)
        return self.parts(base, key) + self.everything(value)

    def _copies_in(self, update):
        """True if the update writes into an array, which copies what is put into it."""
        base, place = update.args[:2]
        kind = self.kind(base)
        for _, index in steps_of(place)[: None if update.function is ir.append else -1]:
            kind = kind if isinstance(kind, Array) else item_kind(kind, index)
        return isinstance(kind, Array)


def is_read_only(value) -> bool:
    """True if what the call gives must not be written in place: its places may overlap."""
    match value:
        case Call(function, args):
            if is_copier(function):
                return False
            outer = read_only(function) or (function is getattr and args[1] == Const("imag"))
            return outer or (borrows(function) and any(map(is_read_only, args)))
        case _:
            return False
