"""What a random program holds where a statement stands: choices, the types of values, and the names in scope.

Lengths are symbols, so that shapes fit each other by name and programs run for several lengths: "N", "M", "N-1", "2".
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

NUMBER, WHOLE, FUNCTION = "number", "whole", "function"


@dataclass(frozen=True)
class Array:
    """An array with one symbol per axis; `dtype` is "float", "single", "complex" or "whole"."""

    shape: tuple[str, ...]
    dtype: str = "float"


@dataclass(frozen=True)
class Items:
    """A list of at least two things of one type."""

    of: object


@dataclass(frozen=True)
class Parts:
    """A tuple, dict or object: how each part is written behind its name, and the part's type."""

    parts: tuple[tuple[str, object], ...]
    writable: bool = True
    word: str = "tuple"


VECTOR, MATRIX = Array(("N",)), Array(("M", "N"))
PAIR = Parts((("[0]", NUMBER), ("[1]", VECTOR)), writable=False)
DICT = Parts((('["x"]', NUMBER), ('["w"]', VECTOR)), word="dict")
BOX = Parts(((".x", NUMBER), (".w", VECTOR)), word="box")


class Choices:
    """Draws that a seed decides."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)

    def below(self, n: int) -> int:
        return self.random.randrange(n)

    def one_of(self, options):
        return options[self.below(len(options))]

    def weighted(self, weights: dict):
        """A key of `weights`."""
        return self.random.choices(list(weights), list(weights.values()))[0]


@dataclass(frozen=True)
class Scope:
    """The names that can be read with their types, and where the next statement stands.

    `pinned` names keep their type, since a loop comes round; `inner` is true in a nested function, which binds names of
    its own only; `loops` counts the loops that `break` may leave.
    """

    names: dict = field(default_factory=dict)
    depth: int = 1
    loops: int = 0
    pinned: frozenset = frozenset()
    inner: bool = False

    def having(self, name, kind):
        return replace(self, names={**self.names, name: kind})

    def of(self, *kinds) -> list[str]:
        return [name for name, kind in self.names.items() if kind in kinds]

    def free(self, pool, kind) -> list[str]:
        """The names of `pool` that may be bound to something of this type."""
        return [n for n in pool if n not in self.pinned or self.names.get(n) == kind]

    def common(self, *others):
        """What is the same after each of several blocks."""
        shared = {n: k for n, k in others[0].names.items() if all(o.names.get(n) == k for o in others)}
        return replace(self, names=shared)


def readable(scope) -> list[tuple[str, object]]:
    """What can be read: names, and the parts of tuples, lists, dicts and objects."""
    found = []
    for name, kind in scope.names.items():
        match kind:
            case Items(of):
                found += [(f"{name}[0]", of), (f"{name}[-1]", of)]
            case Parts(parts):
                found += [(name + suffix, part) for suffix, part in parts]
            case _:
                found.append((name, kind))
    return found


def arrays(scope, dtypes=("float", "single")) -> list[tuple[str, Array]]:
    return [
        (text, kind) for text, kind in readable(scope) if isinstance(kind, Array) and kind.dtype in dtypes
    ]


CUTS = {
    "N": {
        "::-1": "N",
        "1:": "N-1",
        ":-1": "N-1",
        "1:3": "2",
        ":2": "2",
        "::2": "N/2",
        "::-2": "N/2",
        "2:2": "0",
    }
    | {"-1:": "1", ":": "N", "-2:": "2"},
    "M": {"::-1": "M", "1:": "M-1", ":-1": "M-1", ":2": "2", "0:1": "1"},
    "N-1": {"::-1": "N-1", ":2": "2", "1:3": "2", ":1": "1"},
    "M-1": {"::-1": "M-1", ":2": "2"},
    "2": {"::-1": "2", ":1": "1", "1:": "1", ":": "2"},
    "N/2": {"::-1": "N/2", ":2": "2"},
}


def views(text, kind) -> list[tuple[str, Array]]:
    """Views of an array, one step away."""
    if not kind.shape:
        return [(f"{text}[...]", kind)]
    first, *rest = kind.shape
    found = [
        (f"{text}[{cut}]", replace(kind, shape=(new, *rest))) for cut, new in CUTS.get(first, {}).items()
    ]
    if len(kind.shape) == 1:
        return [*found, (f"{text}[None]", replace(kind, shape=("1", first)))] + [
            (f"{text}[:, None]", replace(kind, shape=(first, "1"))),
            (f"{text}[...]", kind),
        ]
    second = rest[0]
    found += [
        (f"{text}[:, {cut}]", replace(kind, shape=(first, new))) for cut, new in CUTS.get(second, {}).items()
    ]
    rows = [f"{text}[{i}]" for i in indices(first)] + [f"{text}[-1, ...]"]
    columns = [f"{text}[:, {i}]" for i in indices(second)] + [f"{text}[..., 0]"]
    found += [(row, replace(kind, shape=(second,))) for row in rows]
    found += [(column, replace(kind, shape=(first,))) for column in columns]
    turned = replace(kind, shape=(second, first))
    found += [(f"{text}.T", turned), (f"{text}.swapaxes(0, 1)", turned), (f"np.transpose({text})", turned)]
    found += [
        (f"{text}.T[0]", replace(kind, shape=(first,))),
        (f"{text}[1:][0]", replace(kind, shape=(second,))),
    ]
    return found + [
        (f"{text}.ravel()", replace(kind, shape=("MN",))),
        (f"{text}.reshape(-1)", replace(kind, shape=("MN",))),
    ]


def indices(length) -> list[str]:
    """Literal indices for an axis, right whatever the length."""
    return {
        "1": ["0", "-1"],
        "0": [],
        "2": ["0", "1", "-1", "-2"],
        "M-1": ["0", "1", "-1"],
        "N/2": ["0", "1", "-1"],
    }.get(length, ["0", "1", "2", "-1", "-2"])
