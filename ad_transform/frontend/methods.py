"""Methods of arrays, numbers, tuples and strings, as calls of the functions they stand for."""

from __future__ import annotations

import numpy as np

from .. import ir
from ..errors import NoRule
from ..kinds import TEXT, Array, DictOf, ListOf, Number, Unknown
from . import calls
from .dicts import dict_method, known_dict
from .lending import conjugated
from .lists import known_list, list_method
from .memory import content, freeze, kind_at, new_cell, whole, wrap, write
from .opaque import opaque_method
from .subscripts import as_index, item
from .values import Items, Ref, Struct
from .views import by_rows, cast

VARIADIC = ("reshape", "transpose")
# fmt: off
SAME_NAME = (
    "all", "any", "argmax", "argmin", "argpartition", "argsort", "choose", "clip", "compress", "conjugate", "cumprod",
    "cumsum", "diagonal", "dot", "max", "mean", "min", "nonzero", "partition", "prod", "ptp", "ravel", "repeat",
    "reshape", "round", "searchsorted", "squeeze", "std", "sum", "swapaxes", "take", "trace", "transpose", "var",
)
# fmt: on
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
        if isinstance(kind_at(work, owner), DictOf):
            return dict_method(work, owner, name, args)
    if isinstance(owner, Items):
        return tuple_method(work, owner, name, args, kwargs)
    kind = kind_at(work, owner)
    if isinstance(kind, (Array, Number)) or (isinstance(kind, Unknown) and kind.number):
        return array_method(work, owner, kind, name, args, kwargs)
    return bound_method(work, owner, name, args, kwargs)


def bound_method(work, owner, name, args, kwargs):
    """A method of an object we know nothing of."""
    if name == "shuffle":
        from .natives.shuffling import method_of, shuffle

        result = shuffle(work, method_of(freeze(work, owner)), args, kwargs)
        if result is not NotImplemented:
            return result
    return wrap(work, opaque_method(work, owner, name, args, kwargs))


def constant_method(work, value, name, args, kwargs):
    """A method of a string or another constant, with constant arguments."""
    if isinstance(value, str) and name == "format":
        atoms = (ir.Const(value), *[freeze(work, a) for a in args])
        named = tuple((k, freeze(work, v)) for k, v in kwargs.items())
        return work.builder.bind(f"text_{work.builder.line}", ir.Call(str.format, atoms, named), TEXT)
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
        by_number = name == "item" and len(args) == 1 and not isinstance(args[0], Items)
        if by_number and isinstance(kind, Array) and kind.rank != 1:
            owner = calls.apply(work, ir.Const(np.ravel), [owner], {})  # one number counts through all axes
        index = as_index(work, args[0] if len(args) == 1 else Items(tuple(args)))
        found = item(work, owner, index) if args else owner
        return found if name == "__getitem__" else python_number(work, freeze(work, found))
    if name == "tolist":
        return to_list(work, owner, kind)
    if name in VARIADIC and len(args) > 1:
        args = [Items(tuple(args))]
    if name == "flatten":
        copied = wrap(work, work.builder.call(np.copy, freeze(work, owner)))
        order = [freeze(work, a) for a in (*args, *kwargs.values())]
        return by_rows(work, wrap(work, work.builder.call(np.ravel, freeze(work, copied), *order)))
    function = OTHER_NAME.get(name) or (getattr(np, name, None) if name in SAME_NAME else None)
    if function is None and isinstance(kind, Unknown):
        return bound_method(work, owner, name, args, kwargs)
    if function is None:
        raise NoRule(work.place(), f"the method `{name}` of arrays has no rule", "use the function of NumPy")
    if name == "compress":  # the function takes the condition first
        condition, *args = args or [kwargs["condition"]]
        kwargs = {word: value for word, value in kwargs.items() if word != "condition"}
        return calls.apply(work, ir.Const(function), [condition, owner, *args], kwargs)
    result = calls.apply(work, ir.Const(function), [owner, *args], kwargs)
    return by_rows(work, result) if name == "copy" and not (args or kwargs) else result


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
