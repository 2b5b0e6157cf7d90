"""What `Var` and `Dual` share: operators, NumPy's protocols and array methods, all sent to one method, `call`."""

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from ad_transform.errors import NoRule
from ad_transform.reference.nested import rebuild
from ad_transform.rules import Rule, standard
from ad_transform.rules.table import name_of


def binary(function):
    """The methods for ``self + other`` and ``other + self``."""
    return (
        lambda self, other: self.call(function, self, other),
        lambda self, other: self.call(function, other, self),
    )


def method(function):
    """The method for ``-x`` or ``x.sum(axis=0)``."""
    return lambda self, *args, **kwargs: self.call(function, self, *args, **kwargs)


def compare(function):
    """The method for ``self < other``: a plain truth, which has no derivative."""
    return lambda self, other: function(self.primal, other.primal if isinstance(other, Number) else other)


def update(function):
    """The method for ``self += other``: an array is written to, a number is replaced."""

    def in_place(self, other):
        result = self.call(function, self, other)
        if not isinstance(self.primal, np.ndarray):
            return result
        self[...] = result
        return self

    return in_place


class Number:
    """A number or an array that follows its derivative through every call.

    A subclass says what its plain value is, `primal`, and what a `call` of a function with it does.
    """

    primal: Any
    call: Callable

    __slots__ = ()
    __hash__ = object.__hash__

    __add__, __radd__ = binary(operator.add)
    __sub__, __rsub__ = binary(operator.sub)
    __mul__, __rmul__ = binary(operator.mul)
    __truediv__, __rtruediv__ = binary(operator.truediv)
    __floordiv__, __rfloordiv__ = binary(operator.floordiv)
    __mod__, __rmod__ = binary(operator.mod)
    __divmod__, __rdivmod__ = binary(divmod)
    __pow__, __rpow__ = binary(operator.pow)
    __matmul__, __rmatmul__ = binary(operator.matmul)

    __iadd__, __isub__ = update(operator.add), update(operator.sub)
    __imul__, __itruediv__ = update(operator.mul), update(operator.truediv)
    __ipow__, __imod__ = update(operator.pow), update(operator.mod)

    __neg__, __pos__, __abs__ = method(operator.neg), method(operator.pos), method(operator.abs)
    __getitem__ = method(operator.getitem)

    __lt__, __le__ = compare(operator.lt), compare(operator.le)
    __gt__, __ge__ = compare(operator.gt), compare(operator.ge)
    __eq__, __ne__ = compare(operator.eq), compare(operator.ne)

    shape = property(lambda self: np.shape(self.primal))
    ndim = property(lambda self: np.ndim(self.primal))
    size = property(lambda self: np.size(self.primal))
    dtype = property(lambda self: np.result_type(self.primal))
    T, real, imag = property(method(np.transpose)), property(method(np.real)), property(method(np.imag))
    flat = property(lambda self: iter(self.reshape(-1)))
    as_constant = property(lambda self: np.copy(self.primal)[()])

    def reshape(self, *shape, **options):
        return self.call(np.reshape, self, shape[0] if len(shape) == 1 else shape, **options)

    def transpose(self, *axes):
        return self.call(np.transpose, self, axes[0] if len(axes) == 1 else axes or None)

    def flatten(self):
        return self.call(np.copy, self).reshape(-1)

    def astype(self, dtype, copy=True):
        return self.call(np.astype, self, dtype, copy=copy)

    def __copy__(self):
        return self.call(np.copy, self)

    def item(self, *index):
        index = index[0] if index and isinstance(index[0], tuple) else index
        return self[index] if len(index) > 1 else self.reshape(-1)[index or 0]

    def tolist(self):
        return [part.tolist() for part in self] if self.ndim else self

    def __setitem__(self, index, value):
        name = type(self).__name__
        raise TypeError(f"a {name} is not written to: build a new one, with np.where or np.stack")

    def __len__(self):
        return len(self.primal)

    def __iter__(self):
        return (self[i] for i in range(len(self)))

    def __bool__(self):
        return bool(self.primal)

    def __int__(self):
        return int(self.primal)

    def __round__(self, digits=None):
        return round(self.primal, digits)

    def __format__(self, layout):
        return format(self.primal, layout)

    def __float__(self):
        raise TypeError(
            f"a {type(self).__name__} does not become a float, which would lose its derivative: "
            "call the functions of np or ad_transform.reference, not those of math, and store it in no plain array"
        )

    __complex__ = __float__

    def __array__(self, dtype=None, copy=None):
        """An array of objects, each the Number of one element; for arrays, only where NumPy asks for a copy."""
        if dtype is not None and np.dtype(dtype).kind != "O":
            self.__float__()
        if self.ndim and not copy:
            name = type(self).__name__
            raise TypeError(f"np.asarray would copy this {name}: leave it out; to join several, use np.stack")
        elements = np.empty(self.shape, object)
        for index in np.ndindex(self.shape):
            elements[index] = self[index] if index else self
        return elements

    def __array_function__(self, function, types, args, kwargs):
        return self.call(function, *args, **kwargs)

    def __array_ufunc__(self, ufunc, how, *inputs, out=(None,), where=True, **options):
        if how != "__call__" and where is not True:
            options["where"], where = where, True
        result = self.call(ufunc if how == "__call__" else getattr(ufunc, how), *inputs, **options)
        if not isinstance(result, tuple):
            return self.into(out[0], result, where)
        targets = out if len(out) == len(result) else (None,) * len(result)
        return tuple(self.into(target, part, where) for target, part in zip(targets, result, strict=True))

    def into(self, target, result, where):
        """`result`, or the array `target` once `result` is written to it where the mask says so."""
        if target is None:
            return result
        if isinstance(result, Number) and not isinstance(target, Number):
            raise TypeError(f"a plain array cannot hold the derivative that a {type(self).__name__} carries")
        if where is True:
            target[...] = result
        else:
            mask = np.broadcast_to(where, target.shape)
            target[mask] = np.broadcast_to(result, target.shape)[mask]
        return target

    def plain(self, args):
        """`args` with the value of each Number in its place; arrays are copied, so that later writes change nothing."""

        def value(leaf, _):
            if isinstance(leaf, Number):
                if type(leaf) is not type(self):
                    raise TypeError(f"a {type(self).__name__} and a {type(leaf).__name__} do not mix")
                return leaf.primal
            return leaf.copy() if isinstance(leaf, np.ndarray) else leaf

        return rebuild(value, args)


METHODS = """
    sum prod mean std var max min argmax argmin any all cumsum cumprod dot ravel swapaxes squeeze repeat take
    diagonal trace clip copy conj conjugate argsort nonzero round
    sin cos tan arcsin arccos arctan sinh cosh tanh exp expm1 log log1p log2 log10 sqrt square abs sign
"""  # the last line because np.sin of an array of objects calls the method `sin` of each

for name in METHODS.split():
    setattr(Number, name, method(getattr(np, name)))


def rule_for(function) -> Rule:
    """The rule of `function`; without one there is no derivative to follow."""
    rule = standard.find(function)
    if rule is None or rule.kind == "missing":
        reason = f": {rule.reason}" if rule else ""
        raise NoRule(None, f"`{name_of(function)}` has no rule{reason}")
    return rule


def joined(tree):
    """`tree` with each array of objects, which ``np.array([x, y])`` makes of Numbers, as one Number."""

    def join(leaf, _):
        if isinstance(leaf, np.ndarray) and leaf.dtype == object and leaf.size:
            return np.reshape(np.stack(list(leaf.flat)), leaf.shape)
        return leaf

    return rebuild(join, tree)


def owned(value):
    """`value` as a floating point number, or as an array of its own of such numbers."""
    if isinstance(value, Number):
        raise TypeError(f"`{value!r}` follows its derivative already")
    if isinstance(value, (float, complex, np.inexact)):
        return value
    array = np.array(value)
    if array.dtype.kind not in "fciub":
        raise TypeError(f"{value!r} has no derivative")
    floating = array if array.dtype.kind in "fc" else array.astype(float)
    return floating if isinstance(value, np.ndarray) else floating[()]
