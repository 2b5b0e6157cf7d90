"""`Shown`: the methods of a derivative that show it to people."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from ..compile import save
from ..errors import DifferentiationError
from ..source import read as read_source
from . import pinned
from .graph import Graph, graph_of
from .page import fragment, page
from .sampling import sample
from .trace import trace


class Shown:
    """Gives a `Derivative` the methods that show it."""

    primal: Callable
    signature: inspect.Signature
    request: Any
    bind: Callable[..., dict]
    place: Callable
    kernel_for: Callable
    guessed: Callable

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

    def graph(self, *args, out_bar: Any = None, round: int = -1, digits: int = 3, **kwargs) -> Graph:
        """Return the computation graph of the function at these arguments, with values and adjoints.

        Parameters
        ----------
        *args, **kwargs
            Arguments of the function; without any, such as suit it.
        out_bar : optional
            The adjoint of the result; needed where that is not one number.
        round : int
            The round of each loop that is drawn.
        digits : int
            Decimals of the numbers.

        Returns
        -------
        Graph
            It shows itself in a notebook; `.svg` is the drawing, `.dot` is for Graphviz, `.save(path)` writes the SVG.
        """
        if not args and not kwargs:
            args, kwargs = self.example()
        return graph_of(trace(self, self.bind(*args, **kwargs), out_bar), round, digits)

    def page(self, *args, **kwargs) -> str:
        """Return an HTML page with the function and this derivative side by side, for arguments like these."""
        return page(*self._columns(args, kwargs))

    def save_page(self, path, *args, **kwargs) -> None:
        """Write that page to a file."""
        save(self.page(*args, **kwargs), path)

    def _columns(self, args: tuple, kwargs: dict) -> tuple:
        kernel = self.kernel_for(self.bind(*args, **kwargs)) if args or kwargs else self.guessed()
        source = read_source(self.primal)
        last = getattr(source.tree, "end_lineno", source.first_line)
        lines = [line.rstrip("\n") for line in source.lines[source.first_line - 1 : last]]
        name = getattr(self, "__name__", "derivative")
        return name, lines, source.first_line, kernel.source, kernel.origins

    def _repr_html_(self) -> str | None:
        try:
            return fragment(*self._columns((), {}))
        except DifferentiationError:
            return None  # shown as text, which says what it is
