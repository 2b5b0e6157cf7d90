"""Methods of dicts."""

from __future__ import annotations

import operator

from .. import ir
from ..kinds import Number, can_vary
from .branches import FALSE, choose, choose_value
from .failing import certain
from .holding import hold_items
from .iterators import derived, written_out
from .melting import melt
from .memory import content, freeze, kind_at, new_cell, set_content, wrap
from .removing import remove_item, taken
from .subscripts import as_index, item
from .values import Items, Struct


def known_dict(work, owner, held, name, args, kwargs):
    """A method of a dict whose keys are known."""
    match name, args:
        case "items", []:
            return dict_view(work, owner, held, lambda k, v: Items((ir.Const(k), v)))
        case "keys", []:
            return dict_view(work, owner, held, lambda k, v: ir.Const(k))
        case "values", []:
            return dict_view(work, owner, held, lambda k, v: v)
        case "get", [ir.Const(key), *default]:
            found = held.find(key)
            return found if found is not None else (default[0] if default else ir.Const(None))
        case "copy", []:
            return new_cell(work, owner.label, Struct(dict, held.fields))
        case "pop", [ir.Const(key), *default] if held.source is None:
            found = held.find(key)
            set_content(work, owner.cell, Struct(dict, tuple((k, v) for k, v in held.fields if k != key)))
            if found is None and not default:
                certain(work, KeyError, f"the dict has no key {key!r} to pop", "use keys that are there")
            return found if found is not None else default[0]
        case "update", []:
            return update_dict(work, owner, kwargs)
        case "update", [other]:
            from .natives.items import dict_fields

            return update_dict(work, owner, {**dict_fields(work, other), **kwargs})
        case "setdefault", [ir.Const(key), value] if held.source is None:
            if held.find(key) is None:
                set_content(work, owner.cell, held.replace(key, value))
                return value
            return held.find(key)
        case "clear", []:
            set_content(work, owner.cell, Struct(dict, ()))
            return ir.Const(None)
    if name in ("get", "pop", "setdefault") and args:
        melt_to_read(work, owner, held, name)
        return dict_method(work, owner, name, args)
    raise work.refuse(f"`{name}` of dicts is not supported here", "use constant keys")


def dict_method(work, owner, name, args):
    """A method of a dict whose keys are known only at run time."""
    match name, args:
        case "items", []:
            return by_key(work, owner, lambda key: Items((key, item(work, owner, as_index(work, key)))))
        case "keys", []:
            return by_key(work, owner, lambda key: key)
        case "values", []:
            return by_key(work, owner, lambda key: item(work, owner, as_index(work, key)))
        case "get", [key, *default]:
            return found_or(work, owner, as_index(work, key), default[0] if default else ir.Const(None))
        case "setdefault", [key, value]:
            index = as_index(work, key)
            choose(work, has_key(work, owner, index), lambda: None, lambda: put(work, owner, index, value))
            return item(work, owner, index)
        case "pop", [key]:
            return popped(work, owner, as_index(work, key))
        case "pop", [key, default]:
            index = as_index(work, key)
            there = has_key(work, owner, index)
            label = f"choice_{work.builder.line}"
            return choose_value(work, there, lambda: popped(work, owner, index), lambda: default, label)
        case "copy", []:
            return copied_dict(work, owner)
        case "update", [other]:
            from .natives.items import dict_fields

            return update_dict(work, owner, dict_fields(work, other))
    raise work.refuse(f"`{name}` of a dict with computed keys is not supported", "loop over its items")


def keys_of(work, owner):
    """The keys of a dict, as they are now: a list."""
    kind = kind_at(work, owner)
    if kind.key is None and kind.item is not None:
        raise work.refuse("the keys of a dict in a dict or list", "keep the keys in a list")
    if can_vary(kind.key):
        raise work.refuse("the keys of this dict are floats, which may vary", "keep them in a list")
    return wrap(work, work.builder.call(ir.keys_of, freeze(work, owner), base=f"keys_{work.builder.line}"))


def by_key(work, owner, choose_from):
    """What a loop over a dict takes for each of the keys that are there when it begins."""
    keys = keys_of(work, owner)
    count = work.builder.call(len, freeze(work, keys))
    return derived(work, [owner], count, lambda k: choose_from(item(work, keys, k)), once=False)


def has_key(work, owner, index):
    """``index in owner``"""
    if kind_at(work, owner).item is None:
        return FALSE
    return work.builder.call(operator.contains, freeze(work, owner), index)


def found_or(work, owner, index, default):
    """``owner.get(index, default)``"""
    label = f"item_{work.builder.line}"
    there = has_key(work, owner, index)
    if there == FALSE:
        return default
    return choose_value(work, there, lambda: item(work, owner, index), lambda: default, label)


def put(work, owner, index, value):
    from .assignments import store_item

    store_item(work, None, owner, index, value)


def popped(work, owner, index):
    last = taken(work, owner, item(work, owner, index))
    remove_item(work, owner, index)
    return last


def copied_dict(work, owner):
    """A copy of a dict: what is in both is one object."""
    made = new_cell(work, f"table_{work.builder.line}", freeze(work, owner))
    if not isinstance(kind_at(work, owner).item, Number):
        hold_items(work, made.cell, owner.cell)
    return made


def melt_to_read(work, owner, held, name):
    """Make a dict of known keys one value of the program, so that a computed key can be looked up."""
    if held.source is not None:
        hint = (
            "copy it first: `dict(d)`"
            if name != "get"
            else "look it up with `d[key]`, or copy it first: `dict(d)`"
        )
        raise work.refuse(f"`{name}` with a computed key, of a dict of the caller's", hint)
    melt(work, owner)


def dict_view(work, owner, held, choose):
    """``d.items()``, ``d.keys()`` or ``d.values()``: values are read when it is their turn."""
    keys = [key for key, _ in held.fields]

    def at(k):
        now = content(work, owner)
        value = now.find(keys[k]) if isinstance(now, Struct) else None
        if value is None:
            raise work.refuse(
                "a list or dict changes while it is looped over", "loop over a copy: `list(items)`"
            )
        return choose(keys[k], value)

    return written_out(work, [owner], len(keys), at, once=False)


def update_dict(work, owner, fields):
    """``d.update(fields)``, one key after the other."""
    from .assignments import store_item

    for key, value in fields.items():
        store_item(work, None, owner, ir.Const(key), value)
    return ir.Const(None)
