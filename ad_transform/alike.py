"""Lengths that agree: a derivative is written for arguments whose axes have one length as for others that do.

``a[1:-1] + b[1:-1]`` may broadcast if nothing is known of `a` and `b` (a slice may have one element); where `a` and `b`
have one length, it does not, and the text is the one that anyone would write.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .kinds import Array

Groups = tuple[tuple[tuple[int, int], ...], ...]


def alike(values) -> Groups:
    """The axes of arrays that have one length, other than one, in groups: each axis by argument and number."""
    found: dict[int, list] = {}
    for place, value in enumerate(values):
        if type(value) is np.ndarray:
            for axis, length in enumerate(value.shape):
                if length != 1:
                    found.setdefault(length, []).append((place, axis))
    return tuple(tuple(group) for group in found.values() if len(group) > 1)


def united(kinds: dict, groups: Groups) -> dict:
    """The kinds of the arguments, with one symbol for the lengths of each group."""
    names = list(kinds)
    dims = {name: list(kind.dims) for name, kind in kinds.items() if isinstance(kind, Array)}
    for (first, start), *others in groups:
        for place, axis in others:
            if names[first] in dims and names[place] in dims:
                dims[names[place]][axis] = dims[names[first]][start]
    return {n: replace(kind, dims=tuple(dims[n])) if n in dims else kind for n, kind in kinds.items()}
