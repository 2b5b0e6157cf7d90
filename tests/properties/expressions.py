"""Random expressions as text, most of them one line of a table: a template with holes.

Holes: {n} a number, {l} one without operators, {c} a constant, {t} a test, {k} a whole number, {a} an array of the
shape that is asked for, {V} some vector, {M} some matrix, {V.a} an array of its shape, {V.i} an index into it; a hole
with a digit, {V2}, is another one. Values are kept tame by sin and tanh, since programs repeat.
"""

from __future__ import annotations

import re

from tests.properties.scope import NUMBER, WHOLE, Array, Items, arrays, indices, readable, views

CONSTANTS = ("0.5", "1.3", "-0.7", "2.1", "-1.9", "0.17", "2", "-1", "np.float64(0.3)", "LEVEL")
BOUNDS = ("0.213", "-0.371", "0.738", "-0.829", "0.054")

NUMBERS = {
    "({n} * {n})": 4,
    "({n} + {n})": 2,
    "({n} - {n})": 2,
    "-{n}": 1,
    "np.sin({n})": 3,
    "math.tanh({n})": 1,
    "np.tanh({n})": 1,
    "{n} / (1.5 + {l} ** 2)": 1,
    "({n} if {t} else {n})": 2,
    "max({n}, {b})": 1,
    "min({n}, {n})": 1,
    "max({l}, {l}, {b})": 1,
    "abs({n} + 0.0123)": 1,
    "({l}) ** 2": 1,
    "(1.5 + np.sin({n})) ** {l}": 1,
    "({l}) ** {whole}": 1,
    "np.sum({V.a})": 2,
    "{V}.sum()": 1,
    "sum({V})": 1,
    "np.mean({M.a})": 1,
    "np.max({V})": 1,
    "np.prod(np.tanh({V}))": 1,
    "({V} @ {V.a})": 2,
    "np.dot({V}, {V.a})": 1,
    "np.linalg.norm({V.a} + 1.7)": 1,
    "sum({n} * e for e in {V})": 1,
    "sum([np.sin(e) * {l} for e in {V} if e > {b}])": 1,
    "max([e * {l} for e in {V}])": 1,
    "np.sum({V}[{V2} > {b}])": 1,
    "np.sum(np.where({V} > {b}, {V.a}, {l}))": 1,
    "np.sum({M} * {V})": 1,
    "np.trace({M} @ {M}.T)": 1,
    "mixed({n})": 1,
    "mixed({n}, t={l})": 1,
    "total_of({V}, {l})": 1,
    "power({l}, {k})": 1,
    "fold({V}, {l})": 1,
    "overwritten({V}, {l})": 1,
    "collect({n}, {l}, scale={l}, extra={l})": 1,
    "collect(*{V}[:2], **dict(extra={l}))": 1,
    "twice(lambda x: np.sin(x * {l}), {n})": 1,
    "(lambda x, y={l}: x * y)({n})": 1,
    "(e := np.sin({n})) * e": 1,
    "({t} and {n} or {n})": 1,
    "({n} or {n})": 1,
    "float({l} > {b}) * {n}": 1,
    "{V}[int(abs({l}) * 10) % 2]": 1,
    "{V}[np.argmax({V})]": 1,
    "{V}.item({V.i})": 1,
    "({k} * {n})": 1,
    "({k} / 3 + {n})": 1,
    "({k} // 2 + {n})": 1,
    "abs({Z}[{Z.i}] + 2.0)": 1,
    "np.real({Z}[{Z.i}] * {Z}[0])": 1,
    "np.sum(({Z.a}).imag)": 1,
    "{L}[len({L}) - 1]": 1,
    "sum({L})": 1,
    "len({L}) * {n}": 1,
    "sum(x * {l} for x in {L})": 1,
    "np.sum({R}[0])": 1,
    "sum(np.sum(r) for r in {R})": 1,
    "{B}.energy()": 1,
    "{B}.total": 1,
    "({B} + {B}).energy(p={l})": 0,
    "Box({n}, {V}).energy()": 1,
    "({n}, {n})[{k} % 2]": 1,
    "[{n}, {n}][{k} % 2]": 1,
    "{{'p': {n}, 'q': {n}}}['q']": 1,
    "{F}({n})": 3,
    "functools.reduce(lambda p, q: np.sin(p) + q, {V}, {l})": 1,
    "{O}[()]": 1,
    "float({O})": 1,
    "np.float32({n})": 1,
}

ARRAYS = {
    "{a} * {a}": 3,
    "({a} + {a})": 3,
    "({a} - {a})": 1,
    "{n} * {a}": 3,
    "({a} + {n})": 2,
    "-{a}": 1,
    "np.sin({a})": 3,
    "np.tanh({a})": 2,
    "{a} / (1.5 + {a} ** 2)": 1,
    "({a}) ** 2": 1,
    "np.multiply({a}, {a})": 1,
    "np.where({a} > {b}, {a}, {a})": 2,
    "np.where({t}, {a}, {l})": 1,
    "np.maximum({a}, {b})": 1,
    "np.minimum({a}, {a})": 1,
    "np.clip({a}, {l}, 1.1)": 1,
    "abs({a} + 0.0123)": 1,
    "({a}).copy()": 1,
    "({a}).astype(np.float32)": 0.4,
    "({a} if {t} else {a})": 2,
    "np.zeros_like({a})": 0.5,
    "np.full_like({a}, {n})": 1,
    "({a} > {b}) * {a}": 1,
    "either({a}, {a}, {l})": 1,
    "np.asarray({a})": 0.5,
    "({Z.a}).real * 0 + {a}": 0,
}
VECTORS = {
    "({a})[::-1]": 2,
    "np.cumsum({a})": 1,
    "np.sort({a})": 1,
    "np.roll({a}, 1)": 1,
    "np.flip({a})": 1,
    "np.array([{n} * e for e in {a}])": 1,
    "np.array([e * i for i, e in enumerate({a})])": 1,
    "np.array([x - y * {l} for x, y in zip({a}, {a})])": 1,
    "({a})[np.argsort({a})]": 1,
    "np.concatenate([({a})[:1], ({a})[1:]])": 1,
    "np.append(({a})[1:], {n})": 1,
    "np.convolve({a}, {a}, 'same')": 0.5,
    "np.array(list({a}))": 0.5,
    "np.hstack([({a})[1:], {n}])": 0.5,
}
BY_SHAPE = {
    ("N",): {
        "{MN} @ {a}[:0].sum() if False else {a}": 0,
        "np.sum({MN}, axis=0)": 2,
        "np.max({MN}, axis=0)": 1,
        "{M_} @ {MN}": 1,
        "{MN}.mean(0)": 1,
        "({a})[K]": 2,
        "np.array([np.sum(c) for c in {MN}.T])": 1,
        "np.diag({NN})": 1,
        "shifted(({a}).copy(), {l})": 1,
        "({Z.a}).real": 1,
        "np.abs({Z} + 2.3)": 1,
        "({Z} * {Z.a}).imag": 1,
    },
    ("M",): {
        "np.sum({MN}, axis=1)": 1,
        "{MN} @ {N_}": 2,
        "np.array([np.sum(r) for r in {MN}])": 1,
        "np.array([r @ {N_} for r in {MN}])": 1,
    },
    ("M", "N"): {
        "np.outer({M_}, {N_})": 1,
        "{a} * {N_}": 2,
        "{a} + {M_}[:, None]": 2,
        "({a} - np.mean({a}, axis=1, keepdims=True))": 1,
        "{a} / (1.5 + np.sum({a} ** 2, axis=0, keepdims=True))": 1,
        "{a} @ {NN}": 0.5,
        "np.array([r * {l} for r in {a}])": 1,
        "np.cumsum({a}, axis=1)": 1,
        "({a})[:, K]": 1,
        "np.sort({a}, axis=0)": 0.5,
    },
    ("N", "M"): {"({MN}).T": 2, "np.outer({N_}, {M_})": 1, "{a} + {M_}": 1},
    ("N", "N"): {"np.outer({N_}, {N_})": 1, "{MN}.T @ {MN}": 1, "np.diag({N_})": 1},
    ("N-1",): {"np.diff({N_})": 1, "({N_})[1:] * ({N_})[:-1]": 2},
    ("2",): {"np.array([{n}, {n}])": 2, "({N_})[[0, -1]]": 1, "np.stack([{n}, {n}])": 1, "({N_})[[1, 1]]": 1},
    ("1",): {"np.array([{n}])": 1, "np.atleast_1d({n})": 1, "({N_})[:1]": 1},
    (): {"np.array({n})": 1, "np.asarray({n})": 1, "np.sum({N_}, keepdims=False)": 1},
    ("2", "2"): {"np.array([[{n}, {l}], [{l}, {n}]])": 1, "({MN})[:2, :2]": 1, "np.eye(2) * {n}": 1},
}
COMPLEX = {
    "{Z} * {Z.l}": 2,
    "{Z} * {N_}": 1,
    "({N_} + 1j * {N_})": 2,
    "np.exp(1j * {N_})": 1,
    "np.conj({Z})": 1,
    "({n} + 0.3j) * {Z}": 1,
    "{Z} ** 2": 1,
    "{Z}[::-1]": 1,
    "({Z} + {n})": 1,
}
TESTS = {
    "{n} > {b}": 4,
    "{n} < {b}": 4,
    "{n} > {b} and {l} < 1.07": 1,
    "{l} > {b} or {l} < {b}": 1,
    "not {l} > {b}": 1,
    "{b} < {l} < 0.9": 1,
    "{k} % 2 == 0": 2,
    "{k} > 1": 2,
    "np.any({V} > {b})": 1,
    "np.all({V} > -1.71)": 1,
    "{V}[{V.i}] > {V}[{V.i}]": 1,
    "(e := {n}) > {b}": 1,
    "{l} == {l}": 1,
    "len({L}) > 2": 1,
}
LENGTHS = {
    "N": "len(u)",
    "M": "len(m)",
    "N-1": "len(u) - 1",
    "M-1": "len(m) - 1",
    "N/2": "(len(u) + 1) // 2",
    "MN": "m.size",
}
HOLE = re.compile(r"\{([A-Za-z_]+\d?)(?:\.(\w+))?\}")
SHAPES = {"MN": ("M", "N"), "NN": ("N", "N"), "N_": ("N",), "M_": ("M",)}


class Impossible(Exception):
    """There is nothing in scope to fill a hole with."""


def fill(choices, scope, template, size, wanted=None, bound=None):
    """`template` with its holes filled; `wanted` is the shape of {a}, `bound` keeps what {V} and its like are."""
    bound = {} if bound is None else bound

    def hole(match):
        word, part = match.groups()
        if part is None and word in SHAPES:
            return array(choices, scope, SHAPES[word], size)
        match word:
            case "n":
                return number(choices, scope, size)
            case "l":
                return number(choices, scope, 0)
            case "b":
                return choices.one_of(BOUNDS)
            case "c":
                return choices.one_of(CONSTANTS)
            case "t":
                return test(choices, scope, size)
            case "k":
                return whole(choices, scope)
            case "whole":
                return choices.one_of(("2", "3", "2.0", "-1", "0"))
            case "a":
                return array(choices, scope, wanted, size)
        if word not in bound:
            bound[word] = thing(choices, scope, word.rstrip("0123456789"))
        text, kind = bound[word]
        match part:
            case None:
                return text
            case "a" if kind.dtype == "complex":
                return complex_array(choices, scope, size)
            case "a":
                return array(choices, scope, kind.shape, size)
            case "l":
                return array(choices, scope, kind.shape, 0) if kind.dtype != "complex" else text
            case "i":
                return index(choices, scope, kind.shape[0])
            case "j":
                return index(choices, scope, kind.shape[1])
            case "row":
                return array(choices, scope, kind.shape[1:], size)
        raise ValueError(template)

    return HOLE.sub(hole, template).replace("{{", "{").replace("}}", "}")


def attempt(choices, scope, table, size, wanted=None):
    """One of the templates of `table`, filled; None if what it needs is not in scope."""
    for _ in range(6):
        try:
            return fill(choices, scope, choices.weighted(table), size, wanted)
        except Impossible:
            continue
    return None


def thing(choices, scope, word):
    """Something in scope of the type that a hole asks for, as text and type."""
    found = candidates(scope, word)
    if not found:
        raise Impossible(word)
    return choices.one_of(found)


def candidates(scope, word):
    match word:
        case "V":
            return [(t, k) for t, k in arrays(scope) if len(k.shape) == 1 and k.shape[0] != "0"]
        case "M":
            return [(t, k) for t, k in arrays(scope) if len(k.shape) == 2]
        case "A":
            return arrays(scope)
        case "T":
            return [view for text, kind in arrays(scope) for view in views(text, kind)]
        case "S":
            return [(t, k) for t, k in candidates(scope, "T") if t.endswith("]") and "0" not in k.shape]
        case "O":
            return [(t, k) for t, k in arrays(scope) if k.shape == ()]
        case "Z":
            return [(t, k) for t, k in arrays(scope, ("complex",)) if k.shape == ("N",)]
        case "L":
            return [(n, k) for n, k in scope.names.items() if k == Items(NUMBER)]
        case "R":
            return [
                (n, k) for n, k in scope.names.items() if isinstance(k, Items) and isinstance(k.of, Array)
            ]
        case "B" | "D" | "P" | "F":
            words = {"B": "box", "D": "dict", "P": "tuple"}
            return [
                (n, k) for n, k in scope.names.items() if getattr(k, "word", k) == words.get(word, "function")
            ]
        case "x":
            return [(n, k) for n, k in scope.names.items() if k == NUMBER]
    raise ValueError(word)


def number(choices, scope, size=2):
    if size > 0 and choices.below(4):
        found = attempt(choices, scope, NUMBERS, size - 1)
        if found is not None:
            return found
    if choices.below(4) == 0 or not scope.names:
        return choices.one_of(CONSTANTS)
    names = [text for text, kind in readable(scope) if kind == NUMBER]
    if names and choices.below(3):
        return choices.one_of(names)
    return element(choices, scope) or choices.one_of(CONSTANTS)


def element(choices, scope):
    """An element of an array, or None."""
    found = [(text, kind) for text, kind in arrays(scope) if "0" not in kind.shape and kind.shape]
    if not found:
        return None
    text, kind = choices.one_of(found)
    return f"{text}[{', '.join(index(choices, scope, length) for length in kind.shape)}]"


def index(choices, scope, length):
    """A whole number that is an index of an axis."""
    fixed = indices(length)
    if not fixed:
        raise Impossible(length)
    moving = scope.of(WHOLE)
    if moving and choices.below(2):
        name = choices.one_of(moving)
        span = {"N": 3, "M": 3, "N-1": 2, "M-1": 2, "1": 1}.get(length, 2)
        return choices.one_of((f"{name} % {span}", f"({name} + 1) % {span}", f"-1 - {name} % {span}"))
    return choices.one_of(fixed)


def whole(choices, scope):
    names = scope.of(WHOLE)
    if names and choices.below(4):
        return choices.one_of(names)
    return choices.one_of(("2", "3", "n"))


def test(choices, scope, size=1):
    return attempt(choices, scope, TESTS, min(size, 1)) or f"{number(choices, scope, 0)} > 0.213"


def array(choices, scope, shape, size=1):
    """A real array of `shape`."""
    if size > 0 and choices.below(4):
        tables = ARRAYS | (VECTORS if len(shape) == 1 and shape != ("0",) else {})
        own = BY_SHAPE.get(shape, {})
        table = {k: 2 * v for k, v in own.items()} if own and choices.below(3) == 0 else tables
        found = attempt(choices, scope, table, size - 1, shape)
        if found is not None:
            return found
    return stored(choices, scope, shape) or made(choices, scope, shape)


def stored(choices, scope, shape):
    """An array of `shape` that is in scope, or a view of one; None if there is none."""
    near = [text for text, kind in arrays(scope) if kind.shape == shape]
    if near and choices.below(3):
        return choices.one_of(near)
    far = [view for text, kind in arrays(scope) for view, seen in views(text, kind) if seen.shape == shape]
    return choices.one_of(far or near) if far or near else None


def made(choices, scope, shape):
    """A new array of `shape`."""
    lengths = "".join(LENGTHS.get(length, length) + ", " for length in shape)
    return f"np.full(({lengths}), {number(choices, scope, 0)})"


def complex_array(choices, scope, size):
    return attempt(choices, scope, COMPLEX, max(size - 1, 0)) or "(u + 0.5j)"
