"""Zeros, sums and copies of numbers, arrays, and lists of them."""

from __future__ import annotations

import copy

import numpy as np
from numba.core import types
from numba.extending import overload

from ad_transform import runtime
from ad_transform.jit.overloads.fitting import dtype_of, is_array, is_number


def is_list(kind):
    """True for a list, or a tuple of equal types."""
    return isinstance(kind, types.List | types.UniTuple)


@overload(runtime.zeros_of)
def zeros_of(value):
    if is_list(value):
        return lambda value: [runtime.zeros_of(item) for item in value]
    if not is_array(value) and not is_number(value):
        return None
    dtype = dtype_of(value)
    number = dtype.type if dtype.kind in "fc" else np.float64
    if is_array(value):
        return lambda value: np.zeros(value.shape, number)
    return lambda value: number(0)


@overload(runtime.add_structures)
def add_structures(one, other):
    if is_list(one):
        return lambda one, other: [runtime.add_structures(one[k], other[k]) for k in range(len(one))]
    return lambda one, other: one + other


@overload(runtime.add_lists)
def add_lists(left, right):
    if is_list(left) and is_number(left.dtype):
        return lambda left, right: [left[k] + right[k] for k in range(len(left))]
    return None


@overload(runtime.scale)
def scale(weights, factor):
    if is_list(weights) and is_number(weights.dtype):
        return lambda weights, factor: [w * factor for w in weights]
    return None


@overload(runtime.weigh)
def weigh(weights, values):
    if not all(is_list(kind) and is_number(kind.dtype) for kind in (weights, values)):
        return None

    def weighed(weights, values):
        total = 0.0
        for k in range(min(len(weights), len(values))):
            total += weights[k] * values[k]
        return total

    return weighed


@overload(runtime.share_of)
def share_of(values, chosen):
    if not is_list(values) or not is_number(values.dtype) or getattr(values, "count", 2) == 1:
        return None

    def shares(values, chosen):
        if len(values) == 1:
            raise ValueError("shares of a single value")
        count = 0.0
        for value in values:
            count += 1.0 if value == chosen else 0.0
        return [(1.0 if value == chosen else 0.0) / (count or 1.0) for value in values]

    return shares


@overload(runtime.pick)
def pick(items, order):
    return lambda items, order: [items[i] for i in order]


@overload(runtime.require_scalar)
def require_scalar(value):
    return (lambda value: None) if is_number(value) else None


@overload(copy.deepcopy)
def deepcopy(x):
    if is_number(x):
        return lambda x: x
    if is_array(x):
        return lambda x: x.copy()
    if isinstance(x, types.List):
        return lambda x: [copy.deepcopy(item) for item in x]
    return None


@overload(copy.copy)
def shallow(x):
    if is_number(x):
        return lambda x: x
    if is_array(x):
        return lambda x: x.copy()
    if isinstance(x, types.List):
        return lambda x: [x[k] for k in range(len(x))]
    return None


@overload(runtime.polygamma)
def polygamma(n, x):
    return runtime.polygamma if is_number(n) and is_number(x) else None


@overload(runtime.half_diagonal)
def half_diagonal(a):
    return runtime.half_diagonal if is_array(a) and a.ndim == 2 else None


@overload(runtime.copies_of)
def copies_of(value, items):
    if is_number(value) and is_list(items):
        return lambda value, items: [value for _ in range(len(items))]
    if is_array(items):
        return lambda value, items: value + np.zeros(items.shape)
    return None
