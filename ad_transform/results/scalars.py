"""Functions of the standard library: `math`, and the builtins that make or compare numbers."""

from __future__ import annotations

import builtins
import cmath
import math
import operator
from typing import Any

from ..kinds import Array, Known, ListOf, Number, Record, Sequence, Unknown
from .elementwise import arithmetic, items_of, like
from .given import Given, shaped, value_of
from .joining import forget_lengths, join_items
from .lengths import Undetermined, exact, fixed, int_of, is_int
from .sampling import call_sample

INTEGERS = ("floor", "ceil", "trunc", "comb", "perm", "factorial", "gcd", "lcm", "isqrt")
TESTS = ("isnan", "isinf", "isfinite", "isclose")


def constant_kind(kind):
    """The rule of a function whose result always has one kind."""

    def rule(*args, **options):
        return kind

    return rule


def to_float(x=None):
    return Number("float")


def to_int(x=None, base=None):
    known = x.kind if x is not None else None
    return Number("int", exact(known) if isinstance(known, Number) and is_int(known.dtype) else None)


def length(obj):
    """``len``"""
    match obj.kind:
        case Sequence(items):
            return Number("int", fixed(len(items)))
        case Record(fields, cls) if issubclass(cls, dict):
            return Number("int", fixed(len(fields)))
        case Array(dims=dims) if dims:
            return int_of(dims[0])
    return Number("int")


def rounded(number, ndigits=None):
    """``round``: an int of a Python number without digits; arrays and NumPy scalars keep their kind."""
    none = ndigits is None or ndigits.kind == Known(None)
    if isinstance(number.kind, Array):
        return number.kind
    return like(call_sample(round, [Given(number.kind)] if none else [Given(number.kind), ndigits], {}), ())


def power(base, exp, mod=None):
    if mod is not None:
        return Number("int")
    return arithmetic(operator.pow)(base, exp)


def largest(*args, default=None, key=None):
    """``max`` and ``min``: any of the arguments, or of the items of the only one."""
    if len(args) > 1:
        kinds = [a.kind for a in args]
    else:
        kinds = item_kinds(args[0].kind)
        kinds = kinds + [default.kind] if default is not None else kinds
    if not all(isinstance(k, Number) for k in kinds):
        raise Undetermined("not numbers")
    return join_items(kinds)


def item_kinds(kind):
    """The kinds of what an iteration over a value gives."""
    match kind:
        case Sequence() | ListOf():
            return items_of(kind)
        case Array(dtype, (_,)):
            return [Number(dtype)]
        case Array(dtype, dims) if dims:
            return [Array(dtype, dims[1:])]
    raise Undetermined("items that are not known")


def total(iterable, start=None):
    """``sum``: the items added up, beginning with an int."""
    found = start or Given(Number("int"))
    add = arithmetic(operator.add)
    match iterable.kind:
        case Sequence(items):
            for item in items:
                found = Given(add(found, Given(item)))
            return _plain(found.kind)
    items = item_kinds(iterable.kind)
    if items == [Number("bool")] and isinstance(iterable.kind, Array):
        return Number("int64")
    if not items:
        return found.kind
    once = add(found, Given(_plain(items[0])))
    twice = add(Given(once), Given(_plain(items[0])))
    if not isinstance(once, Number) and once != twice:
        raise Undetermined("a sum of unknown shape")
    return _plain(join_items([once, twice]))


def _plain(kind):
    return Number(kind.dtype) if isinstance(kind, Number) else forget_lengths(kind)


def counted(*bounds):
    """``range``"""
    return ListOf(Number("int"))


def to_sequence(cls):
    """The rule of ``tuple`` and ``list``, called."""

    def rule(iterable=None):
        if iterable is None:
            return Sequence((), cls)
        match iterable.kind:
            case Sequence(items):
                return Sequence(items, cls)
            case ListOf() if cls is list:
                return iterable.kind
            case Array(dims=dims) if not dims[0].symbol and dims[0].offset <= 1000:
                return Sequence(tuple(item_kinds(iterable.kind)) * dims[0].offset, cls)
            case Array() if cls is list:
                return ListOf(item_kinds(iterable.kind)[0])
        return Unknown(number=False)

    return rule


def zipped(*iterables, strict=None):
    """``zip``, as a list of tuples."""
    columns = [items_known(i) for i in iterables]
    return Sequence(tuple(map(Sequence, zip(*columns, strict=False))), list)


def items_known(argument):
    if not isinstance(argument.kind, Sequence):
        raise Undetermined("items that are not known one by one")
    return argument.kind.items


def enumerated(iterable, start=None):
    first = value_of(start, 0)
    items = items_known(iterable)
    return Sequence(
        tuple(Sequence((Number("int", fixed(first + k)), item)) for k, item in enumerate(items)), list
    )


def backwards(sequence):
    match sequence.kind:
        case Sequence(items):
            return Sequence(items[::-1], list)
        case ListOf():
            return sequence.kind
    raise Undetermined("items that are not known")


def math_function(function):
    """The rule of a function of `math`."""
    if function.__name__ in INTEGERS:
        kind = Number("int")
    elif function.__name__ in TESTS:
        kind = Number("bool")
    else:
        kind = Number("float")
    pairs = {"modf": Sequence((Number("float"),) * 2), "frexp": Sequence((Number("float"), Number("int")))}
    return constant_kind(pairs.get(function.__name__, kind))


def rounded_up(function):
    """``math.floor`` and its kin, which ask the number: NumPy scalars give ints too."""

    def rule(x):
        return like(call_sample(function, [Given(x.kind)], {}), ())

    return rule


def complex_function(function):
    kinds = {"phase": Number("float"), "polar": Sequence((Number("float"),) * 2)}
    kind = Number("bool") if function.__name__ in TESTS else Number("complex")
    return constant_kind(kinds.get(function.__name__, kind))


def dot_product(p, q):
    """``math.sumprod``, which gives an int for ints."""
    dtypes = [shaped(a).dtype for a in (p, q)]
    if any(d.startswith("float") for d in dtypes):
        return Number("float")
    return Number("int")


def ordered(iterable, *, key=None, reverse=None):
    """``sorted``: of items of several kinds, any may stand anywhere."""
    kinds = item_kinds(iterable.kind)
    if isinstance(iterable.kind, Sequence):
        return Sequence((join_items(kinds),) * len(kinds), list)
    return ListOf(join_items(kinds))


def product(iterable, *, start=None):
    """``math.prod``"""
    found = start or Given(Number("int", fixed(1)))
    for item in items_known(iterable):
        found = Given(arithmetic(operator.mul)(found, Given(item)))
    return found.kind


def _functions(module):
    return [f for name, f in vars(module).items() if callable(f) and not name.startswith("_")]


RULES: dict[Any, Any] = {
    **{f: math_function(f) for f in _functions(math)},
    **{f: rounded_up(f) for f in (math.floor, math.ceil, math.trunc)},
    **({math.sumprod: dot_product} if hasattr(math, "sumprod") else {}),
    math.prod: product,
    **{f: complex_function(f) for f in _functions(cmath)},
    builtins.float: to_float,
    builtins.int: to_int,
    builtins.bool: constant_kind(Number("bool")),
    builtins.complex: constant_kind(Number("complex")),
    builtins.len: length,
    builtins.round: rounded,
    builtins.pow: power,
    builtins.max: largest,
    builtins.min: largest,
    builtins.sum: total,
    builtins.range: counted,
    builtins.tuple: to_sequence(tuple),
    builtins.list: to_sequence(list),
    builtins.zip: zipped,
    builtins.enumerate: enumerated,
    builtins.reversed: backwards,
    builtins.sorted: ordered,
    operator.index: to_int,
    **{
        f: constant_kind(Number("bool"))
        for f in (operator.not_, operator.is_, operator.is_not, operator.contains, operator.truth)
    },
    **{f: constant_kind(Number("bool")) for f in (isinstance, issubclass, callable, hasattr, all, any)},
}
