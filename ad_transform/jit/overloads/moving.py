"""Transposes of functions that move entries, as loops."""

from __future__ import annotations

import numpy as np
from numba.core import types
from numba.extending import overload

from ad_transform import runtime
from ad_transform.jit.overloads.fitting import constant, dtype_of, is_array, is_number


def is_places(kind):
    """True for a vector of whole numbers, or a list of them."""
    if isinstance(kind, types.List):
        return isinstance(kind.dtype, types.Integer)
    return is_array(kind) and kind.ndim == 1 and isinstance(kind.dtype, types.Integer)


def is_mask(kind):
    return is_array(kind) and isinstance(kind.dtype, types.Boolean)


@overload(runtime.scatter_add)
def scatter_add(target, index, value):
    rank = value.ndim if is_array(value) else 0 if is_number(value) else None
    if rank is None:
        return None
    if is_places(index):
        return add_rows(target.ndim, rank)
    if isinstance(index, types.BaseTuple) and all(map(is_places, index)) and len(index) == target.ndim <= 2:
        return add_pairs(len(index), rank)
    if is_mask(index) and index.ndim == target.ndim == 1 and rank <= 1:
        return add_masked(rank)
    return None


def add_rows(depth, rank):
    """``target[index[k]] += value[k]``, or a value for each of them."""
    if rank < depth:

        def add_each(target, index, value):
            for place in index:
                target[place] += value

        return add_each
    if rank > depth:
        return None

    def add(target, index, value):
        step = 0 if len(value) == 1 else 1
        if step and len(value) != len(index):
            raise ValueError("an adjoint does not fit the index")
        for k in range(len(index)):
            target[index[k]] += value[k * step]

    return add


def add_pairs(depth, rank):
    """``target[i[k], j[k]] += value[k]``."""
    if rank > 1:
        return None
    place = "index[0][k]" if depth == 1 else "index[0][k], index[1][k]"
    item = "value[k * step]" if rank else "value"
    text = f"""
def add(target, index, value):
    count = len(index[0])
    {"step = 0 if len(value) == 1 else 1" if rank else ""}
    for part in index:
        if len(part) != count:
            raise ValueError("index arrays of different lengths")
    for k in range(count):
        target[{place}] += {item}
"""
    space: dict = {}
    exec(text, space)
    return space["add"]


def add_masked(rank):
    def add_each(target, index, value):
        for k in range(len(index)):
            if index[k]:
                target[k] += value

    def add(target, index, value):
        step, place = 0 if len(value) == 1 else 1, 0
        for k in range(len(index)):
            if index[k]:
                target[k] += value[place]
                place += step

    return add if rank else add_each


@overload(runtime.places)
def places(a):
    return (lambda a: np.arange(a.size).reshape(a.shape)) if is_array(a) else None


@overload(runtime.scatter_like)
def scatter_like(value, index, a):
    if not is_array(a) or not is_array(value) or not is_array(index) or value.ndim != index.ndim:
        return None
    dtype = dtype_of(value).type

    def scatter(value, index, a):
        total = np.zeros(a.size, dtype)
        items, places = np.ravel(value), np.ravel(index)
        if len(items) != len(places):
            raise ValueError("an adjoint does not fit the index")
        for k in range(len(places)):
            total[places[k]] += items[k]
        return total.reshape(a.shape)

    return scatter


@overload(runtime.read_back)
def read_back(array, index):
    if is_mask(index) and index.ndim == array.ndim == 1:
        return lambda array, index: array[index]
    if not is_places(index) or array.ndim != 1:
        return None

    def read(array, index):
        found, last = np.zeros(len(index), array.dtype), np.full(len(array), -1)
        for k in range(len(index)):
            last[index[k]] = k
        for k in range(len(index)):
            if last[index[k]] == k:
                found[k] = array[index[k]]
        return found

    return read


@overload(runtime.product_of_others)
def product_of_others(a, axis=None):
    if constant(axis) is not None or not is_array(a):
        return None

    one = dtype_of(a).type(1)

    def others(a, axis=None):
        items = np.ravel(a)
        found = np.ones(len(items), a.dtype)
        before, after = one, one
        for k in range(len(items)):
            found[k] *= before
            before *= items[k]
        for k in range(len(items) - 1, -1, -1):
            found[k] *= after
            after *= items[k]
        return found.reshape(a.shape)

    return others
