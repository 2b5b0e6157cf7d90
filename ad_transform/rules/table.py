"""Tables of derivative rules: how a rule is stated, what it may ask for and returns, and what is refused.

A rule is a small Python function. Its positional parameters are the primal's own, in order: a positional-only
parameter may be called anything, any other goes by the primal's name, and those the rule does not need are left
out (a call that passes them is refused). Its keyword-only parameters are what it asks for (and after `*args` also the
primal's keywords). What it returns depends on its kind:

===========  ==============================================  ==============  =====================================
kind         returns                                         may ask for     tangent of the result
===========  ==============================================  ==============  =====================================
elementwise  the partial d out / d argument, per argument    out             sum of partial times tangent
reduction    d out / d a; `out` broadcasts against `a`       out             that, summed over the axis
linear       the transpose applied to `out_bar`              out_bar, a_bar  the function itself, on the tangents
multilinear  the same, linear in each argument apart         out_bar         one term per argument
jvp and vjp  the tangent; the adjoints                       out, a_dot;     as written
                                                             out, out_bar
inactive     nothing: the derivative is zero                                 zero
missing      nothing: the call is refused, with a reason
===========  ==============================================  ==============  =====================================

What is returned:

- A tuple has one entry per positional parameter, trailing ones left out; what is no tuple is the entry of the first.
- The entry None means that the function has no derivative there: a call in which that argument is active is refused.
- The scalar 0.0 stands for zeros of any shape. Otherwise an entry may need summing over broadcast axes, no more.
- The adjoint of a tuple or list of arrays is a list. A multilinear function of a list is linear in each of its items.
- A linear function is linear in all its arguments at once: its tangent takes zeros for those that are constant.
- A rule that asks for ``a_bar`` adds to that buffer in place and returns nothing.

What is asked for: `out_bar` has the structure of the result, with zeros where nothing flows, and ``a_dot`` has that
of the argument: zeros where it is constant, 0.0 for an int, None for None. `used` says of each part of a result of
several parts whether anything flows from it.
Adjoints are transposes, never conjugated: see docs/complex.md.

The kind `reduction` owns `axis`, `keepdims` and `dtype`: a rule lists them only if its partial depends on them.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property, partial
from typing import Any

import numpy as np

from ad_transform.errors import RuleError
from ad_transform.rules.names import name_of
from ad_transform.rules.rule import Rule
from ad_transform.rules.stating import checked, match, match_by_position, refusal, signature_of

__all__ = ["Rule", "RuleTable", "name_of"]

CARRIED = "__derivative_rule__"
"""The attribute under which a function carries a rule of its own."""


class RuleTable:
    """Rules by function. ``a | b`` is a new table in which `b` has the last word; neither is changed.

    Each statement takes a function and its rule, or decorates the rule. See docs/rules.md.

    Parameters
    ----------
    name : str
        What messages call the table.

    Raises
    ------
    RuleError
        By each statement, at the line of the rule: if the rule's parameters are not those of the function, if it asks
        for what its kind may not ask for, returns too much, reads a name that is not defined, or is the second one.

    Examples
    --------
    >>> mine = RuleTable("mine")
    >>> mine.elementwise(np.sinc, lambda x: 0.0)
    >>> mine
    <RuleTable mine: 1 rules>
    """

    def __init__(self, name: str, rules=(), later=()):
        self.name = name
        self._rules: dict[Any, Rule | Stated] = dict(rules)
        self._later: tuple[tuple[str, str], ...] = tuple(later)

    # Statements

    def elementwise(self, fn, rule=None, *, signature=None, only=None):
        return self._state(fn, "elementwise", rule, signature, only)

    def reduction(self, fn, rule=None, *, signature=None, only=None, fixed=None):
        return self._state(fn, "reduction", rule, signature, only, fixed)

    def linear(self, fn, rule=None, *, signature=None, only=None):
        return self._state(fn, "linear", rule, signature, only)

    def multilinear(self, fn, rule=None, *, signature=None, only=None):
        return self._state(fn, "multilinear", rule, signature, only)

    def jvp(self, fn, rule=None, *, signature=None, only=None, calls=None):
        return self._state(fn, "jvp", rule, signature, only, calls=calls)

    def vjp(self, fn, rule=None, *, signature=None, only=None, calls=None):
        return self._state(fn, "vjp", rule, signature, only, calls=calls)

    def inactive(self, *fns):
        """State that the derivative of each of `fns` is zero, or that it returns nothing that has one."""
        for fn in fns:
            self._add(fn, partial(_without_text, fn, "inactive", ""), None)

    def missing(self, fn, reason: str):
        """State that `fn` has a derivative and we have no rule for it; `reason` says what to do instead."""
        self._add(fn, partial(_without_text, fn, "missing", reason), None)

    def same(self, fn, like, *others, signature=None, fixed=None, without=None):
        """State that `fn` has the rule of `like`, as have all `others`: ``same(fn, fn2, like)``.

        `like` is a function of this table, or a Rule. Parameters are matched by name, else by position. What is `fixed`
        is added to what `like` holds fixed; `without` gives the reason why parameters have no derivative here.
        """
        *fns, like = (fn, like, *others)
        known = like if isinstance(like, Rule) else self._rules.get(like)
        if known is None:
            raise RuleError(None, f"table {self.name}: `{name_of(like)}` has no rule for others to share")
        for each in fns:
            self._add(each, partial(_shared, known, each, signature, fixed or {}, without or {}), None)

    # Look-up

    def find(self, fn) -> Rule | None:
        """Return the rule of `fn`, its own one if the table has none, or None; what cannot be hashed has none."""
        try:
            rule = self._rules.get(fn)
        except TypeError:
            return None
        if rule is not None:
            return rule if isinstance(rule, Rule) else rule.rule
        return carried_by(fn) or self._find_later(fn)

    def _find_later(self, fn):
        home = getattr(fn, "__module__", None)
        if isinstance(fn, np.ufunc):
            home = "scipy.special"  # a ufunc does not say where it is from, and NumPy's are known
        for prefix, name in self._later:
            if isinstance(home, str) and (home + ".").startswith(prefix + ".") and prefix in sys.modules:
                rule = importlib.import_module(name).rules.find(fn)
                if rule is not None:
                    return rule
        return None

    def later(self, prefix: str, module: str) -> RuleTable:
        """This table, joined by `rules` of `module` once a function of the library `prefix` is looked up."""
        return RuleTable(self.name, self._rules, (*self._later, (prefix, module)))

    def later_modules(self) -> tuple[str, ...]:
        """The modules whose rules join this table when they are needed."""
        return tuple(module for _, module in self._later)

    def __or__(self, other: RuleTable) -> RuleTable:
        if not isinstance(other, RuleTable):
            what = f"the table {self.name} is joined with {other!r}, of type `{type(other).__name__}`"
            raise RuleError(None, what, "join it with another RuleTable")
        merged = self._rules | other._rules
        return RuleTable(f"{self.name} | {other.name}", merged, dict.fromkeys(self._later + other._later))

    def __iter__(self) -> Iterator[Rule]:
        return (_read(rule) for rule in self._rules.values())

    def __len__(self):
        return len(self._rules)

    def __contains__(self, fn):
        return self.find(fn) is not None

    def __repr__(self):
        return f"<RuleTable {self.name}: {len(self)} rules>"

    # Checks

    def _state(self, fn, form, rule, signature, only, fixed=None, calls=None):
        if rule is None:
            return lambda text: self._state(fn, form, text, signature, only, fixed, calls)
        self._add(fn, partial(checked, fn, form, rule, signature, only, fixed, calls), rule)
        return rule

    def _add(self, fn, make, text):
        """Put the rule that `make` makes beside what the table has of `fn`."""
        known = self._rules.get(fn)
        self._rules[fn] = make() if known is None else _joined(known, make(), text)


class OurTable(RuleTable):
    """A table of this package: each rule is read and checked when it is first looked up, as there are so many."""

    def _add(self, fn, make, text):
        known = self._rules.get(fn)
        self._rules[fn] = Stated(make if known is None else lambda: _joined(known, make(), text))


class Stated:
    """A rule that is stated and has not been read."""

    def __init__(self, make: Callable[[], Rule]):
        self.make = make

    @cached_property
    def rule(self) -> Rule:
        return self.make()


def _read(rule) -> Rule:
    return rule if isinstance(rule, Rule) else rule.rule


def _without_text(fn, kind, reason) -> Rule:
    return Rule(fn, kind, reason=reason, signature=signature_of(fn))


def _shared(known, fn, signature, fixed, without) -> Rule:
    """The rule of another function, as that of `fn`."""
    known = _read(known)
    rule = replace(known, function=fn, signature=signature_of(fn, signature))
    rule = replace(rule, fixed=known.fixed | fixed, without=known.without | without)
    return replace(rule, names=match_by_position(rule))


def _joined(known, new, text):
    """A jvp and a vjp of one function as one rule."""
    known = _read(known)
    if known.kind == new.kind == "pair":
        form = "jvp" if new.jvp else "vjp"
        if getattr(known, form) is None:
            both = replace(known, only=known.only | new.only, calls=known.calls | new.calls)
            both = replace(both, **{form: getattr(new, form)})
            return replace(both, names=match(both))
    what = f"`{name_of(new.function)}` has a rule already"
    raise refusal(text, what, "give a function one rule; a table joined with `|` has the last word")


def carried_by(fn) -> Rule | None:
    """The rule that a function carries itself; a wrapper that has the attributes of another has not its rule."""
    rule = getattr(fn, "__dict__", {}).get(CARRIED)
    return rule if rule is not None and rule.function is fn else None
