"""How much of a loop may be kept for the reverse sweep, as users say it, and what cannot be kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .. import ir
from ..errors import NotDifferentiable, NotSupported
from ..kinds import Array, Number

UNITS = {"B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "KIB": 2**10, "MIB": 2**20, "GIB": 2**30}


@dataclass(frozen=True)
class Budget:
    """How many states of a loop may be kept, or how many bytes they may take."""

    amount: int
    in_bytes: bool = False


def budget_of(checkpoint) -> Budget | None:
    """The budget that an option `checkpoint` means: a number of states, or bytes such as ``"200 MB"``.

    Raises
    ------
    NotDifferentiable
        If it is neither, or too small for one state.
    """
    match checkpoint:
        case None:
            return None
        case bool():
            pass
        case int() if checkpoint >= 1:
            return Budget(checkpoint)
        case str():
            found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([a-zA-Z]+)", checkpoint.strip())
            if found and found[2].upper() in UNITS and float(found[1]) > 0:
                return Budget(int(float(found[1]) * UNITS[found[2].upper()]), True)
    raise NotDifferentiable(
        None,
        f"`checkpoint` is {checkpoint!r}",
        'give the number of states that may be kept (at least 1), or their size: "200 MB"',
    )


def refuse_what_cannot_be_kept(sweeps, loop, rounds, state):
    """Refuse a loop whose rounds cannot be run again, or whose `state` is not made of numbers and arrays."""
    sweeps.work.spot, sweeps.work.spot_call = loop.line, None
    place = sweeps.work.place()
    for s in ir.walk(rounds):
        if isinstance(s, ir.Let) and s.effect:
            what = "a loop with checkpoints draws random numbers: its rounds cannot be run again"
            raise NotSupported(place, what, "draw the numbers before the loop, or leave out `checkpoint`")
    for c in state:
        if c.init is None:
            what = f"`{ir.base(c.head)}` has no value before a loop with checkpoints"
            raise NotSupported(place, what, "give it one, or leave out `checkpoint`")
        if not isinstance(sweeps.builder.kinds.get(c.head), (Number, Array)):
            what = f"`{ir.base(c.head)}` is neither a number nor an array, in a loop with checkpoints"
            raise NotSupported(place, what, "keep the state in numbers and arrays, or leave out `checkpoint`")
