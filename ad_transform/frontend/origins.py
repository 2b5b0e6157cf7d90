"""Whose a function is: the user's, or a library's, and whether that is known to leave its arguments alone."""

from __future__ import annotations

import sys
import types

import numpy as np

from ..rules.own import Ruled

CHANGING = (np.put, np.place, np.putmask, np.fill_diagonal, np.copyto, np.put_along_axis)
HARMLESS = (
    "numpy",
    "scipy",
    "math",
    "builtins",
    "copy",
    "dataclasses",
    "json",
    "logging",
    "time",
    "warnings",
)


def is_own(function):
    """True for a function of the user's, of whose results only its text tells anything."""
    package = (getattr(function, "__module__", None) or "numpy").partition(".")[0]
    return isinstance(function, Ruled) or not (
        package in sys.stdlib_module_names or package in ("numpy", "scipy", "ad_transform")
    )


def is_library(function):
    """True for a function of the standard library or of NumPy and SciPy: without a rule it is not looked into."""
    package = (function.__module__ or "").partition(".")[0]
    return package in sys.stdlib_module_names or package in ("numpy", "scipy")


def leaves_alone(function):
    """True for functions that are known not to change their arguments."""
    if isinstance(function, types.BuiltinMethodType) and isinstance(
        getattr(function, "__self__", None), np.ufunc
    ):
        return False
    module = (getattr(function, "__module__", "") or "").partition(".")[0]
    return module in HARMLESS and function not in CHANGING
