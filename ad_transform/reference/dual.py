"""Forward mode on a page: a `Dual` is a number a + b ε with ε² = 0, and b is its derivative.

>>> x = Dual(2.0, 1.0)  # the derivative of x by x is 1
>>> x * x + 3 * x
Dual(10.0, 7.0)
"""

import numpy as np

from ad_transform.reference.nested import is_floating, leaves, rebuild
from ad_transform.reference.number import Number, joined, owned, rule_for
from ad_transform.rules.apply import jvp_of, zeros_like


class Dual(Number):
    """A value and its derivative, both numbers or both arrays; an array may be written to, and is a copy.

    A view of a Dual is a view of its value with the same view of its derivative.
    """

    __slots__ = ("derivative", "value")

    def __init__(self, value, derivative=0.0):
        self.value = owned(value)
        self.derivative = derivative
        if isinstance(self.value, np.ndarray):
            self.derivative = np.empty_like(self.value)
            self.derivative[...] = derivative

    primal = property(lambda self: self.value)

    def __repr__(self):
        return f"Dual({self.value}, {self.derivative})"

    def __setitem__(self, index, value):
        index, value = self.plain(index), joined(value)
        self.value[index] = self.plain(value)
        self.derivative[index] = tangent(value)

    def fill(self, value):
        self[...] = value

    def call(self, function, *args, **kwargs):
        """``function(*args, **kwargs)`` as a Dual: its value, and the derivative that the function's rule gives it."""
        rule = rule_for(function)
        args, kwargs = joined((args, kwargs))
        values, options = self.plain((args, kwargs))
        out = function(*values, **options)
        if rule.kind == "inactive":  # constant, but np.zeros_like(x) may be written to
            return Dual(out) if isinstance(out, np.ndarray) and is_floating(out) else out
        if is_view(out, (args, kwargs)):
            values, options = rebuild(in_its_place, (args, kwargs))
            return rebuild(Dual.of_views, out, function(*values, **options))
        active = {name: tangent(given) for name, given in rule.bind(args, kwargs).items() if duals(given)}
        with np.errstate(all="ignore"):  # a rule also states the partials that nobody asks for
            out_dot = jvp_of(rule, values, options, active, out=out)
        return rebuild(lambda leaf, dot: Dual(leaf, dot) if is_floating(leaf) else leaf, out, out_dot)

    @classmethod
    def of_views(cls, value, derivative):
        """The Dual that holds these very arrays."""
        dual = cls.__new__(cls)
        dual.value, dual.derivative = value, derivative
        return dual


def is_view(out, given) -> bool:
    """True if a result shares memory with a Dual among the arguments."""
    return any(np.may_share_memory(part, dual.value) for part in leaves(out) for dual in duals(given))


def in_its_place(leaf, _):
    return leaf.derivative if isinstance(leaf, Dual) else leaf


def duals(given) -> list:
    """The Duals in an argument."""
    return [leaf for leaf in leaves(given) if isinstance(leaf, Dual)]


def tangent(given):
    """The derivative of an argument: zero where it is plain."""
    return rebuild(lambda leaf, _: leaf.derivative if isinstance(leaf, Dual) else zeros_like(leaf), given)


def dual_jvp(f, args, tangents):
    """The value of ``f(*args)`` and its derivative along `tangents`, which have the structure of `args`.

    A tangent of None is zero; where there is no derivative, as for an int, it is None.
    """

    def given(leaf, dot):
        return Dual(leaf, 0.0 if dot is None else dot) if is_floating(leaf) else leaf

    def value(leaf, _):
        return leaf.value if isinstance(leaf, Dual) else leaf

    def derivative(leaf, _):
        if isinstance(leaf, Dual):
            return leaf.derivative + zeros_like(leaf.value)
        return zeros_like(leaf) if is_floating(leaf) else None

    out = joined(f(*rebuild(given, tuple(args), tuple(tangents))))
    return rebuild(value, out), rebuild(derivative, out)
