"""A program that is watched: `watched(lowered, see)` looks at every number and array when it is bound.

Before::                                After::

    product_9 = mul(x, y)                   product_9 = mul(x, y)
                                            do watch(product_9, x, y)
    sin_9 = sin(product_9)                  sin_9 = sin(product_9)
                                            do watch(sin_9, product_9)

Rounds of loops are announced too. In a `Try` nothing is watched: what fails is undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from .. import ir
from ..frontend import Lowered
from ..frontend.builder import is_temporary
from ..kinds import Array, Number, Unknown
from ..optimise.copies import propagate
from ..optimise.repeats import share
from ..watching import Watch


@dataclass(frozen=True, eq=False)
class Mark:
    """A place where a program is watched: ``name = call`` of a line, or the rounds of a loop (`name` is its index)."""

    name: str
    line: int
    call: Any = None
    others: tuple[str, ...] = ()
    loop: str = ""
    marks: tuple[Mark, ...] = field(default=(), compare=False)
    """For a loop or a branch: the marks within."""


@dataclass(frozen=True)
class Watched:
    """A lowered program with its marks, in order and nested as its loops are."""

    lowered: Lowered
    marks: tuple[Mark, ...]


def watched(lowered: Lowered, see: Callable) -> Watched:
    """The program with a look after every binding of a number or an array; equal calls are made once."""
    program = tidied(lowered)
    body, marks = look_into(program.body, lowered.kinds, see)
    return Watched(replace(lowered, program=replace(program, body=body)), marks)


def tidied(lowered: Lowered) -> ir.Program:
    """The program with equal calls shared and copies gone, as far as no name goes that `lowered` speaks of."""
    spoken_of = {name for structure in lowered.parameters.values() for name in names_in(structure)}
    program = lowered.program
    for step in (propagate, lambda p: share(p, lowered.kinds), propagate):
        changed = step(program)
        bound = {n for s in ir.walk(changed.body) for n in ir.binds(s)} | {p.id for p in changed.params}
        program = changed if spoken_of <= bound else program
    return program


def names_in(structure) -> Iterator[str]:
    """The names in the structure of a parameter."""
    match structure:
        case ir.Name(id):
            yield id
        case tuple():
            for _, inner in structure[1]:
                yield from names_in(inner)


def look_into(body: tuple, kinds: dict, see: Callable) -> tuple[tuple, tuple[Mark, ...]]:
    """The statements of a block with looks between them, and their marks."""
    new: list = []
    marks: list[Mark] = []
    defined = {s.name: s.value for s in body if isinstance(s, ir.Let)}
    for k, statement in enumerate(body):
        match statement:
            case ir.For() | ir.While():
                added, mark = loop(statement, kinds, see)
                new += added
                marks.append(mark)
            case ir.If(body=then, orelse=other):
                (then, first), (other, second) = look_into(then, kinds, see), look_into(other, kinds, see)
                new.append(replace(statement, body=then, orelse=other))
                marks += [*first, *second]
            case ir.Let(name) if is_number(kinds.get(name)) and not is_renamed(statement, body[k + 1 :]):
                mark = Mark(name, statement.line, meaning(statement.value, defined))
                mark = replace(mark, others=read_again(mark.call))
                look = ir.Call(Watch(mark, see), tuple(map(ir.Name, (name, *mark.others))))
                new += [statement, ir.Do(look, statement.line)]
                marks.append(mark)
            case _:
                new.append(statement)
    return tuple(new), tuple(marks)


def loop(statement, kinds, see) -> tuple[list, Mark]:
    """A loop that says when it begins, at each round, and when it is over."""
    body, inner = look_into(statement.body, kinds, see)
    index = statement.index if isinstance(statement, ir.For) else ""
    mark = Mark(index, statement.line, loop="for" if index else "while", marks=inner)

    def say(what, *values):
        return ir.Do(ir.Call(Watch(mark, see, what), tuple(map(ir.Name, values))), statement.line)

    first = say("round", index) if index else say("round")
    return [say("begin"), replace(statement, body=(first, *body)), say("end")], mark


def is_number(kind) -> bool:
    return isinstance(kind, (Number, Array)) or kind == Unknown()


def is_renamed(statement: ir.Let, rest: tuple) -> bool:
    """True for a temporary that the next statement gives a name of the user's: that one is watched."""
    following = rest[0] if rest else None
    return (
        is_temporary(statement.name)
        and isinstance(following, ir.Let)
        and following.value == ir.Name(statement.name)
        and not is_temporary(following.name)
    )


def meaning(value, defined: dict):
    """The call behind a value: of a temporary that has just been given a name, that of the temporary."""
    if isinstance(value, ir.Name) and is_temporary(value.id):
        return defined.get(value.id, value)
    return value


LAZY = (ir.select, ir.both, ir.either)
"""What these read may be unbound."""


def read_again(call) -> tuple[str, ...]:
    """The names that a call reads and that its partials are made of; what is written in place is left alone."""
    if not isinstance(call, ir.Call) or call.function in (*ir.UPDATES, *LAZY):
        return ()
    return tuple(dict.fromkeys(ir.names(call)))
