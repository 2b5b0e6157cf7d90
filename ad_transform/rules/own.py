"""What users say of functions of their own: `with_rule`, `inactive`; and of a value: `constant`. See docs/rules.md."""

from __future__ import annotations

import functools
from collections.abc import Callable
from types import FunctionType
from typing import Any

import numpy as np

from ad_transform.errors import RuleError
from ad_transform.rules.names import name_of
from ad_transform.rules.rule import Rule
from ad_transform.rules.stating import signature_of
from ad_transform.rules.table import CARRIED, RuleTable, carried_by

FORMS = ("jvp", "vjp", "elementwise", "linear", "multilinear")


class Ruled:
    """A function that cannot have attributes, such as one of a C extension, with a rule."""

    __wrapped__: Callable
    __qualname__: str

    def __init__(self, function: Callable):
        functools.update_wrapper(self, function, updated=())

    def __call__(self, *args, **kwargs):
        return self.__wrapped__(*args, **kwargs)

    def __reduce__(self):
        return self.__qualname__  # by name, as functions are

    def __repr__(self):
        return f"<{name_of(self.__wrapped__)} with a rule>"


# fmt: off
def with_rule(function: Callable | None = None, *, jvp=None, vjp=None, elementwise=None, linear=None,
              multilinear=None, signature: str | None = None) -> Any:
    # fmt: on
    """State the derivative of a function of one's own, which is then called and not looked into.

    Parameters
    ----------
    function : callable
        A Python function, or one of compiled code, that does not change its arguments; left out in a decorator.
    jvp, vjp : callable, optional
        The tangent of the result; the adjoints of the arguments. One serves one mode.
    elementwise, linear, multilinear : callable, optional
        Instead of these: partials, or the transpose, from which both modes follow. See `RuleTable`.
    signature : str, optional
        The parameters, ``"(x, n=1, /)"``, of a function that does not tell them.

    Returns
    -------
    callable
        `function`, which now carries the rule; for compiled code a function that calls it.

    Raises
    ------
    RuleError
        If a rule does not fit the function.
    """
    texts = {"jvp": jvp, "vjp": vjp, "elementwise": elementwise, "linear": linear, "multilinear": multilinear}
    stated = {form: text for form, text in texts.items() if text is not None}
    if function is None:
        return functools.partial(with_rule, **stated, signature=signature)
    holder = holder_of(function, "with_rule")
    refuse_unclear(holder, stated)
    table = RuleTable(name_of(holder))
    for form, text in stated.items():
        getattr(table, form)(holder, text, signature=signature)
    return carrying(function, holder, table.find(holder))


def inactive(function: Callable) -> Any:
    """Declare that derivatives take what `function` returns for a constant. It is called, but not looked into.

    The function may print, read files, or be of compiled code; it must not change its arguments.

    Examples
    --------
    >>> import ad_transform as ad
    >>> @ad.inactive
    ... def scale(x):
    ...     return max(abs(x), 1.0)
    >>> def f(x):
    ...     return x / scale(x)
    >>> ad.grad(f)(4.0)
    0.25
    """
    holder = holder_of(function, "inactive")
    refuse_second(holder)
    return carrying(function, holder, Rule(holder, "inactive", signature=signature_of(holder)))


def holder_of(function, word):
    """What carries the rule of `function`: the function itself, or what calls it."""
    plain = function.__func__ if isinstance(function, (staticmethod, classmethod)) else function
    if isinstance(plain, FunctionType):
        return plain
    if not callable(plain) or isinstance(plain, type):
        raise RuleError(None, f"`{word}` is given {plain!r}, which is no function", "give it a function")
    return Ruled(plain)


def refuse_unclear(holder, stated):
    """Refuse no rule, and two."""
    refuse_second(holder)
    name, words = name_of(holder), ", ".join(FORMS)
    if not stated:
        raise RuleError(None, f"`{name}` is given no rule", f"state one: {words}")
    if len(stated) > 1 and set(stated) != {"jvp", "vjp"}:
        what = f"`{name}` is given two rules, {' and '.join(stated)}"
        raise RuleError(None, what, "give it one; only a jvp and a vjp go together")


def refuse_second(holder):
    if carried_by(holder) is not None:
        raise RuleError(None, f"`{name_of(holder)}` has a rule already", "give a function one rule")


def carrying(function, holder, rule):
    """`function` with its rule; another object only where it cannot have one."""
    setattr(holder, CARRIED, rule)
    return holder if isinstance(holder, Ruled) else function


def constant(x: Any) -> Any:
    """Return a copy of `x` that derivatives take for a constant.

    Parameters
    ----------
    x : float, array, or nested tuples, lists and dicts of these

    Examples
    --------
    >>> import ad_transform as ad
    >>> def f(x):
    ...     return x * ad.constant(x)
    >>> ad.grad(f)(3.0)
    3.0
    """
    match x:
        case np.ndarray():
            return x.copy()
        case tuple():
            items = map(constant, x)
            return type(x)(*items) if hasattr(x, "_fields") else tuple(items)
        case list():
            return [constant(item) for item in x]
        case dict():
            return {key: constant(value) for key, value in x.items()}
    return getattr(x, "as_constant", x)  # of the numbers of `reference`
