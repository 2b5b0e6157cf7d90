"""Calls of functions that call a function: ``brentq(f, a, b, args=(p,))``, ``quad(lambda x: x**p, 0.0, 1.0)``.

The call stays, and so does the function it is given, as a function of its own: see `lifting`. Its derivative is asked
for by the rule of the call, at run time, for arguments of any kind.
"""

from __future__ import annotations

import ast
import operator
from types import FunctionType

from .. import ir
from ..errors import DifferentiationError, NoRule
from ..kinds import Array, Dim, Number, Unknown, is_float
from ..results import kind_of
from ..source import underlying
from ..usercalls import user_call
from .lifting import Lifted, lift, with_constants
from .memory import freeze, kind_at, wrap
from .recursion import open_lengths, plain
from .values import Closure, Items, Solution, is_atom


def call(work, function, rule, args, kwargs):
    """The value of a call of `function`, whose rule says which of its arguments it calls."""
    given = bound(work, rule, args, kwargs)
    ((name, passed),) = ((n, rule.calls[own]) for n, own in rule.names.items() if own in rule.calls)
    items = items_of(work, given.arguments.get("args", ir.Const(())))
    made = own_function(work, given.arguments, name, passed, items)
    if made is not None:
        given.arguments[name] = ir.Const(user_call(made.function))
        items = [*items, *made.more]
    atoms = [freeze(work, item) for item in items]
    if atoms:
        given.arguments["args"] = ir.Const(())
        order = list(rule.signature.parameters)
        given.arguments = dict(sorted(given.arguments.items(), key=lambda pair: order.index(pair[0])))
    frozen = {n: freeze(work, value) for n, value in given.arguments.items()}
    if atoms:
        frozen["args"] = ir.Call(ir.make_tuple, tuple(atoms))
    given.arguments.update(frozen)
    return solution(work, function, given)


def solution(work, function, given):
    """The value of the call; what is an object with several results is known by its parts."""
    fields = getattr(function, "fields", ())
    result = work.builder.apply(function, tuple(given.args), dict(given.kwargs))
    if not fields:
        return wrap(work, result)
    parts = [work.builder.call(operator.getitem, result, ir.Const(k)) for k in range(len(fields) + 1)]
    named = tuple((field, wrap(work, part)) for field, part in zip(fields, parts, strict=False))
    return Solution(named, parts[-1])


def bound(work, rule, args, kwargs):
    try:
        return rule.bound(args, kwargs)
    except NoRule as error:
        raise NoRule(work.place(), error.what, error.hint) from None


def items_of(work, value):
    """What is passed to the function beside its own arguments."""
    match value:
        case Items(items):
            return list(items)
        case ir.Const(None | ()):
            return []
        case _ if is_atom(value) or isinstance(kind_at(work, value), (Array, Unknown)):
            return [value]
    raise work.refuse("`args` that is not known item by item", "write a tuple")


def own_function(work, arguments, name, passed, items) -> Lifted | None:
    """The function that is called, as one of its own; None where its text cannot be read."""
    called = arguments[name]
    if isinstance(called, Closure):
        made = lift(work, called, len(passed) + len(items))
        refuse_impure(work, made.function, kinds_of(work, made, arguments, passed, items))
        return made
    if not isinstance(called, ir.Const):
        return None
    function = called.value
    if not isinstance(function, FunctionType) and work.rules.find(function) is not None:
        return wrapped(work, function, len(passed) + len(items))
    function = underlying(function)
    if not isinstance(function, FunctionType):
        return None
    made = Lifted(function)
    try:
        refuse_impure(work, function, kinds_of(work, made, arguments, passed, items))
    except DifferentiationError:
        return None
    return made


def wrapped(work, function, count) -> Lifted:
    """A function of a library as one of its own: ``lambda x: np.cos(x)``."""
    words = ", ".join(f"x{k}" for k in range(count))
    tree = ast.parse(f"lambda {words}: called({words})", mode="eval").body
    for node in ast.walk(tree):
        ast.copy_location(node, work.node)
    return Lifted(with_constants(work.frame.source, tree, {"called": function}))


def kinds_of(work, made, arguments, passed, items):
    """The kinds of the parameters: what the solver passes, then what is passed through it, then the defaults."""
    names = parameters(work, made.function)
    kinds = [kind_passed(work, word, arguments) for word in passed]
    kinds += [passable(work, name, item) for name, item in zip(names[len(passed) :], [*items, *made.more])]
    defaults = made.function.__defaults__ or ()
    left = len(names) - len(kinds)
    if not 0 <= left <= len(defaults):
        what = f"`{made.function.__name__}` takes {len(names)} arguments, and is passed {len(kinds)}"
        raise work.refuse(what, "check its parameters and `args`")
    kinds += [kind_of(value) for value in defaults[len(defaults) - left :]]
    return dict(zip(names, kinds, strict=True))


def parameters(work, function):
    code = function.__code__
    if code.co_flags & 0x0C or code.co_kwonlyargcount:
        what = f"`{function.__name__}` has arguments that have no names, or only names"
        raise work.refuse(what, "name each parameter")
    return code.co_varnames[: code.co_argcount]


def kind_passed(work, word, arguments):
    """The kind of what a solver passes: a float, or something like one of its own arguments."""
    if word == "float":
        return Number("float")
    kind = kind_at(work, arguments[word.removeprefix("vector ")])
    if word.startswith("vector "):
        return Array("float64", (Dim(f"{word}~", 0, True),))
    if isinstance(kind, (Array, Number)):
        kind = (
            kind
            if is_float(kind)
            else Array("float64", kind.dims)
            if isinstance(kind, Array)
            else Number("float")
        )
        return open_lengths(kind, word)
    return Unknown()


def passable(work, name, item):
    """The kind of what is passed through the solver: numbers, arrays, tuples of these."""
    kind = work.builder.kind(freeze(work, item))
    if not plain(kind):
        what = f"`{name}`, used by a function that is passed to a solver, is no number or array"
        raise work.refuse(what, "pass its numbers and arrays")
    return open_lengths(kind, name)


def refuse_impure(work, function, kinds):
    """A function that a solver calls any number of times must leave everything as it is."""
    from .lowering import lower

    lowered = lower(function, kinds, work.rules)
    called = f"`{function.__name__}`, which is passed to a solver,"
    if lowered.changed:
        raise work.refuse(f"{called} changes `{lowered.changed[0]}`", "change a copy, and return it")
    for statement in ir.walk(lowered.program.body):
        match statement:
            case ir.Let(value=ir.Call(effect), effect=True) | ir.Do(ir.Call(effect)):
                if effect not in (ir.raise_, ir.assert_):
                    what = f"{called} calls `{getattr(effect, '__name__', effect)}`, whose effect would happen again"
                    raise work.refuse(what, "keep it out of the function")
