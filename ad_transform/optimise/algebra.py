"""The table of identities: what a call of arithmetic or of a choice is, said more simply."""

from __future__ import annotations

import operator
from dataclasses import replace

import numpy as np

from ad_transform import ir
from ad_transform.ir import Call, Const, Name
from ad_transform.kinds import Array, Number, is_float, is_real
from ad_transform.optimise import signs
from ad_transform.optimise.constants import fold, is_number
from ad_transform.optimise.definitions import (
    definition,
    is_loose,
    is_signed,
    kind_of,
    own,
    replaceable,
    widened,
)
from ad_transform.optimise.scaling import scaled
from ad_transform.runtime import held

PYTHON = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "**": operator.pow}
NUMPY = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "**": np.power}
FAMILIES = (PYTHON | {"neg": operator.neg}, NUMPY | {"neg": np.negative})
WORDS = {function: (word, family) for family in FAMILIES for word, function in family.items()}
DIFFERENCES = (operator.sub, np.subtract)
QUOTIENTS = (operator.truediv, np.divide)
SAME_FOR_REAL = (np.conj, np.real, np.positive, operator.pos, float)
ZEROS = (np.zeros, np.zeros_like)


def rewrite(name, call, facts):
    """A simpler value for `call`, bound to `name`, or None; its atoms are resolved."""
    function, args = call.function, call.args
    numbers = [arg.value for arg in args if isinstance(arg, Const) and is_number(arg.value)]
    if len(numbers) == len(args) and not call.kwargs:
        if (folded := fold(function, numbers)) is not None:
            return folded
    try:
        word, family = WORDS.get(function, ("", None))
    except TypeError:  # a callable that cannot be hashed
        return None
    if call.kwargs:
        return None
    if word == "neg" and len(args) == 1:
        return _negative(name, args[0], facts)
    if word and len(args) == 2:
        left, right = args
        return (
            _identity(word, left, right, name, facts)
            or _signs(word, left, right, family, name, facts)
            or scaled(word, left, right, family, name, facts)
            or _divided(word, left, right, family, name, facts)
            or (_divided(word, right, left, family, name, facts) if word == "*" else None)
        )
    return _choice(function, args, name, facts)


def _plain(atom):
    """A number itself, any other atom as it is."""
    return atom.value if isinstance(atom, Const) and is_number(atom.value) else atom


def _identity(word, left, right, name, facts):
    """Sums with zero, products with one."""
    match word, _plain(left), _plain(right):
        case ("+", 0, _):
            return _same(right, name, facts)
        case ("+" | "-", _, 0):
            return _same(left, name, facts)
        case ("*", 1, _):
            return _same(right, name, facts)
        case ("*" | "/" | "**", _, 1):
            return _same(left, name, facts)
        case ("**", Name(), 0) if _is_float_number(left, facts) and _is_float_number(Name(name), facts):
            return Const(1.0)
        case ("+", _, Name()) if _is_zeros(left, facts):
            return _same(right, name, facts)
        case ("+" | "-", Name(), _) if _is_zeros(right, facts):
            return _same(left, name, facts)
    return None


def _signs(word, left, right, family, name, facts):
    """Minus signs: into sums, and to the first factor of products."""

    def keeps(operand):
        return is_signed(operand, facts) and widened(kind_of(operand, facts)) == widened(
            kind_of(Name(name), facts)
        )

    minus_left, minus_right = signs.is_minus(left, facts), signs.is_minus(right, facts)
    adds = signs.are_signed(left, right, facts) or signs.are_signed(right, left, facts)
    match word, _plain(left), _plain(right):
        case ("-", 0, _) if keeps(right):
            return Call(family["neg"], (right,))
        case ("*", -1, _) if keeps(right):
            return Call(family["neg"], (right,))
        case ("*" | "/", _, -1) if keeps(left):
            return Call(family["neg"], (left,))
        case ("+", _, _) if minus_right and adds:
            return Call(family["-"], (left, signs.flip(right, facts)))
        case ("+", _, Name()) if minus_left and adds:
            return Call(family["-"], (right, signs.flip(left, facts)))
        case ("-", _, _) if minus_right and adds:
            return Call(family["+"], (left, signs.flip(right, facts)))
        case ("*" | "/", _, _) if minus_left and minus_right:
            return Call(family[word], (signs.flip(left, facts), signs.flip(right, facts)))
        case ("*" | "/", _, Name()) if minus_right and signs.is_negatable(left, facts):
            if not signs.is_cheaper(left, right, facts):
                return Call(family[word], (signs.negate(left, name, facts), signs.flip(right, facts)))
    return None


def _negative(name, operand, facts):
    """``-(-x)`` is x; the sign of a product goes to its first factor."""
    if name in facts.updated or not replaceable(name, operand, facts):
        return None
    if signs.is_minus(operand, facts):
        return signs.flip(operand, facts)
    product = own(operand, facts)
    if product and product.function in signs.PRODUCTS and signs.is_negatable(operand, facts):
        return signs.negate(operand, name, facts)
    if product and product.function in DIFFERENCES and is_loose(name, facts) and not product.kwargs:
        return replace(product, args=product.args[::-1])
    return None


def _divided(word, left, right, family, name, facts):
    """``x / (n / 1)`` is ``x / n``; ``x * (1 / y)`` is ``x / y``, but for the last digit."""
    over, under = _quotient(right, facts)
    if over is None or word not in ("*", "/") or not is_float(kind_of(left, facts)):
        return None
    if _plain(under) == 1 and kind_of(over, facts) == Number("int"):
        return Call(family[word], (left, over))
    if word == "*" and _plain(over) == 1 and is_float(kind_of(under, facts)) and is_loose(name, facts):
        return Call(family["/"], (left, under))
    return None


def _quotient(atom, facts):
    """Numerator and denominator of a quotient of its own, or None twice."""
    call = own(atom, facts)
    if call is None or call.function not in QUOTIENTS or call.kwargs:
        return None, None
    return call.args


def _choice(function, args, name, facts):
    """Choices whose test is known, and items of a tuple that is known."""
    plain = [_plain(arg) for arg in args]
    if function in SAME_FOR_REAL and len(args) == 1 and is_real(kind_of(args[0], facts)):
        return _same(args[0], name, facts)
    if function is held:
        return _same(args[0], name, facts) or _copy(args[0], facts)
    if function is ir.select:
        return _selected(*args)
    if function in (ir.both, ir.either) and isinstance(args[0], Const):
        return args[1] if bool(args[0].value) == (function is ir.both) else args[0]
    if function is np.where and len(args) == 3 and isinstance(plain[0], bool):
        return _same_scalar(args[1] if plain[0] else args[2], name, facts)
    if function is np.ndim and len(args) == 1:
        return _rank(kind_of(args[0], facts))
    if function is operator.getitem and type(plain[1]) is int:
        return _item(definition(args[0], facts), plain[1])
    return None


def _copy(atom, facts):
    """An array's copy, which is written into."""
    return Call(np.copy, (atom,)) if isinstance(kind_of(atom, facts), Array) else None


def _selected(test, then, other):
    if isinstance(test, Const) and is_number(test.value):
        return then if test.value else other
    return then if then == other else None


def _rank(kind):
    match kind:
        case Number():
            return Const(0)
        case Array(dims=dims):
            return Const(len(dims))
    return None


def _item(call, index):
    """The item at `index` of a call of make_tuple."""
    if call is None or call.function is not ir.make_tuple or not -len(call.args) <= index < len(call.args):
        return None
    item = call.args[index]
    return item if isinstance(item, (Name, Const)) else None


def _same(atom, name, facts):
    """`atom`, if `name` may be another name for it."""
    return atom if replaceable(name, atom, facts) else None


def _same_scalar(atom, name, facts):
    """The same, where `name` may also be an array of no dimensions that holds the number `atom`."""
    kind, wanted = kind_of(atom, facts), kind_of(Name(name), facts)
    if isinstance(kind, Number) and wanted == Array(widened(kind).dtype, ()):
        return atom
    return _same(atom, name, facts)


def _is_float_number(atom, facts):
    return widened(kind_of(atom, facts)) == Number("float64")


def _is_zeros(atom, facts):
    call = definition(atom, facts)
    return call is not None and call.function in ZEROS
