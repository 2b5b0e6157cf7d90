"""Arithmetic on lengths: what is the length of a slice, of a concatenation, of two broadcast axes.

The length of an axis is ``max(0, symbol + offset)``: a slice clips at zero. The value of an int is exact. Symbols that
begin with ``?`` were made here and may be one at run time. Within them ``#`` marks what may differ from one evaluation
of a statement to the next, and ``%`` an integer that may be negative. A symbol ``?`` alone is a length of which nothing
is known; `results.result` gives every such length a symbol of its own.
"""

from __future__ import annotations

from dataclasses import replace

from ..kinds import ONE, Dim, Number

ANY = Dim("?", 0, loose=True)
ZERO = Dim("", 0)
LONGEST_SYMBOL = 160


class Undetermined(Exception):
    """The kind cannot be told from what is known."""


def fixed(number: int) -> Dim:
    """The length that is this number."""
    return Dim("", number)


def key(dim: Dim) -> str:
    """A text that stands for the length in the symbols of other lengths."""
    if not dim.symbol:
        return str(dim.offset)
    return f"{dim.symbol}{dim.offset:+d}" if dim.offset else dim.symbol


def may_be_one(dim: Dim) -> bool:
    return dim.loose if dim.symbol else dim.offset == 1


def named(text: str, *parts: Dim, loose: bool = True) -> Dim:
    """A new symbol for a length that is a function of `parts`, which `text` spells out."""
    if len(text) > LONGEST_SYMBOL or any(part.symbol == "?" for part in parts):
        return replace(ANY, loose=loose)
    return Dim(text, 0, loose)


def settled(dim: Dim) -> bool:
    """True if the length is symbol plus offset without clipping, an empty first argument aside."""
    if dim.symbol.startswith("?["):
        return dim.offset >= 0
    if "%" in dim.symbol:
        return False
    return dim.offset >= 0 or (dim.offset >= -2 and not dim.symbol.startswith("?"))


def _own(dim: Dim) -> Dim:
    """`dim` under a symbol that says that it may be one, since offsets from one lead below zero."""
    if dim.symbol and dim.loose and not dim.offset and not dim.symbol.startswith("?"):
        return replace(dim, symbol="?" + dim.symbol)
    return dim


def _settle(dim: Dim) -> Dim:
    return dim if settled(dim) else named(f"?[{key(dim)}]", dim, loose=dim.loose)


def shifted(dim: Dim, change: int) -> Dim:
    """The length `change` more than `dim`, zero if that is negative."""
    if not dim.symbol:
        return fixed(max(0, dim.offset + change))
    if not change or dim.symbol == "?":
        return dim if not change else ANY
    dim = _own(dim)
    if change > 0:
        dim = _settle(dim)
    offset = dim.offset + change
    return replace(dim, offset=offset, loose=offset < 2 or "%" in dim.symbol)


def total(dims) -> Dim:
    """The sum of lengths, as of parts put end to end."""
    dims = list(dims)
    numbers = sum(d.offset for d in dims if not d.symbol)
    symbolic = [d for d in dims if d.symbol]
    if not symbolic:
        return fixed(numbers)
    if len(symbolic) == 1:
        return shifted(symbolic[0], numbers)
    text = "+".join(sorted(key(d) for d in symbolic))
    return shifted(named(f"?({text})", *symbolic), numbers)


def product(dims) -> Dim:
    """The product of lengths: the size of an array."""
    number, symbolic = 1, []
    for dim in dims:
        if dim.symbol:
            symbolic.append(dim)
        else:
            number *= dim.offset
    if number == 0 or not symbolic:
        return fixed(number)
    if number == 1 and len(symbolic) == 1:
        return symbolic[0]
    text = "*".join([*sorted(key(d) for d in symbolic), *([str(number)] if number != 1 else [])])
    return named(f"?({text})", *symbolic, loose=number == 1 and all(d.loose for d in symbolic))


def quotient(dims, divisors) -> Dim:
    """What is left of a size after division: the length that -1 stands for in a shape."""
    left, number = [d for d in dims if d.symbol], 1
    below, divisor = [], 1
    for dim in dims:
        number *= 1 if dim.symbol else dim.offset
    for dim in divisors:
        match = next((d for d in left if same(d, dim)), None)
        if match is not None:
            left.remove(match)
        elif dim.symbol:
            below.append(dim)
        else:
            divisor *= dim.offset
    if not below and divisor and number % divisor == 0:
        return product([*left, fixed(number // divisor)])
    text = f"?({key(product([*left, fixed(number)]))}/{key(product([*below, fixed(divisor)]))})"
    return named(text, *left, *below)


def same(a: Dim, b: Dim) -> bool:
    """True if the lengths are known to be equal."""
    return a.symbol == b.symbol and a.offset == b.offset and a.symbol != "?"


def broadcast(a: Dim, b: Dim) -> Dim:
    """The length of an axis over which two operands of these lengths are combined."""
    if same(a, b):
        return b if a.loose else a
    if a == ONE or b == ONE:
        return b if a == ONE else a
    sure = [d for d in (a, b) if not may_be_one(d)]
    if sure:
        return next((d for d in sure if not d.symbol), sure[0])
    return named(f"?({'|'.join(sorted((key(a), key(b))))})", a, b)


def equal(a: Dim, b: Dim) -> Dim:
    """The length of two axes that must have the same length for the call to succeed."""
    for dim in (a, b):
        if not dim.symbol:
            return dim
    return b if a.loose and not b.loose else a


def smaller(a: Dim, b: Dim) -> Dim:
    """The smaller of two lengths."""
    if same(a, b):
        return equal(a, b)
    if not a.symbol and not b.symbol:
        return fixed(min(a.offset, b.offset))
    loose = may_be_one(a) or may_be_one(b)
    return named(f"?min({','.join(sorted((key(a), key(b))))})", a, b, loose=loose)


def broadcast_all(*shapes) -> tuple[Dim, ...]:
    """The dimensions of operands of these dimensions combined elementwise."""
    rank = max(map(len, shapes), default=0)
    padded = [(ONE,) * (rank - len(shape)) + tuple(shape) for shape in shapes]
    dims = []
    for column in zip(*padded, strict=True):
        dim = ONE
        for other in column:
            dim = broadcast(dim, other)
        dims.append(dim)
    return tuple(dims)


# From lengths to ints and back


def int_of(dim: Dim, dtype: str = "int") -> Number:
    """The kind of the int that is this length."""
    if not dim.symbol:
        return Number(dtype, dim)
    return Number(dtype, _known(_settle(dim)))


def length_of(number) -> Dim:
    """The length of an axis made from an int, which is not negative."""
    dim = exact(number)
    if dim is None:
        return ANY
    if not dim.symbol:
        if dim.offset < 0:
            raise Undetermined("a negative length")
        return dim
    if not dim.offset:
        return dim
    return replace(dim, loose=dim.offset < 2 or "%" in dim.symbol)


def exact(number) -> Dim | None:
    """The value of an int as symbol plus offset."""
    if not isinstance(number, Number) or not is_int(number.dtype):
        raise Undetermined("not an int")
    return number.length


def is_int(dtype: str) -> bool:
    return dtype.startswith(("int", "uint"))


def int_sum(a: Dim | None, b: Dim | None, sign: int = 1) -> Dim | None:
    """The value of a sum or difference of ints."""
    if a is None or b is None:
        return None
    if not b.symbol:
        return _moved(a, sign * b.offset)
    if sign > 0 and not a.symbol:
        return _moved(b, a.offset)
    if sign < 0 and a.symbol == b.symbol:
        return fixed(a.offset - b.offset)
    if sign > 0 and natural(a) and natural(b):
        return _known(total([a, b]))
    return _function(f"{key(a)}{'+' if sign > 0 else '-'}({key(b)})", a, b)


def _moved(dim: Dim, change: int) -> Dim:
    if not dim.symbol:
        return fixed(dim.offset + change)
    dim = _own(dim) if change else dim
    return replace(dim, offset=dim.offset + change, loose=dim.loose if not change else True)


def int_product(a: Dim | None, b: Dim | None) -> Dim | None:
    """The value of a product of ints."""
    if a is None or b is None:
        return None
    if not a.symbol and not b.symbol:
        return fixed(a.offset * b.offset)
    if natural(a) and natural(b):
        return _known(product([a, b]))
    return _function(f"{key(a)}*({key(b)})", a, b)


def int_quotient(a: Dim | None, b: Dim | None) -> Dim | None:
    """The value of a floor division of ints."""
    if a is None or b is None or b == ZERO:
        return None
    if not a.symbol and not b.symbol:
        return fixed(a.offset // b.offset)
    return _function(f"{key(a)}//({key(b)})", a, b, negative=not (natural(a) and natural(b)))


def natural(dim: Dim) -> bool:
    """True if an int of this value is known not to be negative."""
    return settled(dim) if dim.symbol else dim.offset >= 0


def _function(text: str, *parts: Dim, negative: bool = True) -> Dim | None:
    """An int that is a function of others, which may be negative."""
    return _known(named(f"?{'%' if negative else ''}({text})", *parts))


def _known(dim: Dim) -> Dim | None:
    return None if dim.symbol == "?" else dim
