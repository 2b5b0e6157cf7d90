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

import builtins
import importlib
import inspect
import linecache
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from ad_transform.errors import Place, RuleError
from ad_transform.rules.names import name_of
from ad_transform.rules.rule import OWNED, Rule
from ad_transform.rules.text import asked, listed, positional

__all__ = ["Rule", "RuleTable", "name_of"]

MAY_ASK = {  # statement: reserved words it may ask for, apart from <argument>_bar and <argument>_dot
    "elementwise": ("out",),
    "reduction": ("out",),
    "linear": ("out_bar",),
    "multilinear": ("out_bar",),
    "jvp": ("out",),
    "vjp": ("out", "out_bar", "used"),
}
BUFFERS = {"linear": "_bar", "vjp": "_bar", "jvp": "_dot"}
UNNAMED = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.VAR_POSITIONAL)


class RuleTable:
    """Rules by function. ``a | b`` is a new table in which `b` has the last word; neither is changed."""

    def __init__(self, name: str, rules=(), later=()):
        self.name = name
        self._rules: dict[Any, Rule] = {rule.function: rule for rule in rules}
        self._later: tuple[tuple[str, str], ...] = tuple(later)
        self._lines: set[tuple[str, int]] = set()

    # Statements

    def elementwise(self, fn, rule=None, *, signature=None, only=None):
        return self._state(fn, "elementwise", rule, signature, only)

    def reduction(self, fn, rule=None, *, signature=None, only=None, fixed=None):
        return self._state(fn, "reduction", rule, signature, only, fixed)

    def linear(self, fn, rule=None, *, signature=None, only=None):
        return self._state(fn, "linear", rule, signature, only)

    def multilinear(self, fn, rule=None, *, signature=None, only=None):
        return self._state(fn, "multilinear", rule, signature, only)

    def jvp(self, fn, rule=None, *, signature=None, only=None):
        return self._state(fn, "jvp", rule, signature, only)

    def vjp(self, fn, rule=None, *, signature=None, only=None):
        return self._state(fn, "vjp", rule, signature, only)

    def inactive(self, *fns):
        """State that the derivative of each of `fns` is zero, or that it returns nothing that has one."""
        for fn in fns:
            self._add(Rule(fn, "inactive", signature=signature_of(fn)), None)

    def missing(self, fn, reason: str):
        """State that `fn` has a derivative and we have no rule for it; `reason` says what to do instead."""
        self._add(Rule(fn, "missing", reason=reason, signature=signature_of(fn)), None)

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
            rule = replace(known, function=each, signature=signature_of(each, signature))
            rule = replace(rule, fixed=known.fixed | (fixed or {}), without=known.without | (without or {}))
            self._add(replace(rule, names=_match_by_position(rule)), None)

    # Look-up

    def find(self, fn) -> Rule | None:
        """Return the rule of `fn`, or None; an object that cannot be hashed has none."""
        try:
            rule = self._rules.get(fn)
        except TypeError:
            return None
        if rule is not None:
            return _whole(rule)
        return self._find_later(fn)

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
        return RuleTable(self.name, self._rules.values(), (*self._later, (prefix, module)))

    def later_modules(self) -> tuple[str, ...]:
        """The modules whose rules join this table when they are needed."""
        return tuple(module for _, module in self._later)

    def __or__(self, other: RuleTable) -> RuleTable:
        if not isinstance(other, RuleTable):
            return NotImplemented
        merged = [_whole(rule) for rule in (self._rules | other._rules).values()]
        return RuleTable(f"{self.name} | {other.name}", merged, dict.fromkeys(self._later + other._later))

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules.values())

    def __len__(self):
        return len(self._rules)

    def __contains__(self, fn):
        return self.find(fn) is not None

    def __repr__(self):
        return f"<RuleTable {self.name}: {len(self)} rules>"

    # Checks

    def _state(self, fn, form, rule, signature, only, fixed=None):
        if rule is None:
            return lambda text: self._state(fn, form, text, signature, only, fixed)
        shape = signature_of(fn, signature)
        if shape is None:
            what = f"`{name_of(fn)}` has no signature that can be read"
            raise _error(rule, what, "state it: signature='(x, y=None, /)'")
        pair = form in ("jvp", "vjp")
        kind, field_ = ("pair", form) if pair else (form, "rule")
        new = Rule(fn, kind, signature=shape, only=only or {}, fixed=fixed or {}, **{field_: rule})
        new = replace(new, names=_match(new))
        _check_asks(form, rule)
        _check_names(rule)
        self._add(new, rule)
        return rule

    def _add(self, rule, text):
        if text is not None:
            self._claim_line(text)
        known = self._rules.get(rule.function)
        if known is not None:
            rule = _join(known, rule, text)
        self._rules[rule.function] = rule

    def _claim_line(self, text):
        line = (text.__code__.co_filename, text.__code__.co_firstlineno)
        if line in self._lines:
            raise _error(
                text, "two rules start on this line; a rule is found by its line, so each needs its own"
            )
        self._lines.add(line)


def _join(known, new, text):
    if known.kind == new.kind == "pair":
        form = "jvp" if new.jvp else "vjp"
        if getattr(known, form) is None:
            both = replace(known, only=known.only | new.only, **{form: getattr(new, form)})
            return replace(both, names=_match(both))
    raise _error(text, f"`{name_of(new.function)}` has a rule already")


def _whole(rule):
    if rule.kind == "pair" and (rule.jvp is None or rule.vjp is None):
        there, lacking = ("jvp", "vjp") if rule.jvp else ("vjp", "jvp")
        raise _error(rule.texts[0], f"`{name_of(rule.function)}` has a {there} but no {lacking}")
    return rule


def signature_of(fn, text=None) -> inspect.Signature | None:
    """The signature of `fn`, or the one that `text` spells, or None where neither can be had."""
    if text is not None:
        return inspect.signature(eval(f"lambda {text[1:-1]}: None", {"np": np}))
    try:
        return inspect.signature(fn)
    except (TypeError, ValueError):
        return None


def _match(rule):
    """Map the primal's parameters to the rule's: positional-only ones by count, others by name."""
    primal = rule.signature.parameters
    names = {name: name for name in OWNED.get(rule.kind, ()) if name in primal}
    for text in rule.texts:
        rest = iter(primal.items())
        for own in listed(text):
            if own in rule.fixed and own not in primal:
                continue
            name = next((n for n, p in rest if p.kind in UNNAMED or n == own), None)
            if name is None:
                what = f"`{own}` is not, in this order, a parameter of `{name_of(rule.function)}{rule.signature}`"
                raise _error(text, what)
            names[name] = own
    return {name: names[name] for name in primal if name in names}


def _match_by_position(rule):
    """As `_match`, for a function whose parameters have other names than those of the rule it shares."""
    try:
        return _match(rule)
    except RuleError:
        own = [name for name in listed(rule.texts[0]) if name not in rule.fixed]
        return dict(zip(rule.signature.parameters, own, strict=False))


def _check_asks(form, text):
    """Refuse reserved words outside the list of the kind."""
    own = {name + BUFFERS[form] for name in positional(text)} if form in BUFFERS else set()
    for name in asked(text):
        if name not in MAY_ASK[form] and name not in own:
            allowed = ", ".join([*MAY_ASK[form], *sorted(own)])
            raise _error(text, f"a rule of kind {form} may ask for {allowed}, not for `{name}`")


def _check_names(text):
    """Refuse a name in the body that is neither a global, nor a builtin, nor an attribute of one or of an array."""
    code = text.__code__
    if code.co_freevars:
        raise _error(
            text, f"`{code.co_freevars[0]}` is a variable of an enclosing function; make it a global"
        )
    known = [text.__globals__[name] for name in code.co_names if name in text.__globals__]
    for name in code.co_names:
        owned = [getattr(each, name) for each in known if hasattr(each, name)]
        known += owned
        if (
            not owned
            and name not in text.__globals__
            and not hasattr(builtins, name)
            and not hasattr(np.ndarray, name)
        ):
            raise _error(text, f"`{name}` is not defined")


def _error(text, what, hint=""):
    if text is None:
        return RuleError(None, what, hint)
    file, line = text.__code__.co_filename, text.__code__.co_firstlineno
    return RuleError(Place(file, line, text=linecache.getline(file, line)), what, hint)
