"""Derivatives of functions that join arrays or take them apart. Kinds and reserved words: table.py."""

import numpy as np

from ad_transform.rules.table import OurTable
from ad_transform.runtime import block_adjoint, insert_adjoint, meshgrid_adjoint, reshape_each, split_like

rules = OurTable("joining")
linear = rules.linear

# fmt: off
# Joining: the adjoint of a list of arrays is the list of the pieces
linear(np.concatenate,   lambda arrays, axis, *, out_bar: split_like(out_bar, arrays, axis))
linear(np.stack,         lambda arrays, axis, *, out_bar: list(np.unstack(out_bar, axis=axis)))
linear(np.vstack,        lambda tup, *, out_bar: split_like(out_bar, tup, 0))
linear(np.hstack,        lambda tup, *, out_bar: split_like(out_bar, tup, 0 if np.ndim(out_bar) == 1 else 1))
linear(np.dstack,        lambda tup, *, out_bar: split_like(out_bar, tup, 2))
linear(np.column_stack,  lambda tup, *, out_bar: split_like(out_bar, tup, 1))
linear(np.block,         lambda arrays, *, out_bar: block_adjoint(out_bar, arrays))

# Taking apart
linear(np.split,         lambda ary, indices_or_sections, axis, *, out_bar: np.concatenate(out_bar, axis))
linear(np.array_split,   lambda ary, indices_or_sections, axis, *, out_bar: np.concatenate(out_bar, axis))
linear(np.vsplit,        lambda ary, indices_or_sections, *, out_bar: np.concatenate(out_bar, 0))
linear(np.dsplit,        lambda ary, indices_or_sections, *, out_bar: np.concatenate(out_bar, 2))
linear(np.unstack,       lambda x, axis, *, out_bar: np.stack(out_bar, axis))

# Several arrays brought to one shape
linear(np.broadcast_arrays, lambda *args, out_bar: list(out_bar))
linear(np.meshgrid,      lambda *xi, copy, sparse, indexing, out_bar: meshgrid_adjoint(out_bar, xi, indexing))
linear(np.ix_,           lambda *args, out_bar: reshape_each(out_bar, args))
# fmt: on


@linear(np.hsplit)
def hsplit(ary, indices_or_sections, *, out_bar):
    return np.concatenate(out_bar, 0 if np.ndim(ary) == 1 else 1)


@linear(np.append)
def append(arr, values, axis, *, out_bar):
    arr_bar, values_bar = split_like(out_bar, [arr, values], axis)
    return arr_bar, values_bar


@linear(np.insert)
def insert(arr, obj, values, axis, *, out_bar):
    arr_bar, values_bar = insert_adjoint(out_bar, arr, obj, values, axis)
    return arr_bar, None, values_bar
