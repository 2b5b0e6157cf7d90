"""Applying a rule: its text is read as any user's function is, with the arguments' kinds, and written in place."""

from __future__ import annotations

import inspect
import operator

from .. import ir
from ..errors import NoRule, NotSupported
from ..frontend.calls import inline
from ..frontend.entry_values import enter
from ..frontend.memory import freeze, wrap
from ..frontend.origins import is_own
from ..frontend.values import Conflict, Items, Ref, State, Struct
from ..frontend.work import Work
from ..kinds import ListOf, Record, Sequence, Unknown
from ..rules.names import name_of
from ..rules.stating import refusal
from ..rules.text import asked, fewest_returned, listed, most_returned, positional
from ..rules.text import entries as returns
from ..runtime import add_structures
from ..usercalls import DerivativeCall, UserCall, derivative_call
from .jumps import refuse_jumps
from .refusing import has_fields


def state(work: Work, text, values, **reserved):
    """Write the rule `text` and return what it says of each positional parameter: name to value, or None."""
    names, told = positional(text), said(work, text, values, **reserved)
    if len(told) > len(names):
        what = f"the rule returns {len(told)} entries, and has {len(names)} parameters"
        raise refusal(text, what, "return one entry per positional parameter")
    return dict(zip(names, told, strict=False)), None


def said(work: Work, text, values, **reserved):
    """Write the rule `text` and return the entries of what it returns."""
    before = work.state, work.inputs
    work.state = State()
    work.inputs = variables(work)
    names = positional(text)
    count = text.__code__.co_argcount
    given = [argument(work, values[name]) for name in names[:count]]
    for name in names[count:]:
        given.extend(argument(work, v) for v in values[name])
    given_words = {name: argument(work, values[name]) for name in listed(text) if name not in names}
    given_words |= {ask: argument(work, reserved[ask]) for ask in asked(text)}
    try:
        return inlined(work, text, given, given_words)
    finally:
        work.state, work.inputs = before


def variables(work):
    """The variables from outside that are parameters of the derivative, for a rule that reads them."""
    found = {}
    for each in work.lowered.inputs:
        why = f"`{each.name}` is read by a rule, and changed"
        changes = each.name in work.lowered.changed
        atom = ir.Name(each.parameter)
        found[each.key] = Conflict(why) if changes else enter(work, atom, each.kind, each.name)
    return found


def inlined(work, text, args, words):
    """The entries of what the rule returns, its text in the place of the call; a call of it if that cannot be read."""
    if not is_own(text):
        return entries(work, inline(work, text, args, words))
    try:
        with work.builder.nested() as block:
            result = entries(work, inline(work, text, args, words))
    except NotSupported as error:
        return called(work, text, args, words, error)
    work.builder.block.extend(block)
    return result


def called(work, text, args, words, error):
    """The entries of what a rule of the user's returns, from a call of it."""
    there = {most_returned(text), fewest_returned(text)}
    if len(there) != 1:
        raise error
    atoms = [freeze(work, a) for a in args]
    named = {k: freeze(work, v) for k, v in words.items()}
    told = work.builder.apply(text, atoms, named, pure=False)
    (count,) = there
    if count == 0:
        return [told]
    items = [work.builder.call(operator.getitem, told, ir.Const(k)) for k in range(count)]
    return [item if known else None for item, known in zip(items, returns(text), strict=False)]


def argument(work, value):
    """A rule's argument as the frontend sees it."""
    if isinstance(value, tuple):
        return Items(tuple(argument(work, v) for v in value))
    if isinstance(value, ir.Call) and value.function in (ir.make_tuple, ir.make_list):
        return Items(tuple(argument(work, v) for v in value.args))
    if isinstance(value, ir.Call):  # a slice
        value = work.builder.call(value.function, *value.args, **dict(value.kwargs))
    if not isinstance(value, (ir.Name, ir.Const)):
        value = ir.Const(value)
    if isinstance(value, ir.Name) and isinstance(kind := work.builder.kind(value), Record):
        return enter(work, value, kind, ir.base(value.id))
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


def derivatives(work, rule, values, varies):
    """The derivatives of the function that a call is given, which the rule asks for, by what `varies`."""
    found = {}
    for ask in rule.asks:
        name, _, mode = ask.rpartition("_")
        if name in rule.calls and mode in ("jvp", "vjp"):
            function = own_function(work, rule, name, values[name])
            names = list(inspect.signature(function).parameters)
            first = len(rule.calls[name])
            passed = getattr(values.get("args"), "args", ())
            moving = [n for n, a in zip(names[first:], passed, strict=False) if varies(a)]
            if any(word.startswith("everywhere") for word in rule.calls[name]):
                refuse_jumps(work, function, rule.calls[name], passed, moving)
            found[ask] = ir.Const(derivative_call(function, mode, (*names[:first], *moving)))
    return found


def own_function(work, rule, name, value):
    """The function that a call is given, as the user wrote it."""
    if isinstance(value, ir.Const) and isinstance(value.value, UserCall):
        return value.value.function
    called = name_of(rule.function).rpartition(".")[2].removesuffix("_solution")
    if value in (None, ir.Const(None)):
        what = f"`{called}` without `{name}` has no derivative rule"
        raise NoRule(work.place(), what, f"pass `{name}` as a function")
    what = f"`{called}` is given a function that cannot be read, or does more than compute"
    raise NoRule(work.place(), what, "pass a function written in Python that only computes")


def find(work, call, mode):
    """The rule of a call through which a derivative flows, in the mode jvp or vjp."""
    rule = work.rules.find(call.function)
    name = getattr(call.function, "__qualname__", None) or getattr(
        call.function, "__name__", repr(call.function)
    )
    if call.function is ir.invoke:
        name = "this function"
    if isinstance(call.function, DerivativeCall):
        what = "a derivative that stays a call, differentiated once more"
        raise NotSupported(work.place(), what, "write the recursion as a loop")
    if call.function is add_structures and mode == "vjp" and any(is_hidden(work, a) for a in call.args):
        what = "a derivative by what a list or dict of unknown length holds, differentiated in reverse"
        raise NotSupported(work.place(), what, "take the outer derivative forwards, with `jvp`")
    if rule is None:
        raise NoRule(
            work.place(),
            f"`{name}` has no derivative rule",
            "state one with `rules=`, or pass it constant arguments",
        )
    if rule.kind == "missing":
        raise NoRule(work.place(), f"`{name}` has no rule: {rule.reason}", "see the reason")
    if rule.lacks(mode):
        raise NoRule(work.place(), rule.lacks(mode), f"state a {mode} too, or use the other mode")
    return rule


def is_hidden(work, atom):
    """True for what may be a dict or an object, of which an adjoint is not a sum."""
    kind = work.builder.kind(atom)
    return isinstance(kind, Unknown) or has_fields(kind)


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
