"""The slope of a subject along a direction, as a derivative has it, held against the values of the function."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..errors import NotDifferentiable
from ..leaves import at, leaves
from . import directions
from .differences import Slope, central, one_sided, taylor
from .subject import Subject

COMPLEX_STEP = 1e-30


@dataclass(frozen=True)
class InputCheck:
    """One input: the slope of the function along a random direction, by the derivative and by differences."""

    name: str
    derivative: float
    differences: Slope
    order: float | None
    complex_step: float | None
    tolerance: float

    @property
    def error(self) -> float:
        return abs(self.derivative - self.differences.slope)

    @property
    def agrees(self) -> bool:
        """True if differences agree as far as they can tell, or a complex step to rounding."""
        return self.error <= self.tolerance or self.complex_step is not None

    def settled(self, size: float, precision: float) -> bool:
        """True if differences, or a complex step that agrees, tell a right slope from a wrong one."""
        unsure = max(1e-4, 100 * math.sqrt(precision)) * size
        return self.differences.error <= unsure or self.complex_step is not None


def product(adjoint, tangent, each: Callable = lambda x: x) -> float:
    """The real part of the sum of products of what stands at the same places."""
    pairs = [(leaf.value, at(tangent, leaf.steps)) for leaf in leaves(adjoint)]
    return float(sum(np.sum(each(np.real(np.asarray(a) * b))) for a, b in pairs))


def against(subject: Subject, name: str, direction, seed, slope: float) -> InputCheck:
    """A slope along a direction, held against the values of the function."""

    def phi(t: float) -> float:
        with np.errstate(all="ignore"):
            return product(seed, subject.along(direction, t))

    precision = directions.precision(subject.point(), seed)
    first = usable(phi, 0.1)
    found = central(phi, first, precision)
    size = max(abs(slope), abs(found.slope), abs(phi(0.0)) * 1e-3, abs(phi(first)) * 1e-3)
    tolerance = 10 * found.error + 1e3 * precision * size
    result = InputCheck(
        name,
        slope,
        found,
        taylor(phi, slope, first, precision),
        complex_step(subject, direction, seed, slope),
        tolerance,
    )
    settled = result.settled(size, precision)
    if not (result.agrees and settled) or (result.order or 2.0) < 1.5:
        refuse_kinks(subject, name, phi, first, precision)
    if not settled:
        what = f"differences of `{subject.name}` along `{name}` do not settle: {found.slope:.3g} ± {found.error:.1g}"
        raise NotDifferentiable(subject.place, what, "choose another point")
    return result


def usable(phi, first: float) -> float:
    """A first step at which the function can be computed on both sides."""
    for _ in range(40):
        try:
            if math.isfinite(phi(first)) and math.isfinite(phi(-first)):
                return first
        except (ArithmeticError, ValueError):
            pass
        first /= 4
    return first


def refuse_kinks(subject: Subject, name: str, phi, first: float, precision: float) -> None:
    """Refuse a point where the slopes to the two sides differ: there is no derivative to compare with."""
    right, left = one_sided(phi, first, precision), one_sided(phi, -first, precision)
    unsure = 10 * (right.error + left.error)
    size = max(abs(right.slope), abs(left.slope))
    if abs(right.slope - left.slope) > unsure and unsure < 0.1 * size:
        sides = f"{left.slope:.6g} to one side and {right.slope:.6g} to the other"
        what = f"`{subject.name}` has a kink here: along `{name}` its slope is {sides}"
        raise NotDifferentiable(subject.place, what, "choose another point")


def complex_step(subject: Subject, direction, seed, slope: float) -> float | None:
    """The relative error of `slope` by a complex step; None where the function is not made for one.

    A step that disagrees tells nothing: `abs`, say, is differentiable and not analytic.
    """
    if any(np.iscomplexobj(leaf.value) for leaf in leaves((subject.point(), seed))):
        return None
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("error")
            value = subject.along(direction, 1j * COMPLEX_STEP)
            total = directions.product(seed, value)
    except Exception:
        return None
    found = float(np.imag(total)) / COMPLEX_STEP
    error = abs(found - slope) / max(abs(slope), abs(found), math.ulp(0.0))
    return error if error < 1e-9 else None
