"""``out=``: results that are written into an array that is given."""

from __future__ import annotations

import numpy as np

from .. import ir
from ..kinds import Array, Number
from .memory import freeze, kind_at, set_content, whole, write


def refuse_other_precision(work, function, target, result):
    """Sums are taken in the precision of ``out=``; functions of one element at a time are not."""
    kinds = kind_at(work, target), kind_at(work, result)
    numbers = all(isinstance(kind, Array | Number) for kind in kinds)
    if not isinstance(function, np.ufunc) and not (numbers and kinds[0].dtype == kinds[1].dtype):
        raise work.refuse(
            "`out=` of another dtype than the result", "give `dtype=` too, or assign the result instead"
        )


def into(work, target, value):
    """``out=target``: the array is overwritten."""
    kind = kind_at(work, target)
    if not isinstance(kind, Array):
        raise work.refuse("`out=` of a value that is not known to be an array", "assign the result instead")
    local = target.place == ir.HOLE and not target.cell.external and not work.state.shares.get(target.cell)
    if local and kind_at(work, value) == kind:
        set_content(work, target.cell, freeze(work, value))
    else:
        write(work, target, whole(work, target), freeze(work, value))
    return target
