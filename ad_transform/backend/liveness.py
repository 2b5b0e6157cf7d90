"""When each name is assigned, and what must survive the assignment: `assignments(program)`.

Text is not in single-assignment form: `x` at the top of a loop and `x` at its end may be one variable. What decides is
which values are still needed when a variable is assigned, in this round of a loop or a later one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ad_transform.ir import Do, For, If, Let, Name, Note, Pop, Program, Push, Try, While, fails, names


@dataclass(frozen=True, slots=True)
class Assignment:
    """`targets` are assigned together, each with the value it comes from; `live` is what is needed afterwards.

    `at` is the name of a Let, None for what happens at the joins of branches and loops.
    """

    targets: tuple[tuple[str, Any], ...]
    live: frozenset[str]
    at: str | None = None


def tape_mark(tape: str) -> str:
    """The member of `live` that says that something may still be popped from `tape`."""
    return f"tape {tape}"


def assignments(program: Program) -> list[Assignment]:
    """Every assignment of the text of `program`, each once, in no particular order."""
    found: list[Assignment] = []
    _block(program.body, frozenset(names(program.result)), found)
    return found


def _block(body, live, found):
    """What is live before `body` if `live` is live after it; assignments go to `found`, unless that is None."""
    for statement in reversed(body):
        live = _statement(statement, live, found)
    return live


def _statement(statement, live, found):
    match statement:
        case Let(name, value):
            _assign(found, [(name, value)], live, at=name)
            return (live - {name}).union(names(value))
        case Do(value):
            return live.union(names(value))
        case If():
            return _branches(statement, live, found)
        case Try():
            return _attempt(statement, live, found)
        case For():
            return _for(statement, live, found)
        case While():
            return _while(statement, live, found)
        case Push(items=items):
            return live.union(*map(names, items))
        case Pop(tape, bound):
            _assign(found, [(name, None) for name in bound], live)
            return live.difference(bound) | {tape_mark(tape)}
        case Note():
            return live
        case _:
            raise TypeError(f"not a statement: {statement!r}")


def _assign(found, targets, live, at=None):
    if found is not None and targets:
        found.append(Assignment(tuple(targets), live, at))


def _join(found, pairs, live):
    """What is live before the names of `pairs` receive their values, all at once."""
    pairs = list(pairs)
    _assign(found, pairs, live)
    return live.difference(name for name, _ in pairs).union(*(names(value) for _, value in pairs))


def _branches(statement, live, found):
    then = _join(found, [(o.name, o.then) for o in statement.outs], live)
    other = _join(found, [(o.name, o.other) for o in statement.outs], live)
    then = _block(statement.body, then, found)
    other = _block(statement.orelse, other, found)
    return then | other | set(names(statement.test))


def _attempt(statement, live, found):
    """As long as something in the body may raise, what the other block needs is live."""
    other = _join(found, [(o.name, o.other) for o in statement.outs], live)
    other = _block(statement.orelse, other, found)
    body, risky = _join(found, [(o.name, o.then) for o in statement.outs], live), False
    for inner in reversed(statement.body):
        risky = risky or (not isinstance(inner, Let) and fails(inner))
        body = _statement(inner, body | other if risky else body, found)
        risky = risky or fails(inner)
    return body | other


def _leave_loop(statement, live, found):
    """What is live when the loop is left: a name after the loop takes over from the head, if it is needed."""
    return _join(found, [(c.out, Name(c.head)) for c in statement.carried if c.out in live], live)


def _fixed_point(step):
    """The least set with ``step(set, False) == set``; then `step` once more, to note assignments."""
    top: frozenset[str] = frozenset()
    while (above := step(top, False)) != top:
        top = above
    step(top, True)
    return top


def _for(statement, live, found):
    after = _leave_loop(statement, live, found)
    index = {statement.index}

    def round_(top, final):
        log = found if final else None
        bottom = (after | (top - index)).union(names(statement.leave))
        end = _join(log, [(c.head, c.end) for c in statement.carried], bottom)
        return _block(statement.body, end, log)

    top = _fixed_point(round_)
    _assign(found, [(statement.index, None)], top)
    bounds = {n for bound in (statement.start, statement.stop, statement.step) for n in names(bound)}
    return _join(found, [(c.head, c.init) for c in statement.carried], after | (top - index) | bounds)


def _while(statement, live, found):
    after = _leave_loop(statement, live, found)

    def round_(top, final):
        log = found if final else None
        bottom = (after | top).union(names(statement.leave))
        end = _join(log, [(c.head, c.end) for c in statement.carried], bottom)
        tested = _block(statement.body, end, log) | after | set(names(statement.test))
        return _block(statement.head, tested, log)

    top = _fixed_point(round_)
    return _join(found, [(c.head, c.init) for c in statement.carried], top)
