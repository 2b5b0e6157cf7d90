"""What functions of SciPy return, where calling them on small arrays does not tell all: laws of scipy.stats."""

from __future__ import annotations

import types

from .elementwise import elementwise

LAWS = ("scipy.stats._continuous_distns", "scipy.stats._discrete_distns")
METHODS = ("pdf", "logpdf", "pmf", "logpmf", "cdf", "logcdf", "sf", "logsf", "ppf", "isf")


def method_of_a_law(function):
    """The rule of ``stats.norm.logpdf`` and its kin, which broadcast all their arguments; None for anything else."""
    if not isinstance(function, types.MethodType) or function.__name__ not in METHODS:
        return None
    if type(function.__self__).__module__ not in LAWS:
        return None

    def rule(*args, **named):
        flat = (*args, *named.values())

        def positional(*values):
            return function(*values[: len(args)], **dict(zip(named, values[len(args) :], strict=True)))

        return elementwise(positional)(*flat)

    return rule
