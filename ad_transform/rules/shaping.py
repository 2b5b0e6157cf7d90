"""Derivatives of functions that rearrange an array. Kinds and reserved words: table.py."""

import numpy as np

from ad_transform.rules.table import OurTable
from ad_transform.runtime import inverse_axes, pad_adjoint, places, scatter_like

rules = OurTable("shaping")
linear = rules.linear
PLAIN = {"order": ("C", "F")}  # the orders that mean the same for every array
PADDED = "(array, pad_width, mode='constant', *, constant_values=0)"

# fmt: off
# The same entries in another shape
linear(np.squeeze,          lambda a, axis, *, out_bar: np.reshape(out_bar, np.shape(a)))
linear(np.expand_dims,      lambda a, axis, *, out_bar: np.reshape(out_bar, np.shape(a)))
linear(np.matrix_transpose, lambda x, *, out_bar: np.matrix_transpose(out_bar))
linear(np.swapaxes,         lambda a, axis1, axis2, *, out_bar: np.swapaxes(out_bar, axis1, axis2))
linear(np.moveaxis,         lambda a, source, destination, *, out_bar: np.moveaxis(out_bar, destination, source))
linear(np.atleast_1d,       lambda a, *, out_bar: np.reshape(out_bar, np.shape(a)), signature="(a, /)")
linear(np.atleast_2d,       lambda a, *, out_bar: np.reshape(out_bar, np.shape(a)), signature="(a, /)")
linear(np.atleast_3d,       lambda a, *, out_bar: np.reshape(out_bar, np.shape(a)), signature="(a, /)")

# The same entries in another order
linear(np.flip,             lambda m, axis, *, out_bar: np.flip(out_bar, axis))
linear(np.fliplr,           lambda m, *, out_bar: np.fliplr(out_bar))
linear(np.flipud,           lambda m, *, out_bar: np.flipud(out_bar))
linear(np.rot90,            lambda m, k, axes, *, out_bar: np.rot90(out_bar, -k, axes))
linear(np.fft.fftshift,     lambda x, axes, *, out_bar: np.fft.ifftshift(out_bar, axes))
linear(np.fft.ifftshift,    lambda x, axes, *, out_bar: np.fft.fftshift(out_bar, axes))

# The same entries, some of them or more than once
linear(np.broadcast_to,     lambda array, shape, subok, *, out_bar: out_bar)

# Diagonals and triangles
linear(np.tril,             lambda m, k, *, out_bar: np.tril(out_bar, k))
linear(np.triu,             lambda m, k, *, out_bar: np.triu(out_bar, k))
linear(np.diagflat,         lambda v, k, *, out_bar: np.reshape(np.diagonal(out_bar, k), np.shape(v)))

# Copies and conversions
linear(np.copy,             lambda a, order, subok, *, out_bar: out_bar)
linear(np.asarray,          lambda a, dtype, order, copy, *, out_bar: out_bar)
linear(np.asanyarray,       lambda a, dtype, order, copy, *, out_bar: out_bar)
linear(np.asarray_chkfinite, lambda a, dtype, order, *, out_bar: out_bar)
linear(np.ascontiguousarray, lambda a, dtype, *, out_bar: np.reshape(out_bar, np.shape(a)))
linear(np.asfortranarray,   lambda a, dtype, *, out_bar: out_bar)
linear(np.require,          lambda a, dtype, requirements, *, out_bar: np.reshape(out_bar, np.shape(a)))
linear(np.astype,           lambda x, dtype, copy, *, out_bar: out_bar)
# fmt: on


@linear(np.lib.stride_tricks.sliding_window_view, only={"subok": (False,)})
def sliding_window_view(x, window_shape, axis, *, out_bar):
    return scatter_like(out_bar, np.lib.stride_tricks.sliding_window_view(places(x), window_shape, axis), x)


@linear(np.roll)
def roll(a, shift, axis, *, out_bar):
    return np.roll(out_bar, -shift if np.ndim(shift) == 0 else np.negative(shift), axis)


@linear(np.rollaxis)
def rollaxis(a, axis, start, *, out_bar):
    return scatter_like(out_bar, np.rollaxis(places(a), axis, start), a)


@linear(np.tile, signature="(A, reps)")
def tile(A, reps, *, out_bar):
    return scatter_like(out_bar, np.tile(places(A), reps), A)


@linear(np.repeat)
def repeat(a, repeats, axis, *, out_bar):
    return scatter_like(out_bar, np.repeat(places(a), repeats, axis), a)


@linear(np.resize)
def resize(a, new_shape, *, out_bar):
    return scatter_like(out_bar, np.resize(places(a), new_shape), a)


@linear(np.delete)
def delete(arr, obj, axis, *, out_bar):
    return scatter_like(out_bar, np.delete(places(arr), obj, axis), arr)


@linear(np.diagonal)
def diagonal(a, offset, axis1, axis2, *, out_bar):
    return scatter_like(out_bar, np.diagonal(places(a), offset, axis1, axis2), a)


@linear(np.array)
def array(object, dtype, copy, order, ndmin, *, out_bar):
    return np.reshape(out_bar, np.shape(object))


@linear(np.reshape, only=PLAIN)
def reshape(a, shape, order, *, out_bar):
    if order == "C":
        return np.reshape(out_bar, np.shape(a))
    return np.reshape(out_bar, np.shape(a), order)


@linear(np.ravel, only=PLAIN)
def ravel(a, order, *, out_bar):
    if order == "C":
        return np.reshape(out_bar, np.shape(a))
    return np.reshape(out_bar, np.shape(a), order)


@linear(np.transpose)
def transpose(a, axes, *, out_bar):
    if axes is None:
        return np.transpose(out_bar)
    return np.transpose(out_bar, inverse_axes(axes))


@linear(np.pad, signature=PADDED, only={"mode": ("constant", "edge", "reflect", "symmetric", "wrap")})
def pad(array, pad_width, mode, constant_values, *, out_bar):
    array_bar, ends_bar = pad_adjoint(out_bar, array, pad_width, mode, constant_values)
    return array_bar, None, None, ends_bar


@linear(np.diag)
def diag(v, k, *, out_bar):
    if np.ndim(v) == 1:
        return np.diag(out_bar, k)
    return scatter_like(out_bar, np.diag(places(v), k), v)


@linear(np.trace)
def trace(a, offset, axis1, axis2, *, out_bar):
    diagonal = np.diagonal(places(a), offset, axis1, axis2)
    return scatter_like(np.broadcast_to(np.expand_dims(out_bar, -1), np.shape(diagonal)), diagonal, a)
