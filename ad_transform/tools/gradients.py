"""`check_gradients(f, *args)`: whether a derivative is that of its function, and by how much it could be off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..errors import DifferentiationError, GradientMismatch, NotDifferentiable
from ..leaves import at, leaves, replaced
from . import directions
from .mismatches import elements_of, wrong_rules
from .slopes import InputCheck, against, product
from .subject import Subject, subject_of


@dataclass(frozen=True)
class GradientCheck:
    """What `check_gradients` has found; printed, it is a short report.

    `transposition` is by how much forward and reverse mode differ, relative to what they add up, and `refused` says why
    one of them is missing.
    """

    name: str
    inputs: tuple[InputCheck, ...]
    transposition: float | None
    refused: str
    precision: float
    culprits: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """True if nothing speaks against the derivative."""
        return self.modes_agree and all(found.agrees for found in self.inputs)

    @property
    def modes_agree(self) -> bool:
        return self.transposition is None or self.transposition <= 1e5 * self.precision

    def __str__(self) -> str:
        verb = "agrees" if self.agrees else "does not agree"
        if self.transposition is None:
            modes = f"forward and reverse mode are not compared: {self.refused}"
        else:
            word = "are" if self.modes_agree else "are NOT"
            modes = f"forward and reverse mode {word} transposes of each other: {self.transposition:.0e}"
        rows: list[tuple[str, ...]] = [
            ("input", "derivative", "differences", "error", "complex step", "Taylor order")
        ]
        rows += [row_of(found) for found in self.inputs]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        table = [
            "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows
        ]
        lines = [f"the derivative of `{self.name}` {verb} with differences", modes, *table, *self.culprits]
        return "\n  ".join(lines)


def row_of(found: InputCheck) -> tuple[str, ...]:
    """An input in the report."""
    if found.complex_step is None:
        step = "does not apply"
    else:
        step = f"{found.complex_step:.0e}" if found.complex_step else "0"
    order = "exact" if found.order is None else f"{found.order:.2f}"
    name = found.name if found.agrees else f"{found.name} (!)"
    slope = found.differences
    return name, f"{found.derivative:.10g}", f"{slope.slope:.10g}", f"{found.error:.0e}", step, order


def check_gradients(f: Callable, *args, wrt: Any = None, seed: int = 0, **kwargs) -> GradientCheck:
    """Compare the derivatives of `f` at a point with the function itself.

    Parameters
    ----------
    f : callable
        A function, a decorated function, or a derivative of one.
    *args, **kwargs
        Where to compare; they are copied.
    wrt : int, str or tuple of these, optional
        What to differentiate by; without it as `f` says, or every argument that holds floats.
    seed : int
        Of the random directions.

    Returns
    -------
    GradientCheck
        A report: for each input the slope along a random direction by the derivative and by extrapolated central
        differences (Ridders 1982), a complex step where the function allows one (Squire and Trapp 1998), and the order
        of the Taylor remainder, which is 2 for a right derivative and 1 for a wrong one.

    Raises
    ------
    GradientMismatch
        If something disagrees: the report, the elements of inputs that do, and the calls whose rules are wrong.
    NotDifferentiable
        If the value is not finite, changes from call to call, or `f` has a kink here; else as the derivative.

    Examples
    --------
    >>> import ad_transform as ad
    >>> ad.check_gradients(lambda x, y: x * y**2, 3.0, 2.0).agrees
    True
    """
    subject = subject_of(f, args, kwargs, wrt)
    report = compared(subject, np.random.default_rng(seed))
    if not report.agrees:
        report = replace(report, culprits=tuple(culprits(subject, report)))
        raise GradientMismatch(subject.place, str(report), "check the rules of your own; else report this")
    return report


def compared(subject: Subject, rng) -> GradientCheck:
    """The report on a subject, whatever it says."""
    value = steady_value(subject)
    point, seed = subject.point(), directions.random_like(value, rng)
    if len(list(leaves(value))) == 1 and np.ndim(next(leaves(value)).value) == 0:
        seed = directions.like(value, lambda leaf: directions.cast(1.0, leaf))
    adjoint, refused = mode(lambda: subject.adjoint(seed))
    direction = direction_at(point, rng)
    tangent, refused_too = mode(lambda: subject.tangent(direction))
    if refused is not None and refused_too is not None:
        raise refused
    transposition = None
    if refused is None and refused_too is None:
        transposition = apart(adjoint, direction, seed, tangent)
    inputs = [checked(subject, k, direction, seed, adjoint) for k in range(len(point))]
    why = refused or refused_too
    told = f"`{why.what}`" if why else ""
    precision = directions.precision(point, value)
    return GradientCheck(subject.name, tuple(inputs), transposition, told, precision)


def mode(run: Callable):
    """The result of one mode and None, or None and why it is refused."""
    try:
        return run(), None
    except DifferentiationError as error:
        return None, error


def steady_value(subject: Subject):
    """The value at the point, which must be finite and the same each time."""
    value, again = subject.value(), subject.value()
    found = list(leaves(value))
    if not found:
        raise NotDifferentiable(subject.place, "the value holds no floats", "return a float or an array")
    if not all(np.isfinite(leaf.value).all() for leaf in found):
        raise NotDifferentiable(subject.place, "the value is not finite here", "choose another point")
    same = zip(found, leaves(again), strict=False)
    if not all(np.array_equal(a.value, b.value) for a, b in same):
        what = "the value changes from call to call, so differences tell nothing"
        raise NotDifferentiable(subject.place, what, "pass a random generator as an argument")
    return value


def direction_at(point: tuple, rng) -> tuple:
    """A random direction that moves each number by about its own size."""

    def scaled(leaf):
        largest = np.max(np.abs(leaf), initial=0.0)
        return directions.cast(np.where(leaf == 0, largest or 1.0, np.abs(leaf)), leaf)

    signs = directions.random_like(point, rng)
    for leaf in list(leaves(point)):
        drawn = at(signs, leaf.steps)
        signs = replaced(signs, leaf.steps, directions.cast(drawn * scaled(leaf.value), leaf.value))
    return signs


def apart(adjoint, direction, seed, tangent) -> float:
    """By how much <adjoint, direction> and <seed, tangent> differ, relative to what is added up for them."""
    one, two = product(adjoint, direction), product(seed, tangent)
    scale = product(adjoint, direction, abs) + product(seed, tangent, abs)
    return abs(one - two) / scale if scale else 0.0


def checked(subject: Subject, k: int, direction, seed, adjoint) -> InputCheck:
    """What is found for one input: all others are held still."""
    alone = tuple(d if j == k else directions.like(d, lambda leaf: leaf * 0) for j, d in enumerate(direction))
    if adjoint is not None:
        slope = product(adjoint[k], alone[k])
    else:
        slope = product(seed, subject.tangent(alone))
    return against(subject, subject.wrt[k], alone, seed, slope)


def culprits(subject: Subject, report: GradientCheck) -> list[str]:
    """For each input that disagrees, the elements that do; and the calls whose rules are wrong."""
    wrong = [k for k, found in enumerate(report.inputs) if not found.agrees]
    return [line for k in wrong for line in elements_of(subject, k)] + wrong_rules(subject)
