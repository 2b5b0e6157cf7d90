"""Values brought to the shape of others: sums over broadcast axes, axes put back, ties shared."""

from __future__ import annotations

import numpy as np
from numba.core import types
from numba.extending import overload

from ad_transform import runtime


def is_array(kind):
    return isinstance(kind, types.Array)


def is_number(kind):
    return isinstance(kind, types.Number | types.Boolean)


def dtype_of(kind):
    """The NumPy dtype of a number or of the entries of an array."""
    inner = kind.dtype if is_array(kind) else kind
    return np.dtype(str(getattr(inner, "literal_type", inner)))


def precision(value, like):
    """The dtype that `runtime.unbroadcast` gives back: real where `like` is, of its precision if that is a float's."""
    wanted, given = dtype_of(like), dtype_of(value)
    if wanted.kind in "fc":
        return wanted
    return np.zeros((), given).real.dtype if given.kind == "c" else given


def constant(kind):
    """The value of a type that has only one, None left out."""
    return None if isinstance(kind, types.NoneType | types.Omitted) else getattr(kind, "literal_value", kind)


@overload(runtime.unbroadcast)
def unbroadcast(value, like):
    if not all(is_array(kind) or is_number(kind) for kind in (value, like)):
        return None
    dtype = precision(value, like)
    real = ".real" if dtype_of(value).kind == "c" and dtype.kind != "c" else ""
    same = dtype_of(value) == dtype and is_array(value) and is_array(like) and value.ndim == like.ndim
    ranks = [kind.ndim if is_array(kind) else 0 for kind in (value, like)]
    space = {"np": np, "dtype": dtype.type}
    exec(sum_text(*ranks, real, same), space)
    return space["unbroadcast"]


def sum_text(of, to, real, same):
    """The text of `unbroadcast` from an array of rank `of` to one of rank `to` (numbers have rank 0).

    Axes are matched from the right; along a pair of them one index runs, which stands still in what has length one.
    """
    lines = ["def unbroadcast(value, like):"]
    if not of and not to:
        return "\n".join([*lines, f"    return dtype(value{real})"])
    if same:
        lines += ["    if value.shape == like.shape:", "        return value"]
    lines.append("    total = np.zeros(like.shape, dtype)" if to else "    total = dtype(0)")
    rank, inner, outer = max(of, to), [], []
    for axis in range(rank):
        a, b = axis - (rank - of), axis - (rank - to)
        ends = [f"{name}.shape[{k}]" for name, k in (("value", a), ("like", b)) if k >= 0]
        size = ends[0] if len(ends) == 1 else f"(max({', '.join(ends)}) if min({', '.join(ends)}) else 0)"
        lines.append(f"    n{axis} = {size}")
        for name, k, chosen in (("value", a, inner), ("like", b, outer)):
            if k >= 0:
                lines.append(f"    {name}{k} = 1 if {name}.shape[{k}] != 1 else 0")
                chosen.append(f"i{axis} * {name}{k}")
    margin = "    "
    for axis in range(rank):
        lines.append(f"{margin}for i{axis} in range(n{axis}):")
        margin += "    "
    target = f"total[{', '.join(outer)}]" if outer else "total"
    source = f"value[{', '.join(inner)}]" if inner else "value"
    return "\n".join([*lines, f"{margin}{target} += dtype({source}{real})", "    return total"])


@overload(runtime.spread)
def spread(value, like, axis=None, keepdims=False):
    axis, keepdims = constant(axis), constant(keepdims)
    rank = value.ndim if is_array(value) else 0
    if not isinstance(keepdims, bool) or not is_array(like):
        return None
    if axis is None or keepdims or rank in (0, like.ndim):
        return lambda value, like, axis=None, keepdims=False: value
    axes = [constant(part) for part in axis] if isinstance(axis, types.BaseTuple) else [axis]
    if not all(isinstance(k, int) for k in axes):
        return None
    text = "value"
    for k in sorted(k % like.ndim for k in axes):
        text = f"np.expand_dims({text}, {k})"
    return eval(f"lambda value, like, axis=None, keepdims=False: {text}", {"np": np})


@overload(runtime.share)
def share(mask, axis=None):
    if is_number(mask):
        return lambda mask, axis=None: 1.0 if mask else 0.0
    if not is_array(mask):
        return None
    if constant(axis) is None:
        return lambda mask, axis=None: mask / max(np.sum(mask), 1)
    if not isinstance(constant(axis), int):
        return None
    return lambda mask, axis=None: mask / np.maximum(np.expand_dims(np.sum(mask, axis), axis), 1)


@overload(runtime.mT)
def mT(a):
    if not is_array(a) or a.ndim < 2:
        return None
    axes = (*range(a.ndim - 2), a.ndim - 1, a.ndim - 2)
    return lambda a: np.transpose(a, axes)


@overload(np.matmul)
def matmul(a, b):
    if is_array(a) and is_array(b) and a.ndim <= 2 and b.ndim <= 2:
        return lambda a, b: a @ b
    return None


@overload(np.full)
def full(shape, fill_value, dtype=None):
    if is_array(fill_value) and constant(dtype) is None:
        return lambda shape, fill_value, dtype=None: np.broadcast_to(fill_value, shape).copy()
    return None
