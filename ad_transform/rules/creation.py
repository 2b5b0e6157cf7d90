"""Derivatives of functions that make arrays of numbers given, and functions that have none. Kinds: table.py."""

import numpy as np

from ad_transform.rules.table import OurTable

rules = OurTable("creation")
linear, multilinear, jvp, vjp = rules.linear, rules.multilinear, rules.jvp, rules.vjp

# fmt: off
linear(np.full,      lambda shape, fill_value, dtype, *, out_bar: (None, out_bar))
linear(np.full_like, lambda a, fill_value, dtype, shape, *, out_bar: (0.0, out_bar))
# fmt: on


RANGE = "(start, stop=None, step=1, *, dtype=None)"


@jvp(np.arange, signature=RANGE)
def arange_jvp(start, stop, step, dtype, *, out, start_dot, step_dot):
    if stop is None:
        return step_dot * np.arange(np.size(out))
    return start_dot + step_dot * np.arange(np.size(out))


@vjp(np.arange, signature=RANGE)
def arange_vjp(start, stop, step, dtype, *, out_bar):
    step_bar = np.dot(np.arange(np.size(out_bar)), out_bar)
    return 0.0 if stop is None else np.sum(out_bar), 0.0, step_bar


@linear(np.linspace, only={"retstep": (False,)})
def linspace(start, stop, num, endpoint, retstep, dtype, axis, *, out_bar):
    t = np.reshape(np.linspace(0.0, 1.0, num, endpoint), (num,) + (1,) * (np.ndim(out_bar) - 1))
    rows = np.moveaxis(out_bar, axis, 0)
    return np.sum((1 - t) * rows, axis=0), np.sum(t * rows, axis=0)


@jvp(np.logspace)
def logspace_jvp(start, stop, num, endpoint, base, dtype, axis, *, out, start_dot, stop_dot, base_dot):
    exponent_dot = np.linspace(start_dot, stop_dot, num, endpoint, axis=axis)
    exponent = np.linspace(start, stop, num, endpoint, axis=axis)
    return out * (np.log(base) * exponent_dot + exponent * base_dot / base)


@vjp(np.logspace)
def logspace_vjp(start, stop, num, endpoint, base, dtype, axis, *, out, out_bar):
    t = np.reshape(np.linspace(0.0, 1.0, num, endpoint), (num,) + (1,) * (np.ndim(out_bar) - 1))
    rows = np.moveaxis(out_bar * out, axis, 0)
    base_bar = np.sum(out_bar * out * np.linspace(start, stop, num, endpoint, axis=axis)) / base
    return (
        np.sum((1 - t) * rows, axis=0) * np.log(base),
        np.sum(t * rows, axis=0) * np.log(base),
        None,
        None,
        base_bar,
    )


@jvp(np.geomspace)
def geomspace_jvp(start, stop, num, endpoint, dtype, axis, *, out, start_dot, stop_dot):
    return out * np.linspace(start_dot / start, stop_dot / stop, num, endpoint, axis=axis)


@vjp(np.geomspace)
def geomspace_vjp(start, stop, num, endpoint, dtype, axis, *, out, out_bar):
    t = np.reshape(np.linspace(0.0, 1.0, num, endpoint), (num,) + (1,) * (np.ndim(out_bar) - 1))
    rows = np.moveaxis(out_bar * out, axis, 0)
    return np.sum((1 - t) * rows, axis=0) / start, np.sum(t * rows, axis=0) / stop


@jvp(np.vander)
def vander_jvp(x, N, increasing, *, x_dot):
    n = np.size(x) if N is None else N
    powers = np.arange(n) if increasing else np.arange(n)[::-1]
    return np.expand_dims(x_dot, -1) * powers * np.expand_dims(x, -1) ** np.maximum(powers - 1, 0)


@vjp(np.vander)
def vander_vjp(x, N, increasing, *, out_bar):
    n = np.size(x) if N is None else N
    powers = np.arange(n) if increasing else np.arange(n)[::-1]
    return np.sum(out_bar * powers * np.expand_dims(x, -1) ** np.maximum(powers - 1, 0), axis=-1)


# Nothing to differentiate

rules.inactive(
    np.zeros, np.ones, np.empty, np.zeros_like, np.ones_like, np.empty_like, np.eye, np.identity, np.tri
)
rules.inactive(np.shape, np.ndim, np.size, np.isscalar, np.iterable, np.result_type, np.broadcast_shapes)
rules.inactive(
    np.dtype, np.finfo, np.iinfo, np.can_cast, np.promote_types, np.min_scalar_type, np.common_type
)
rules.inactive(np.issubdtype, np.shares_memory, np.may_share_memory, np.isfortran)
rules.inactive(np.all, np.any, np.count_nonzero, np.nonzero, np.flatnonzero, np.argwhere)
rules.inactive(np.isclose, np.allclose, np.array_equal, np.array_equiv, np.isin)
rules.missing(np.histogram_bin_edges, "write np.linspace between the smallest and the largest number")
rules.inactive(np.packbits, np.unpackbits)
rules.inactive(np.indices, np.diag_indices, np.diag_indices_from, np.tril_indices, np.tril_indices_from)
rules.inactive(np.triu_indices, np.triu_indices_from, np.mask_indices, np.unravel_index, np.ravel_multi_index)
rules.inactive(
    np.array2string, np.array_repr, np.array_str, np.format_float_positional, np.format_float_scientific
)
