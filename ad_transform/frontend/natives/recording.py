"""What is written for people: print, logging, warnings. Each is done once, in the forward sweep."""

from __future__ import annotations

import logging
import types
import warnings

from ... import ir
from ...kinds import TEXT
from ..memory import freeze

LEVELS = ("debug", "info", "warning", "error", "critical", "exception", "log")


def recorded(function):
    def native(work, args, kwargs):
        """Run once, in the forward sweep."""
        atoms = tuple(freeze(work, a) for a in args)
        named = tuple((k, freeze(work, v)) for k, v in kwargs.items())
        work.builder.block.append(ir.Do(ir.Call(function, atoms, named), work.builder.line))
        return ir.Const(None)

    return native


def of_logger(function):
    """What a method of a logger does, as a function of the frontend; None for any other function."""
    owner = getattr(function, "__self__", None)
    if not isinstance(function, types.MethodType) or not isinstance(owner, logging.Logger):
        return None
    if function.__name__ not in LEVELS or type(owner) not in (logging.Logger, logging.RootLogger):
        return None
    method = getattr(logging.Logger, function.__name__)
    return lambda work, args, kwargs: recorded(method)(work, [ir.Const(owner), *args], kwargs)


def is_recorded(function) -> bool:
    """True for what only looks at its arguments, to write them down."""
    return any(function is known for known in (*RECORDED, str, repr)) or of_logger(function) is not None


RECORDED = (print, warnings.warn, *(getattr(logging, name) for name in LEVELS))


def worded(function):
    def words(work, args, kwargs):
        """`str` and `repr` of one value: words, as an f-string makes them; no number can be read back from them."""
        if len(args) != 1 or kwargs or isinstance(args[0], ir.Const):
            return NotImplemented
        call = ir.Call(function, (freeze(work, args[0]),))
        return work.builder.bind(f"text_{work.builder.line}", call, TEXT)

    return words


RECORDING = {function: recorded(function) for function in RECORDED} | {f: worded(f) for f in (str, repr)}
