"""About how many columns a value takes in the text: `width(value)`."""

from __future__ import annotations

import operator

from ad_transform import ir
from ad_transform.ir import Call, Const, Name

_INFIX = {
    id(f)
    for f in (
        operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod, operator.matmul,
        operator.iadd, operator.isub, operator.imul, operator.and_, operator.or_, operator.xor, operator.contains,
        operator.lt, operator.le, operator.eq, operator.ne, operator.gt, operator.ge, operator.is_, operator.is_not,
    )
}  # fmt: skip
_PREFIX = {id(operator.neg): 1, id(operator.pos): 1, id(operator.invert): 1, id(operator.not_): 4}


def width(value) -> int:
    match value:
        case Name(identifier):
            return len(ir.base(identifier))
        case Const(constant):
            return _constant(constant)
        case Call(function, args, kwargs):
            inner = [width(a) for a in args]
            if id(function) in _INFIX and len(inner) == 2:
                return sum(inner) + 3
            if id(function) in _PREFIX:
                return sum(inner) + _PREFIX[id(function)]
            named = sum(len(k) + 3 + width(v) for k, v in kwargs)
            return sum(inner) + 2 * len(inner) + named + _head(function)
        case _:
            return 0


def _constant(constant):
    if isinstance(constant, (bool, int, float, complex, str, bytes, type(None))):
        return len(repr(constant))
    return len(getattr(constant, "__name__", "")) or 8


def _head(function):
    """The function's name and module; brackets and words of the IR take none."""
    if function in (ir.make_tuple, ir.make_list, ir.make_dict, operator.getitem, operator.pow, slice):
        return 1
    if function in (ir.select, ir.both, ir.either):
        return 4
    return len(getattr(function, "__name__", "function")) + 3
