"""Methods of arrays, numbers, lists, dicts and strings, as calls of the functions they stand for."""

from __future__ import annotations

import numpy as np

from .. import ir
from ..errors import NoRule
from ..kinds import Array, ListOf, Number, Unknown
from . import calls
from .failing import certain
from .holding import hold
from .iterators import written_out
from .lending import TRUE, conjugated, sharing
from .memory import content, freeze, kind_at, new_cell, set_content, update, whole, wrap, write
from .subscripts import as_index, item
from .values import Counted, Items, Ref, Struct

VARIADIC = ("reshape", "transpose")
# fmt: off
SAME_NAME = (
    "all", "any", "argmax", "argmin", "argpartition", "argsort", "choose", "clip", "compress", "conjugate", "cumprod",
    "cumsum", "diagonal", "dot", "max", "mean", "min", "nonzero", "partition", "prod", "ptp", "ravel", "repeat",
    "reshape", "round", "searchsorted", "squeeze", "std", "sum", "swapaxes", "take", "trace", "transpose", "var",
)
# fmt: on
CHANGING = ("append", "pop", "extend", "insert", "reverse", "sort", "clear", "remove")
OTHER_NAME = {"conj": np.conjugate, "copy": np.copy, "flatten": np.copy}


def call_method(work, method, args, kwargs):
    """``owner.name(*args, **kwargs)``."""
    owner, name = method.owner, method.name
    if isinstance(owner, ir.Const):
        return constant_method(work, owner.value, name, args, kwargs)
    if isinstance(owner, Ref):
        held = content(work, owner)
        if isinstance(held, Struct):
            return KNOWN[held.cls](work, owner, held, name, args, kwargs)
        if isinstance(kind_at(work, owner), ListOf):
            return list_method(work, owner, name, args)
    if isinstance(owner, Items):
        return tuple_method(work, owner, name, args, kwargs)
    kind = kind_at(work, owner)
    if isinstance(kind, (Array, Number)) or (isinstance(kind, Unknown) and kind.number):
        return array_method(work, owner, kind, name, args, kwargs)
    return bound_method(work, owner, name, args, kwargs)


def bound_method(work, owner, name, args, kwargs):
    """A method of an object we know nothing of, such as a random generator."""
    method = ir.Call(getattr, (freeze(work, owner), ir.Const(name)))
    atoms = [freeze(work, a) for a in args]
    named = tuple((k, freeze(work, v)) for k, v in kwargs.items())
    call = ir.Call(ir.invoke, (method, *atoms), named)
    return wrap(work, work.builder.bind(f"{name}_{work.builder.line}", call, Unknown(), effect=True))


def constant_method(work, value, name, args, kwargs):
    """A method of a string or another constant, with constant arguments."""
    if isinstance(value, str) and name == "format":
        atoms = (ir.Const(value), *[freeze(work, a) for a in args])
        named = tuple((k, freeze(work, v)) for k, v in kwargs.items())
        return work.builder.bind(
            f"text_{work.builder.line}", ir.Call(str.format, atoms, named), Unknown(False)
        )
    if all(isinstance(a, ir.Const) for a in (*args, *kwargs.values())):
        return ir.Const(
            getattr(value, name)(*[a.value for a in args], **{k: v.value for k, v in kwargs.items()})
        )
    raise work.refuse(f"`{name}` of a constant with arguments that are not constant", "compute it outside")


def python_number(work, atom):
    """The number of Python that `item` gives for one of NumPy's: in sums with float32 it counts as no float64."""
    kind = work.builder.kind(atom)
    letter = np.dtype(kind.dtype).kind if isinstance(kind, (Number, Array)) else "f"
    return work.builder.call({"b": bool, "i": int, "u": int, "c": complex}.get(letter, float), atom)


def array_method(work, owner, kind, name, args, kwargs):
    """A method of an array or number."""
    if name in ("fill", "sort", "put", "itemset", "partition") and isinstance(owner, Ref):
        return in_place(work, owner, name, args, kwargs)
    if name == "astype":
        return cast(work, owner, kind, args, kwargs)
    if name in ("conj", "conjugate"):
        return conjugated(work, owner, calls.apply(work, ir.Const(np.conjugate), [owner, *args], kwargs))
    if name in ("item", "__getitem__"):
        index = as_index(work, args[0] if len(args) == 1 else Items(tuple(args)))
        found = item(work, owner, index) if args else owner
        return found if name == "__getitem__" else python_number(work, freeze(work, found))
    if name == "tolist":
        return to_list(work, owner, kind)
    if name in VARIADIC and len(args) > 1:
        args = [Items(tuple(args))]
    if name == "flatten":
        copied = wrap(work, work.builder.call(np.copy, freeze(work, owner)))
        return wrap(work, work.builder.call(np.ravel, freeze(work, copied)))
    function = OTHER_NAME.get(name) or (getattr(np, name, None) if name in SAME_NAME else None)
    if function is None and isinstance(kind, Unknown):
        return bound_method(work, owner, name, args, kwargs)
    if function is None:
        raise NoRule(work.place(), f"the method `{name}` of arrays has no rule", "use the function of NumPy")
    return calls.apply(work, ir.Const(function), [owner, *args], kwargs)


def cast(work, owner, kind, args, kwargs):
    """``a.astype(dtype, order, casting, subok, copy)``: a copy, or with ``copy=False`` perhaps `a` itself."""
    given = {**dict(zip(("dtype", "order", "casting", "subok", "copy"), args, strict=False)), **kwargs}
    copies = given.get("copy", ir.Const(True)) in TRUE
    function = np.array if copies and isinstance(kind, Array) else np.asarray
    result = wrap(work, work.builder.call(function, freeze(work, owner), dtype=freeze(work, given["dtype"])))
    return result if copies or not isinstance(owner, Ref) else sharing(work, [owner], result)


def to_list(work, owner, kind):
    """``a.tolist()`` of a vector: its numbers one by one."""
    from .natives import NATIVES

    if isinstance(kind, Number):
        return owner
    if not isinstance(kind, Array) or kind.rank > 1:
        raise work.refuse("`tolist` of an array of several axes", "index the array")
    return NATIVES[list](work, [owner], {}) if kind.rank else item(work, owner, ir.Call(ir.make_tuple, ()))


def in_place(work, owner, name, args, kwargs):
    """Methods that change the array."""
    if name == "fill":
        write(work, owner, whole(work, owner), freeze(work, args[0]))
    elif name in ("sort", "partition"):
        function = {"sort": np.sort, "partition": np.partition}[name]
        result = calls.library(work, function, [owner, *args], kwargs)
        write(work, owner, whole(work, owner), freeze(work, result))
    else:
        raise work.refuse(f"`{name}` of arrays is not supported", "assign to items: `a[i] = v`")
    return ir.Const(None)


def known_list(work, owner, held, name, args, kwargs):
    """A method of a list whose items are known."""
    items = [v for _, v in held.fields]
    if held.source is not None and name in CHANGING:
        from .assignments import melt

        melt(work, owner)
        return list_method(work, owner, name, args)
    result = ir.Const(None)
    match name, args:
        case "append", [value]:
            items = [*items, value]
        case "extend", [more]:
            from .assignments import parts_of

            items = [*items, *parts_of(work, more)]
        case "insert", [ir.Const(k), value]:
            items.insert(k, value)
        case "pop", [] | [ir.Const(int())]:
            if not items:
                certain(work, IndexError, "`pop` from an empty list", "check the list")
            result = items.pop(args[0].value if args else -1)
        case "reverse", []:
            items = items[::-1]
        case "clear", []:
            items = []
        case "sort", []:
            from .natives.reducing import in_order

            items = in_order(work, items, **kwargs)
        case "copy", []:
            return new_cell(work, owner.label, Struct(list, held.fields))
        case _:
            raise work.refuse(f"`{name}` of lists is not supported here", "build the list with `append`")
    set_content(work, owner.cell, Struct(list, tuple(enumerate(items))))
    return result


def list_method(work, owner, name, args):
    """A method of a list whose length is known only at run time."""
    match name, args:
        case "append", [value]:
            append(work, owner, value)
            return ir.Const(None)
        case "pop", []:
            last = taken(work, owner, item(work, owner, ir.Const(-1)))
            update(work, owner.cell, ir.drop_last, owner.place)
            return last
        case "extend", [more]:
            return extend(work, owner, more)
        case "copy", []:
            from .natives.items import copied

            return copied(work, owner, kind_at(work, owner))
    raise work.refuse(
        f"`{name}` of a list that grows in a loop is not supported", "use `append`, `pop` or `extend`"
    )


def extend(work, owner, more):
    from .assignments import parts_of

    if isinstance(more, Counted) and not more.written_out:
        raise work.refuse("`extend` by this is not supported", "append in a loop")
    for part in parts_of(work, more):
        append(work, owner, part)
    return ir.Const(None)


def append(work, owner, value):
    """``owner.append(value)`` for a list whose length is known only at run time."""
    atom = freeze(work, value)
    update(work, owner.cell, ir.append, owner.place, atom)
    hold(work, owner.cell, value)


def taken(work, owner, found):
    """An item that is about to leave the list `owner`, with a cell of its own."""
    value = wrap(work, freeze(work, found))
    if isinstance(value, Ref):
        others = work.state.shares.get(owner.cell, frozenset())
        for other in others if owner.place == ir.HOLE else {owner.cell, *others}:
            work.state.share(value.cell, other)
    return value


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


def tuple_method(work, owner, name, args, kwargs):
    names = getattr(owner.cls, "_fields", ())
    if name == "_replace" and not args and set(kwargs) <= set(names):
        return Items(tuple(kwargs.get(n, v) for n, v in zip(names, owner.items, strict=True)), owner.cls)
    if name == "_asdict" and names:
        fields = tuple(zip(names, owner.items, strict=True))
        return new_cell(work, f"table_{work.builder.line}", Struct(dict, fields))
    if name == "index" and isinstance(args[0], ir.Const) and args[0] in owner.items:
        return ir.Const(owner.items.index(args[0]))
    raise work.refuse(f"`{name}` of tuples is not supported", "index the tuple")


KNOWN: dict = {list: known_list, dict: known_dict}
