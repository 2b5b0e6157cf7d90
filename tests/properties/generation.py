"""Random programs by number: the source of a function ``program``, and arguments for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tests.properties.scope import (
    BOX,
    DICT,
    MATRIX,
    NUMBER,
    PAIR,
    VECTOR,
    WHOLE,
    Array,
    Choices,
    Items,
    Scope,
)
from tests.properties.statements import THEMES, Writer, result, statement

TOP = """\
import dataclasses
import functools
import math
from dataclasses import dataclass

import numpy as np

LEVEL = 0.83
K = np.array([0, 2, 1, 1])


@dataclass
class Box:
    x: float
    w: np.ndarray

    def scale(self, s):
        self.x *= s
        self.w *= s
        return self

    def energy(self, p=2):
        return self.x * np.sum(self.w**p)

    @property
    def total(self):
        return self.x + np.sum(self.w)

    def __add__(self, other):
        return Box(self.x + other.x, self.w + other.w)


def mixed(s, t=0.5):
    if s > t:
        return s * t
    return np.sin(s) + t


def scaled_in_place(z, s):
    z *= s


def shifted(z, s):
    z[1:] += s * z[:-1]
    return z


def head(z):
    return z[:2]


def either(z, y, s):
    if s > 0.213:
        return z
    return y


def total_of(z, s):
    total = s
    for value in z:
        total = np.tanh(total + value * s)
    return total


def power(x, n):
    if n <= 0:
        return 1.0
    return x * power(x, n - 1)


def fold(z, s):
    if len(z) == 0:
        return s
    return np.tanh(s + z[0] * fold(z[1:], s))


def overwritten(z, s):
    z = z * s
    z[0] = s
    s = np.sum(z)
    return s


def collect(*args, scale=1.0, **kwargs):
    total = 0.0
    for arg in args:
        total += arg
    return scale * np.tanh(total) + kwargs["extra"]


def twice(f, x):
    return f(f(x))


def swap(z, i, j):
    z[i], z[j] = z[j], z[i]


def accumulate(z, out=None):
    if out is None:
        out = np.zeros_like(z)
    out += z
    return out


def extremes(z):
    return np.min(z), np.max(z)


def append_to(items, x):
    items.append(np.sin(x))
    return items


def pick(items, default=None):
    if default is None:
        default = items[0]
    return default * items[-1]


"""
ALWAYS = {"a": NUMBER, "b": NUMBER, "u": VECTOR, "v": VECTOR, "m": MATRIX, "n": WHOLE}
EXTRAS = {
    "c": NUMBER,
    "g32": Array(("N",), "single"),
    "m32": Array(("M", "N"), "single"),
    "z": Array(("N",), "complex"),
    "o": Array(()),
    "empty": Array(("0",)),
    "two": Array(("2",)),
    "items": Items(NUMBER),
    "rows": Items(VECTOR),
    "conf": DICT,
    "box": BOX,
    "pair": PAIR,
}
RESULTS = {
    "{n} + np.sum({N_})": 3,
    "{n}": 3,
    "{N_}": 2,
    "{n}, {N_}": 2,
    "{MN}": 0.5,
    "dict(p={n}, q={N_})": 0.5,
    "[{n}, {n}]": 0.5,
    "Box({n}, {N_})": 0.5,
    "({n}, ({n}, {N_}))": 0.3,
}


@dataclass(frozen=True)
class Case:
    """A random program: its seed, its text, and the type of each parameter."""

    seed: int
    source: str
    parameters: dict


def generate(seed: int) -> Case:
    """The program with this number, the same on every machine."""
    choices = Choices(seed)
    extras = [name for name in EXTRAS if choices.below(6) == 0]
    parameters = {**ALWAYS, **{name: EXTRAS[name] for name in extras}}
    weights = {theme: choices.one_of((0, 1, 1, 4)) for theme in THEMES}
    weights["numbers"] += 1
    if "z" not in extras and choices.below(4):
        weights["complex"] = 0
    writer = Writer(choices, weights, choices.weighted(RESULTS), most=choices.one_of((6, 10, 16)))
    scope = Scope(names=dict(parameters))
    if choices.below(3) == 0:
        writer.line(scope, "u, m = u * 1.5, m.copy()")
    for _ in range(2 + choices.below(6)):
        scope = statement(writer, scope)
    final = returned(writer, scope)
    body = "\n".join([*writer.lines, f"    return {final}"])
    return Case(seed, f"{TOP}def program({', '.join(parameters)}):\n{body}\n", parameters)


def returned(writer, scope):
    """The last result; most often it depends on all that is in scope."""
    own = result(writer, scope)
    if writer.choices.below(5) == 0:
        return own
    parts = [part for i, (name, kind) in enumerate(scope.names.items()) for part in mention(name, kind, i)]
    total = " + ".join(parts)
    return {
        "{n}": f"{own} + {total}",
        "{n} + np.sum({N_})": f"{own} + {total}",
        "{N_}": f"({own}) * ({total})",
    }.get(writer.result, f"{total}, {own}" if "return (" not in "\n".join(writer.lines) else own)


def mention(name, kind, i):
    """Terms of a sum that depend on everything in a variable."""
    weight = f"{0.6 + 0.1 * (i % 7):.1f}"
    match kind:
        case "number":
            return [f"{weight} * {name}"]
        case Array(dtype="complex"):
            return [f"np.sum({name}.real * {weight} + {name}.imag)"]
        case Array(shape=()):
            return [f"{weight} * {name}[()]"]
        case Array():
            return [f"np.sum({name} * np.cos({weight} * {name}))"]
        case Items(of="number"):
            return [f"{weight} * sum({name})"]
        case Items():
            return [f"sum(np.sum(r * {weight}) for r in {name})"]
    if hasattr(kind, "parts"):
        return [term for suffix, part in kind.parts for term in mention(name + suffix, part, i + 1)]
    return []


LENGTHS = {"N": 4, "M": 3}
OTHER_LENGTHS = {"N": 5, "M": 4}


def arguments(case: Case, names: dict, draw: int = 0, lengths=None) -> tuple:
    """Arguments for a program; `names` is its module, `draw` chooses other numbers."""
    rng = np.random.default_rng([case.seed % 1000, draw])
    lengths = LENGTHS if lengths is None else lengths
    return tuple(sample(kind, rng, lengths, names) for kind in case.parameters.values())


def sample(kind, rng, lengths, names):
    """A random value of a type."""
    match kind:
        case "number":
            return float(np.round(rng.uniform(-1, 1), 3))
        case "whole":
            return 3
        case Items(of):
            return [sample(of, rng, lengths, names) for _ in range(2)]
        case Array(shape, dtype):
            size = tuple(lengths[s] if s in lengths else int(s) for s in shape)
            numbers = np.round(rng.uniform(-1, 1, size), 3)
            if dtype == "complex":
                return numbers + 1j * np.round(rng.uniform(-1, 1, size), 3)
            return np.asarray(numbers, np.float32 if dtype == "single" else np.float64)
    parts = [sample(part, rng, lengths, names) for _, part in kind.parts]
    match kind.word:
        case "box":
            return names["Box"](*parts)
        case "dict":
            return dict(zip(("x", "w"), parts, strict=True))
    return tuple(parts)
