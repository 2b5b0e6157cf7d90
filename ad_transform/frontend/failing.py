"""What may raise: in the body of a `try` it must happen there and nowhere else."""

from __future__ import annotations

import operator

import numpy as np

from .. import ir
from ..kinds import Number

SAFE = (ir.make_tuple, ir.make_list, ir.make_dict, ir.select, ir.both, ir.either, ir.caught, ir.append, slice,
        operator.not_, operator.is_, operator.is_not, isinstance, len, np.shape, np.ndim, np.size)  # fmt: skip
ARITHMETIC = (operator.add, operator.sub, operator.mul, operator.neg, operator.pos, operator.lt, operator.le,
              operator.gt, operator.ge, operator.eq, operator.ne, bool)  # fmt: skip
FACTS = ("shape", "ndim", "size", "dtype")


def may_raise(value, kind_of) -> bool:
    """True for a call that may raise, where ``kind_of`` tells the kinds of its arguments.

    NumPy's arithmetic may where `np.seterr` says so; that of Python's numbers does not, division and powers left out.
    """
    if not isinstance(value, ir.Call):
        return False
    if value.function in SAFE:
        return False
    if value.function is getattr:
        return value.args[1] not in map(ir.Const, FACTS)
    return value.function not in ARITHMETIC or not plain([dtype_of(arg, kind_of) for arg in value.args])


def dtype_of(arg, kind_of):
    """Python's type of a number; None for anything else, and for a known int, which fits everywhere."""
    kind = kind_of(arg)
    if not isinstance(kind, Number):
        return ""
    return (
        None if isinstance(arg, ir.Const) and kind.dtype == "int" and abs(arg.value) < 2**53 else kind.dtype
    )


def plain(dtypes) -> bool:
    """True for floats, or for ints, without a mixture: an int may be too large for a float, complex is not ordered."""
    return {d for d in dtypes if d is not None} in (set(), {"float"}, {"int"}, {"bool"})


def is_python_number(kind) -> bool:
    return isinstance(kind, Number) and kind.dtype in ("int", "float", "complex", "bool")


def certain(work, error, what, hint):
    """What is known to raise `error` when the derivative is written: an error of ours, except in a `try` block."""
    if not work.builder.guarded:
        raise work.refuse(what, hint)
    stop(work, ir.Call(error, (ir.Const(what),)))


def stop(work, error, *cause):
    """Raise `error` here; nothing follows on this path."""
    work.builder.block.append(ir.Do(ir.Call(ir.raise_, (error, *cause)), work.builder.line))
    raise Raised


class Raised(Exception):
    """The path that is being read ends by raising an error, which the block being written says already."""
