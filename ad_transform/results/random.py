"""Random numbers: what a draw has the shape of."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..kinds import Array, Known, Number
from .creation import lengths_of
from .given import shaped
from .lengths import Undetermined, broadcast_all, length_of

FLOATS = {
    **dict.fromkeys(("normal", "uniform", "laplace", "logistic", "gumbel", "lognormal", "beta", "gamma"), 2),
    **dict.fromkeys(("f", "noncentral_chisquare", "vonmises", "wald"), 2),
    **dict.fromkeys(("exponential", "rayleigh", "weibull", "pareto", "power", "chisquare"), 1),
    **dict.fromkeys(("standard_t", "standard_gamma"), 1),
    **dict.fromkeys(("random", "random_sample", "ranf", "sample", "standard_normal"), 0),
    **dict.fromkeys(("standard_exponential", "standard_cauchy"), 0),
    "triangular": 3,
}
"""How many parameters each distribution has before its `size`."""


def drawn(dtype, count):
    """The rule of a distribution of `count` parameters, which are broadcast where no size is given."""

    def rule(*args, size=None, **named):
        parameters = [*args[:count], *named.values()]
        size = args[count] if len(args) > count else size
        if size is None or size.kind == Known(None):
            dims = broadcast_all(*(shaped(p).dims for p in parameters))
        else:
            dims = lengths_of(size)
        scalar = "float" if dtype == "float64" else "int"
        return Array(dtype, dims) if dims else _single(size, parameters, scalar)

    return rule


def _single(size, parameters, scalar):
    """One number: a number of Python, if neither a size nor an array was given."""
    if (size is not None and size.kind != Known(None)) or any(isinstance(p.kind, Array) for p in parameters):
        raise Undetermined("a number or an array without axes")
    return Number(scalar)


def by_lengths(*lengths):
    """``np.random.rand(3, 4)``"""
    return Array("float64", tuple(length_of(n.kind) for n in lengths)) if lengths else Number("float")


def integers(low, high=None, size=None, dtype=None):
    if dtype is not None:
        raise Undetermined("another dtype")
    return drawn("int64", 2)(low, high or low, size=size)


def permutation(x):
    if isinstance(x.kind, Number):
        return Array("int64", (length_of(x.kind),))
    return Array(shaped(x).dtype, shaped(x).dims)


RULES: dict[Any, Any] = {
    **{getattr(np.random, name): drawn("float64", count) for name, count in FLOATS.items()},
    np.random.rand: by_lengths,
    np.random.randn: by_lengths,
    np.random.randint: integers,
    np.random.permutation: permutation,
    np.random.seed: lambda *args: Known(None),
    np.random.shuffle: lambda x: Known(None),
}
