"""Products of matrices and linear algebra: which axes meet, which are left."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from .. import ir
from ..kinds import ONE, Array, Dim, Known, Sequence
from .given import Given, axis_of, shaped, value_of
from .lengths import Undetermined, broadcast, broadcast_all, product
from .reducing import plain, typed
from .sampling import call_sample, fitted


def checked(function, args, dims, **options):
    """The kind of a result with these dimensions; dtype and rank are as `function` gives them."""
    return fitted(call_sample(function, [plain(a) for a in args], options), dims)


def dot(a, b, out=None):
    one, other = shaped(a), shaped(b)
    if not one.rank or not other.rank:
        return checked(np.dot, [a, b], one.dims or other.dims)
    return checked(np.dot, [a, b], one.dims[:-1] + other.dims[:-2] + other.dims[-1:] * (other.rank > 1))


def matmul(a, b, out=None):
    one, other = shaped(a), shaped(b)
    rows, columns = one.dims[-2:-1], other.dims[-1:] * (other.rank > 1)
    return checked(np.matmul, [a, b], broadcast_all(one.dims[:-2], other.dims[:-2]) + rows + columns)


def inner(a, b):
    one, other = shaped(a), shaped(b)
    if not one.rank or not other.rank:
        return checked(np.inner, [a, b], one.dims or other.dims)
    return checked(np.inner, [a, b], one.dims[:-1] + other.dims[:-1])


def outer(a, b, out=None):
    return checked(np.outer, [a, b], (product(shaped(a).dims), product(shaped(b).dims)))


def vdot(a, b):
    return checked(np.vdot, [a, b], ())


def kron(a, b):
    one, other = shaped(a).dims, shaped(b).dims
    rank = max(len(one), len(other))
    one, other = ((ONE,) * (rank - len(dims)) + dims for dims in (one, other))
    return checked(np.kron, [a, b], tuple(product(pair) for pair in zip(one, other, strict=True)))


def cross(a, b, *, axis=None, **axes):
    one, other = shaped(a), shaped(b)
    if axes or (axis is not None and value_of(axis) != -1) or one.dims[-1:] != other.dims[-1:]:
        raise Undetermined("vectors along other axes")
    if one.dims[-1].symbol or one.dims[-1].offset != 3:
        raise Undetermined("vectors of two or three parts")
    dtype = typed(call_sample(np.multiply, [plain(a), plain(b)], {}), (ONE,)).dtype
    return Array(dtype, broadcast_all(one.dims, other.dims))


def tensordot(a, b, axes=None):
    one, other = shaped(a), shaped(b)
    wanted = value_of(axes, 2)
    if isinstance(wanted, (int, np.integer)):
        pair = [range(one.rank - wanted, one.rank), range(wanted)]
    else:
        pair = [np.atleast_1d(w).tolist() for w in wanted]
    left, right = [k % one.rank for k in pair[0]], [k % other.rank for k in pair[1]]
    dims = [d for k, d in enumerate(one.dims) if k not in left]
    dims += [d for k, d in enumerate(other.dims) if k not in right]
    found = call_sample(np.tensordot, [plain(a), plain(b)], {"axes": Given(Known(wanted), ir.Const(wanted))})
    return fitted(found, tuple(dims))


def einsum(subscripts, *operands, optimize=None, **options):
    """``np.einsum`` with subscripts as text; a length of one broadcasts against others under the same letter."""
    text = value_of(subscripts)
    if options or not isinstance(text, str) or "." in text:
        raise Undetermined("an einsum that is not read")
    inputs, arrow, output = text.replace(" ", "").partition("->")
    terms, lengths = inputs.split(","), dict[str, Dim]()
    for term, operand in zip(terms, operands, strict=True):
        if len(set(term)) < len(term) and ONE in shaped(operand).dims:
            raise Undetermined("a diagonal of what may not be square")
        for letter, dim in zip(term, shaped(operand).dims, strict=True):
            lengths[letter] = broadcast(lengths[letter], dim) if letter in lengths else dim
    if not arrow:
        output = "".join(sorted(c for c in set(inputs) - {","} if inputs.count(c) == 1))
    found = call_sample(np.einsum, [subscripts, *map(plain, operands)], {})
    return fitted(found, tuple(lengths[letter] for letter in output))


def multi_dot(arrays, *, out=None):
    if not isinstance(arrays.kind, Sequence) or len(arrays.kind.items) < 2:
        raise Undetermined("an unknown number of matrices")
    first, *rest = (Given(kind) for kind in arrays.kind.items)
    for matrix in rest:
        first = Given(dot(first, matrix))
    return first.kind


def matvec(x1, x2):
    one, other = shaped(x1), shaped(x2)
    return checked(np.matvec, [x1, x2], (*broadcast_all(one.dims[:-2], other.dims[:-1]), one.dims[-2]))


def vecmat(x1, x2):
    one, other = shaped(x1), shaped(x2)
    return checked(np.vecmat, [x1, x2], (*broadcast_all(one.dims[:-1], other.dims[:-2]), other.dims[-1]))


def vecdot(x1, x2, *, axis=None):
    if axis is not None:
        raise Undetermined("another axis")
    return checked(np.vecdot, [x1, x2], broadcast_all(shaped(x1).dims, shaped(x2).dims)[:-1])


def trapezoid(y, x=None, dx=None, axis=None):
    """``np.trapezoid``."""
    array = shaped(y)
    place = axis_of(axis, array.rank, -1)
    dims = tuple(d for k, d in enumerate(array.dims) if k != place)
    if x is not None and x.kind != Known(None) and shaped(x).rank > 1:
        raise Undetermined("points with several axes")
    named = {} if x is None or x.kind == Known(None) else {"x": plain(x)}
    return typed(call_sample(np.trapezoid, [plain(y)], named | ({} if dx is None else {"dx": dx})), dims)


NEWER = {"vecdot": vecdot, "matvec": matvec, "vecmat": vecmat, "trapezoid": trapezoid, "trapz": trapezoid}
"""Functions that some of the versions of NumPy that we support do not have."""

RULES: dict[Any, Any] = {
    np.dot: dot,
    np.matmul: matmul,
    operator.matmul: matmul,
    operator.imatmul: matmul,
    np.inner: inner,
    np.outer: outer,
    np.vdot: vdot,
    np.kron: kron,
    np.cross: cross,
    np.linalg.cross: cross,
    np.tensordot: tensordot,
    np.einsum: einsum,
    np.linalg.multi_dot: multi_dot,
    **{getattr(np, f): rule for f, rule in NEWER.items() if hasattr(np, f)},
}
