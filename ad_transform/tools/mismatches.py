"""Where a derivative that disagrees with its function goes wrong: elements of inputs, and lines."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .. import ir
from ..display.probes import Mark
from ..display.trace import Recorder, Trace, meant
from ..errors import DifferentiationError, GradientMismatch
from ..leaves import leaves, replaced
from ..rules.apply import active_arguments
from ..rules.checking import check_call
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


def wrong_rules(subject: Subject) -> list[str]:
    """The calls whose rules disagree with them at this point, with the user's line and that of the rule."""
    watch = RuleWatch(Trace(subject.name, subject.place.file), subject.rules)
    values = subject.values
    seed = directions.random_like(subject.value(), np.random.default_rng(0))
    try:
        watch.run(subject.derivative("vjp"), values, out_bar=seed)
    except DifferentiationError:  # only forward mode is there
        return []
    return watch.wrong


class RuleWatch(Recorder):
    """Checks the rule of each call when it is first run; `wrong` tells of those that disagree."""

    def __init__(self, trace: Trace, rules):
        super().__init__(trace, rules)
        self.checked: set[Mark] = set()
        self.wrong: list[str] = []

    def value(self, mark: Mark, number: int, values: tuple) -> None:
        super().value(mark, number, values)
        if mark in self.checked or not isinstance(mark.call, ir.Call) or mark.call.function in ir.UPDATES:
            return
        self.checked.add(mark)
        names = dict(zip((mark.name, *mark.others), values, strict=True))
        problem = problem_of(mark.call, names, self.rules)
        if problem is not None:
            source = self.trace.lines.get(mark.line, "").strip()
            self.wrong.append(f"line {mark.line}, {source}: {problem}")


def problem_of(call: ir.Call, names: dict, rules) -> str | None:
    """What is wrong with the rule of a call; None if nothing is, or nothing can be told."""
    rule = rules.find(call.function)
    if rule is None or rule.kind in ("inactive", "missing"):
        return None
    try:
        args, kwargs = [meant(a, names) for a in call.args], {k: meant(v, names) for k, v in call.kwargs}
        if active_arguments(rule, args, kwargs):
            check_call(rule, args, kwargs)
    except GradientMismatch as error:
        place = f" ({error.place.file}:{error.place.line})" if error.place else ""
        return None if "is not checked" in error.what else f"{error.what}{place}"
    except Exception:  # not every call that the transform can differentiate suits the rule as it stands
        return None
    return None
