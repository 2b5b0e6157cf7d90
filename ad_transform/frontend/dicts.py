"""Methods of dicts."""

from __future__ import annotations

from .. import ir
from .failing import certain
from .iterators import written_out
from .memory import content, new_cell, set_content
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
    raise work.refuse(f"`{name}` of dicts is not supported here", "use constant keys")


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
