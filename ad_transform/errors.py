"""Every error this package raises on purpose, and the place in the user's file that each points at.

::

    DifferentiationError
    ├── SourceError          the text of the function cannot be had          (OSError)
    ├── NotSupported         Python we do not transform, with a caret        (SyntaxError)
    ├── NoRule               a call we cannot differentiate                  (LookupError)
    ├── NotDifferentiable    wrt an int or a string; grad of a vector        (TypeError)
    ├── RuleError            a malformed rule, raised when the table is built
    ├── GradientMismatch     a derivative disagrees with differences         (AssertionError)
    └── InternalError        our bug; names the pass and prints the program

A message has three parts: where, what, and what to do instead::

    examples/relax.py:12, in relax
        y = yield x
            ^^^^^^^
    a `yield` expression is not differentiated
      Instead: return a list
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import combining, east_asian_width


@dataclass(frozen=True)
class Place:
    """A piece of one source line; columns count characters from 0; without `end_column` there is no caret."""

    file: str
    line: int
    column: int = 0
    end_column: int | None = None
    text: str = ""
    function: str = ""

    def __str__(self) -> str:
        head = f"{self.file}:{self.line}" + (f", in {self.function}" if self.function else "")
        shown = self.text.strip()
        return "\n".join([head, *([f"    {shown}"] if shown else []), *self._carets()])

    def _carets(self) -> list[str]:
        """Return the line of carets, or nothing: under the exact columns, tabs and wide letters included."""
        text = self.text.rstrip()
        margin = len(text) - len(text.lstrip())
        start, end = max(self.column, margin), min(self.end_column or 0, len(text))
        if start >= end:
            return []
        skipped = "".join(_blank(letter) for letter in text[margin:start])
        return [f"    {skipped}{'^' * sum(map(_width, text[start:end]))}"]


def _blank(letter: str) -> str:
    return letter if letter == "\t" else " " * _width(letter)


def _width(letter: str) -> int:
    """Return how many columns a terminal gives to `letter`."""
    if combining(letter):
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1


class DifferentiationError(Exception):
    """A function is not differentiated: `what` is wrong at `place`, and `hint` is a way out.

    `also` holds the other errors of the same function, reported with this one.
    """

    def __init__(
        self,
        place: Place | None,
        what: str,
        hint: str = "",
        also: Iterable[DifferentiationError] = (),
    ):
        self.place, self.what, self.hint, self.also = place, what, hint, tuple(also)
        super().__init__(str(self))

    @property
    def errors(self) -> tuple[DifferentiationError, ...]:
        """The errors in this one, each on its own."""
        return (type(self)(self.place, self.what, self.hint), *self.also)

    @property
    def advice(self) -> str:
        """What is wrong and what to do instead, without the place."""
        return self.what + (f"\n  Instead: {self.hint}" if self.hint else "")

    def __str__(self) -> str:
        first = f"{self.place}\n{self.advice}" if self.place else self.advice
        return "\n\n".join([first, *map(str, self.also)])

    def __reduce__(self):
        return type(self), (self.place, self.what, self.hint, self.also), self.__dict__


class SourceError(DifferentiationError, OSError):
    """The text of the function cannot be had."""


class NotSupported(DifferentiationError, SyntaxError):
    """A Python construct that is not differentiated; an interpreter shows it as it shows a syntax error."""

    def __init__(self, place, what, hint="", also=()):
        super().__init__(place, what, hint, also)
        self.msg = "\n\n".join([self.advice, *map(str, self.also)])
        if place is not None:
            self.filename, self.lineno, self.text = place.file, place.line, place.text
            if place.end_column is not None:
                self.offset, self.end_offset = place.column + 1, place.end_column + 1
                self.end_lineno = place.line


class NoRule(DifferentiationError, LookupError):
    """A call of a function for which there is no rule."""


class NotDifferentiable(DifferentiationError, TypeError):
    """A derivative that does not exist: with respect to an int or a string, or the gradient of a vector."""


class RuleError(DifferentiationError):
    """A malformed rule; raised when the table is built."""


class GradientMismatch(DifferentiationError, AssertionError):
    """A derivative disagrees with the differences it is checked against."""


class InternalError(DifferentiationError):
    """A bug of ours, never the user's."""

    @classmethod
    def after(cls, name: str, problem: str, program: str = "", place: Place | None = None) -> InternalError:
        """Return the error for the pass `name`, with the text of the program that it left."""
        what = f"a bug in ad_transform: the pass `{name}` failed: {problem}"
        return cls(place, what + (f"\n\n{program.rstrip()}" if program else ""), "report this message")


def all_of(errors: Iterable[DifferentiationError]) -> DifferentiationError:
    """Return one error that reports all `errors`, each once; its class and place are the first's."""
    single = [part for error in errors for part in error.errors]
    distinct = list({(type(e), e.place, e.what, e.hint): e for e in single}.values())
    if not distinct:
        raise ValueError("all_of needs at least one error")
    first, *others = distinct
    return type(first)(first.place, first.what, first.hint, others)
