"""Functions of the standard library that are read as functions of the same meaning."""

from __future__ import annotations

from ... import ir
from .. import calls
from ..standins import STANDINS


def read_as(function):
    return lambda work, args, kwargs: calls.apply(work, ir.Const(function), args, kwargs)


STANDING_IN = {function: read_as(other) for function, other in STANDINS.items()}
