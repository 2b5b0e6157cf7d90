"""Applying a rule: its text is read as any user's function is, with the arguments' kinds, and written in place."""

from __future__ import annotations

import operator

from .. import ir
from ..errors import NoRule, NotSupported
from ..frontend.calls import inline
from ..frontend.memory import freeze, wrap
from ..frontend.values import Items, Ref, State, Struct
from ..frontend.work import Work
from ..kinds import ListOf, Sequence
from ..rules.text import asked, listed, positional


def state(work: Work, text, values, **reserved):
    """Write the rule `text` and return what it says of each positional parameter: name to value, or None."""
    return dict(zip(positional(text), said(work, text, values, **reserved), strict=False)), None


def said(work: Work, text, values, **reserved):
    """Write the rule `text` and return the entries of what it returns."""
    before = work.state
    work.state = State()
    names = positional(text)
    count = text.__code__.co_argcount
    given = [argument(work, values[name]) for name in names[:count]]
    for name in names[count:]:
        given.extend(argument(work, v) for v in values[name])
    given_words = {name: argument(work, values[name]) for name in listed(text) if name not in names}
    given_words |= {ask: argument(work, reserved[ask]) for ask in asked(text)}
    try:
        result = inline(work, text, given, given_words)
        return entries(work, result)
    finally:
        work.state = before


def argument(work, value):
    """A rule's argument as the frontend sees it."""
    if isinstance(value, tuple):
        return Items(tuple(argument(work, v) for v in value))
    if isinstance(value, ir.Call) and value.function in (ir.make_tuple, ir.make_list):
        return Items(tuple(argument(work, v) for v in value.args))
    if not isinstance(value, (ir.Name, ir.Const)):
        value = ir.Const(value)
    return wrap(work, value)


def entries(work, result):
    """The items of what a rule returns."""
    if isinstance(result, Items):
        return [part(work, v) for v in result.items]
    return [part(work, result)]


def part(work, value):
    """One entry: an atom, None, or a list of atoms for an argument that is a list."""
    if isinstance(value, Items):
        return [part(work, v) for v in value.items]
    if isinstance(value, Ref) and isinstance(work.state.heap.get(value.cell), Struct):
        return [part(work, v) for _, v in work.state.heap[value.cell].fields]
    atom = freeze(work, value)
    return None if atom == ir.Const(None) else atom


def bound(work, rule, call):
    """The call's arguments by the rule's names."""
    try:
        return rule.bind(call.args, dict(call.kwargs))
    except NoRule as error:
        raise NoRule(work.place(), error.what, error.hint) from None


def find(work, call):
    """The rule of a call through which a derivative flows."""
    rule = work.rules.find(call.function)
    name = getattr(call.function, "__qualname__", None) or getattr(
        call.function, "__name__", repr(call.function)
    )
    if call.function is ir.invoke:
        name = "this function"
    if rule is None:
        raise NoRule(
            work.place(),
            f"`{name}` has no derivative rule",
            "state one with `rules=`, or pass it constant arguments",
        )
    if rule.kind == "missing":
        raise NoRule(work.place(), f"`{name}` has no rule: {rule.reason}", "see the reason")
    return rule


def times(builder, bar, partial):
    """``bar * partial``, for partials that are often plus or minus one."""
    if partial == ir.Const(1.0) or partial == ir.Const(1):
        return bar
    if partial == ir.Const(-1.0) or partial == ir.Const(-1):
        return builder.call(operator.neg, bar)
    if bar == ir.Const(1.0):
        return partial
    return builder.call(operator.mul, bar, partial)


def refuse_if_none(work, rule, key, there):
    """Refuse a call whose argument `key` is active but has no derivative."""
    if not there:
        raise NoRule(work.place(), rule.refusal(key), "make that argument constant")


def refuse_lists(work, rule, kind):
    """Refuse a sum or a multiple of lists, which an elementwise rule would take for one of numbers."""
    if rule.kind == "elementwise" and isinstance(kind, ListOf | Sequence):
        what = "a sum or a multiple of lists whose length is known only at run time"
        raise NotSupported(work.place(), what, "append the items in a loop")
