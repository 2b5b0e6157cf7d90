"""Programs as text in, Python as text out, each run against what the program means."""

import ast
import copy
import textwrap

import numpy as np

from ad_transform import ir
from ad_transform.backend import emit
from ad_transform.kinds import Array, Dim, ListOf, Number
from ad_transform.runtime import copies_of
from tests.backend.interpret import interpret
from tests.optimise.helpers import EXTRA, program

EXTRA["copies_of"] = copies_of

FLOAT, INT, BOOL = Number("float"), Number("int"), Number("bool")
VECTOR = Array("float64", (Dim("n"),))
MATRIX = Array("float64", (Dim("n"), Dim("m")))
INDICES = Array("int64", (Dim("m"),))
MASK = Array("bool", (Dim("n"),))
NUMBERS = ListOf(FLOAT)
VECTORS = ListOf(VECTOR)


def kinds_of(given, **kinds):
    """A kind for every name: by its own id, by its base, else a float; loop indices are ints."""
    found = {param.id: FLOAT for param in given.params}
    for s in ir.walk(given.body):
        found.update(dict.fromkeys(ir.binds(s), FLOAT))
        found.update({c.head: FLOAT for c in getattr(s, "carried", ())})
        if isinstance(s, ir.For):
            found[s.index] = INT
    named = {name: kinds.get(name, kinds.get(ir.base(name), kind)) for name, kind in found.items()}
    return {name: kind for name, kind in named.items() if kind is not None}


def emitted(text, own=0, **kinds):
    """The `Text` of a program written as text; a name whose kind is given as None is unknown."""
    given = program(text)
    return emit(given, kinds_of(given, **kinds), own)


def body_of(text):
    """The lines of the generated function, without its head."""
    function = next(n for n in ast.parse(text.source).body if isinstance(n, ast.FunctionDef))
    lines = text.source.splitlines()[function.lineno : function.end_lineno]
    return textwrap.dedent("\n".join(lines)).strip()


def same(one, other):
    if isinstance(one, (tuple, list)):
        return type(one) is type(other) and len(one) == len(other) and all(map(same, one, other))
    return np.array_equal(one, other)


def check(before, after, *args, own=0, **kinds):
    """The text of the program `before` is `after`, and computes what the program means for `args`."""
    text = emitted(before, own, **kinds)
    assert body_of(text) == textwrap.dedent(after).strip(), text.source
    run(before, text, *args)
    return text


def run(before, text, *args):
    names = dict(text.namespace)
    exec(compile(text.source, "<text>", "exec"), names)
    given = copy.deepcopy(args)
    got, want = names[text.name](*given), interpret(program(before), *args)
    assert same(got, want), f"{got} is not {want}\n{text.source}"
    return got, given
