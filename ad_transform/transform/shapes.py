"""Bringing adjoints and tangents to the shape and dtype of what they belong to, by kinds where these are known.

An adjoint may be *thin*: a number, or an array with axes of length one, that stands for an array broadcast from it.
"""

from __future__ import annotations

import operator

import numpy as np

from .. import ir
from ..kinds import COMPLEXES, ONE, Array, DictOf, ListOf, Number, Sequence, Unknown, is_float
from ..runtime import unbroadcast, zeros_of

ZERO = ir.Const(0.0)
FULL_PRECISION = ("float", "float64")


def zero(builder, atom):
    """Zeros with the structure of the primal `atom`."""
    match builder.kind(atom):
        case Number(dtype) if dtype in FULL_PRECISION or dtype not in ("float32", "float16", *COMPLEXES):
            return ZERO
        case Number(dtype) if dtype in COMPLEXES:
            return ir.Const(0j)
        case Array():
            return builder.call(np.zeros_like, atom)
    return builder.call(zeros_of, atom)


def sizes_of(names, kinds) -> dict:
    """For each shape among `names`, one of them: shapes are asked of these rather than of intermediate results."""
    found: dict = {}
    for name in names:
        if isinstance(kinds.get(name), Array):
            found.setdefault(kinds[name].dims, ir.Name(name))
    return found


def is_thin(bar, kind) -> bool:
    """True if an adjoint of kind `bar` stands for more elements than it has."""
    if not isinstance(kind, Array):
        return False
    if isinstance(bar, Number):
        return True
    return isinstance(bar, Array) and not (bar.rank == kind.rank and all(map(agree, bar.dims, kind.dims)))


def agree(one, other) -> bool:
    """True if two lengths that broadcast together are surely equal: neither can be one unless both are."""
    return one == other or bool(one.symbol and other.symbol and not one.loose and not other.loose)


def full(builder, bar, atom, sizes=None):
    """`bar` as an array of the shape and dtype of the primal `atom`."""
    kind, known = builder.kind(atom), builder.kind(bar)
    if isinstance(known, Unknown) and known.number and isinstance(kind, (Number, Array)):
        return builder.bind(_word(bar, atom), ir.Call(unbroadcast, (bar, atom)), kind)
    if isinstance(kind, Number) and isinstance(known, Array):  # of no axes
        return cast(builder, builder.call(operator.getitem, bar, ir.Const(())), kind)
    if not is_thin(known, kind):
        return cast(builder, bar, kind)
    shape = shape_of(builder, atom, kind, sizes or {})
    if kind.dtype == "float64":
        return builder.bind(_word(bar, atom), ir.Call(np.full, (shape, bar)), kind)
    dtype = ir.Const(np.dtype(kind.dtype).type)
    return builder.bind(_word(bar, atom), ir.Call(np.full, (shape, bar), (("dtype", dtype),)), kind)


def _word(bar, atom):
    return ir.base(bar.id) if isinstance(bar, ir.Name) else f"{ir.base(atom.id)}_bar"


def shape_of(builder, atom, kind, sizes):
    """The shape of `atom`: from a parameter of the same shape, so that `atom` itself need not be kept."""
    if kind.dims in sizes:
        return builder.call(np.shape, sizes[kind.dims])
    return builder.call(np.shape, atom)


NARROW = ("float32", "float16", "complex64", "longdouble", "clongdouble")


def cast(builder, bar, kind):
    """`bar` in the precision of `kind`; the real part where `kind` is real."""
    known = builder.kind(bar)
    if not isinstance(known, (Number, Array)) or not isinstance(kind, (Number, Array)):
        return bar
    if known.dtype in COMPLEXES and kind.dtype not in COMPLEXES:
        bar = builder.call(np.real, bar)
        known = builder.kind(bar)
    if isinstance(kind, Number) and isinstance(known, Number):
        return cast_number(builder, bar, known, kind)
    if isinstance(kind, Array) and isinstance(known, Array) and known.dtype != kind.dtype:
        return builder.call(np.asarray, bar, dtype=ir.Const(np.dtype(kind.dtype).type))
    return bar


def cast_number(builder, bar, known, kind):
    """A number in another precision; Python floats and double precision are one."""
    if kind.dtype in NARROW and known.dtype != kind.dtype:
        return builder.call(np.dtype(kind.dtype).type, bar)
    if np.dtype(known.dtype).kind in "biu" and is_float(kind):  # whole numbers would make others wrap around
        return ir.Const(float(bar.value)) if isinstance(bar, ir.Const) else builder.call(float, bar)
    if known.dtype in NARROW and kind.dtype not in NARROW:
        return builder.call(complex if kind.dtype in COMPLEXES else float, bar)
    return bar


def fit(builder, bar, atom, out=None, sizes=None):
    """`bar`, which broadcasts from or to the primal `atom`, summed over the axes along which `atom` was broadcast.

    `out` is the primal result that `bar` was computed for: its full shape tells how often each element counts.
    """
    kind = builder.kind(atom)
    if isinstance(kind, (ListOf, DictOf, Sequence)):
        return bar
    if out is not None and not same_shape(kind, builder.kind(out)):
        bar = wide(builder, bar, out, kind, sizes)
        bar = narrow(builder, bar, atom, kind)
    return cast(builder, bar, kind)


def same_shape(one, other) -> bool:
    """True if values of these kinds surely have one shape."""
    if isinstance(one, Number) and isinstance(other, Number):
        return True
    both = isinstance(one, Array) and isinstance(other, Array)
    return both and one.rank == other.rank and all(map(agree, one.dims, other.dims))


def spreads_to(known, kind) -> bool:
    """True if arrays of kind `known` surely broadcast to `kind`: no axis of theirs stands for one of length one."""
    if same_shape(known, kind):
        return True
    if not isinstance(kind, Array) or known.rank > kind.rank:
        return False
    pairs = zip(known.dims[::-1], kind.dims[::-1], strict=False)
    return all(one in (ONE, other) or (other.symbol and not other.loose) for one, other in pairs)


def wide(builder, bar, out, kind, sizes):
    """`bar` over the whole shape of `out`, if `kind` was broadcast to that shape."""
    known, whole = builder.kind(bar), builder.kind(out)
    if isinstance(whole, Number) or same_shape(known, whole) or isinstance(known, Unknown):
        return bar
    if isinstance(whole, Array):
        return full(builder, bar, out, sizes)
    return builder.call(np.broadcast_to, bar, builder.call(np.shape, out))


def narrow(builder, bar, atom, kind):
    """`bar` summed down to the shape of `atom`."""
    known = builder.kind(bar)
    if isinstance(kind, Number):
        if isinstance(known, Number):
            return bar
        if isinstance(known, Array):
            return builder.call(np.sum, bar)
    if isinstance(kind, Array) and isinstance(known, Array):
        extra = known.rank - kind.rank
        pairs = list(zip(known.dims[extra:], kind.dims, strict=True)) if extra >= 0 else None
        if pairs is not None and all(b == ONE or agree(a, b) for a, b in pairs):
            return summed(builder, bar, extra, pairs)
    return builder.bind(builder.word(unbroadcast), ir.Call(unbroadcast, (bar, atom)), kind)


def summed(builder, bar, extra, pairs):
    """Sum over leading axes and over those of length one."""
    if extra:
        axes = ir.Const(0) if extra == 1 else ir.Const(tuple(range(extra)))
        bar = builder.call(np.sum, bar, axis=axes)
    ones = [k for k, (a, b) in enumerate(pairs) if b == ONE and a != ONE]
    if ones:
        axes = ir.Const(ones[0] if len(ones) == 1 else tuple(ones))
        bar = builder.call(np.sum, bar, axis=axes, keepdims=ir.Const(True))
    return bar
