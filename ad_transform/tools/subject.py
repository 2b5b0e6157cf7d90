"""A function at a point, as checks see it: its value along a direction, and its slope by either mode."""

from __future__ import annotations

import copy
import inspect
import operator
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..derivative import TANGENT_SUFFIX, Derivative
from ..errors import Place
from ..kinds import can_vary
from ..leaves import at, leaves, replaced
from ..paths import fetch, parse, root, word
from ..results import kind_of
from . import directions


@dataclass(frozen=True)
class Subject:
    """A plain function with the arguments by name, and the parameters (or parts of them) to differentiate by."""

    function: Callable
    signature: inspect.Signature
    values: dict[str, Any]
    wrt: tuple[str, ...]
    rules: Any
    checkpoint: Any

    @property
    def name(self) -> str:
        return self.function.__name__

    @property
    def place(self) -> Place:
        code = self.function.__code__
        return Place(code.co_filename, code.co_firstlineno, function=self.name)

    def bound(self, values) -> inspect.BoundArguments:
        return inspect.BoundArguments(self.signature, OrderedDict(copy.deepcopy(values)))

    def value(self, values=None) -> Any:
        """The value of the function; it may write into what it is given, which is a copy."""
        bound = self.bound(self.values if values is None else values)
        return self.function(*bound.args, **bound.kwargs)

    def point(self) -> tuple:
        """What is differentiated by, each in its structure."""
        return tuple(fetch(self.values[root(name)], name) for name in self.wrt)

    def moved(self, change: Callable) -> dict[str, Any]:
        """The arguments with ``change(leaf, where)`` for each floating point leaf that is differentiated by.

        `where` leads to the leaf in a tuple like that of `point`.
        """
        values = dict(self.values)
        for k, name in enumerate(self.wrt):
            path = parse(name)
            steps = path.steps if path is not None else ()
            for leaf in leaves(fetch(self.values[root(name)], name)):
                where = ((operator.getitem, k), *leaf.steps)
                new = change(leaf.value, where)
                values[root(name)] = replaced(values[root(name)], (*steps, *leaf.steps), new)
        return values

    def along(self, direction: tuple, t) -> Any:
        """The value where each leaf is moved by `t` times that of `direction`, a tuple like that of `point`."""

        def change(leaf, where):
            new = leaf + t * at(direction, where)
            return new if np.iscomplexobj(t) else directions.cast(new, leaf)

        return self.value(self.moved(change))

    def derivative(self, mode: str) -> Derivative:
        return Derivative(self.function, mode, self.wrt, self.rules, self.checkpoint)

    def tangent(self, direction: tuple) -> Any:
        """The derivative of the value along a direction, by forward mode."""
        seeds = {f"{word(n)}{TANGENT_SUFFIX}": d for n, d in zip(self.wrt, direction, strict=True)}
        bound = self.bound(self.values)
        return self.derivative("jvp")(*bound.args, **bound.kwargs, **copy.deepcopy(seeds))[1]

    def adjoint(self, seed: Any) -> tuple:
        """The adjoints of what is differentiated by, a tuple like that of `point`, by reverse mode."""
        bound = self.bound(self.values)
        return self.derivative("vjp")(*bound.args, **bound.kwargs, out_bar=copy.deepcopy(seed))


def subject_of(f, args: tuple, kwargs: dict, wrt=None) -> Subject:
    """The function behind `f`, a function or a derivative of one, at these arguments.

    Without `wrt` it is differentiated by what `f` says, or by every argument that holds floats.
    """
    made = f if isinstance(f, Derivative) else getattr(f, "grad", None)
    if not isinstance(made, Derivative):
        made = Derivative(f, "vjp", floating(f, args, kwargs) if wrt is None else wrt)
    elif wrt is not None:
        made = Derivative(made.function, "vjp", wrt, made.rules, made.checkpoint)
    elif made.function is not f and not isinstance(f, Derivative):  # a method of an instance
        made = Derivative(f, "vjp", made.wrt, made.rules, made.checkpoint)
    values = made.bind(*args, **kwargs)
    subject = Subject(made.primal, made.signature, values, made.request.wrt, made.rules, made.checkpoint)
    return replace(subject, values=copy.deepcopy(values))


def floating(f, args: tuple, kwargs: dict) -> tuple[str, ...] | None:
    """The parameters whose arguments hold floats; None where the arguments do not fit, which is told elsewhere."""
    try:
        bound = inspect.signature(f).bind(*args, **kwargs)
    except (TypeError, ValueError):
        return None
    bound.apply_defaults()
    return tuple(name for name, value in bound.arguments.items() if can_vary(kind_of(value))) or None
