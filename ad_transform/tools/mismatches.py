"""Where a derivative that disagrees with its function goes wrong: elements of inputs, and lines."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..leaves import leaves, replaced
from . import directions
from .slopes import against, product
from .subject import Subject

MOST_ELEMENTS = 100
"""Elements of an input that are looked at one by one."""

SHOWN = 3


def elements_of(subject: Subject, k: int) -> list[str]:
    """The elements of an input whose derivatives are wrong, the worst ones first, each in words."""
    found = sorted(compared(subject, k), key=lambda row: -row[0])
    return [said for error, said in found[:SHOWN] if error]


def compared(subject: Subject, k: int) -> Iterator[tuple[float, str]]:
    """For elements of an input, the error of its derivative (0 where it agrees), and both numbers in words."""
    seed = directions.random_like(subject.value(), np.random.default_rng(0))
    adjoint, point = subject.adjoint(seed), subject.point()
    still = tuple(directions.like(p, lambda leaf: leaf * 0) for p in point)
    for leaf in leaves(point[k], subject.wrt[k]):
        for index in list(np.ndindex(np.shape(leaf.value)))[:MOST_ELEMENTS]:
            moved = np.zeros(np.shape(leaf.value))
            step = moved[index] = float(abs(np.asarray(leaf.value)[index])) or 1.0
            one = replaced(still[k], leaf.steps, directions.cast(moved, leaf.value))
            direction = (*still[:k], one, *still[k + 1 :])
            path = leaf.path + (f"[{', '.join(map(str, index))}]" if index else "")
            found = against(subject, path, direction, seed, product(adjoint[k], one))
            numbers = f"{found.derivative / step:.10g}, by differences {found.differences.slope / step:.10g}"
            yield 0.0 if found.agrees else found.error / step, f"{path}: {numbers}"
