"""`check_rule`: the checks that every rule of the standard table passes, run on a rule of the user's."""

from __future__ import annotations

import linecache
import types
from typing import Any

import numpy as np

from ..api import jvp, vjp
from ..errors import NoRule
from ..rules import standard
from ..rules.apply import active_arguments, call, is_floating, jvp_of, vjp_of
from ..rules.checking import check_call, laid_out, leaves, mismatch, number, random_like
from ..rules.names import name_of


def check_rule(function, *samples, rules=None) -> None:
    """Check the rule of `function`, which it carries or has in a table, on calls with sample arguments.

    On each sample the tangent is held against differences along random directions, the adjoints against the tangent
    (or, without a jvp, against differences), both against what is written into a derivative, and shapes and dtypes
    against those of the arguments; also in single precision, and, if the function is elementwise, with arguments that
    broadcast, as far as the function takes these.

    Parameters
    ----------
    function : callable
        A function with a rule.
    *samples : tuple
        Positional arguments of a call; what is no tuple is the only argument. Stay away from corners and jumps.
    rules : RuleTable, optional
        The table in which the rule is, if the function does not carry it.

    Raises
    ------
    GradientMismatch
        At the line of the rule, with what disagrees and in which call.
    NoRule
        If there is no rule to check.

    Examples
    --------
    >>> import ad_transform as ad
    >>> @ad.with_rule(elementwise=lambda x, *, out: out)
    ... def power_of_e(x):
    ...     return 2.718281828459045 ** x
    >>> ad.check_rule(power_of_e, 0.5, np.linspace(0, 1, 5))
    """
    table = standard if rules is None else rules
    first = (function.__self__,) if isinstance(function, types.MethodType) else ()
    rule = rule_to_check(function.__func__ if first else function, table)
    for sample in samples:
        args = first + (sample if isinstance(sample, tuple) else (sample,))
        for variant in (args, *variants(rule, args)):
            check_call(rule, variant, {})
            check_written(rule, variant, table)


def rule_to_check(function, table):
    rule = table.find(function)
    if rule is None or rule.kind in ("inactive", "missing"):
        why = "has no rule" if rule is None else f"has a rule that says it is {rule.kind}"
        hint = "state one with `with_rule`, or pass the table in which it is: `rules=`"
        raise NoRule(None, f"`{name_of(function)}` {why}: there is nothing to check", hint)
    return rule


def variants(rule, args):
    """The call in single precision, and of an elementwise function with broadcasting, where the function takes it."""
    found = [tuple(map(narrowed, args))]
    floating = [k for k, value in enumerate(args) if is_floating(value)]
    for row in floating if rule.kind == "elementwise" else ():
        shapes = {k: (3,) if k == row else (2, 1) for k in floating}
        filled = (np.full(shapes[k], np.ravel(v)[0]) if k in shapes else v for k, v in enumerate(args))
        found.append(tuple(filled))
    return [each for each in found if changes(each, args) and is_taken(rule, each)]


def narrowed(value):
    """An array in single precision; everything else as it is."""
    if isinstance(value, np.ndarray) and value.dtype == np.float64:
        return value.astype(np.float32)
    return value


def changes(variant, args) -> bool:
    return any(one is not other for one, other in zip(variant, args, strict=True))


def is_taken(rule, args) -> bool:
    """True if the function can be called like this, and gives numbers that can be differentiated."""
    try:
        with np.errstate(all="ignore"):
            out = call(rule, args, {})
    except Exception:
        return False
    narrow = any(isinstance(v, np.ndarray) and v.dtype == np.float32 for v in args)
    return not narrow or all(np.result_type(leaf) == np.float32 for leaf in leaves(out) if is_floating(leaf))


# The derivative that is written


def check_written(rule, args, table):
    """Check that the derivative of a function that makes this call computes what the rule says."""
    names = active_arguments(rule, args, {})
    function, primals, places = calling(rule.function, args)
    values = rule.bind(args, {})
    order = [name for name in places_of(rule, args, places) if name in names]
    if len(order) != len(places):
        return  # by one of the arguments there is no derivative
    rng = np.random.default_rng(3)
    with np.errstate(all="ignore"):
        out = call(rule, args, {})
        dots = {name: random_like(rng, values[name]) for name in names}
        out_bar = random_like(rng, out)
        if not rule.lacks("jvp"):
            tangents = tuple(dots[name] for name in order)
            tangent = jvp(function, primals, tangents, rules=table)[1]
            same(rule, "jvp", tangent, jvp_of(rule, args, {}, dots), args)
        if not rule.lacks("vjp"):
            bars = vjp(function, *primals, rules=table)[1](out_bar)
            wanted = vjp_of(rule, args, {}, out_bar)
            same(rule, "vjp", bars, [wanted[name] for name in order], args)


def calling(function, args):
    """A function of the floating point arguments of a call that makes the call; these arguments and their places."""
    scope: dict[str, Any] = {"fn": function}
    places = [k for k, value in enumerate(args) if is_floating(value)]
    scope |= {f"p{k}": value for k, value in enumerate(args) if k not in places}
    given, words = ", ".join(f"p{k}" for k in places), ", ".join(f"p{k}" for k in range(len(args)))
    source = f"def call({given}):\n    return fn({words})\n"
    name = f"<a call of {name_of(function)}>"
    linecache.cache[name] = (len(source), None, source.splitlines(True), name)
    exec(compile(source, name, "exec"), scope)
    return scope["call"], tuple(args[k] for k in places), places


def places_of(rule, args, places):
    """The rule's names of the arguments in these places."""
    listed = list(rule.signature.parameters)
    return [rule.names.get(listed[k]) for k in places if k < len(listed)]


def same(rule, mode, written, told, args):
    """Check that what is written agrees with the rule, called."""
    one, other = laid_out(written), laid_out(told)
    close = np.isclose(one, other, rtol=1e-4, atol=1e-6, equal_nan=True) if one.shape == other.shape else None
    if close is None or not close.all():
        k = 0 if close is None else np.flatnonzero(~close)[0]
        numbers = "another shape" if close is None else f"{number(one[k])}, not {number(other[k])}"
        what = f"gives, read into a derivative, {numbers} as when it is called"
        raise mismatch(rule, mode, what, args, {})
