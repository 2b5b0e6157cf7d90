"""Linear algebra, with matrices on the last two axes: `np.linalg`."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import ir
from ..kinds import Known, Number, Sequence, Unknown
from .given import Given, axes_of, shaped, value_of
from .lengths import Undetermined, broadcast_all, equal, smaller
from .products import checked, matmul, outer, tensordot, vecdot
from .reducing import plain, reduced, typed
from .sampling import call_sample, fitted


def square(argument):
    """The leading dimensions and the side of square matrices."""
    array = shaped(argument)
    *front, rows, columns = array.dims
    return tuple(front), equal(rows, columns)


def inverse(function):
    def rule(a, **options):
        front, side = square(a)
        return checked(function, [a], (*front, side, side))

    return rule


def cholesky(a, *, upper=None):
    return inverse(np.linalg.cholesky)(a)


def solve(a, b):
    front, side = square(a)
    right = shaped(b)
    if right.rank == 1:
        return checked(np.linalg.solve, [a, b], (*front, equal(side, right.dims[0])))
    dims = (*broadcast_all(front, right.dims[:-2]), equal(side, right.dims[-2]), right.dims[-1])
    return checked(np.linalg.solve, [a, b], dims)


def det(a):
    return checked(np.linalg.det, [a], square(a)[0])


def several(function, a, dims, **options):
    """The kinds of the parts of a decomposition."""
    found = call_sample(function, [plain(a)], options)
    parts = tuple(fitted(part, d) for part, d in zip(found, dims, strict=True))
    return Sequence(parts, type(found))


def slogdet(a):
    front = square(a)[0]
    return several(np.linalg.slogdet, a, (front, front))


def eigh(a, UPLO=None):
    front, side = square(a)
    return several(np.linalg.eigh, a, ((*front, side), (*front, side, side)))


def eigvalsh(a, UPLO=None):
    front, side = square(a)
    return checked(np.linalg.eigvalsh, [a], (*front, side))


def eig(a):
    """``np.linalg.eig``, whose results are complex only if they need be."""
    return Sequence((Unknown(), Unknown()), type(np.linalg.eig(np.eye(1))))


def qr(a, mode=None):
    *front, rows, columns = shaped(a).dims
    short = smaller(rows, columns)
    match value_of(mode, "reduced"):
        case "reduced":
            return several(np.linalg.qr, a, ((*front, rows, short), (*front, short, columns)))
        case "complete":
            return several(np.linalg.qr, a, ((*front, rows, rows), (*front, rows, columns)))
        case "r":
            return checked(np.linalg.qr, [a], (*front, short, columns), mode=mode)
    raise Undetermined("a mode that is not known")


def svd(a, full_matrices=None, compute_uv=None, hermitian=None):
    *front, rows, columns = shaped(a).dims
    short = smaller(rows, columns)
    if not value_of(compute_uv, True):
        return checked(np.linalg.svd, [a], (*front, short), compute_uv=compute_uv)
    left, right = (rows, columns) if value_of(full_matrices, True) else (short, short)
    return several(np.linalg.svd, a, ((*front, rows, left), (*front, short), (*front, right, columns)))


def svdvals(x):
    *front, rows, columns = shaped(x).dims
    return checked(np.linalg.svdvals, [x], (*front, smaller(rows, columns)))


def pinv(a, *options, **named):
    *front, rows, columns = shaped(a).dims
    return checked(np.linalg.pinv, [a], (*front, columns, rows))


def matrix_power(a, n):
    front, side = square(a)
    return checked(np.linalg.matrix_power, [a], (*front, side, side), n=Given(Number("int"), ir.Const(1)))


def matrix_rank(A, *options, **named):
    return checked(np.linalg.matrix_rank, [A], shaped(A).dims[:-2])


def norm(x, ord=None, axis=None, keepdims=None):
    array = shaped(x)
    axes = axes_of(axis, array.rank)
    dims = reduced(array.dims, axes, value_of(keepdims, False))
    named = {} if ord is None else {"ord": ord}
    if axis is not None and axis.kind != Known(None):
        named["axis"] = Given(axis.kind, ir.Const(value_of(axis)))
    return typed(call_sample(np.linalg.norm, [plain(x)], named), dims)


def lstsq(a, b, rcond=None):
    matrix, right = shaped(a), shaped(b)
    found = call_sample(np.linalg.lstsq, [plain(a), plain(b)], {})
    solution = fitted(found[0], (matrix.dims[1], *right.dims[1:]))
    values = fitted(found[3], (smaller(*matrix.dims),))
    return Sequence((solution, Unknown(), Number("int64"), values))


def cond(x, p=None):
    return typed(call_sample(np.linalg.cond, [plain(x)], {}), shaped(x).dims[:-2])


def vector_norm(x, *, axis=None, keepdims=None, ord=None):
    return _normed(np.linalg.vector_norm, x, axis, keepdims, {} if ord is None else {"ord": ord})


def matrix_norm(x, *, keepdims=None, ord=None):
    axes = Given(Known((-2, -1)), ir.Const((-2, -1)))
    return _normed(np.linalg.matrix_norm, x, axes, keepdims, {} if ord is None else {"ord": ord})


def _normed(function, x, axis, keepdims, named):
    array = shaped(x)
    dims = reduced(array.dims, axes_of(axis, array.rank), value_of(keepdims, False))
    return typed(call_sample(function, [plain(x)], named), dims)


NEWER = {
    "svdvals": svdvals,
    "vector_norm": vector_norm,
    "matrix_norm": matrix_norm,
    "matmul": matmul,
    "outer": outer,
    "tensordot": tensordot,
    "vecdot": vecdot,
}
"""Functions that some of the versions of NumPy that we support do not have."""

RULES: dict[Any, Any] = {
    np.linalg.inv: inverse(np.linalg.inv),
    np.linalg.cholesky: cholesky,
    np.linalg.solve: solve,
    np.linalg.det: det,
    np.linalg.slogdet: slogdet,
    np.linalg.eigh: eigh,
    np.linalg.eigvalsh: eigvalsh,
    np.linalg.eig: eig,
    np.linalg.qr: qr,
    np.linalg.svd: svd,
    np.linalg.pinv: pinv,
    np.linalg.matrix_power: matrix_power,
    np.linalg.matrix_rank: matrix_rank,
    np.linalg.norm: norm,
    np.linalg.lstsq: lstsq,
    np.linalg.cond: cond,
    **{getattr(np.linalg, f): rule for f, rule in NEWER.items() if hasattr(np.linalg, f)},
}
