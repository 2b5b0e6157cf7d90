"""One rule: the derivative of one function, and how a call of that function is bound to it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

import numpy as np

from ad_transform.errors import NoRule
from ad_transform.ir import Const
from ad_transform.rules.names import name_of
from ad_transform.rules.text import asked, entries, listed, positional

OWNED = {
    "reduction": ("axis", "keepdims", "dtype")
}  # what a kind takes care of, so that rules need not list it


@dataclass(frozen=True)
class Rule:
    """The derivative of one function.

    `kind` is elementwise, reduction, linear, multilinear, pair, inactive or missing: see table.py.
    `names` maps the primal's parameters to the rule's names for them (they differ for positional-only ones).
    `only` lists for some parameters the values for which the rule holds: ``only={"order": ("C", "F")}``.
    `fixed` holds what the primal does not let its caller choose: ``fixed={"axis": (-2, -1)}`` of a matrix norm. A rule
    may list more of that than its primal has parameters, and so serve many functions: the law of a distribution.
    `calls` names the parameters that are functions, with what each is called with before ``*args``: "float", or the
    name of the parameter that is like it; "everywhere" before that, if the function must not jump anywhere. The rule
    may ask for their derivatives, ``<parameter>_jvp`` and ``<parameter>_vjp``.
    `without` gives the reason why the function has no derivative by a parameter for which the rule's text has one.
    """

    function: Callable
    kind: str
    rule: Callable | None = None
    jvp: Callable | None = None
    vjp: Callable | None = None
    reason: str = ""
    signature: inspect.Signature | None = None
    names: dict[str, str] = field(default_factory=dict)
    only: dict[str, tuple] = field(default_factory=dict)
    fixed: dict[str, Any] = field(default_factory=dict)
    without: dict[str, str] = field(default_factory=dict)
    calls: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def texts(self) -> tuple[Callable, ...]:
        """The functions that state this rule: one, or the pair, or none."""
        return tuple(text for text in (self.rule, self.jvp, self.vjp) if text is not None)

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The primal's parameters that the rule or its kind takes, by the rule's names, in the primal's order."""
        taken = {name for text in self.texts for name in listed(text)} | set(OWNED.get(self.kind, ()))
        return tuple(name for name in self.names.values() if name in taken)

    @cached_property
    def arguments(self) -> tuple[str, ...]:
        """The parameters that can receive derivatives: those the rule returns something for."""
        text = self.vjp or self.rule
        if text is None:
            return tuple(ask.removesuffix("_dot") for ask in self.asks if ask.endswith("_dot"))
        buffers = [ask.removesuffix("_bar") for ask in self.asks if ask.endswith("_bar") and ask != "out_bar"]
        if buffers:
            return tuple(buffers)
        stated = zip(positional(text), entries(text), strict=False)
        return tuple(name for name, there in stated if there and name not in self.without)

    def refusal(self, name) -> str:
        """What to say where the argument `name` is active and has no derivative."""
        reason = f": {self.without[name]}" if name in self.without else ""
        return (
            f"`{name_of(self.function)}` has no derivative with respect to `{self.primal_name(name)}`{reason}"
        )

    def primal_name(self, name) -> str:
        """The name by which a caller may pass the parameter that the rule calls `name`."""
        primal = next((primal for primal, own in self.names.items() if own == name), name)
        parameter = cast(inspect.Signature, self.signature).parameters.get(primal)
        return name if parameter is None or parameter.kind is parameter.POSITIONAL_ONLY else primal

    @cached_property
    def asks(self) -> tuple[str, ...]:
        """The reserved words the rule asks for."""
        return tuple(dict.fromkeys(name for text in self.texts for name in asked(text)))

    def lacks(self, mode) -> str:
        """Why this rule does not serve a mode, "jvp" or "vjp"; empty where it does."""
        if self.kind != "pair" or getattr(self, mode) is not None:
            return ""
        other = {"jvp": "vjp", "vjp": "jvp"}[mode]
        return f"`{name_of(self.function)}` has a rule for its {other}, and none for its {mode}"

    def bind(self, args, kwargs) -> dict[str, Any]:
        """Name the arguments of a call after the rule's parameters, and fill in the primal's defaults.

        NumPy's ``<no value>`` is None, or False for `keepdims`. Values may be IR atoms; defaults come as they are.
        An inactive function takes whatever it is given, and nothing of it is named.
        """
        if self.kind == "missing":
            raise NoRule(None, f"`{name_of(self.function)}` has no rule: {self.reason}")
        if self.kind == "inactive":
            return {}
        values = {name: _default(parameter) for name, parameter in self._listed()}
        for name, value in self.bound(args, kwargs).arguments.items():
            self._take(name, value, values)
        return values | self.fixed

    def bound(self, args, kwargs) -> inspect.BoundArguments:
        """The call as the primal's signature reads it."""
        try:
            return cast(inspect.Signature, self.signature).bind(*args, **kwargs)
        except TypeError as error:
            what = f"`{name_of(self.function)}` is called in a way its signature does not allow: {error}"
            raise NoRule(None, what) from None

    def _listed(self):
        for name, parameter in cast(inspect.Signature, self.signature).parameters.items():
            if self.names.get(name) in self.parameters:
                yield self.names[name], parameter

    def _take(self, name, value, values):
        """Put one bound argument among `values`, or refuse it."""
        parameter = cast(inspect.Signature, self.signature).parameters[name]
        if parameter.kind is parameter.VAR_KEYWORD:
            for key in value:
                raise NoRule(
                    None, f"`{name_of(self.function)}` has no rule for its keyword `{key}`", "leave it out"
                )
        elif self.names.get(name) in values:
            values[self.names[name]] = value
            self._check_only(name, value)
        elif not _same_constant(value, parameter.default):
            raise NoRule(
                None, f"`{name_of(self.function)}` has no rule for its argument `{name}`", "leave it out"
            )

    def _check_only(self, name, value):
        allowed = self.only.get(name)
        if allowed is not None and not any(_same_constant(value, each) for each in allowed):
            known = " or ".join(map(repr, allowed))
            raise NoRule(None, f"`{name_of(self.function)}` has a rule only for `{name}` {known}")


def _default(parameter):
    if parameter.kind is parameter.VAR_POSITIONAL:
        return ()
    if parameter.default is np._NoValue:
        return False if parameter.name == "keepdims" else None
    return None if parameter.default is parameter.empty else parameter.default


def _same_constant(value, default):
    """True if `value`, or the value of a Const, is the constant `default`."""
    if isinstance(value, Const):
        value = value.value
    if value is default:
        return True
    plain = (bool, int, float, str, type(None))
    return isinstance(value, plain) and type(value) is type(default) and value == default
