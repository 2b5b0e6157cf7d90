"""Calls of functions that call a function: ``brentq(f, a, b, args=(p,))``, ``quad(lambda x: x**p, 0.0, 1.0)``.

The call stays, and so does the function it is given, as a function of its own: see `lifting`. Its derivative is asked
for by the rule of the call, at run time, for arguments of any kind.
"""

from __future__ import annotations

import ast
from types import FunctionType

from .. import ir
from ..errors import DifferentiationError, NoRule
from ..kinds import Array, Dim, Number, Unknown, is_float
from ..results import kind_of
from ..runtime import ivp_solution, minimize_solution, root_scalar_solution, root_solution
from ..source import underlying
from ..usercalls import user_call
from .lifting import Around, left_over, surroundings, with_constants
from .memory import freeze, kind_at
from .recursion import open_lengths, parts_of, plain
from .values import Closure, Items, Solution, is_atom


def call(work, function, rule, args, kwargs):
    """The value of a call of `function`, whose rule says which of its arguments it calls."""
    given = bound(work, rule, args, kwargs)
    passed = {
        n: rule.calls[own] for n, own in rule.names.items() if own in rule.calls and n in given.arguments
    }
    items = items_of(work, given.arguments.get("args", ir.Const(())))
    functions, items = own_functions(work, given.arguments, passed, items)
    given.arguments.update({name: ir.Const(user_call(made)) for name, made in functions.items()})
    atoms = [freeze(work, item) for item in items]
    if atoms:
        given.arguments["args"] = ir.Const(())
        order = list(rule.signature.parameters)
        given.arguments = dict(sorted(given.arguments.items(), key=lambda pair: order.index(pair[0])))
    frozen = {n: freeze(work, value) for n, value in given.arguments.items()}
    if atoms:
        frozen["args"] = ir.Call(ir.make_tuple, tuple(atoms))
    given.arguments.update(frozen)
    return made_call(work, function, given)


def own_functions(work, arguments, passed, items):
    """The functions that are called, those whose text can be read, and what is passed through the solver to them."""
    closures = [arguments[name] for name in passed if isinstance(arguments[name], Closure)]
    around = surroundings(work, closures) if closures else Around()
    defaults = [v for c in closures for v in left_over(c, len(next(iter(passed.values()))) + len(items))]
    if (len(closures) != len(passed) and around.captured) or (len(passed) > 1 and defaults):
        what = (
            "some of the functions that are passed to a solver read variables around them, or have defaults"
        )
        raise work.refuse(what, "pass these in `args`, to all of them")
    items = [*items, *defaults, *(value for _, value in around.captured)]
    found = {n: own_function(work, around, arguments, n, passed[n], items) for n in passed}
    return {name: function for name, function in found.items() if function is not None}, items


OBJECTS = {
    ("integrate", "solve_ivp"): (ivp_solution, ("t", "y")),
    ("optimize", "root"): (root_solution, ("x",)),
    ("optimize", "root_scalar"): (root_scalar_solution, ("root",)),
    ("optimize", "minimize"): (minimize_solution, ("x", "fun")),
}
"""Functions whose result is an object: what gives its parts, and which of these have derivatives."""


def of_solver(function):
    """What the frontend makes of a call of `function`, if its result is an object; else None."""
    words = (getattr(function, "__module__", None) or "").split(".")
    name = getattr(function, "__name__", None)
    found = OBJECTS.get((words[1], name)) if words[0] == "scipy" and len(words) > 1 else None
    if found is None:
        return None
    target, fields = found

    def native(work, args, kwargs):
        rule = work.rules.find(target)
        if rule is None:
            return NotImplemented
        result = call(work, target, rule, args, kwargs)
        return Solution(tuple(zip(fields, result.items, strict=False)), result.items[-1])

    return native


def made_call(work, function, given):
    """The value of the call, a tuple by its items."""
    result = work.builder.apply(function, tuple(given.args), dict(given.kwargs))
    return parts_of(work, result, work.builder.kind(result))


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


def own_function(work, around, arguments, name, passed, items) -> FunctionType | None:
    """The function that is called, as one of its own; None where its text cannot be read."""
    called = arguments[name]
    if isinstance(called, Closure):
        made = around.lift(called)
        refuse_impure(work, made, kinds_of(work, made, arguments, passed, items))
        return made
    if not isinstance(called, ir.Const):
        return None
    function = called.value
    if not isinstance(function, FunctionType) and work.rules.find(function) is not None:
        return wrapped(work, function, len(passed) + len(items))
    function = underlying(function)
    if not isinstance(function, FunctionType):
        return None
    try:
        refuse_impure(work, function, kinds_of(work, function, arguments, passed, items))
    except DifferentiationError:
        return None
    return function


def wrapped(work, function, count) -> FunctionType:
    """A function of a library as one of its own: ``lambda x: np.cos(x)``."""
    words = ", ".join(f"x{k}" for k in range(count))
    tree = ast.parse(f"lambda {words}: called({words})", mode="eval").body
    for node in ast.walk(tree):
        ast.copy_location(node, work.node)
    return with_constants(work.frame.source, tree, {"called": function})


def kinds_of(work, function, arguments, passed, items):
    """The kinds of the parameters: what the solver passes, then what is passed through it, then the defaults."""
    names = parameters(work, function)
    kinds = [kind_passed(work, word, arguments) for word in passed]
    kinds += [passable(work, name, item) for name, item in zip(names[len(passed) :], items)]
    defaults = function.__defaults__ or ()
    left = len(names) - len(kinds)
    if not 0 <= left <= len(defaults):
        what = f"`{function.__name__}` takes {len(names)} arguments, and is passed {len(kinds)}"
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
    word = word.removeprefix("everywhere ")
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
