"""What a function computes at a point, step by step, with partials, adjoints and tangents: `trace(derivative, values)`.

The program that is differentiated is watched while it runs (`probes`): the adjoints are those of the derivative itself.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .. import ir
from ..frontend import Lowered
from ..leaves import at, leaves
from ..paths import fetch, root
from ..reference.nested import is_floating
from ..rules.apply import vjp_of
from .probes import Mark, watched

LARGEST = 1000
"""Of arrays with more elements only shape and range are kept."""


@dataclass(frozen=True)
class Summary:
    """What is kept of a large array."""

    shape: tuple[int, ...]
    low: float
    high: float
    finite: bool


@dataclass
class Event:
    """A step as it was run: in which rounds of the loops around it, what it gave, and how that matters.

    `partials` are those of a number by each number or array it is made of, or of an elementwise function.
    """

    rounds: tuple[int, ...]
    value: Any
    partials: tuple[tuple[str, Any], ...] = ()
    adjoint: Any = None
    tangent: Any = None


@dataclass(frozen=True)
class Input:
    """Something that is differentiated by."""

    name: str
    value: Any
    adjoint: Any
    tangent: Any = None


@dataclass
class Trace:
    """All that was seen: `marks` in the order of the program, `events` of each, `counts` of the rounds of loops.

    `counts` go by the position of the loop's mark and the rounds around it.
    """

    name: str
    file: str
    marks: tuple[Mark, ...] = ()
    lines: dict[int, str] = field(default_factory=dict)
    inputs: tuple[Input, ...] = ()
    result: Any = None
    events: dict[int, list[Event]] = field(default_factory=lambda: defaultdict(list))
    counts: dict[tuple[int, tuple[int, ...]], int] = field(default_factory=dict)


def flat(marks: tuple[Mark, ...]) -> Iterator[Mark]:
    """All marks, those in loops included, in the order of the program."""
    for mark in marks:
        yield mark
        yield from flat(mark.marks)


class Recorder:
    """Fills a trace while watched programs run; a program that runs again adds to the events of the first run."""

    def __init__(self, trace: Trace, rules):
        self.trace, self.rules = trace, rules
        self.numbers: dict[Mark, int] = {}

    def run(self, derivative: Any, values: dict, **seeds):
        """Run a derivative, watched."""
        values = copy.deepcopy(values)
        return derivative.run(derivative.kernel_for(values, self.prepare), values, **seeds)

    def prepare(self, lowered: Lowered) -> Lowered:
        """The lowered program, watched."""
        found = watched(lowered, self.see)
        self.trace.marks, self.trace.lines = found.marks, found.lowered.program.lines
        self.numbers = {mark: number for number, mark in enumerate(flat(found.marks))}
        self.rounds: list[int] = []
        self.runs: dict[int, int] = defaultdict(int)
        self.back: dict[int, int] = defaultdict(int)
        return found.lowered

    def see(self, mark: Mark, what: str, *values) -> None:
        """Note what a watched program shows."""
        number = self.numbers[mark]
        match what:
            case "begin":
                self.trace.counts[number, tuple(self.rounds)] = 0
                self.rounds.append(-1)
            case "round":
                self.rounds[-1] += 1
                self.trace.counts[number, tuple(self.rounds[:-1])] += 1
            case "end":
                self.rounds.pop()
            case "value":
                self.value(mark, number, values)
            case "tangent":
                self.trace.events[number][self.runs[number] - 1].tangent = snapshot(values[0])
            case "adjoint":
                self.back[number] += 1
                self.trace.events[number][-self.back[number]].adjoint = snapshot(values[0])

    def value(self, mark: Mark, number: int, values: tuple) -> None:
        """A step was run: for the first time, or again by another program."""
        if self.runs[number] == len(self.trace.events[number]):
            names = dict(zip((mark.name, *mark.others), values, strict=True))
            partials = tuple(partials_of(mark.call, names, values[0], self.rules))
            event = Event(tuple(self.rounds), snapshot(values[0]), partials)
            self.trace.events[number].append(event)
        self.runs[number] += 1


def trace(derivative: Any, values: dict, out_bar: Any = None, along: dict | None = None) -> Trace:
    """What the primal of a derivative computes for the arguments `values`, by name.

    `out_bar` is the adjoint of the result, which may be left out where that is a number; `along` gives tangents by the
    names of inputs, and adds the tangent of every step.
    """
    made = Trace(derivative.primal.__name__, derivative.primal.__code__.co_filename)
    recorder = Recorder(made, derivative.rules)
    if out_bar is None:
        made.result, bars = recorder.run(derivative.beside("value_and_grad"), values)
        bars = (bars,) if derivative.request.single else bars
    else:
        bars = recorder.run(derivative.beside("vjp"), values, out_bar=out_bar)
        bars = (bars,) if derivative.request.single else bars
    dots: tuple = ()
    if along is not None:
        seeds = {f"{name}_dot": seed for name, seed in along.items()}
        made.result, _ = recorder.run(derivative.beside("jvp"), values, **seeds)
        dots = tuple(along.get(name) for name in derivative.request.wrt)
    made.inputs = tuple(inputs_of(derivative.request.wrt, values, bars, dots))
    return made


def inputs_of(wrt: tuple[str, ...], values: dict, bars: tuple, dots: tuple) -> Iterator[Input]:
    """What is differentiated by, leaf by leaf."""
    for k, name in enumerate(wrt):
        for leaf in leaves(fetch(values[root(name)], name), name):
            dot = at(dots[k], leaf.steps) if dots and dots[k] is not None else None
            yield Input(leaf.path, snapshot(leaf.value), snapshot(at(bars[k], leaf.steps)), dot)


def snapshot(value):
    """A value as it is now; of a large array a summary."""
    if not isinstance(value, np.ndarray):
        return value
    if value.size <= LARGEST or value.dtype.kind not in "fciub":
        return value.copy()
    size = np.abs(value) if value.dtype.kind == "c" else value
    with np.errstate(all="ignore"):
        finite = bool(np.isfinite(value).all())
        return Summary(value.shape, float(np.min(size)), float(np.max(size)), finite)


# Partials


def partials_of(call, names: dict, value, rules) -> Iterator[tuple[str, Any]]:
    """The partials of a call by the names it is made of, as its rule states them, where each is one number or array."""
    if not isinstance(call, ir.Call) or call.function in ir.UPDATES:
        return
    rule = rules.find(call.function)
    if rule is None or rule.kind in ("inactive", "missing") or not is_floating(value):
        return
    try:
        args, kwargs = [meant(a, names) for a in call.args], {k: meant(v, names) for k, v in call.kwargs}
        with np.errstate(all="ignore"):
            bars = vjp_of(rule, args, kwargs, np.ones_like(value)[()], out=value)
        atoms = rule.bind(call.args, dict(call.kwargs))
    except Exception:  # not every call that the transform can differentiate suits the rule as it stands
        return
    for key, partial in bars.items():
        atom = atoms.get(key)
        if not isinstance(atom, ir.Name) or not is_floating(partial):
            continue
        if np.ndim(value) == 0 or (rule.kind == "elementwise" and np.shape(value) == np.shape(partial)):
            yield atom.id, snapshot(partial)


def meant(value, names: dict):
    """The value of an argument."""
    match value:
        case ir.Const(known):
            return known
        case ir.Name(id):
            return names[id]
        case ir.Call(function, args, kwargs):
            return function(*(meant(a, names) for a in args), **{k: meant(v, names) for k, v in kwargs})
    raise TypeError(f"not a value: {value!r}")
