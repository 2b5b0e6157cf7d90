"""Products of matrices and linear algebra: which axes meet, which are left."""

from __future__ import annotations

import operator

import numpy as np

from .. import ir
from ..kinds import ONE, Array, Known, Number, Sequence, Unknown
from .given import Given, axes_of, axis_of, shaped, value_of
from .lengths import Undetermined, broadcast, broadcast_all, equal, product, smaller
from .reducing import plain, reduced, typed
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
        left, right = range(one.rank - wanted, one.rank), range(wanted)
    else:
        left, right = (tuple(w) if isinstance(w, (tuple, list)) else (w,) for w in wanted)
    left, right = [k % one.rank for k in left], [k % other.rank for k in right]
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
    terms, lengths = inputs.split(","), {}
    for term, operand in zip(terms, operands, strict=True):
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


# Linear algebra: matrices on the last two axes


def square(argument):
    """The leading dimensions and the side of square matrices."""
    array = shaped(argument)
    *front, rows, columns = array.dims
    return tuple(front), equal(rows, columns)


def inverse(function):
    def rule(a):
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


def eigh(a, UPLO=None):  # noqa: N803
    front, side = square(a)
    return several(np.linalg.eigh, a, ((*front, side), (*front, side, side)))


def eigvalsh(a, UPLO=None):  # noqa: N803
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


def matrix_rank(A, *options, **named):  # noqa: N803
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
    rule = getattr(np, "trapezoid", None) or np.trapz
    named = {} if x is None or x.kind == Known(None) else {"x": plain(x)}
    return typed(call_sample(rule, [plain(y)], named | ({} if dx is None else {"dx": dx})), dims)


RULES = {
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
    **{getattr(np, f): trapezoid for f in ("trapezoid", "trapz") if hasattr(np, f)},
    **({np.vecdot: vecdot} if hasattr(np, "vecdot") else {}),
    **({np.linalg.svdvals: svdvals} if hasattr(np.linalg, "svdvals") else {}),
}
