"""`Shown`: the methods of a derivative that show it to people."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from . import pinned
from .sampling import sample


class Shown:
    """Gives a `Derivative` the methods that show it."""

    primal: Callable
    signature: inspect.Signature
    request: Any
    bind: Callable[..., dict]
    place: Callable

    def test_source(self, *args, **kwargs) -> str:
        """Return the text of a pytest file that pins the value and the gradient of the function.

        Parameters
        ----------
        *args, **kwargs
            Arguments of the function; without any, numbers and small arrays of the kinds that annotations, defaults and
            use suggest.

        Raises
        ------
        NotSupported
            If a file cannot import the function, or an argument cannot be written as Python text.
        NotDifferentiable
            If there are no arguments and nothing suggests any, or the function has no gradient.
        """
        if not args and not kwargs:
            args, kwargs = self.example()
        return pinned.test_source(self, self.bind(*args, **kwargs), self.place())

    def example(self) -> tuple[tuple, dict]:
        """Arguments, by position and by keyword, that suit the function as far as its text tells."""
        values = sample(self.primal, self.signature, self.request.wrt)
        bound = inspect.BoundArguments(self.signature, values)
        return bound.args, bound.kwargs
