"""Sums, products, means and extremes along axes, as loops; Numba has few of them with `axis`, none with `keepdims`."""

from __future__ import annotations

import numpy as np
from numba.core import types
from numba.extending import overload

from ad_transform.jit.overloads.fitting import constant, dtype_of, is_array

STEPS = {
    np.sum: "+ v",
    np.mean: "+ v",
    np.prod: "* v",
    np.max: "v if v > t or v != v else t",
    np.min: "v if v < t or v != v else t",
}
"""What each makes of the total `t` so far and the next entry `v`."""

STARTS = {np.sum: "0", np.mean: "0", np.prod: "1", np.max: "-np.inf", np.min: "np.inf"}


def along(function):
    """Let Numba know of `function` along axes that are known when it compiles."""

    @overload(function, strict=False)
    def reduction(a, axis=None, keepdims=False):
        kept, axes = constant(keepdims), axes_of(axis, a)
        if not isinstance(kept, bool) or axes is None or dtype_of(a).kind not in "fc":
            return None
        if dtype_of(a).kind == "c" and function in (np.max, np.min):
            return None
        space = {"np": np, "dtype": dtype_of(a).type}
        exec(reduction_text(function, a.ndim, axes, kept), space)
        return space["reduction"]


def axes_of(axis, a):
    """The axes as a set of positions; None if they are not known, or are none in particular."""
    if not is_array(a):
        return None
    found = constant(axis)
    if isinstance(found, types.BaseTuple):
        found = tuple(constant(part) for part in found)
    found = found if isinstance(found, tuple) else (found,)
    if found == (None,):
        return set(range(a.ndim))
    if not all(isinstance(k, int) and -a.ndim <= k < a.ndim for k in found):
        return None
    return {k % a.ndim for k in found}


def reduction_text(function, rank, axes, keepdims):
    """The text of a reduction of an array of this rank: one nest of loops."""
    kept = [k for k in range(rank) if keepdims or k not in axes]
    shape = ", ".join("1" if k in axes else f"a.shape[{k}]" for k in kept)
    place = ", ".join("0" if k in axes else f"i{k}" for k in kept)
    count = " * ".join(f"a.shape[{k}]" for k in sorted(axes)) or "1"
    lines = ["def reduction(a, axis=None, keepdims=False):"]
    if function in (np.max, np.min):
        lines += [f"    if ({count}) == 0:", '        raise ValueError("an extreme of nothing")']
    lines.append(
        f"    total = np.full(({shape},), dtype({STARTS[function]}))"
        if kept
        else f"    total = dtype({STARTS[function]})"
    )
    margin = "    "
    for k in range(rank):
        lines.append(f"{margin}for i{k} in range(a.shape[{k}]):")
        margin += "    "
    target, step = (f"total[{place}]" if kept else "total"), STEPS[function]
    lines.append(f"{margin}t, v = {target}, a[{', '.join(f'i{k}' for k in range(rank))}]")
    lines.append(f"{margin}{target} = {'t ' if step[0] in '+*' else ''}{step}")
    return "\n".join([*lines, "    return total" + (f" / ({count})" if function is np.mean else "")])


for _function in STEPS:
    along(_function)
