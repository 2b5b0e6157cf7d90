"""What is asked of an array: its values, or only its outline (shape and dtype)."""

from __future__ import annotations

from collections import Counter

import numpy as np

from .. import ir, runtime

# Functions that look at the shape and the dtype of these arguments only.
_LOOKS = [
    (np.zeros_like, 0), (np.ones_like, 0), (np.empty_like, 0), (np.full_like, 0), (np.shape, 0), (np.ndim, 0),
    (np.size, 0), (len, 0), (np.iscomplexobj, 0), (runtime.unbroadcast, 1), (runtime.spread, 1), (runtime.places, 0),
]  # fmt: skip
_ATTRIBUTES = ("shape", "ndim", "size", "dtype")


def looks_at(function, place: int, args=()) -> bool:
    """True if `function` uses its argument at `place` for its shape and dtype alone."""
    if function is getattr and place == 0 and len(args) > 1:
        return isinstance(args[1], ir.Const) and args[1].value in _ATTRIBUTES
    return any(function is f and place == k for f, k in _LOOKS)


def outline_only(block, result=None) -> frozenset[str]:
    """Names of which a block (and the value `result`) asks nothing but the outline."""
    looked: Counter = Counter()
    mentioned = Counter(ir.names(result)) if result is not None else Counter()
    for s in ir.walk(block):
        mentioned.update(ir.reads(s))
        if isinstance(s, (ir.Let, ir.Do)):
            looked.update(_looked(s.value))
    return frozenset(name for name, times in looked.items() if times == mentioned[name])


def _looked(value):
    if isinstance(value, ir.Call):
        for k, a in enumerate(value.args):
            if isinstance(a, ir.Name) and looks_at(value.function, k, value.args):
                yield a.id
            yield from _looked(a)
