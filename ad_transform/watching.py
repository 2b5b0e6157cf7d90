"""Looking at a program while it runs: ``do watch(x)`` sees the value of `x`, and its tangent or its adjoint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, eq=False)
class Watch:
    """The function of a `Do` that looks at its first argument; what it sees changes nothing.

    In the primal it calls ``see(mark, "value", x, *others)``. Forward mode adds ``see(mark, "tangent", x_dot)``
    after it, and the reverse sweep ``see(mark, "adjoint", x_bar)`` where the adjoint of `x` is complete.
    """

    mark: Any
    see: Callable
    what: str = "value"

    __name__ = "watch"

    def __call__(self, *values) -> None:
        self.see(self.mark, self.what, *values)

    def of(self, what: str) -> Watch:
        """The same look at the tangent or the adjoint."""
        return replace(self, what=what)
