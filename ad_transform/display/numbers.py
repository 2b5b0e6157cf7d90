"""Numbers and arrays in a few letters: `short(value)`, and as plain Python for JSON: `plain(value)`."""

from __future__ import annotations

from typing import Any

import numpy as np

from .trace import Summary

MOST = 4
"""Arrays with more elements are told by their shape and range."""


def short(value, digits: int = 3) -> str:
    """A value as people write it in a table: three decimals, and whole numbers as such.

    >>> short(2.0), short(-0.27941), short(1.5e-7), short(np.arange(3.0))
    ('2', '-0.279', '1.500e-07', '[0 1 2]')
    """
    match value:
        case None:
            return ""
        case Summary(shape, low, high):
            return f"{shape} of {number(low, digits)} to {number(high, digits)}"
        case np.ndarray() if value.ndim and value.dtype.kind in "fciub":
            return array(value, digits)
        case bool() | np.bool_() | str():
            return str(value)
        case int() | float() | complex() | np.generic() | np.ndarray():
            return number(value, digits)
    return type(value).__name__


def array(value: np.ndarray, digits: int) -> str:
    """A small vector is written out, anything else told by shape and range."""
    if value.ndim == 1 and value.size <= MOST:
        return f"[{' '.join(number(v, digits) for v in value)}]"
    if not value.size:
        return f"{value.shape}"
    with np.errstate(all="ignore"):
        size = np.abs(value) if value.dtype.kind == "c" else value
        return f"{value.shape} of {number(np.min(size), digits)} to {number(np.max(size), digits)}"


def number(value, digits: int) -> str:
    if np.iscomplexobj(value):
        imaginary = number(value.imag, digits)
        return f"{number(value.real, digits)}{'' if imaginary.startswith('-') else '+'}{imaginary}j"
    real = float(value)
    if real == int(real) if np.isfinite(real) and abs(real) < 1e6 else False:
        return str(int(real))
    if not np.isfinite(real):
        return str(real)
    return f"{real:.{digits}f}" if 10.0**-digits <= abs(real) < 1e6 else f"{real:.{digits}e}"


def plain(value) -> Any:
    """A value of numbers, strings and lists, as JSON has them."""
    match value:
        case Summary(shape, low, high, finite):
            return {"shape": list(shape), "min": low, "max": high, "finite": finite}
        case np.ndarray() | np.generic():
            return plain(value.tolist())
        case complex():
            return {"real": value.real, "imag": value.imag}
        case list() | tuple():
            return [plain(part) for part in value]
        case None | bool() | int() | float() | str():
            return value
    return repr(value)
