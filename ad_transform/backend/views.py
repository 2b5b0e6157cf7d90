"""Whether a function's result is a new object, or may be (part of) one of its arguments: `borrows(function, ...)`.

In-place text is safe only if this table errs on one side: what is not known to be fresh borrows from every argument.
"""

import copy
import operator

import numpy as np

from ad_transform import runtime
from ad_transform.usercalls import DerivativeCall

# Always, or sometimes, the memory of an argument under another shape.
_VIEWS = [
    np.transpose, np.reshape, np.ravel, np.squeeze, np.swapaxes, np.moveaxis, np.rollaxis, np.expand_dims,
    np.asarray, np.asanyarray, np.ascontiguousarray, np.asfortranarray, np.asarray_chkfinite, np.require,
    np.atleast_1d, np.atleast_2d, np.atleast_3d, np.broadcast_to, np.broadcast_arrays, np.astype,
    np.lib.stride_tricks.as_strided, np.lib.stride_tricks.sliding_window_view, np.meshgrid, np.ix_,
    np.diagonal, np.diag, np.einsum, np.linalg.diagonal, np.real, np.imag, np.real_if_close, np.trim_zeros,
    np.flip, np.fliplr, np.flipud, np.rot90, np.matrix_transpose, np.linalg.matrix_transpose, np.permute_dims,
    np.split, np.array_split, np.hsplit, np.vsplit, np.dsplit, *(f for f in [getattr(np, "unstack", None)] if f),
    np.round, np.around, np.diff, np.linalg.matrix_power, np.fft.fftn, np.fft.ifftn, np.fft.fft2, np.fft.ifft2,
    np.polyder, np.polyint,  # of nothing to do: the argument
]  # fmt: skip

# Views that must not be written, or whose places overlap.
_READ_ONLY = [
    np.broadcast_to, np.broadcast_arrays, np.diagonal, np.diag, np.linalg.diagonal, np.einsum, np.imag,
    np.lib.stride_tricks.as_strided, np.lib.stride_tricks.sliding_window_view,
]  # fmt: skip

# New objects of builtins; the others (max, sorted, list, iter, ...) hand on what they were given.
_FRESH = [
    abs,
    len,
    bool,
    int,
    float,
    complex,
    str,
    repr,
    round,
    divmod,
    hash,
    isinstance,
    any,
    all,
    range,
    slice,
]
_FRESH += [callable, hasattr, type, id, ord, chr, issubclass, pow, copy.deepcopy]
_FRESH += [
    operator.lt,
    operator.le,
    operator.eq,
    operator.ne,
    operator.gt,
    operator.ge,
    operator.is_,
    operator.is_not,
]
_FRESH += [operator.not_, operator.contains, operator.truth, operator.index]

_FRESH += [runtime.zeros_of, runtime.add_structures, runtime.share, runtime.scatter_like, runtime.places]
_FRESH += [runtime.sinc_derivative, runtime.i0_derivative, runtime.read_back, runtime.held]
_FRESH += [runtime.zero_adjoints, runtime.zero_tangent, runtime.integral_adjoints, runtime.integral_tangent]
_FRESH += [runtime.shuffled_order, runtime.interpolated, runtime.interpolated_by_shape]
_FRESH += [
    runtime.root_solution,
    runtime.root_scalar_solution,
    runtime.minimize_solution,
    runtime.value_adjoints,
]
_FRESH += [
    runtime.function_value,
    runtime.ivp_solution,
    runtime.trajectory_adjoints,
    runtime.trajectory_tangent,
]

# Functions of this kind that may hand on several arguments; all others of the views hand on the first alone.
_SEVERAL = [np.atleast_1d, np.atleast_2d, np.atleast_3d, np.broadcast_arrays, np.meshgrid, np.ix_, np.einsum]
_FIRST = [f for f in _VIEWS if not any(f is g for g in _SEVERAL)]
_FIRST += [runtime.unbroadcast, runtime.spread, runtime.mT, runtime.as_last_axis, runtime.from_last_axis]

# New numbers and arrays, but lists that share their items.
_ARITHMETIC = (
    "add sub mul truediv floordiv mod pow matmul neg pos invert and_ or_ xor lshift rshift abs concat"
)

# In-place accumulation, which the backend introduces: the result is the first argument.
ACCUMULATIONS = {operator.iadd: operator.add, operator.isub: operator.sub, operator.imul: operator.mul}

_VIEW_IDS, _READ_ONLY_IDS, _FRESH_IDS, _FIRST_IDS = (
    {id(f) for f in table} for table in (_VIEWS, _READ_ONLY, _FRESH, _FIRST)
)
_ARITHMETIC_IDS = {id(getattr(operator, word)) for word in _ARITHMETIC.split()}
_FRESH_PACKAGES = ("numpy", "scipy", "math", "cmath")


def copy_(a):
    """``a.copy()``, for an array or a flat list: the copy that in-place text needs."""
    return a.copy()


def is_copier(function) -> bool:
    """True if the function gives a copy of its argument."""
    return function is copy_ or function is copy.copy or function is copy.deepcopy or function is np.copy


def read_only(function) -> bool:
    """True if what `function` returns must not be written in place."""
    return id(function) in _READ_ONLY_IDS


def lends_first_only(function) -> bool:
    """True if what `function` returns can only share memory with its first argument."""
    return id(function) in _FIRST_IDS


def lends_view(function) -> bool:
    """True for indexing, attributes and functions that look at one argument under another shape."""
    return function is operator.getitem or function is getattr or id(function) in _FIRST_IDS


def accumulates(function) -> bool:
    return any(function is f for f in ACCUMULATIONS)


def borrows(function, holds_items: bool = False) -> bool:
    """True if the result of `function` may share memory or items with an argument.

    `holds_items`: some argument is a tuple, list, dict or object.
    """
    if id(function) in _FRESH_IDS:
        return False
    if id(function) in _ARITHMETIC_IDS:
        return holds_items
    if id(function) in _VIEW_IDS or isinstance(function, type):
        return True
    if isinstance(function, np.ufunc) or (isinstance(function, DerivativeCall) and function.mode == "vjp"):
        return False
    package = (getattr(function, "__module__", None) or "").partition(".")[0]
    return package not in _FRESH_PACKAGES
