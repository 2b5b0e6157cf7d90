"""``out=``: results that are written into arrays that are given, all of them or those of a mask, ``where=``."""

from __future__ import annotations

import functools
import inspect

import numpy as np

from .. import ir
from ..kinds import Array, Number, is_float
from . import calls
from .memory import freeze, kind_at, set_content, whole, write
from .subscripts import item
from .values import Items, Ref

INSIDE = {np.arccosh: 2.0}
"""Where a function has a derivative, if not at 0.5: what it is called with where a mask leaves its result out."""


def given(work, function, args, target):
    """The arguments of a call apart from outputs, and the output: an array, a tuple of arrays and None, or None."""
    if isinstance(function, np.ufunc) and len(args) > function.nin and target is None:
        args, extra = args[: function.nin], args[function.nin :]
        more = function.nout - len(extra)
        target = Items((*extra, *[ir.Const(None)] * more))
    if target is None or target == ir.Const(None) or isinstance(target, Ref):
        return args, target
    items = target.items if isinstance(target, Items) else ()
    fit = all(isinstance(each, Ref) or each == ir.Const(None) for each in items)
    if not fit or len(items) != getattr(function, "nout", 1):
        raise work.refuse("`out=` of this is not supported", "give an array, or assign the result instead")
    return args, items[0] if len(items) == 1 else target


def written(work, function, target, result):
    """What a call gives whose `result` goes to `target`."""
    if isinstance(target, Items):
        parts = [item(work, result, ir.Const(k)) for k in range(function.nout)]
        return Items(
            tuple(written(work, function, t, part) for t, part in zip(target.items, parts, strict=True))
        )
    if not isinstance(target, Ref):
        return result
    refuse_other_precision(work, function, target, result)
    return into(work, target, result)


def masked(work, function, args, kwargs, target):
    """``function(x, out=y, where=mask)``: where the mask is false `y` stays, and the function is called with a number
    at which it has a derivative."""
    mask, rest = kwargs["where"], {name: value for name, value in kwargs.items() if name != "where"}
    if not isinstance(target, Ref):
        what = "`where=` without `out=` leaves numbers that are not defined"
        raise work.refuse(what, "give `out=` too, or use `np.where`")
    chosen = [where_true(work, function, mask, arg) for arg in args]
    result = calls.library(work, function, chosen, rest)
    return into(work, target, calls.library(work, np.where, [mask, result, target], {}))


def where_true(work, function, mask, arg):
    """The argument, with a number from inside the function's domain where the mask is false."""
    kind = kind_at(work, arg)
    if isinstance(arg, ir.Const) or (isinstance(kind, Number | Array) and kind.dtype == "bool"):
        return arg
    other = INSIDE.get(function, 0.5) if is_float(kind) or not isinstance(kind, Number | Array) else 1
    return calls.library(work, np.where, [mask, arg, ir.Const(other)], {})


@functools.cache
def positional(function) -> tuple[str, ...]:
    """The names of the parameters that may be given by position; none where they are not known.

    The helpers of rules have none either: what they call `out` is a result that they read.
    """
    if isinstance(function, np.ufunc) or (function.__module__ or "").startswith("ad_transform."):
        return ()
    try:
        parameters = inspect.signature(function).parameters.values()
    except (ValueError, TypeError):
        return ()
    return tuple(p.name for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD))


def out_by_name(function, args, kwargs):
    """The arguments with ``out`` and what follows it by name: ``np.dot(a, b, c)`` writes into `c`."""
    names = positional(function)
    if "out" not in names[: len(args)]:
        return args, kwargs
    place = names.index("out")
    return args[:place], {**dict(zip(names[place:], args[place:], strict=False)), **kwargs}


def refuse_unseen_writes(work, function, args, kwargs):
    """Refuse what other libraries than NumPy write into their arguments if they are asked to."""
    given = {**dict(zip(positional(function), args, strict=False)), **kwargs}
    for name, value in given.items():
        asked = name.startswith("overwrite_") and not (isinstance(value, ir.Const) and not value.value)
        if asked or (name == "output" and isinstance(value, Ref)):
            raise work.refuse(f"`{name}=`, which writes into an argument", "leave it out, and use the result")


def refuse_other_precision(work, function, target, result):
    """Sums are taken in the precision of ``out=``; functions of one element at a time are not."""
    kinds = kind_at(work, target), kind_at(work, result)
    numbers = all(isinstance(kind, Array | Number) for kind in kinds)
    if not isinstance(function, np.ufunc) and not (numbers and kinds[0].dtype == kinds[1].dtype):
        raise work.refuse(
            "`out=` of another dtype than the result", "give `dtype=` too, or assign the result instead"
        )


def into(work, target, value):
    """``out=target``: the array is overwritten."""
    kind = kind_at(work, target)
    if not isinstance(kind, Array):
        raise work.refuse("`out=` of a value that is not known to be an array", "assign the result instead")
    local = target.place == ir.HOLE and not target.cell.external and not work.state.shares.get(target.cell)
    if local and kind_at(work, value) == kind:
        set_content(work, target.cell, freeze(work, value))
    else:
        write(work, target, whole(work, target), freeze(work, value))
    return target
