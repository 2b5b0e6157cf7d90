"""Lists that Numba would round: `refuse_rounding(program, kinds)`.

A list has one type in Numba, that of its first items, and a float that is written into a list of ints is cut off
without a word. What a list was made of is not always known, so items of lists are added to, not replaced.
"""

from __future__ import annotations

from ad_transform import ir
from ad_transform.errors import NotSupported
from ad_transform.ir import Call, Let, Name, Program
from ad_transform.kinds import FLOATS, Array, ListOf, Number, Sequence

HINT = "write into an array, or differentiate without `jit`"


def refuse_rounding(program: Program, kinds: dict) -> None:
    """Refuse to replace items of lists, and to add to what may hold whole numbers."""
    for s in ir.walk(program.body):
        match s:
            case Let(value=Call(function, (base, *_))) if function in (ir.store, ir.add_at):
                kind = kinds.get(base.id) if isinstance(base, Name) else None
                if not isinstance(kind, Array) and (function is ir.store or not holds_floats(kind)):
                    what = f"line {s.line} writes into a list, where Numba may cut off what follows the point"
                    raise NotSupported(None, what, HINT)


def holds_floats(kind) -> bool:
    """True for a list of floats or of arrays, and for lists of these."""
    match kind:
        case Number(dtype=dtype):
            return dtype in FLOATS
        case Array():
            return True
        case Sequence(items):
            return bool(items) and all(map(holds_floats, items))
        case ListOf(item):
            return holds_floats(item)
    return False
