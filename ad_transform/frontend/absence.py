"""Names that may hold None: a `Maybe` is a truth value of the program, and what the name holds where that is false.

Before::                                  After::

    best = None                               best_is_none = True
    for v in x:                               for v in x:
        if best is None or v < best:              if best_is_none or v < best:
            best = v                                  best = v
                                                  best_is_none = False

What a branch has tested is a fact on its path; where it is not known, using the value raises as Python does.
"""

from __future__ import annotations

import operator

from .. import ir
from ..kinds import Unknown
from .failing import stop
from .values import UNBOUND, Maybe, Unbound, is_atom

NONE, TRUE, FALSE = ir.Const(None), ir.Const(True), ir.Const(False)


def halves(state, value):
    """Whether `value` is None, and what it is otherwise."""
    match narrowed(state, value):
        case Maybe(absent, inner):
            return absent, inner
        case ir.Const(None):
            return TRUE, UNBOUND
        case Unbound():
            return UNBOUND, UNBOUND
        case other:
            return FALSE, other


def whole(absent, value, label):
    """The value that `halves` took apart."""
    if absent == TRUE:
        return NONE
    return value if absent == FALSE else Maybe(absent, value, label)


def narrowed(state, value):
    """`value` as far as it is known on this path."""
    if not isinstance(value, Maybe):
        return value
    fact = state.facts.get(value.absent.id) if isinstance(value.absent, ir.Name) else value.absent.value
    if fact is None:
        return value
    return NONE if fact else narrowed(state, value.value)


def is_optional(value) -> bool:
    return isinstance(value, Maybe) or value == NONE


def learn(work, test, holds):
    """On this path `test` holds, or does not."""
    value = work.builder.tests.get(test.id, test) if isinstance(test, ir.Name) else test
    match value:
        case ir.Call(operator.not_, (inner,)):
            learn(work, inner, not holds)
        case ir.Call(ir.both, parts) if holds:
            for part in parts:
                learn(work, part, True)
        case ir.Call(ir.either, parts) if not holds:
            for part in parts:
                learn(work, part, False)
    if isinstance(test, ir.Name):
        work.state.facts[test.id] = holds


def present(work, value):
    """`value` where it is used as what it is when it is not None: raises TypeError where it is None."""
    found = narrowed(work.state, value)
    if found is UNBOUND:  # of what is only known to be None so far
        stop(work, used_as_none(value))
    if not isinstance(found, Maybe):
        return found
    error, line = used_as_none(value), work.builder.line
    if value.value is UNBOUND:
        stop(work, error)
    raising = ir.Do(ir.Call(ir.raise_, (error,)), line)
    work.builder.block.append(ir.If(value.absent, (raising,), (), (), line, work.builder.fresh(f"if_{line}")))
    learn(work, value.absent, False)
    return present(work, value.value)


def used_as_none(value):
    """The error that Python raises where None is used as something else."""
    label = getattr(value, "label", "")
    what = f"`{label}`" if label.isidentifier() else "a value"
    return ir.Call(TypeError, (ir.Const(f"{what} is None where it is used"),))


def or_none(work, value):
    """An atom that is None where `value` is, for what only looks at it."""
    from .memory import freeze

    value = narrowed(work.state, value)
    if not isinstance(value, Maybe):
        return value
    if value.value is UNBOUND:
        return NONE
    with work.builder.nested() as block:
        inner = freeze(work, narrowed(work.state, value.value))
    if block or not is_atom(inner):
        return present(work, value)
    chosen = ir.Call(ir.select, (value.absent, NONE, inner))
    return work.builder.bind(f"value_{work.builder.line}", chosen, Unknown(False))
