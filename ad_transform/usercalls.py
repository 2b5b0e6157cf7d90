"""Functions of the user's that stay calls in a program, as they call themselves, and the calls of their derivatives.

Each is one object however often it is asked for, so that a text has one name for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class UserCall:
    """A pure function of the user's, as the function of a call of the program; the text calls it itself."""

    function: Callable

    @property
    def __name__(self):
        return self.function.__name__

    def __call__(self, *args, **kwargs):
        return self.function(*args, **kwargs)


@dataclass(frozen=True)
class DerivativeCall:
    """The derivative of such a function; `wrt` is the name of one parameter, or a tuple of names."""

    function: Callable
    mode: str
    wrt: str | tuple[str, ...]

    @property
    def __name__(self):
        return f"{self.function.__name__}_{self.mode}"


@lru_cache(maxsize=256)  # one name within one text; functions that are gone are forgotten
def user_call(function) -> UserCall:
    return UserCall(function)


def names_of(wrt) -> tuple[str, ...]:
    return (wrt,) if isinstance(wrt, str) else wrt


@lru_cache(maxsize=256)  # one name within one text; functions that are gone are forgotten
def derivative_call(function, mode, wrt) -> DerivativeCall:
    return DerivativeCall(function, mode, wrt)


def free_name(name, taken) -> str:
    """`name`, or ``name_2``, ``name_3`` and so on where it is `taken`."""
    found, count = name, 1
    while found in taken:
        count += 1
        found = f"{name}_{count}"
    return found
