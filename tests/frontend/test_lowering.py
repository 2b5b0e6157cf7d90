"""A function before and its program after: names bound once, no aliases, no early returns, no closures."""

import inspect
import re

import numpy as np
import pytest

from ad_transform import ir
from ad_transform.frontend import lower
from ad_transform.results import kind_of
from ad_transform.rules import standard


def lowered(function, *args):
    """The program of `function` for arguments like these."""
    names = inspect.signature(function).parameters
    return lower(function, {n: kind_of(a, name=n) for n, a in zip(names, args, strict=True)}, standard)


def shown(function, *args):
    """The program as text; lines count from the `def`, versions of a name are letters in order of appearance."""
    first, seen = function.__code__.co_firstlineno, {}

    def renamed(found):
        word, line = found["word"], int(found["line"] or 0)
        word = f"{word}_{line - first}" if line else word
        versions = seen.setdefault(word, [])
        if found["version"] not in versions:
            versions.append(found["version"])
        return word + "'" * versions.index(found["version"])

    pattern = r"\b(?P<word>[a-z]\w*?)(?:_(?P<line>\d+))?(?P<version>\.\d+)?\b(?!\()"
    text = ir.show(lowered(function, *args).program)
    keep = r"\b(def|for|in|range|return|if|else|pass|loop|while|then|after|leave|rounds|do)\b"
    parts = re.split(keep, text)
    return "".join(p if k % 2 else re.sub(pattern, renamed, p) for k, p in enumerate(parts))


def alias(a):
    b = a
    b[0] = 2.0
    return a[0] + b[1]


def view(a):
    row = a[0]
    row[1] = 5.0
    return a[0, 1]


def early(x):
    if x > 0.0:
        return x * x
    return -x


def left(x, n):
    for _ in range(n):
        x = x * 2.0
        if x > 8.0:
            break
    return x


def repeated(x):
    while x < 10.0:
        x = x * x
    return x


def late(x):
    k = 1.0

    def inner(y):
        return y * k

    k = 3.0
    return inner(x)


def swapped(x, y):
    x, y = y, x
    return x - y


AFTER = {
    alias: """\
def alias(a):
    a' = store(a, getitem(@, 0), 2.0)
    item_3 = getitem(a', 0)
    item_3' = getitem(a', 1)
    sum_3 = add(item_3, item_3')
    return sum_3
""",
    view: """\
def view(a):
    a' = store(a, getitem(getitem(@, 0), 1), 5.0)
    item_3 = getitem(a', make_tuple(0, 1))
    return item_3
""",
    early: """\
def early(x):
    gt_1 = gt(x, 0.0)
    if gt_1:
        product_2 = mul(x, x)
    else:
        neg_3 = neg(x)
      -> value = product_2 | neg_3
    return value
""",
    repeated: """\
def repeated(x):
    loop:
      -> x': x, then x''; after: x'''
      -> rounds: count_1
        lt_1 = lt(x', 10.0)
        while lt_1
        product_2 = mul(x', x')
        x'' = product_2
    return x'''
""",
    late: """\
def late(x):
    product_7 = mul(x, 3.0)
    return product_7
""",
    swapped: """\
def swapped(x, y):
    difference_2 = sub(y, x)
    return difference_2
""",
}
ARGUMENTS = {alias: (np.ones(3),), view: (np.ones((2, 3)),), swapped: (1.0, 2.0)}


@pytest.mark.parametrize("function", AFTER, ids=lambda f: f.__name__)
def test_before_and_after(function):
    assert shown(function, *ARGUMENTS.get(function, (1.0,))) == AFTER[function]


def statements(function, *args):
    return list(ir.walk(lowered(function, *args).program.body))


def test_a_loop_that_is_left_knows_when_and_after_how_many_rounds():
    loops = [s for s in statements(left, 1.0, 3) if isinstance(s, ir.For)]
    assert len(loops) == 1
    loop = loops[0]
    assert isinstance(loop.leave, ir.Name) and loop.trips
    test = next(s for s in loop.body if isinstance(s, ir.Let) and s.name == loop.leave.id)
    assert test.value.function.__name__ == "gt"
    carried = {ir.base(c.head): c for c in loop.carried}
    assert carried["x"].init == ir.Name("x")


def test_a_call_leaves_no_trace():
    def outer(x):
        return helper(helper(x))

    def helper(x):
        y = x + 1.0
        return y * x

    called = [s.value.function.__name__ for s in statements(outer, 1.0) if isinstance(s, ir.Let)
              and isinstance(s.value, ir.Call)]  # fmt: skip
    assert called == ["add", "mul", "add", "mul"]


def test_globals_become_parameters_and_functions_are_guarded():
    k, bend = 2.0, np.sin

    def scaled(x):
        return bend(k * x)

    found = lowered(scaled, 1.0)
    assert [f.name for f in found.inputs] == ["k"] and [f.fetch() for f in found.inputs] == [2.0]
    assert np.sin in [g.value for g in found.guards]
    assert [(p.id, p.keyword) for p in found.program.params] == [("x", False), ("k", True)]


def test_what_is_written_is_known():
    def overwriting(a, b):
        c = a
        c[0] = b[0]
        return a

    assert lowered(overwriting, np.ones(2), np.ones(2)).changed == ("a",)
    assert lowered(lambda a: a.copy(), np.ones(2)).changed == ()
