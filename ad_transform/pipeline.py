"""The road of a function, on one screen: text, program, derivative, shorter program, text, function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from . import ir
from .backend import emit
from .compile import compile_text
from .frontend import lower
from .optimise import optimise
from .rules import standard
from .transform import Derived, Request, derive_program
from .wording import describe_arguments, title


@dataclass(frozen=True)
class Generated:
    """A derivative for arguments of certain kinds: its text, the compiled function, and what it takes from outside.

    `inputs` are globals and closure variables that are passed as further keyword arguments; `guards` are objects
    whose identity the text relies on.
    """

    source: str
    function: Callable
    inputs: tuple
    guards: tuple


def derive(function: Callable, kinds: dict, request: Request, rules=standard, checked: bool = __debug__) -> Generated:
    """Return the derivative of `function` that `request` asks for, for parameters of these `kinds`."""
    lowered = lower(function, kinds, rules)  # Python text -> program
    derived = derive_program(lowered, request, rules)  # program -> program of the derivative
    derived = shortened(derived, checked)
    program = documented(derived.program, lowered, kinds, request)
    text = emit(program, derived.kinds)  # program -> Python text
    made = compile_text(text.source, text.name, text.namespace, f"{request.mode} of {where(lowered)}")
    return Generated(text.source, made, lowered.inputs, lowered.guards)


def shortened(derived: Derived, checked: bool) -> Derived:
    program, kinds = optimise(derived.program, derived.kinds, check=checked)
    return Derived(ir.check(program, "optimise") if checked else program, kinds)


def documented(program, lowered, kinds, request):
    """The program under the derivative's name, with the docstring that says what it is."""
    name = lowered.source.name if lowered.source.name.isidentifier() else "f"
    doc = (
        f"{title(name, request)}\n\n"
        f"Written by ad_transform from {where(lowered)}, for {describe_arguments(kinds, lowered)}."
    )
    return replace(program, name=f"{name}_{request.mode}", doc=doc)


def where(lowered) -> str:
    """The primal's file and line, the same on every machine."""
    return f"{lowered.source.label}:{lowered.source.first_line}"
