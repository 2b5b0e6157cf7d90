"""`try`: the path that is taken is the one that is differentiated.

Before::                              After::

    try:                                  try:
        y = math.log(x)                       y =! log(x)
    except ValueError:                    except ValueError:
        y = 0.0                             -> completed_3 = True | False
                                            -> y.1 = y | 0.0

In the program what stands in for the body sees the values from before it. Python's `except` sees what the body has done
so far; where the two may differ, reading is refused.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Any

from .. import ir
from ..kinds import TEXT, Number
from .branches import TRUE, choose
from .effects import near
from .expressions import evaluate
from .failing import Raised
from .finals import lower_finally
from .merge import Side, merge
from .scanning import always_jumps, jumps
from .values import UNBOUND, Conflict, Items
from .work import Endless


@dataclass
class Attempt:
    """The body of a `try` being read: for each variable and cell, where in `block` it was first changed."""

    block: list
    changed: dict = field(default_factory=dict)

    def note(self, key):
        self.changed.setdefault(key, len(self.block))

    def half_done(self):
        """The variables and cells of which an error may find the old value or the new one."""
        last = max((k for k, s in enumerate(self.block) if ir.fails(s)), default=-1)
        return [key for key, place in self.changed.items() if place <= last]


@dataclass
class Body:
    """The body as it was read: its block, and the states before it, after it, and where it has failed."""

    block: list
    before: Any
    failed: Any
    after: Any = None

    @property
    def at_start(self):
        """The state before it, without the variables that it may have changed or not."""
        state = self.before.copy()
        for key, value in self.failed.variables.items():
            if isinstance(value, Conflict):
                state.variables[key] = UNBOUND
                state.variables[key[0], f"?{key[1]}"] = ir.Const(False)
        return state


def lower_try(work, frame, node, rest, lower_block):
    """A `try` statement, and what follows it in its block."""
    if node.finalbody:
        lower_finally(work, frame, node, lower_block)
        lower_block(work, frame, rest)
        return
    if work.strict:
        raise work.refuse(
            "a `try` block where NumPy is told to raise", "test for the error's cause before it happens"
        )
    errors = [classes(work, frame, handler) for handler in node.handlers]
    work.at(frame, node)
    line = work.builder.line
    body = read_body(work, frame, node.body, lower_block)
    if body is None or not any(map(ir.fails, body.block)):
        unattempted(work, frame, node, body, lower_block)
        lower_block(work, frame, rest)
        return
    label = work.builder.fresh(f"try_{line}")
    handling = Handling(work, frame, node.handlers, errors, label, line, lower_block)
    leaves = any(jumps(handler.body) for handler in node.handlers)
    if body.after is not None and (node.orelse or (leaves and rest)):
        go_on(handling, node, body, rest)
    else:
        instead(handling, body)
        lower_block(work, frame, rest)


def classes(work, frame, handler):
    """The exceptions that one `except` names; all of them if it names none."""
    if handler.type is None:
        return (BaseException,)
    found = evaluate(work, frame, handler.type)
    parts = [
        part.value
        for part in (found.items if isinstance(found, Items) else [found])
        if isinstance(part, ir.Const)
    ]
    if not parts or not all(isinstance(part, type) and issubclass(part, BaseException) for part in parts):
        raise work.refuse("what this `except` catches is not known", "name the exceptions")
    return tuple(parts)


def read_body(work, frame, statements, lower_block):
    """Read the body of a `try`; None where it is not known whether it comes to an end."""
    before, outer = work.state, work.attempts
    work.state = before.copy()
    with work.builder.nested() as block:
        attempt = Attempt(block)
        work.attempts = (*outer, attempt)
        work.builder.guarded += 1
        ended = True
        try:
            lower_block(work, frame, statements)
        except Raised:
            ended = False
        except Endless:
            work.state = before
            return None
        finally:
            work.attempts = outer
            work.builder.guarded -= 1
    body = Body(block, before, failed(before, work.state, attempt.half_done()), work.state if ended else None)
    work.state = before
    return body


def failed(before, after, half_done):
    """The state in which an error is handled: what may have been changed or not can't be read."""
    state = before.copy()
    state.stale.update({cell: why for cell, why in after.stale.items() if cell in before.heap})
    for key in half_done:
        if isinstance(key, tuple):
            why = f"`{key[1]}` may have been assigned or not when the error is handled"
            state.variables[key] = Conflict(why, "assign it before the `try` block, or at its end")
        elif key in before.heap:
            for cell in near(before, key):
                why = f"`{cell.label}` may be half-written when the error is handled"
                state.stale[cell] = Conflict(why, "write into it at the end of the `try` block, or after it")
    return state


def unattempted(work, frame, node, body, lower_block):
    """A body that cannot fail, or one that is not known to come to its end."""
    if body is None:
        work.state = work.state.copy()
        lower_block(work, frame, node.handlers[0].body)
        return
    work.state = body.after
    work.builder.block.extend(body.block)
    lower_block(work, frame, node.orelse)


@dataclass
class Handling:
    """The `except` clauses of one `try`, with the classes that each names."""

    work: Any
    frame: Any
    handlers: list
    errors: list
    label: str
    line: int
    lower_block: Any
    error: Any = None
    tests: list = field(default_factory=list)

    def catch(self, named):
        """Give the error a name if it is asked for, and find which clause it is for."""
        name = next((h.name for h in self.handlers if h.name), None)
        if not (named or name or len(self.handlers) > 1):
            return
        builder = self.work.builder
        taken = {n.id for n in ast.walk(self.frame.source.tree) if isinstance(n, ast.Name) and not reads(n)}
        word = next(w for w in (name, "error", "failure", "caught_error") if w and w not in taken)
        self.error = builder.bind(word, ir.Call(ir.caught, (ir.Const(self.label),)), TEXT)
        for named_ in self.errors[:-1]:
            asked = (
                ir.Const(named_[0])
                if len(named_) == 1
                else ir.Call(ir.make_tuple, tuple(map(ir.Const, named_)))
            )
            test = ir.Call(isinstance, (self.error, asked))
            self.tests.append(builder.bind(f"isinstance_{builder.line}", test, Number("bool")))

    def lower(self, place=0):
        """The clause that the error is for."""
        if place < len(self.tests):
            choose(self.work, self.tests[place], lambda: self.clause(place), lambda: self.lower(place + 1))
        else:
            self.clause(place)

    def clause(self, place):
        work, handler = self.work, self.handlers[place]
        key = self.frame.key(handler.name)
        outer = work.handled
        work.handled = {**outer, self.frame.number: self.error if self.outside else ir.Const(None)}
        if handler.name:
            work.state.variables[key] = self.error
        try:
            self.lower_block(work, self.frame, handler.body)
        finally:
            work.handled = outer
        if handler.name:
            work.state.variables[key] = UNBOUND

    outside: bool = False
    """Whether the clauses are read after the attempt, rather than in place of its body."""


def reads(name):
    return isinstance(name.ctx, ast.Load)


def instead(handling, body):
    """The clauses in place of the body."""
    work = handling.work
    work.state, state = body.failed, None
    with work.builder.nested() as block:
        try:
            handling.catch(False)
            handling.lower()
            state = work.state
        except Raised:
            pass
    write(handling, body, body.after or body.at_start, state or body.at_start, block)
    if state is None and body.after is None:
        raise Raised


def go_on(handling, node, body, rest):
    """The clauses after the attempt, beside what follows where it succeeds: what these read was not half done."""
    work, frame, lower_block = handling.work, handling.frame, handling.lower_block
    handling.outside = True
    with work.builder.nested() as block:
        work.state = body.at_start
        handling.catch(
            any(isinstance(n, ast.Raise) and n.exc is None for h in node.handlers for n in ast.walk(h))
        )
    outs = []
    handling.error = handed_out(work, handling.error, outs)
    handling.tests = [handed_out(work, test, outs) for test in handling.tests]
    completed = write(handling, body, body.after, body.at_start, block, outs)
    moved = all(always_jumps(handler.body) for handler in node.handlers)

    def succeeded():
        bound = {
            key: TRUE for key, value in body.after.variables.items() if key[1][0] == "?" and value == TRUE
        }
        work.state.variables.update(bound)
        lower_block(work, frame, [*node.orelse, *(rest if moved else ())])

    def instead_of_it():
        for key, value in body.failed.variables.items():
            if isinstance(value, Conflict):
                work.state.variables[key] = value
        work.state.stale.update(body.failed.stale)
        handling.lower()

    choose(work, completed, succeeded, instead_of_it)
    if not moved:
        lower_block(work, frame, rest)


def handed_out(work, atom, outs):
    """What an atom of the clause's block is called after the attempt."""
    if atom is None:
        return None
    name = work.builder.fresh(ir.base(atom.id))
    work.builder.kinds[name] = work.builder.kinds[atom.id]
    outs.append(ir.Out(name, None, atom))
    return ir.Name(name)


def write(handling, body, after, other, block, outs=()):
    """Write the attempt, whose two blocks end in the states `after` and `other`; returns whether it succeeded."""
    work, line = handling.work, handling.line
    completed = ir.Name(work.builder.fresh(f"completed_{line}"))
    work.builder.kinds[completed.id] = Number("bool")
    _, joined = merge(work, completed, Side(after, body.block), Side(other, block))
    outs = (ir.Out(completed.id, TRUE, ir.Const(False)), *outs, *joined)
    errors = tuple(dict.fromkeys(error for named in handling.errors for error in named))
    work.builder.block.append(ir.Try(tuple(body.block), errors, tuple(block), outs, line, handling.label))
    return completed
