"""Reverse mode on a page: `Var` remembers how it was computed, and `backward` walks that history from end to start.

>>> x, y = Var(0.5), Var(1.2)
>>> z = np.sin(x) * np.cos(y)
>>> z.backward()
>>> print(f"{x.grad:.4f} {y.grad:.4f}")  # cos(x) cos(y) and -sin(x) sin(y)
0.3180 -0.4468
"""

import numpy as np

from ad_transform.errors import NotDifferentiable
from ad_transform.reference.nested import is_floating, leaves, rebuild
from ad_transform.reference.number import Number, joined, owned, rule_for
from ad_transform.rules.apply import vjp_of, zeros_like


class Var(Number):
    """A value `val`, the Vars it was computed from, and, after `backward`, its adjoint `grad`.

    `pull` takes the adjoint of this value to the adjoints of its `parents`.
    """

    __slots__ = ("function", "grad", "parents", "pull", "val")

    def __init__(self, val, parents=(), pull=None, function=None):
        self.val, self.grad = owned(val), 0.0
        self.parents, self.pull, self.function = parents, pull, function

    primal = property(lambda self: self.val)

    def __repr__(self):
        return f"Var({self.val})"

    def call(self, function, *args, **kwargs):
        """``function(*args, **kwargs)`` as a Var whose parents are the Vars among the arguments."""
        rule = rule_for(function)
        args, kwargs = joined((args, kwargs))
        values, options = self.plain((args, kwargs))
        out = function(*values, **options)
        if rule.kind == "inactive":
            return out
        active = {name: given for name, given in rule.bind(args, kwargs).items() if variables(given)}

        def pull(out_bar):
            with np.errstate(all="ignore"):  # a rule also states the partials that nobody asks for
                bars = vjp_of(rule, values, options, out_bar, out=out, wrt=tuple(active))
            return [bar for name, given in active.items() for bar in parts_for(given, bars[name])]

        parents = tuple(variables(list(active.values())))
        return results(out, parents, pull, function)

    def backward(self, bar=1.0):
        """Set the `grad` of every Var that this one was computed from; `bar` is this one's own."""
        backward([(self, bar)])


def results(out, parents, pull, function):
    """The Var of `out`; for a function with several results, a Var of each."""
    if not isinstance(out, (tuple, list)):
        return Var(out, parents, pull, function) if is_floating(out) else out

    def one(leaf, i):
        return results(leaf, parents, lambda bar: pull(alone(bar, i)), function)

    def alone(bar, i):
        return [bar if j == i else zeros_like(leaf) for j, leaf in enumerate(out)]

    return rebuild(one, out, list(range(len(out))))


def variables(given) -> list:
    """The Vars in an argument."""
    return [leaf for leaf in leaves(given) if isinstance(leaf, Var)]


def parts_for(given, bar) -> list:
    """The adjoints of the Vars in an argument, out of its adjoint `bar`."""
    if isinstance(given, Var):
        return [bar]
    return [part for i, each in enumerate(given) if variables(each) for part in parts_for(each, bar[i])]


def backward(seeds):
    """Set the adjoints of all that the Vars in `seeds`, pairs of a Var and its adjoint, were computed from."""
    order = history([var for var, _ in seeds])
    for var in order:
        var.grad = 0.0
    for var, bar in seeds:
        if np.shape(bar) != var.shape:
            shapes = f"shape {np.shape(bar)}, its value has {var.shape}"
            raise NotDifferentiable(None, f"the adjoint has {shapes}", "pass an adjoint of the value's shape")
        var.grad = var.grad + bar
    for var in reversed(order):
        if var.pull is not None:
            for parent, bar in zip(var.parents, var.pull(var.grad), strict=True):
                parent.grad = parent.grad + bar


def history(ends) -> list:
    """All Vars behind `ends`, each after its parents."""
    order, seen, stack = [], set(), [(var, False) for var in ends]
    while stack:
        var, parents_done = stack.pop()
        if parents_done:
            order.append(var)
        elif id(var) not in seen:
            seen.add(id(var))
            stack.append((var, True))
            stack.extend((parent, False) for parent in reversed(var.parents))
    return order


# For nested arguments and results


def tape_vjp(f, args, out_bar):
    """The value of ``f(*args)`` and, for each argument, its adjoint, where `out_bar` is the adjoint of the value.

    Where there is no derivative, as for an int, the adjoint is None; an `out_bar` of None is zero.
    """
    given = rebuild(lambda leaf, _: Var(leaf) if is_floating(leaf) else leaf, tuple(args))
    inputs, seeds = rebuild(lambda leaf, _: leaf, given), []  # a copy: `f` may change the lists it is given

    def value(leaf, bar):
        if isinstance(leaf, Var) and bar is not None:
            seeds.append((leaf, bar))
        return leaf.val if isinstance(leaf, Var) else leaf

    def adjoint(leaf, _):
        return leaf.grad + zeros_like(leaf.val) if isinstance(leaf, Var) else None

    out = rebuild(value, joined(f(*given)), out_bar)
    backward(seeds)
    return out, rebuild(adjoint, inputs)


def tape_grad(f, wrt=0):
    """The gradient of `f`, whose value is a number, by the argument at position `wrt`, or by each of a tuple."""

    def gradient(*args):
        _, bars = tape_vjp(f, args, 1.0)
        return tuple(bars[i] for i in wrt) if isinstance(wrt, tuple) else bars[wrt]

    return gradient
