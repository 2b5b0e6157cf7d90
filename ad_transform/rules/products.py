"""Derivatives of products of arrays, convolutions, differences and integrals. Kinds and reserved words: table.py."""

import numpy as np

from ad_transform.rules.table import OurTable
from ad_transform.runtime import (
    diff_adjoint,
    diff_adjoint_parts,
    einsum_adjoint,
    full_of,
    gradient_adjoint,
    kron_left,
    kron_right,
    tensordot_left,
    tensordot_right,
    trapezoid_slopes,
    trapezoid_weights,
)

rules = OurTable("products")
linear, multilinear, jvp, vjp = rules.linear, rules.multilinear, rules.jvp, rules.vjp


@multilinear(np.matmul)
def matmul(x1, x2, *, out_bar):
    if np.ndim(x1) == 2 and np.ndim(x2) == 2:
        return out_bar @ x2.T, x1.T @ out_bar
    if np.ndim(x1) == 1 and np.ndim(x2) == 1:
        return out_bar * x2, x1 * out_bar
    if np.ndim(x1) == 2 and np.ndim(x2) == 1:
        return np.outer(out_bar, x2), x1.T @ out_bar
    if np.ndim(x1) == 1 and np.ndim(x2) == 2:
        return x2 @ out_bar, np.outer(x1, out_bar)
    if np.ndim(x2) == 1:
        return np.expand_dims(out_bar, -1) * x2, np.tensordot(out_bar, x1, np.ndim(out_bar))
    if np.ndim(x1) == 1:
        return np.matvec(x2, out_bar), np.expand_dims(x1, -1) * np.expand_dims(out_bar, -2)
    return out_bar @ np.matrix_transpose(x2), np.matrix_transpose(x1) @ out_bar


@multilinear(np.dot)
def dot(a, b, *, out_bar):
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return out_bar * b, a * out_bar
    if np.ndim(a) == 1 and np.ndim(b) == 1:
        return out_bar * b, a * out_bar
    if np.ndim(a) == 2 and np.ndim(b) == 2:
        return out_bar @ b.T, a.T @ out_bar
    if np.ndim(a) == 2 and np.ndim(b) == 1:
        return np.outer(out_bar, b), a.T @ out_bar
    if np.ndim(a) == 1 and np.ndim(b) == 2:
        return b @ out_bar, np.outer(a, out_bar)
    if np.ndim(b) == 1:
        return np.expand_dims(out_bar, -1) * b, np.tensordot(out_bar, a, np.ndim(out_bar))
    return tensordot_left(out_bar, np.ndim(a), b, (-1, -2)), tensordot_right(out_bar, a, np.ndim(b), (-1, -2))


@multilinear(np.inner)
def inner(a, b, *, out_bar):
    if np.ndim(a) == 0 or np.ndim(b) == 0:
        return out_bar * b, a * out_bar
    if np.ndim(a) == 1 and np.ndim(b) == 1:
        return out_bar * b, a * out_bar
    return tensordot_left(out_bar, np.ndim(a), b, (-1, -1)), tensordot_right(out_bar, a, np.ndim(b), (-1, -1))


@multilinear(np.outer)
def outer(a, b, *, out_bar):
    return np.reshape(out_bar @ np.ravel(b), np.shape(a)), np.reshape(np.ravel(a) @ out_bar, np.shape(b))


@multilinear(np.vdot)
def vdot(a, b, *, out_bar):
    return np.conj(out_bar * np.reshape(b, np.shape(a))), out_bar * np.conj(np.reshape(a, np.shape(b)))


@multilinear(np.vecdot)
def vecdot(x1, x2, *, out_bar):
    return np.conj(np.expand_dims(out_bar, -1) * x2), np.expand_dims(out_bar, -1) * np.conj(x1)


@multilinear(np.matvec)
def matvec(x1, x2, *, out_bar):
    return np.expand_dims(out_bar, -1) * np.expand_dims(x2, -2), np.matvec(np.matrix_transpose(x1), out_bar)


@multilinear(np.vecmat)
def vecmat(x1, x2, *, out_bar):
    return np.conj(np.matvec(x2, out_bar)), np.conj(np.expand_dims(x1, -1)) * np.expand_dims(out_bar, -2)


@multilinear(np.tensordot)
def tensordot(a, b, axes, *, out_bar):
    return tensordot_left(out_bar, np.ndim(a), b, axes), tensordot_right(out_bar, a, np.ndim(b), axes)


@multilinear(np.einsum, signature="(*operands, out=None, optimize=False)")
def einsum(*operands, optimize, out_bar):
    subscripts = operands[0]
    return [None] + [
        einsum_adjoint(
            out_bar, k, subscripts, operands[1 : k + 1] + operands[k + 2 :], np.shape(operands[k + 1])
        )
        for k in range(len(operands) - 1)
    ]


@multilinear(np.kron)
def kron(a, b, *, out_bar):
    return kron_left(out_bar, np.shape(a), b), kron_right(out_bar, a, np.shape(b))


# Cross products and convolutions


@multilinear(np.cross)
def cross(a, b, axisa, axisb, axisc, axis, *, out_bar):
    if axis is not None:
        axisa, axisb, axisc = axis, axis, axis
    of_a = axisa if axisa < 0 else axisa - np.ndim(a)
    of_b = axisb if axisb < 0 else axisb - np.ndim(b)
    return np.cross(b, out_bar, of_b, axisc, of_a), np.cross(out_bar, a, axisc, of_a, of_b)


@multilinear(np.convolve)
def convolve(a, v, mode, *, out_bar):
    whole = full_of(out_bar, np.size(a), np.size(v), mode)
    return np.convolve(whole, np.flip(v), "valid"), np.convolve(whole, np.flip(a), "valid")


@multilinear(np.correlate)
def correlate(a, v, mode, *, out_bar):
    whole = full_of(out_bar, np.size(a), np.size(v), mode, True)
    return np.convolve(whole, np.conj(v), "valid"), np.flip(np.conj(np.convolve(whole, np.flip(a), "valid")))


# Differences and integrals


@linear(np.diff)
def diff(a, n, axis, prepend, append, *, out_bar):
    if prepend is None and append is None:
        return diff_adjoint(out_bar, n, axis), None, None, None, None
    before_bar, a_bar, after_bar = diff_adjoint_parts(out_bar, a, n, axis, prepend, append)
    return a_bar, None, None, before_bar, after_bar


@linear(np.ediff1d)
def ediff1d(ary, to_end, to_begin, *, out_bar):
    end = np.size(out_bar) - (0 if to_end is None else np.size(to_end))
    begin = 0 if to_begin is None else np.size(to_begin)
    return np.reshape(diff_adjoint(out_bar[begin:end]), np.shape(ary)), out_bar[end:], out_bar[:begin]


@linear(np.gradient)
def gradient(f, *varargs, axis, edge_order, out_bar):
    return gradient_adjoint(out_bar, f, varargs, axis, edge_order)


@multilinear(np.trapezoid)
def trapezoid(y, x, dx, axis, *, out_bar):
    y_bar = np.expand_dims(out_bar, axis) * trapezoid_weights(y, x, dx, axis)
    if x is None:
        return y_bar, None, out_bar * np.trapezoid(y, axis=axis)
    x_bar = np.expand_dims(out_bar, axis) * trapezoid_slopes(y, axis)
    return y_bar, x_bar if np.ndim(x) > 1 else np.moveaxis(x_bar, axis, -1), None


# Tables of every pair: ufunc.outer

OUTER = "(A, B, /)"


@linear(np.add.outer, signature=OUTER)
def add_outer(a, b, *, out_bar):
    rows = np.reshape(out_bar, (np.size(a), np.size(b)))
    return np.reshape(np.sum(rows, axis=1), np.shape(a)), np.reshape(np.sum(rows, axis=0), np.shape(b))


@linear(np.subtract.outer, signature=OUTER)
def subtract_outer(a, b, *, out_bar):
    rows = np.reshape(out_bar, (np.size(a), np.size(b)))
    return np.reshape(np.sum(rows, axis=1), np.shape(a)), np.reshape(-np.sum(rows, axis=0), np.shape(b))


@multilinear(np.multiply.outer, signature=OUTER)
def multiply_outer(a, b, *, out_bar):
    rows = np.reshape(out_bar, (np.size(a), np.size(b)))
    return np.reshape(rows @ np.ravel(b), np.shape(a)), np.reshape(np.ravel(a) @ rows, np.shape(b))


@jvp(np.divide.outer, signature=OUTER)
def divide_outer_jvp(a, b, *, out, a_dot, b_dot):
    return np.divide.outer(a_dot, b) - out * np.divide(b_dot, b)


@vjp(np.divide.outer, signature=OUTER)
def divide_outer_vjp(a, b, *, out, out_bar):
    rows, ratios = np.reshape(out_bar, (np.size(a), np.size(b))), np.reshape(out, (np.size(a), np.size(b)))
    b_bar = -np.sum(rows * ratios, axis=0) / np.ravel(b)
    return np.reshape(rows @ (1 / np.ravel(b)), np.shape(a)), np.reshape(b_bar, np.shape(b))
