"""`debug_nans(f, *args)`: the first number of a function or of its derivative that is not finite, and where it is."""

from __future__ import annotations

import copy
import linecache
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..derivative import Derivative
from ..display.numbers import short
from ..errors import Place
from ..leaves import leaves
from ..reference.nested import is_floating
from .observed import Operation, observed
from .subject import Subject, subject_of

SWEEPS = {"# Forward sweep": "forward", "# Reverse sweep": "reverse"}


@dataclass(frozen=True)
class NotFinite:
    """A number that is not finite: printed, it says where.

    Attributes
    ----------
    place : Place
        The user's line.
    sweep : {"argument", "forward", "reverse", ""}
        Whether it was given, is a value of the function, or an adjoint; empty where the text does not tell these apart.
    value : float
        NaN or an infinity.
    element : tuple of int
        Where in the array; () for a number.
    line, text : int, str
        The line of the derivative's text, and its letters.
    operation : str
        What gave it.
    operands : dict
        What it was made of, at that element.
    rounds : tuple of str
        The rounds of the loops around it, ``i = 3``, the outermost first.
    """

    place: Place
    sweep: str
    value: Any
    element: tuple[int, ...]
    line: int
    text: str
    operation: str
    operands: dict[str, Any]
    rounds: tuple[str, ...]

    def __str__(self) -> str:
        where = f" at [{', '.join(map(str, self.element))}]" if self.element else ""
        if self.sweep == "argument":
            return f"{self.place}\nthe argument `{self.operation}` is {self.value}{where}"
        of = [f"{name} = {short(value, 6)}" for name, value in self.operands.items()]
        made = f", where {', '.join(of)}" if of else ""
        sweep = f", in the {self.sweep} sweep" if self.sweep else ""
        rounds = f"\n  in round {', '.join(self.rounds)}" if self.rounds else ""
        return (
            f"{self.place}\nthe first number that is not finite{sweep}: "
            f"`{self.operation}` is {self.value}{where}{made}{rounds}\n"
            f"  line {self.line} of the derivative: {self.text}"
        )


class Found(Exception):
    """Ends the run: the first number that is not finite is known."""

    def __init__(self, operation: Operation, value: Any, operands: tuple, rounds: tuple[str, ...]):
        self.operation, self.value, self.operands, self.rounds = operation, value, operands, rounds


class Watchman:
    """Stops a text at the first number that is not finite though all it is made of is."""

    def __init__(self):
        self.loops: list[tuple[int, str]] = []

    def entered(self, line: int) -> None:
        self.loops.append((-1, ""))

    def round(self, name: str, value: Any) -> None:
        count = self.loops[-1][0] + 1
        self.loops[-1] = (count, f"{name} = {value}" if name else str(count))

    def left(self) -> None:
        self.loops.pop()

    def seen(self, operation: Operation, value: Any, operands: tuple) -> None:
        if bad_element(value) is None or any(
            bad_element(part, nan_only(value)) is not None for part in operands
        ):
            return
        rounds = tuple(words for _, words in self.loops)
        raise Found(operation, copy.deepcopy(value), copy.deepcopy(operands), rounds)


def nan_only(value) -> bool:
    """True if a value has a NaN: infinities may have made it, which are then no excuse."""
    return bad_element(value, True) is not None


def bad_element(value, nan: bool = False) -> tuple[int, ...] | None:
    """The first element of a number or an array that is not finite (that is NaN, with `nan`); None if there is none."""
    if not is_floating(value):
        return None
    bad = np.isnan(value) if nan else ~np.isfinite(value)
    return tuple(int(k) for k in np.argwhere(bad)[0]) if np.any(bad) else None


def debug_nans(f: Callable, *args, wrt: Any = None, out_bar: Any = None, **kwargs) -> NotFinite | None:
    """Find the first number that is not finite in a function or in its derivative.

    The text of the derivative is run with every operation watched: one is found where its operands are finite and its
    result is not, or where infinities make a NaN.

    Parameters
    ----------
    f : callable
        A function, a decorated function, or a derivative of one.
    *args, **kwargs
        Its arguments; they are copied.
    wrt : int, str or tuple of these, optional
        What to differentiate by; without it as `f` says, or every argument that holds floats.
    out_bar : optional
        The adjoint of the result; needed where that is not one number.

    Returns
    -------
    NotFinite, or None if every number is finite
    """
    subject = subject_of(f, args, kwargs, wrt)
    given = bad_argument(subject)
    if given is not None:
        return given
    mode = "value_and_grad" if out_bar is None else "vjp"
    derivative: Derivative = Derivative(
        subject.function, mode, subject.wrt, subject.rules, subject.checkpoint
    )
    values = copy.deepcopy(subject.values)
    kernel = derivative.kernel_for(values)
    made = kernel.function
    watched = observed(kernel.source, made.__name__, made.__globals__, Watchman())
    try:
        with np.errstate(all="ignore"):
            seeds = {} if out_bar is None else {"out_bar": out_bar}
            derivative.run(replace(kernel, function=watched), values, **seeds)
    except Found as found:
        return told(found, subject, kernel)
    return None


def bad_argument(subject: Subject) -> NotFinite | None:
    """The first argument that is not finite."""
    for name, value in subject.values.items():
        for leaf in leaves(value, name):
            element = bad_element(leaf.value)
            if element is not None:
                bad = np.asarray(leaf.value)[element]
                return NotFinite(subject.place, "argument", bad, element, 0, "", leaf.path, {}, ())
    return None


def told(found: Found, subject: Subject, kernel) -> NotFinite:
    """What was found, with the lines it belongs to."""
    operation = found.operation
    element: Any = bad_element(found.value, nan_only(found.value))
    lines = kernel.source.splitlines()
    before = [line.strip() for line in lines[: operation.line] if line.strip() in SWEEPS]
    sweep = SWEEPS[before[-1]] if before else ""
    line = kernel.origins.get(line_of_statement(kernel, operation.line), subject.place.line)
    place = replace(subject.place, line=line, text=linecache.getline(subject.place.file, line))
    shape = np.shape(found.value)
    named = zip(operation.operands, found.operands, strict=False)
    operands = {
        text: part_at(value, shape, element)
        for text, value in named
        if is_floating(value) and not text[0].isdigit()
    }
    return NotFinite(
        place, sweep, np.asarray(found.value)[element], element,
        operation.line, lines[operation.line - 1].strip(), operation.text, operands, found.rounds,
    )  # fmt: skip


def line_of_statement(kernel, line: int) -> int:
    """The line on which the statement begins that a line of the text belongs to."""
    return max((n for n in kernel.origins if n <= line), default=line)


def part_at(value, shape: tuple, element: tuple):
    """What an operand is at an element of the result; the whole of it where shapes differ otherwise."""
    try:
        return np.broadcast_to(value, shape)[element]
    except ValueError:
        return value
