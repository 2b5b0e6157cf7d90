"""Functions that call themselves: their calls stay calls, so what they return must be found, and that they are pure.

What a call returns is found from below: at first it is taken never to return, so only the other paths count; then it
returns what these return, and so on until nothing changes.
"""

from __future__ import annotations

import inspect
import itertools
import operator
from dataclasses import dataclass, replace
from functools import cache
from types import CellType, CodeType, FunctionType

from .. import ir
from ..errors import NotSupported
from ..kinds import Array, Dim, Known, ListOf, Number, Sequence, Unknown
from ..results import freshen, join, kind_of
from ..results.joining import change_lengths
from ..results.lengths import ANY
from ..usercalls import user_call
from .effects import cells
from .memory import freeze, wrap
from .values import Items, Struct
from .work import Endless, NewInput, Recursive

ROUNDS, NESTED = 6, 8
TWICE = (bool, int, float, complex, abs, len)  # may be asked of anything again
AS_LOOP = "write the recursion as a loop"


@dataclass(frozen=True)
class Summary:
    """What a function returns, and what it relies on outside."""

    kind: object
    inputs: tuple = ()
    guards: tuple = ()


def stays(work, function) -> bool:
    """True if calls of `function` stay calls of the program."""
    if function in work.recursive:
        return True
    if not any(f is function for f, _ in work.stack):
        return False
    if work.stack[0][0] is not function:
        raise Recursive(function)
    return True


def closure_stays(work, closure):
    """The function to call for a nested function that calls itself, or None where its body is read in place."""
    repeated = any(f is closure.node and frame.parent is closure.frame for f, frame in work.stack)
    if not (repeated or work.recursive):
        return None
    function = alone(work, closure)
    if repeated and function is None:
        raise work.refuse(
            f"`{closure.name}` calls itself, and reads variables of the function around it",
            "pass them as arguments",
        )
    if repeated:
        raise Recursive(function)
    return function if function in work.recursive else None


def alone(work, closure):
    """The function itself, made of the code inside the outer function's; None if it reads variables of that."""
    outer = closure.frame.source
    while not hasattr(outer, "function"):
        outer = outer.outer
    known = work.state.variables.get(closure.frame.key(closure.name)) is closure
    if not known or closure.defaults or any(d is not None for d in closure.keyword_defaults):
        return None
    codes = [
        c
        for c in inner_codes(outer.function.__code__)
        if (c.co_name, c.co_firstlineno) == (closure.name, closure.node.lineno)
    ]
    if len(codes) != 1 or codes[0].co_freevars not in ((), (closure.name,)):
        return None
    return function_of(outer.function, codes[0])


def inner_codes(code):
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from inner_codes(constant)


@cache
def function_of(outer, code) -> FunctionType:
    """A function of a nested function's code, which knows itself by its name."""
    cells = tuple(CellType() for _ in code.co_freevars)
    function = FunctionType(code, outer.__globals__, code.co_name, None, cells)
    for cell in cells:
        cell.cell_contents = function
    return function


# The call


def call(work, function, args, kwargs):
    """The value of a call that stays one."""
    given = matched(work, function, args, kwargs)
    atoms = {name: freeze_argument(work, function, value) for name, value in given.arguments.items()}
    found = summary(work, function, argument_kinds(work, function, atoms))
    for need in found.inputs:
        if need.key not in work.inputs:
            raise NewInput(need.key, need.name, need.fetch)
    work.guards.extend(found.guards)
    work.relied.update(c for need in found.inputs for c in cells(work, work.inputs[need.key]))
    given.arguments.update(atoms)
    target, base = user_call(function), work.builder.word(function)
    kind = freshen(found.kind, tag=f"{base} {work.builder.versions.get(base, 0)}")
    made = ir.Call(target, tuple(given.args), tuple(given.kwargs.items()))
    result = parts_of(work, work.builder.bind(base, made, kind), kind)
    for own in cells(work, result):
        for cell in [c for value in (*args, *kwargs.values()) for c in cells(work, value)]:
            work.state.share(own, cell)
    return result


def parts_of(work, atom, kind):
    """What is returned, a tuple as its items; arrays in it may be one object."""
    if not isinstance(kind, Sequence):
        return wrap(work, atom)
    reads = (work.builder.call(operator.getitem, atom, ir.Const(k)) for k in range(len(kind.items)))
    parts = tuple(wrap(work, read) for read in reads)
    found = [c for part in parts for c in cells(work, part)]
    for one, other in itertools.combinations(found, 2):
        work.state.share(one, other)
    return Items(parts)


def refusal(work, function, what, hint=AS_LOOP):
    return work.refuse(f"`{function.__name__}` calls itself{what}", hint)


def matched(work, function, args, kwargs):
    """The arguments by parameter."""
    signature = inspect.signature(function, follow_wrapped=False)
    if any(p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) for p in signature.parameters.values()):
        raise refusal(work, function, ", with arguments that have no names", "name each parameter")
    try:
        return signature.bind(*args, **kwargs)
    except TypeError as error:
        raise work.refuse(
            f"the arguments do not fit `{function.__name__}`: {error}", "check the call"
        ) from None


def freeze_argument(work, function, value):
    for cell in cells(work, value):
        if isinstance(held := work.state.heap.get(cell), Struct) and held.cls is not list:
            raise refusal(
                work,
                function,
                f", with an argument of type {held.cls.__name__}",
                "pass its numbers and arrays",
            )
    try:
        return freeze(work, value)
    except NotSupported:
        raise refusal(work, function, ", with an argument that is a function made here", AS_LOOP) from None


def argument_kinds(work, function, atoms):
    """The kinds of all parameters, lengths left open; what is not given is what it is by default."""
    kinds = {}
    for name, parameter in inspect.signature(function, follow_wrapped=False).parameters.items():
        kind = work.builder.kind(atoms[name]) if name in atoms else kind_of(parameter.default)
        if not plain(kind):
            raise refusal(
                work, function, f", and what is passed for `{name}` is no number, array or list of these"
            )
        kinds[name] = open_lengths(kind, name)
    return kinds


def plain(kind):
    """True for what may be handed on: no objects, whose classes may do anything."""
    match kind:
        case Sequence(items):
            return all(map(plain, items))
        case ListOf(item):
            return item is None or plain(item)
        case Known(value):
            return value is None or isinstance(value, (str, bytes)) or callable(value)
    return isinstance(kind, (Number, Array)) or kind == Unknown()


def open_lengths(kind, name=""):
    """`kind` for arrays of any lengths and numbers of any value; lengths are named after `name`, if there is one."""
    count = iter(range(10**6))
    opened = change_lengths(kind, lambda dim: Dim(f"{name}~{next(count)}", 0, True) if name else ANY)
    return change_numbers(opened)


def change_numbers(kind):
    match kind:
        case Number():
            return replace(kind, length=None)
        case Sequence(items, cls):
            return Sequence(tuple(map(change_numbers, items)), cls)
        case ListOf(item) if item is not None:
            return ListOf(change_numbers(item))
    return kind


# What it returns


def summary(work, function, kinds) -> Summary:
    """What `function` returns for arguments of these kinds; refuses a function that is not pure."""
    key = function, tuple(kinds.items())
    if key in work.assumed:
        if work.assumed[key] is None:
            raise Endless
        return Summary(work.assumed[key])
    if len(work.assumed) >= NESTED:
        raise refusal(work, function, ", each time with arguments of other kinds")
    if key not in work.summaries:
        work.summaries[key] = settled(work, function, kinds, key)
    return work.summaries[key]


def settled(work, function, kinds, key) -> Summary:
    """What `function` returns, from below: the kinds of one reading are what the next one takes for granted."""
    known = None
    for _ in range(ROUNDS):
        lowered = alone_with(work, function, kinds, {**work.assumed, key: known})
        found = result_kind(work, function, lowered)
        wider = found if known is None else open_lengths(join(known, found))
        if wider == known:
            refuse_impure(work, function, lowered)
            return Summary(known, lowered.inputs, lowered.guards)
        known = wider
    raise refusal(work, function, ", and what it returns does not settle")


def alone_with(work, function, kinds, assumed):
    from .lowering import lower

    try:
        return lower(function, kinds, work.rules, assumed)
    except Endless:
        if any(kind is None for kind in work.assumed.values()):
            raise
        raise refusal(work, function, " on every path", "return on one path without calling it") from None


def result_kind(work, function, lowered):
    """The kind of what was found to be returned."""
    if lowered.optional:
        raise refusal(work, function, ", and returns None on some paths", "return a number there")
    value = lowered.program.result
    several = isinstance(value, ir.Call) and value.function is ir.make_tuple
    kinds = [kind_of_atom(part, lowered.kinds) for part in (value.args if several else (value,))]
    if not all(isinstance(kind, (Number, Array)) or kind == Unknown() for kind in kinds):
        raise refusal(work, function, ", and does not return numbers or arrays, or a tuple of these")
    return open_lengths(Sequence(tuple(kinds)) if several else kinds[0])


def kind_of_atom(value, kinds):
    """The kind of a name or constant; None for anything else."""
    match value:
        case ir.Name(id):
            return kinds.get(id)
        case ir.Const(known):
            return kind_of(known)
    return None


def refuse_impure(work, function, lowered):
    """A function that is called once more for its derivative must leave everything as it is."""
    if lowered.changed:
        raise refusal(
            work,
            function,
            f", and changes `{lowered.changed[0]}`, which its caller has",
            "change a copy, and return it",
        )
    if lowered.lent:
        raise refusal(work, function, f", and returns `{lowered.lent[0]}` itself", "return a copy")
    for statement in ir.walk(lowered.program.body):
        match statement:
            case ir.Let(value=ir.Call(called), effect=True) | ir.Do(ir.Call(called)):
                if called not in (ir.raise_, ir.assert_, *TWICE):
                    raise refusal(
                        work,
                        function,
                        f", and calls `{getattr(called, '__name__', called)}`, whose effect "
                        "would happen again for the derivative",
                    )
