"""The names by which people call the functions of libraries: ``np.linalg.solve``, ``scipy.stats.norm.logpdf``."""

from __future__ import annotations

import sys
import types

import numpy as np

PLAIN = {"numpy": "np", "_operator": "operator", "builtins": ""}


def name_of(function) -> str:
    """The name by which people call `function`: ``np.linalg.solve``, ``math.sin``; a user's goes by itself."""
    name = getattr(function, "__qualname__", None) or getattr(function, "__name__", None)
    name = name and name.rpartition("<locals>.")[2]
    owner = getattr(function, "__self__", None)
    if isinstance(owner, np.ufunc):
        return f"np.{owner.__name__}.{function.__name__}"
    if isinstance(function, types.MethodType) and (held := held_as(owner)):
        return f"{'.'.join(held)}.{function.__name__}"
    if name is None:
        return ".".join(held_as(function) or (repr(function),))
    module = _home(function)
    return f"{module}.{name}" if module else name


def _home(function) -> str:
    """The public module of a function."""
    if isinstance(function, np.ufunc):  # a ufunc does not say where it is from, and NumPy's are known
        return "np" if getattr(np, function.__name__, None) is function else "scipy.special"
    module = getattr(function, "__module__", None) or ""
    if not _is_library(module):
        return ""
    module = PLAIN.get(module, module.replace("numpy.", "np."))
    return module if not module.startswith("scipy.") else public(module)


def _is_library(module: str) -> bool:
    package = module.partition(".")[0]
    return package in ("numpy", "scipy", "ad_transform") or package in sys.stdlib_module_names - {"__main__"}


def public(module: str) -> str:
    """The innermost public module around `module`."""
    words = module.split(".")
    return ".".join(words[: next((k for k, w in enumerate(words) if w.startswith("_")), len(words))])


def held_as(thing) -> tuple[str, str] | None:
    """Module and name under which a library holds an object that has no name of its own: a law of scipy.stats."""
    module = public(getattr(type(thing), "__module__", None) or "")
    if module.partition(".")[0] not in ("numpy", "scipy"):
        return None
    found = vars(sys.modules.get(module, types)).items()
    return next(((module, word) for word, value in found if value is thing), None)
