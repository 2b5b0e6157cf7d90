"""Branches, and the jumps that are lowered to flags: return, break and continue.

A jump sets the hidden variable ``$jumped`` of its frame; what follows it in its block is skipped while that holds.
So after the frontend a body always runs to its end, and a loop knows by ``$broke`` and ``$returned`` whether it
goes on.
"""

from __future__ import annotations

import operator
import types

from .. import ir
from ..kinds import Array, DictOf, ListOf, Number, Sequence
from .absence import learn, narrowed
from .failing import Raised
from .memory import freeze
from .merge import Side, merge
from .values import UNBOUND, Items, Maybe, Ref, Struct
from .work import Endless

TRUE, FALSE = ir.Const(True), ir.Const(False)


def choose(work, test, then, other, label="if"):
    """Run `then()` where the atom `test` holds and `other()` where not, and merge what they leave behind."""
    if isinstance(test, ir.Const):
        return (then if test.value else other)()
    line = work.builder.line
    before = work.state
    sides, stopped = [], {}
    for run, holds in ((then, TRUE), (other, FALSE)):
        work.state = before.copy()
        assume(work, test, holds)
        with work.builder.nested() as block:
            try:
                run()
            except Endless:
                continue
            except Raised:
                stopped[holds] = tuple(block)
                continue
        sides.append(Side(work.state, block))
    if stopped:
        name = work.builder.fresh(f"{label}_{line}")
        work.builder.block.append(ir.If(test, stopped.get(TRUE, ()), stopped.get(FALSE, ()), (), line, name))
    if len(stopped) == 2:
        raise Raised
    if len(sides) < 2:
        go_on_with(work, sides)
        return
    _, outs = merge(work, test, *sides)
    first, second = (tuple(side.block) for side in sides)
    name = work.builder.fresh(f"{label}_{line}")
    work.builder.block.append(ir.If(test, first, second, outs, line, name))


def go_on_with(work, sides):
    """After a branch of which one side raises, or is not known to come to its end: the other side, if there is one."""
    if not sides:
        raise Endless
    work.state = sides[0].state
    work.builder.block.extend(sides[0].block)


def assume(work, test, holds):
    """In a branch the flags that were tested are known."""
    learn(work, test, holds.value)
    variables = work.state.variables
    for key, value in variables.items():
        if key[1][0] in "$?" and value == test:
            variables[key] = holds


def flag(work, frame, name):
    return work.state.variables.get(frame.key(name), FALSE)


def raise_flag(work, frame, *names):
    for name in names:
        work.state.variables[frame.key(name)] = TRUE


def clear(work, frame, *names):
    for name in names:
        work.state.variables[frame.key(name)] = FALSE


def leave_with(work, frame, value):
    """`return value`."""
    work.state.variables[frame.key("$value")] = value
    raise_flag(work, frame, "$returned", "$jumped")


def returned(work, frame):
    """What the function of `frame` returned, after its body."""
    done = flag(work, frame, "$returned")
    value = work.state.variables.get(frame.key("$value"), UNBOUND)
    if value is UNBOUND or done == FALSE:
        return ir.Const(None)
    if done == TRUE:
        return value
    return choose_value(work, done, lambda: value, lambda: ir.Const(None), "result")


def choose_value(work, test, then, other, label):
    """The value of `then()` or of `other()`, each computed only on its own path."""
    key = (-1, label)

    def keep(make):
        def run():
            work.state.variables[key] = make()

        return run

    choose(work, test, keep(then), keep(other))
    return work.state.variables.pop(key)


def truth(work, value):
    """The atom to test for the truth of `value`."""
    value = narrowed(work.state, value)
    if isinstance(value, Maybe):
        from .comparing import conjunction

        if value.value is UNBOUND:
            return FALSE
        return conjunction(work, negated(work, value.absent), lambda: truth(work, value.value))
    match value:
        case ir.Const(known):
            return ir.Const(bool(known))
        case Items(items):
            return ir.Const(bool(items))
        case Ref() if isinstance(work.state.heap.get(value.cell), Struct):
            held = work.state.heap[value.cell]
            return (
                ir.Const(bool(held.fields))
                if held.cls in (list, dict)
                else truth_of_object(work, value, held.cls)
            )
    atom = freeze(work, value)
    match work.builder.kind(atom):
        case ListOf() | DictOf() | Sequence():
            return work.builder.call(operator.gt, work.builder.call(len, atom), ir.Const(0))
        case Array(dims=(_, *_)):
            return work.builder.call(bool, atom)
        case Number(dtype="bool" | "bool_"):
            return atom
    return work.builder.call(bool, atom)


def truth_of_object(work, value, cls):
    """What the class says: `__bool__`, else whether `__len__` is not zero, else true."""
    from .calls import apply

    for name in ("__bool__", "__len__"):
        method = method_of(cls, name)
        if method is not None:
            return truth(work, apply(work, ir.Const(method), [value], {}))
    return TRUE


def method_of(cls, name):
    """The Python function by which a class defines a special method; None where it has no text."""
    found = getattr(cls, name, None)
    written = isinstance(found, types.FunctionType) and not found.__code__.co_filename.startswith("<")
    return found if written else None


def negated(work, test):
    return ir.Const(not test.value) if isinstance(test, ir.Const) else work.builder.call(operator.not_, test)


def disjunction(work, one, two):
    """`one or two` for flags."""
    if one in (two, TRUE) or two == FALSE:
        return one
    if one == FALSE or two == TRUE:
        return two
    return work.builder.call(ir.either, one, two)
