"""Functions that are refused wherever they are called, each with a message of its own."""

from __future__ import annotations

import builtins

import numpy as np


def refusal(what, hint):
    """A function that is refused."""

    def native(work, args, kwargs):
        raise work.refuse(what, hint)

    return native


def native_iter(work, args, kwargs):
    """``return iter(items)`` in an `__iter__`; an iterator of its own is not known."""
    if not work.iterating:
        raise work.refuse("an iterator that is kept for later", "use a `for` loop, or index a list")
    return args[0]


BEHIND = ("eval", "exec", "compile", "locals", "globals", "vars", "dir", "delattr", "__import__")

REFUSING = {
    **{
        getattr(builtins, name): refusal(f"`{name}` is not differentiated", "write out what it does")
        for name in BEHIND
    },
    iter: native_iter,
    np.vectorize: refusal(
        "`np.vectorize` is a loop over numbers", "write the loop, or the function for arrays"
    ),
    np.frompyfunc: refusal(
        "`np.frompyfunc` is a loop over numbers", "write the loop, or the function for arrays"
    ),
    np.apply_along_axis: refusal("`np.apply_along_axis` is a loop over rows", "write the loop"),
    np.piecewise: refusal("`np.piecewise` is not differentiated", "use `np.where` or `np.select`"),
    np.fromfunction: refusal("`np.fromfunction` is not differentiated", "call the function on `np.indices`"),
    next: refusal("`next` is not differentiated", "use a `for` loop with `break`"),
}
