"""A trace as the rows of a table: `rows(trace, round)`; of a loop the rows of one round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .expressions import statement, words_for
from .probes import Mark
from .trace import Trace, flat


@dataclass(frozen=True)
class Row:
    """An input, a step, or the heading of a loop (`of` counts its rounds); `line` is the user's, with its text."""

    kind: str
    text: str
    depth: int = 0
    value: Any = None
    partials: tuple[tuple[str, Any], ...] = ()
    adjoint: Any = None
    tangent: Any = None
    line: int = 0
    source: str = ""
    round: int | None = None
    of: int = 0
    name: str = ""
    others: tuple[str, ...] = ()


def rows(trace: Trace, round: int = -1) -> list[Row]:
    """Inputs, then the steps in order; of each loop the round that is asked for, negative ones from its end."""
    marks = list(flat(trace.marks))
    numbers = {mark: number for number, mark in enumerate(marks)}
    words = words_for(name for mark in marks for name in (*mark.others, mark.name))
    found = [
        Row("input", i.name, value=i.value, adjoint=i.adjoint, tangent=i.tangent, name=i.name)
        for i in trace.inputs
    ]
    return [*found, *block(Seen(trace, numbers, words, round), trace.marks, ())]


@dataclass(frozen=True)
class Seen:
    """What the rows are made of: numbers of marks, words of names, and the round that is asked for."""

    trace: Trace
    numbers: dict[Mark, int]
    words: dict[str, str]
    round: int

    def source(self, line: int) -> str:
        return self.trace.lines.get(line, "").strip()


def block(seen: Seen, marks: tuple[Mark, ...], rounds: tuple) -> Iterator[Row]:
    """The rows of a block in these rounds of the loops around it."""
    for mark in marks:
        if mark.loop:
            yield from loop(seen, mark, rounds)
            continue
        text = statement(mark.name, mark.call, seen.words)
        for event in seen.trace.events.get(seen.numbers[mark], ()):
            if event.rounds == rounds:
                partials = tuple((seen.words[name], value) for name, value in event.partials)
                yield Row(
                    "step", text, len(rounds), event.value, partials, event.adjoint, event.tangent,
                    mark.line, seen.source(mark.line), name=mark.name, others=mark.others,
                )  # fmt: skip


def loop(seen: Seen, mark: Mark, rounds: tuple) -> Iterator[Row]:
    """The heading of a loop, and the rows of the round that is chosen (the nearest, if there are not so many)."""
    count = seen.trace.counts.get((seen.numbers[mark], rounds))
    if count is None:
        return
    wanted = seen.round if seen.round >= 0 else count + seen.round
    chosen = max(min(wanted, count - 1), 0)
    source, at = seen.source(mark.line), chosen if count else None
    yield Row("loop", source, len(rounds), line=mark.line, source=source, round=at, of=count)
    if count:
        yield from block(seen, mark.marks, (*rounds, chosen))
