"""The road of a function, on one screen: text, program, derivative, shorter program, text, function."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from . import ir
from .backend import PYTHON, Target, emit
from .compile import compile_text
from .errors import NotSupported
from .frontend import Lowered, lower
from .frontend.work import NewInput
from .optimise import optimise
from .rules import standard
from .seeds import result_kind
from .transform import Derived, Request, derive_program, itself
from .usercalls import DerivativeCall, UserCall
from .wording import describe_arguments, title

WIDTH = 106
"""Of a line of a docstring."""

CHECKED = False
"""Whether programs are checked after each pass: the tests turn this on."""


@dataclass(frozen=True)
class Generated:
    """A derivative for arguments of certain kinds: its text, the compiled function, and what it takes from outside.

    `inputs` are globals and closure variables that are passed as further keyword arguments; `guards` are objects
    whose identity the text relies on; `writes`: it writes into an argument; `layouts`: how arguments stand in memory
    matters; `calls` names the user's functions that the text calls, with their derivatives; `origins` gives the line of
    the primal for lines of the text.
    """

    source: str
    function: Callable
    inputs: tuple
    guards: tuple
    calls: tuple[str, ...] = ()
    writes: bool = False
    layouts: bool = False
    result: Any = None
    origins: dict[int, int] = field(default_factory=dict)


def derive(
    function: Callable,
    kinds: dict,
    request: Request,
    rules=standard,
    checked: bool | None = None,
    derivative_of: Callable | None = None,
    prepare: Callable[[Lowered], Lowered] | None = None,
    target: Target = PYTHON,
    asked: tuple = (),
) -> Generated:
    """Return the derivative of `function` that `request` asks for, for parameters of these `kinds`.

    With `checked` every pass is checked; by default as CHECKED says. `derivative_of(function, mode, wrt)` gives the
    derivatives of functions that call themselves, which the text calls; `prepare` changes the program beforehand.
    The text is for the compiler `target`. `asked`: requests, innermost first, whose derivative is differentiated.
    """
    checked = CHECKED if checked is None else checked
    lowered, derived = with_derivatives(function, kinds, request, rules, asked, prepare, checked)
    program, known = shortener(lowered, checked)(derived.program, derived.kinds)
    text = emit(  # program -> Python text
        documented(program, lowered, kinds, request),
        known,
        itself=itself(lowered.source.function, request, asked),
        place=lowered.source.statement,
        target=target,
    )
    namespace = {name: bound(thing, derivative_of) for name, thing in text.namespace.items()}
    hint = f"{request.mode} of {where(lowered)}"
    return Generated(
        text.source,
        (target.compile or plainly)(text, namespace, hint, lowered.source.statement),
        lowered.inputs,
        (*lowered.guards, *derived.guards),
        tuple(name for name, thing in text.namespace.items() if isinstance(thing, UserCall | DerivativeCall)),
        lowered.writes,
        bool(lowered.layouts),
        result_kind(lowered.program.result, lowered.kinds),
        text.origins,
    )


def plainly(text, namespace, hint, place):
    """The function that Python makes of a text."""
    made = compile_text(text.source, text.name, namespace, hint)
    if text.name in namespace:  # it calls itself, with arguments that may be of other kinds
        made.__globals__[text.name] = namespace[text.name]
    return made


def with_derivatives(
    function, kinds, request, rules, asked=(), prepare=None, checked=True
) -> tuple[Lowered, Derived]:
    """The program and that of its derivative; variables that only the rules read become parameters of both."""
    outside: list[NewInput] = []
    while True:
        lowered = lower(function, kinds, rules, outside=outside, asked=asked)  # Python text -> program
        lowered = lowered if prepare is None else prepare(lowered)
        try:  # program -> program of the derivative
            return lowered, derive_program(lowered, request, rules, shortener(lowered, checked))
        except NewInput as found:
            outside.append(found.with_traceback(None))


def bound(thing, derivative_of):
    """What a global name of the text means: a user's function that calls itself, its derivative, or `thing`."""
    match thing:
        case UserCall(function):
            return function
        case DerivativeCall(function, mode, wrt) if derivative_of is not None:
            return derivative_of(function, mode, wrt)
    return thing


def alone(kernel: Generated, place) -> str:
    """The text of a derivative, for a file of its own; refused where it calls functions of the user's."""
    if kernel.calls:
        what = f"the text calls your function `{kernel.calls[0]}`: a file of its own does not have it"
        raise NotSupported(place, what, "keep the derivative, or write the call as a loop")
    return kernel.source


def shortener(lowered: Lowered, checked: bool):
    """What makes a program shorter; what the primal computes keeps every bit."""
    exact = frozenset(n for s in ir.walk(lowered.program.body) for n in ir.binds(s))

    def shorten(program, kinds):
        program, kinds = optimise(program, kinds, check=checked, exact=exact)
        return (ir.check(program, "optimise") if checked else program), kinds

    return shorten


def documented(program, lowered, kinds, request):
    """The program under the derivative's name, with the docstring that says what it is."""
    name = lowered.source.name if lowered.source.name.isidentifier() else "f"
    doc = f"{title(name, request, lowered.asked)}\n\n" + textwrap.fill(
        f"Written by ad_transform from {where(lowered)}, for {describe_arguments(kinds, lowered)}.", WIDTH
    )
    modes = "_".join(r.mode for r in (*lowered.asked, request))
    return replace(program, name=f"{name}_{modes}", doc=doc)


def where(lowered) -> str:
    """The primal's file and line, the same on every machine."""
    return f"{lowered.source.label}:{lowered.source.first_line}"
