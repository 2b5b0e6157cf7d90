"""Objects of NumPy that make arrays of what stands in their brackets: ``np.r_[x, 1.0]``, ``np.c_[x, y]``."""

from __future__ import annotations

import operator

import numpy as np

from .. import ir
from ..kinds import Array, Number, Unknown, is_float
from . import calls
from .memory import kind_at, new_cell, wrap
from .values import Struct


def is_maker(known) -> bool:
    """True for ``np.r_``, ``np.c_``, ``np.mgrid``, ``np.ogrid``, ``np.s_`` and ``np.index_exp``."""
    return any(known is maker for maker in (np.r_, np.c_, np.mgrid, np.ogrid, np.s_, np.index_exp))


def made(work, maker, index):
    """The array that ``maker[index]`` makes."""
    if maker is np.r_ or maker is np.c_:
        items = (
            list(index.args) if isinstance(index, ir.Call) and index.function is ir.make_tuple else [index]
        )
        if any(not isinstance(item, ir.Name | ir.Const) or is_text(item) for item in items):
            what = f"`{spelled(maker)}` with slices or directions"
            raise work.refuse(what, "write `np.concatenate` or `np.arange`")
        return joined(work, maker, items)
    if any(is_float(work.builder.kinds.get(name, Unknown())) for name in ir.names(index)):
        raise work.refuse(f"`{spelled(maker)}` of numbers that may be differentiated", "write `np.linspace`")
    return wrap(work, work.builder.call(operator.getitem, ir.Const(maker), index))


def is_text(item) -> bool:
    return isinstance(item, ir.Const) and isinstance(item.value, str)


def joined(work, maker, items):
    """Rows one after the other (r_), or columns side by side (c_)."""
    values = [wrap(work, item) for item in items]
    ranks = [rank_of(kind_at(work, value)) for value in values]
    if maker is np.c_ and (None in ranks or max(ranks) > 2):
        raise work.refuse("`np.c_` of these", "write `np.column_stack` or `np.concatenate`")
    if maker is np.r_ and not all(ranks):  # of no axes, or unknown
        values = [
            calls.library(work, np.atleast_1d, [value], {}) if not rank else value
            for value, rank in zip(values, ranks, strict=True)
        ]
    parts = new_cell(work, "parts", Struct(list, tuple(enumerate(values))))
    return calls.library(work, np.column_stack if maker is np.c_ else np.concatenate, [parts], {})


def rank_of(kind):
    return kind.rank if isinstance(kind, Array) else 0 if isinstance(kind, Number) else None


def spelled(maker) -> str:
    words = ("r_", "c_", "mgrid", "ogrid", "s_", "index_exp")
    return next(f"np.{word}" for word in words if getattr(np, word) is maker)
