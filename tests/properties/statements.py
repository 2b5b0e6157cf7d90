"""Random statements as text: tables of templates by theme, whose holes are those of `expressions` and a few more.

{new:T} binds a name to something of type T (a type of `TYPES`, or a hole: what that hole holds); {block} stands for
statements, {fresh} for a new counter, {S} for a view to be written, {leave} for a way out of a block.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from tests.properties.expressions import Impossible, fill
from tests.properties.scope import (
    BOX,
    DICT,
    FUNCTION,
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

TYPES = {
    "number": NUMBER,
    "whole": WHOLE,
    "function": FUNCTION,
    "vector": VECTOR,
    "matrix": MATRIX,
    "two": Array(("2",)),
    "none": Array(()),
    "single": Array(("N",), "single"),
    "complex": Array(("N",), "complex"),
    "list": Items(NUMBER),
    "rows": Items(VECTOR),
    "dict": DICT,
    "box": BOX,
    "pair": PAIR,
}
POOLS = {
    NUMBER: ("a", "b", "c", "d", "e", "s"),
    WHOLE: ("i", "j", "k"),
    FUNCTION: ("f", "g", "h"),
    TYPES["list"]: ("items", "more"),
    TYPES["rows"]: ("rows", "cols"),
    DICT: ("conf", "table"),
    BOX: ("box", "other"),
    PAIR: ("pair", "both"),
    TYPES["complex"]: ("z", "y"),
}
ARRAY_POOL = ("u", "v", "w", "p", "q", "r", "m", "x")

THEMES = {
    "numbers": {
        "{new:number} = {n}": 6,
        "{new:number}, {new2:number} = {n}, {n}": 1,
        "{new:number} = {new2:number} = {n}": 1,
        "{new:number}, *_ = {n}, {l}, {l}": 0.3,
        "[{new:number}, {new2:number}] = {V}[:2]": 0.3,
        "{x}, {x2} = {x2}, {x}": 1,
        "{x} += {n}": 2,
        "{x} -= {n}": 1,
        "{x} *= np.sin({n})": 1,
        "{x} /= 1.5 + {l} ** 2": 1,
        "{x} **= 2": 0.5,
    },
    "arrays": {
        "{new:V} = {V.a}": 4,
        "{new:M} = {M.a}": 3,
        "{new:vector} = {N_}": 4,
        "{new:matrix} = {MN}": 2,
        "{new:V} = {new2:V} = ({V.a}) * 1.0": 1,
        "{new:V}, {new2:V} = {V.a}, {V.l}": 1,
        "{new:A} = ({A}).copy()": 1,
        "{new:none} = np.array({n})": 1,
        "{new:none} = np.zeros(())": 0.5,
        "{new:two} = np.array([{n}, {n}])": 1,
        "{new:single} = ({N_}).astype(np.float32)": 0.5,
        "{new:V} = np.zeros_like({V})": 1,
    },
    "views": {
        "{new:A} = {A}": 3,
        "{new:T} = {T}": 8,
        "{new:V} = shifted({V}, {l})": 1,
        "{new:V} = either({V}, {V.l}, {l})": 1,
        "{new:V} = {V} if {t} else {V.l}": 1,
        "{new:two} = head({V})": 1,
        "{new:S}, {new2:S2} = {S}, {S2}": 1,
    },
    "stores": {
        "{V}[{V.i}] = {n}": 5,
        "{V}[{V.i}] += {n}": 3,
        "{V}[{V.i}] *= {n}": 2,
        "{V}[{V.i}] -= {V}[{V.i}] * {l}": 1,
        "{V}[{V.i}] /= 1.5 + {l} ** 2": 1,
        "{M}[{M.i}, {M.j}] = {n}": 2,
        "{M}[{M.i}] = {M.row}": 2,
        "{M}[{M.i}][{M.j}] += {n}": 1,
        "{M}[:, {M.j}] *= {n}": 1,
        "{V}[{V.i}] = {V}[{V.i}] = {n}": 0.5,
        "{S} = {S.a}": 4,
        "{S} = {n}": 2,
        "{S} += {S.a}": 3,
        "{S} *= {S.a}": 2,
        "{S} -= {n}": 1,
        "{V}[:] = {V.a}": 1,
        "{V}[...] = {n}": 1,
        "{V}[::-1] = {V.a}": 1,
        "{M}[...] = {M.a}": 1,
        "{M}[:] = {M.row}": 1,
        "{V}[{V.i}], {V}[{V.i}] = {V}[{V.i}], {V}[{V.i}]": 1,
        "{V}[0], {V}[-1] = {V}[-1], {V}[0]": 1,
    },
    "masks": {
        "{V}[{V} > {b}] = {n}": 2,
        "{V}[{V} > {b}] *= {l}": 2,
        "{V}[{V} < {b}] = {V}[{V} < {b}] * {l}": 1,
        "{V}[{V} > {b}] = ({V.a})[{V} > {b}]": 1,
        "{M}[{M} > {b}] = {l}": 1,
        "{M}[{M} > {b}] += {l}": 1,
        "{V}[[0, -1]] += {n}": 1,
        "{V}[[0, 0]] += {n}": 1,
        "{V}[[0, -1]] = [{n}, {l}]": 1,
        "{V}[[0, 0]] = [{n}, {l}]": 0.5,
        "{V}[np.argsort({V})] = {V.a}": 1,
        "{V}[np.argsort({V})[:1]] *= {l}": 1,
        "{M}[[0, 1], [0, 1]] = {n}": 1,
        "{M}[:, [0, 1]] *= {l}": 1,
        "{M}[[0, 0]] += {M.row}": 1,
        "{V}[np.abs({V}) > 0.3] -= {l}": 1,
        "np.add.at({V}, [0, 1, 1, -1], {n})": 1,
        "np.subtract.at({V}, [0, 0], [{n}, {l}])": 0.5,
        "np.put({V}, [0, 1], [{n}, {l}])": 0.5,
        "np.putmask({V}, {V} > {b}, {V.a})": 0.5,
        "np.copyto({V}, {V.a}, where={V} > {b})": 0.5,
        "{new:V} = {V}[K]": 0.5,
        "{new:V} = np.take({V}, K)": 0.3,
    },
    "in_place": {
        "{A} += {A.a}": 4,
        "{A} *= {A.a}": 3,
        "{A} -= {n}": 1,
        "{A} *= {n}": 2,
        "{A} /= 1.5 + ({A.a}) ** 2": 1,
        "{A} += {A}": 1,
        "{A} *= {A}": 1,
        "{A} **= 2": 0.5,
        "{V} += {V}[::-1]": 1,
        "{V}[1:] += {V}[:-1]": 2,
        "{V}[:-1] *= {V}[1:]": 1,
        "{V}[:-1] = {V}[1:]": 1,
        "{V}[1:] -= {l} * {V}[:-1]": 1,
        "{V}[::-1] += {V}": 1,
        "{V}[:2], {V}[-2:] = {V}[-2:].copy(), {V}[:2].copy()": 0.5,
        "{M} += {M.row}": 1,
        "{M} *= {M}[0]": 1,
        "{M}[1:] += {M}[:-1]": 1,
        "{M} -= np.mean({M}, axis=0)": 1,
        "{M} -= np.sum({M}, axis=1, keepdims=True)": 1,
        "{O} += {n}": 1,
        "{O}[()] = {n}": 1,
        "{O}[...] *= {O}": 1,
    },
    "calls": {
        "scaled_in_place({V}, {n})": 2,
        "scaled_in_place({S}, {l})": 2,
        "shifted({V}, {l})": 1,
        "swap({V}, 0, -1)": 1,
        "accumulate({V.a}, out={V})": 1,
        "{new:V} = accumulate({V})": 1,
        "{new:number}, {new2:number} = extremes({V})": 1,
        "np.sin({V}, out={V})": 1,
        "np.multiply({V}, {V.a}, out={V})": 1,
        "np.add({V.a}, {l}, out={V})": 1,
        "np.negative({S}, {S})": 1,
        "np.cumsum({V.a}, out={V})": 0.5,
        "np.maximum({V}, {b}, out={V})": 1,
        "{new:V} = np.multiply({V}, {l}, out={V})": 1,
        "{V}.sort()": 1,
        "{V}.fill({n})": 1,
        "np.copyto({V}, {V.a})": 1,
        "np.fill_diagonal({M}, {n})": 1,
        "np.matmul({M}, {M}.T[:, :1], out={M}[:, :1])": 0.2,
        "{new:number} = fold({V}, {l})": 1,
    },
    "lists": {
        "{new:list} = [{n}, {n}]": 2,
        "{new:list} = {L}": 1,
        "{new:list} = {L}[:]": 0.5,
        "{new:list} = [x * {l} for x in {L}]": 1,
        "{new:list} = [{n}] * 3": 0.5,
        "{new:list} = list({V})": 0.5,
        "{new:list} = [e * {l} for e in {V}] + [{n}]": 0.5,
        "{L}.append({n})": 3,
        "{L}[0] = {n}": 1,
        "{L}[-1] += {n}": 1,
        "{new:number} = {L}.pop() if len({L}) > 2 else {l}": 1,
        "{L}.extend([{n}, {l}])": 1,
        "{L} += [{n}]": 1,
        "{L}.insert(0, {n})": 0.5,
        "{L}.reverse()": 0.5,
        "{L}[0], {L}[1] = {L}[1], {L}[0]": 1,
        "append_to({L}, {n})": 1,
        "{new:number} = pick({L})": 1,
        "{new:number} = pick({L}, {n})": 0.5,
        "{new:rows} = [{N_}, {N_}]": 2,
        "{new:rows} = [u, v]": 1,
        "{new:rows} = list(m)": 0.5,
        "{new:rows} = [r * {l} for r in {R}]": 1,
        "{R}[0] = {N_}": 1,
        "{R}[0][1] = {n}": 2,
        "{R}[-1] += {N_}": 1,
        "{R}[0] *= {l}": 1,
        "{R}.append({N_})": 1,
        "{R}[0], {R}[1] = {R}[1], {R}[0]": 1,
        "{new:vector} = {R}[0]": 1,
        "{new:vector} = {R}[-1] * {l}": 1,
        "{new:vector}, *_ = {R}": 0.5,
    },
    "objects": {
        "{new:dict} = dict(x={n}, w={N_})": 1,
        "{new:dict} = {{'x': {n}, 'w': {N_}}}": 1,
        '{D}["x"] *= {n}': 1,
        '{D}["w"][1] = {n}': 1,
        '{D}["w"] = {N_}': 1,
        '{D}["w"] += {N_}': 1,
        "{D}.update(x={n})": 0.5,
        "{new:dict} = {{**{D}, 'x': {n}}}": 0.5,
        "{new:dict} = {D}": 0.5,
        "{new:box} = Box({n}, {N_})": 2,
        "{B}.x += {n}": 1,
        "{B}.w[1:3] *= {l}": 1,
        "{B}.w = {N_}": 1,
        "{B}.w -= {N_}": 1,
        "{new:box} = {B}.scale({n})": 1,
        "{B}.scale({l})": 1,
        "{new:box} = {B}": 1,
        "{new:box} = {B} + {B2}": 1,
        "{new:box} = dataclasses.replace({B}, x={n})": 0.5,
        "{new:pair} = ({n}, {N_})": 1,
        "{new:number}, {new:vector} = {P}": 1,
        "{new:pair} = {P}[0] * {l}, {P}[1]": 1,
        "{P}[1][0] = {n}": 1,
    },
    "functions": {
        "{new:function} = lambda x: {l} * x + {l}": 1,
        "{new:function} = lambda x, y={l}: np.sin(x) * y": 1,
        "{new:function} = mixed": 0.3,
        "{new:function} = functools.partial(mixed, t={l})": 0.5,
        "def {new:function}(x, y={l}):\n    return np.sin(x) * y + {l}": 1,
        "def {new:function}(x):\n    nonlocal {x}\n    {x} += x * {l}\n    return {x}": 2,
        "def {new:function}(x):\n    {V}[{V.i}] += x\n    return {V}[0]": 1,
        "def {new:function}(x):\n    {block}\n    return x * {l}": 1,
        "def {new:function}(x):\n    if x > {b}:\n        return {l}\n    return {F}(x) * {l}": 0.5,
        "fs = [lambda x, k=i: x * {l} + k for i in range(3)]\n{new:number} = sum(f({l}) for f in fs)": 0.5,
        "fs = [lambda x: x * {l} + i for i in range(3)]\n{new:number} = sum([f({l}) for f in fs])": 0.5,
        "{new:number} = {F}({n})": 2,
        "{new:number} = {F}({n}) + {F}({l})": 1,
    },
    "complex": {
        "{new:complex} = {Z.a}": 2,
        "{new:complex} = {N_} + 1j * {N_}": 2,
        "{Z}[{Z.i}] = {n} + 0.3j": 1,
        "{Z}[{Z.i}] *= {l}": 1,
        "{Z} *= {Z.a}": 1,
        "{Z} += {N_}": 1,
        "{Z}[1:] -= {Z}[:-1]": 1,
        "{new:vector} = ({Z}).real.copy()": 1,
        "{new:vector} = np.abs({Z} + 2.1)": 1,
        "{new:number} = np.real(np.sum({Z}))": 1,
        "{Z}[{Z}.real > {b}] = {l}": 1,
    },
    "branches": {
        "if {t}:\n    {block}": 3,
        "if {t}:\n    {block}\nelse:\n    {block}": 3,
        "if {t}:\n    {block}\nelif {t}:\n    {block}\nelse:\n    {block}": 1,
        "match {k} % 3:\n    case 0:\n        {block}\n"
        "    case 1 | 2:\n        {block}\n    case _:\n        {block}": 0.5,
        "with np.errstate(all='ignore'):\n    {block}": 0.3,
    },
    "loops": {
        "for {new:whole} in range({span}):\n    {block}": 5,
        "for {new:whole} in range({span}):\n    {block}\nelse:\n    {block}": 0.5,
        "for {new:whole} in range(len({V})):\n    {block}": 1,
        "for {new:number} in {V}:\n    {block}": 2,
        "for {new:whole}, {new:number} in enumerate({V}):\n    {block}": 1,
        "for {new:number}, {new2:number} in zip({V}, {V2}):\n    {block}": 1,
        "for {new:number} in reversed({V}):\n    {block}": 0.5,
        "for {new:row} in {M}:\n    {block}": 2,
        "for {new:whole}, {new:row} in enumerate({M}):\n    {block}": 1,
        "for {new:row}, {new:number} in zip({M}, {V}):\n    {block}": 0.5,
        "for {new:number} in {L}:\n    {block}": 1,
        "for {new:vector} in {R}:\n    {block}": 1,
        "for {new:whole}, {new:vector} in enumerate({R}):\n    {block}": 0.5,
        "{fresh} = 0\nwhile {fresh} < 3:\n    {fresh} += 1\n    {block}": 2,
        "{fresh} = 0\nwhile {fresh} < 4 and {t}:\n    {fresh} += 1\n    {block}": 2,
        "{fresh} = 0\nwhile True:\n    {fresh} += 1\n    if {fresh} > 3 or {t}:\n        break\n    {block}": 1,
        "{fresh} = 0\nwhile {fresh} < 3:\n    {fresh} += 1\n    {block}\nelse:\n    {block}": 0.3,
    },
    "leaves": {"if {t}:\n    {leave}": 1, "if {t}:\n    {block}\n    {leave}": 1},
}
SPANS = ("3", "n", "1, 4", "4, 0, -2", "1", "0", "2", "len(u)", "n - 1, -1, -1")
NEW = re.compile(r"\{new\d?:(\w+)\}")


@dataclass
class Writer:
    """Writes a function's statements: choices, the themes' weights, how results are written, and the lines so far."""

    choices: Choices
    weights: dict
    result: str
    lines: list = field(default_factory=list)
    counters: int = 0
    most: int = 14

    def line(self, scope, text):
        self.lines.append("    " * scope.depth + text)


def block(writer, scope: Scope, most: int = 3) -> Scope:
    """Write some statements, and return the scope after them."""
    for _ in range(1 + writer.choices.below(most)):
        scope = statement(writer, scope)
    return scope


def statement(writer, scope):
    weights = dict(writer.weights)
    if scope.depth > 3 or len(writer.lines) > writer.most:
        weights |= {"loops": 0, "branches": 0, "leaves": 0}
    if scope.depth == 1:
        weights["leaves"] = 0
    for _ in range(8):
        if not any(weights.values()):
            break
        theme, start = writer.choices.weighted(weights), len(writer.lines)
        try:
            return written(writer, scope, writer.choices.weighted(THEMES[theme]))
        except Impossible:
            del writer.lines[start:]
    writer.line(scope, f"a = a * {writer.choices.one_of(('0.9', '1.1'))}")
    return scope.having("a", NUMBER)


def written(writer, scope, template):
    """Write the statement of a template; the scope after it."""
    bound: dict = {}
    if "{fresh}" in template:
        writer.counters += 1
        template = template.replace("{fresh}", f"n{writer.counters}")
    template = template.replace("{span}", writer.choices.one_of(SPANS))
    kept_holes = template.replace("{block}", "<block>").replace("{leave}", "<leave>")
    text = fill(writer.choices, scope, kept_holes, writer.choices.below(3), bound=bound)
    text, declared = named(writer, scope, text, bound)
    return laid_out(writer, scope, text.split("\n"), declared, template)


def named(writer, scope, text, bound):
    """`text` with names for what it binds, and these names with their types."""
    declared: dict = {}
    by_hole: dict = {}

    def name(match):
        if match.group(0) in by_hole:
            return by_hole[match.group(0)]
        word = match.group(1)
        if word == "row":
            kind = replace(bound["M"][1], shape=bound["M"][1].shape[1:])
        else:
            kind = TYPES[word] if word in TYPES else bound[word][1]
        pool = [n for n in scope.free(POOLS.get(kind, ARRAY_POOL), kind) if n not in declared]
        if not pool:
            raise Impossible(word)
        declared[chosen := writer.choices.one_of(pool)] = kind
        by_hole[match.group(0)] = chosen
        return chosen

    return NEW.sub(name, text), declared


def laid_out(writer, scope, lines, declared, template):
    """Write the lines of a statement with what stands in their blocks."""
    loop, compound = "for " in template or "while " in template, "<block>" in "\n".join(lines)
    inside = replace(scope, names={**scope.names, **declared}) if compound else scope
    if loop:
        inside = replace(inside, pinned=inside.pinned | set(inside.names), loops=scope.loops + 1)
    if template.startswith("def"):
        inside = replace(inside, loops=0, inner=True, pinned=frozenset(), names={**inside.names, "x": NUMBER})
        inside.names.pop(next(iter(declared)), None)
    ends = []
    for line in lines:
        depth = scope.depth + (len(line) - len(line.lstrip())) // 4
        here = replace(inside, depth=depth)
        if line.lstrip().startswith("else") and loop:
            here = inside = replace(inside, loops=scope.loops)
        match line.strip():
            case "<block>":
                ends.append(block(writer, here))
            case "<leave>":
                writer.line(here, leave(writer, here))
            case _:
                writer.line(replace(scope, depth=scope.depth), line)
    if template.startswith("def"):
        return replace(scope, names={**scope.names, **declared})
    if not compound:
        return replace(scope, names={**scope.names, **declared})
    total = ("else:" in template and not loop) or "case _" in template or template.startswith("with")
    return scope.common(*ends) if total else scope.common(scope, *ends)


def leave(writer, scope):
    """A way out of a block."""
    words = [f"return {result(writer, scope)}"] if not scope.inner else ["return x * 0.7"]
    if scope.loops:
        words = ["break", "continue", *words]
    return writer.choices.one_of(words)


def result(writer, scope):
    return fill(writer.choices, scope, writer.result, 1)
