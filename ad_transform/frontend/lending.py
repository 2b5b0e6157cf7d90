"""Functions whose result may be memory of their arguments: which arguments those are, and what is shared then."""

from __future__ import annotations

import operator

import numpy as np

from .. import ir
from ..aliasing import COPY_BY_DEFAULT, COUNTS, MAYBE_VIEWS, OF_ALL, OF_SCIPY, OVER_AXES
from ..kinds import Array, Number, Sequence
from .memory import kind_at, new_cell, wrap
from .values import Items, Ref, Struct

TRUE = (ir.Const(True), ir.Const(1))


def lenders(function, args, kwargs):
    """The arguments that the result of a call may be, or be a view of."""
    if not may_lend(function, args, kwargs):
        return []
    given = args[:1] if args and function not in OF_ALL else [*args, *kwargs.values()]
    return [a for a in given if isinstance(a, Ref)]


def may_lend(function, args, kwargs):
    """False if the function is known to give new objects only."""
    if function in COUNTS:
        place, name, nothing = COUNTS[function]
        count = kwargs.get(name, args[place] if len(args) > place else None)
        return count is not None and not (isinstance(count, ir.Const) and count.value != nothing)
    if (getattr(function, "__module__", None) or "").startswith("scipy.") and function.__name__ in OF_SCIPY:
        return True
    if function in OVER_AXES:
        return len(args) > 1 or "axes" in kwargs or "s" in kwargs
    copy = kwargs.get("copy", ir.Const(function in COPY_BY_DEFAULT))
    return function in MAYBE_VIEWS and copy not in TRUE


def sharing(work, bases, result):
    """The result of a function that may give a view, or several, of `bases`."""
    if isinstance(result, Ref):
        for base in bases:
            work.state.descend(result.cell, base.cell)
        return result
    kind = work.builder.kind(result)
    if isinstance(kind, Sequence):
        parts = [
            wrap(work, work.builder.call(operator.getitem, result, ir.Const(k)))
            for k in range(len(kind.items))
        ]
        for part in parts:
            sharing(work, bases, part)
        if kind.cls is tuple:
            return Items(tuple(parts))
        return new_cell(work, bases[0].label, Struct(list, tuple(enumerate(parts))))
    if isinstance(kind, Number):
        return result
    raise work.refuse(
        "this may give views of an array, and how many is not known here", "index the array instead"
    )


def cleaned_in_place(work, args, kwargs):
    """The parts of ``np.nan_to_num(a, copy)``, and `a` as the target if it is not copied."""
    x, *rest = args
    copy = rest.pop(0) if rest else kwargs.get("copy", ir.Const(True))
    named = dict(zip(("nan", "posinf", "neginf"), rest, strict=False))
    named |= {k: v for k, v in kwargs.items() if k != "copy"}
    if copy in TRUE:
        return [x], named, None
    if copy not in (ir.Const(False), ir.Const(0)) or not isinstance(kind_at(work, x), (Array, Number)):
        raise work.refuse(
            "`np.nan_to_num` may change its argument here, or not", "write `a[...] = np.nan_to_num(a)`"
        )
    return [x], named, x if isinstance(x, Ref) else None


def conjugated(work, owner, result):
    """``owner.conj()``, where `result` is its conjugate: of real numbers it is `owner` itself."""
    kind = kind_at(work, owner)
    sort = np.dtype(kind.dtype).kind if isinstance(kind, Array) else ""
    if sort == "c" or not isinstance(owner, Ref):
        return result
    return owner if sort and sort in "fiu" else sharing(work, [owner], result)
