"""What users ask of the target for Numba: `options_of(jit, function)`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

OWN = {"error_model": "numpy"}
"""Options of a derivative whose primal Numba does not compile: division by zero gives what it gives in arrays."""


@dataclass(frozen=True)
class Options:
    """`numba` are the options of `numba.njit`; with `fallback` what Numba cannot compile runs as plain Python."""

    numba: tuple[tuple[str, Any], ...] = tuple(OWN.items())
    fallback: bool = False


def options_of(jit, function) -> Options | None:
    """The options that `jit` stands for; None: the plain target.

    Left out, a derivative is compiled if its primal is, and with the same options.
    """
    given = compiled_with(function)
    match jit:
        case Options():
            return jit
        case None if given is not None:
            chosen = given
        case None | False:
            return None
        case True | "auto":
            chosen = OWN if given is None else given
        case Mapping():
            chosen = {**(OWN if given is None else given), **jit}
        case _:
            raise ValueError(f'jit is {jit!r}: pass True, "auto", or a dict of options of numba.njit')
    require_numba()
    return Options(tuple(sorted(chosen.items())), jit == "auto")


def compiled_with(function) -> dict | None:
    """The options that a function was compiled with by Numba; None for any other function."""
    options = getattr(function, "targetoptions", None)
    if not isinstance(options, dict) or not hasattr(function, "py_func"):
        return None
    cached = {"cache": True} if getattr(function, "_cache", None) and function._cache.cache_path else {}
    return {k: v for k, v in options.items() if k not in ("nopython", "nogil")} | cached


def require_numba():
    """Let Numba know of derivatives, or say what to install where it is missing."""
    try:
        import ad_transform.jit.inside  # noqa: F401
    except ImportError as error:
        raise ImportError("`jit` needs Numba: pip install ad-transform[jit]") from error
