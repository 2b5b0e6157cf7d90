"""Text of trees: how it looks, that it says what the tree says, and what happens when no printer can."""

import ast
import copy
import inspect
import os
import random
import subprocess
import sys
import textwrap
import threading
import warnings
from pathlib import Path

import numpy as np
import pytest

from ad_transform.backend import printing
from ad_transform.backend.printing import Comment, print_tree
from ad_transform.backend.wrapping import WIDTH
from ad_transform.errors import InternalError

ROOT = Path(__file__).resolve().parents[2]


def text(code):
    return textwrap.dedent(code).lstrip("\n")


def printed(code):
    """The text of parsed `code`, in which a statement ``"# words"`` stands for a comment, ``"#"`` for a blank line."""
    tree = ast.parse(text(code))
    for node in ast.walk(tree):
        value = getattr(node.value, "value", None) if isinstance(node, ast.Expr) else None
        if isinstance(value, str) and value.startswith("#"):
            node.value.value = Comment(value[1:].strip())
    return print_tree(tree)


def of(*body):
    return ast.Module(list(body), [])


def expression(node):
    return print_tree(of(ast.Expr(node)))[:-1]


def name(identifier):
    return ast.Name(identifier, ast.Load())


DERIVATIVE = '''\
import numpy as np


def relax_value_and_grad(x, k: float, steps=5, *, scale: float = 1.0) -> tuple:
    """Value of `relax` and its gradient with respect to x and k.

    Written by ad_transform from examples/relax.py:4.
    """
    # Forward sweep
    tape_6, tape_9 = [], []
    for i in range(steps):
        stretch = np.linalg.norm(x, axis=0)
        branch_8 = stretch > 1.0
        if branch_8:
            tape_9.append((x, stretch))
            x = x * np.exp(-k * stretch)
        elif not branch_8 and i < 3:
            x[i + 1, :] = np.tanh(x[:-1, None] ** 2)
        else:
            pass
        tape_6.append((x, branch_8))

    # Reverse sweep
    x_bar, k_bar = np.zeros_like(x), 0.0
    for i in reversed(range(steps)):
        x, branch_8 = tape_6.pop()
        # 12: energy = energy + k * np.sum(x * x)
        k_bar -= -y * np.sin(x)
        x_bar[i] += 2 * k * x
        x_bar = x_bar * (1 - x**2)
    else:
        del x[-1]
    while True:
        break
    return energy, (x_bar, k_bar)
'''


def test_a_derivative_looks_written_by_hand():
    tree = of(*ast.parse(DERIVATIVE).body)
    function = tree.body[1]
    function.body[1:1] = [ast.Expr(ast.Constant(Comment("Forward sweep")))]
    function.body[4:4] = [
        ast.Expr(ast.Constant(Comment(""))),
        ast.Expr(ast.Constant(Comment("Reverse sweep"))),
    ]
    reverse = function.body[7]
    reverse.body[1:1] = [ast.Expr(ast.Constant(Comment("12: energy = energy + k * np.sum(x * x)")))]
    assert print_tree(tree) == DERIVATIVE


EXPRESSIONS = """
x**2
(-x) ** 2
-x**2
x**-0.5
x.T**2
f(x) ** 2
(a + b) ** c
2**n
x ** (y**z)
(x**y) ** z
-y * np.sin(x)
-(a * b)
a - (b - c)
a - b - c
a / (b * c)
a / b * c
a @ b.T
x_bar * (1 - x**2)
a[i + 1, :]
a[i + 1 :]
a[: n - 1]
a[::2]
a[1:-1, None, ...]
a[f(x) :: g(x)]
a[b,]
a[()]
a[b, c][0]
f(a, *b, axis=0, **c)
f((a, b))
f((a,), b)
f(x for x in y)
f((x for x in y), 1)
[a + b for a in b + c if d if e]
{a + 1: b + 2 for a, b in c}
{a + 1 for a in b}
{"a": 1, **b}
lambda: 0
lambda x, /, y=2, *a, z, w=1, **k: (x, y)
(lambda x: x)(1)
a if b else c if d else e
(a if b else c) if d else e
not (a and b)
a and (b or c)
(a < b) == c
0 <= a < b
x is not None and y not in z
(a,)
()
a, (b, c)
[*a, *b]
(1).real
(a + b).T
(a := b)
"it's"
'say "yes"'
"plain"
"\\n\\t\\\\"
b'x'
f"{x + 1:>{w}} is {y!r}"
None
...
1e-08
1j * x
yield x
(a + b)(c)
~a | b & c ^ d << 2
a or b or c
x[lambda: 0]
"""


@pytest.mark.parametrize("line", EXPRESSIONS.strip().splitlines())
def test_expressions_have_no_parentheses_without_need(line):
    assert print_tree(ast.parse(f"z = {line}")) == f"z = {line}\n"


STATEMENTS = """
a = b = c
a, b = b, a
(a, b), c = d
(a,) = b
a[i], b.c = d
a += 1
a[i] += b, c
a @= b
a //= b
x: int = 3
x: a | b
return
return a, b
return (a,)
raise A(x) from y
raise -a
raise
assert a, b
assert (a, b)
del a[i], b
from . import a as b, c
import a.b as c
global a, b
x = yield y
x = *a, b
pass
"""


@pytest.mark.parametrize("line", STATEMENTS.strip().splitlines())
def test_simple_statements(line):
    assert print_tree(ast.parse(line)) == line + "\n"


def test_compound_statements():
    code = text("""
        with a as b, c + d as (e, f):
            try:
                pass
            except (A, B) as e:
                x = 1
            except C:
                pass
            else:
                y = 2
            finally:
                z = 3


        @register
        @a.b(1, c=2)
        class A(B, metaclass=C):
            x: int = 3

            def f(self):
                pass

            async def g(self):
                async with a:
                    async for i, j in a + b:
                        await c


        while a:
            pass
        else:
            if b:
                x
            else:
                for k in (a, b):
                    continue
                if c:
                    y
        """)
    assert print_tree(ast.parse(code)) == code


def test_match_and_other_statements_that_astor_does_not_know():
    code = text("""
        # before
        match x:
            case A(b, c=1) if b > 0:
                # inside
                y = 2**b
            case [1, *_] | {"k": v}:
                pass
        try:
            a
        except* E as e:
            # why
            b
        """)
    tree = ast.parse(code)
    comment = [ast.Expr(ast.Constant(Comment(words))) for words in ("before", "inside", "why")]
    tree.body[0].cases[0].body.insert(0, comment[1])
    tree.body[1].handlers[0].body.insert(0, comment[2])
    tree.body.insert(0, comment[0])
    assert print_tree(tree) == code.replace('"k"', "'k'")


def test_comments_and_blank_lines():
    assert printed("""
        "#"
        "# first"
        x = 1
        "#"
        "#"
        if x:
            "# only"
        else:
            "# words"
            y = 2
            "#"
        "# last"
        """) == text("""
        # first
        x = 1

        if x:
            # only
            pass
        else:
            # words
            y = 2

        # last
        """)


def test_a_comment_of_several_lines_cannot_become_code():
    tree = of(ast.Expr(ast.Constant(Comment("one\n  two\rx = 1\u2028y = 2\x0c"))), ast.Pass())
    assert print_tree(tree) == "# one\n#   two\n# x = 1\n# y = 2\npass\n"


def test_blank_lines_around_definitions_and_after_imports():
    assert printed("""
        "doc"
        import a
        from b import c
        "# about f"
        def f():
            "what f does"
            x = 1
            "# about g"
            def g():
                "#"
                pass
            return g
        y = 2
        def h(): pass
        """) == text('''
        """doc"""

        import a
        from b import c


        # about f
        def f():
            """what f does"""
            x = 1

            # about g
            def g():
                pass

            return g


        y = 2


        def h():
            pass
        ''')


def test_an_empty_module_is_an_empty_text():
    assert print_tree(of()) == ""


@pytest.mark.parametrize(
    "words",
    [
        "One line.",
        "Two\nlines.",
        "Some.\n\n    indented\n        more\n\nlast",
        "\n    Attributes:\n      a, b\n    ",
        'It says "so"',
        'Three """ quotes and \\ a backslash \\n',
        "\\",
        "a\x00b",
        "Größe ≥ 漢字",
        "trailing   \n   \nspace ",
        "",
    ],
)
def test_docstrings_say_the_same_when_indented(words):
    function = ast.parse("def f():\n    'x'\n    return 1").body[0]
    function.body[0].value.value = words
    namespace = {}
    exec(print_tree(of(function)), namespace)
    lines = [line.rstrip() for line in inspect.cleandoc(words).strip().split("\n")]
    assert (inspect.getdoc(namespace["f"]) or "").strip() == "\n".join(lines)


def test_long_docstrings_and_strings_are_kept():
    tree = ast.parse("x = 1")
    tree.body[0].value = ast.Constant("word " * 60)
    assert eval(print_tree(tree)[4:]) == "word " * 60


# Constants


@pytest.mark.parametrize(
    "base", [-2, -2.5, 2j, -2j, 1 + 2j, -1 - 2j, complex(-0.0, 2), complex(0.0, -2), -1e-300]
)
def test_powers_of_negative_and_complex_constants_keep_their_value(base):
    node = ast.BinOp(ast.Constant(base), ast.Pow(), ast.Constant(2))
    assert repr(eval(expression(node))) == repr(base**2)


def test_the_spelling_of_constants():
    assert expression(ast.BinOp(ast.Constant(-2), ast.Pow(), name("x"))) == "(-2) ** x"
    assert expression(ast.BinOp(name("x"), ast.Pow(), ast.Constant(-2))) == "x**-2"
    assert expression(ast.BinOp(name("x"), ast.Sub(), ast.Constant(-0.0))) == "x - -0.0"
    assert expression(ast.BinOp(name("x"), ast.Mult(), ast.Constant(1 - 2j))) == "x * (1.0 - 2j)"
    assert expression(ast.Attribute(ast.Constant(-2), "real")) == "(-2).real"
    assert expression(ast.Constant((1, (-2,), "a", None))) == '1, (-2,), "a", None'


NUMBERS = [0, -0.0, 0.0, 1e308, 5e-324, -(2**70), True, 0.1, 123456789.123456789]
COMPLEX = [complex(a, b) for a in (0.0, -0.0, 1.5, -1.5) for b in (0.0, -0.0, 2.0, -2.0)]


@pytest.mark.parametrize("value", NUMBERS + COMPLEX, ids=repr)
def test_numbers_are_printed_to_the_last_bit(value):
    assert repr(eval(expression(ast.Constant(value)))) == repr(value)


class Sly(float):
    pass


@pytest.mark.parametrize(
    "value",
    [np.float64(1.5), np.int64(3), np.zeros(2), float("nan"), float("inf"), -float("inf"), complex(0, float("nan"))]
    + [Sly(2.0), np.str_("a"), frozenset({1}), [1], object, Comment("words")],
    ids=lambda v: type(v).__name__,
)  # fmt: skip
def test_what_has_no_literal_is_refused(value):
    with pytest.raises(InternalError, match="print_tree"):
        print_tree(ast.Module([ast.Assign([name("x")], ast.Constant(value))], []))


# Shared nodes and trees that are not complete


def test_a_node_in_two_places_is_printed_as_if_there_were_two():
    n = ast.BinOp(name("a"), ast.Add(), name("b"))
    call = ast.Call(name("f"), [n, ast.Attribute(n, "T"), ast.BinOp(n, ast.Mult(), n)], [])
    assert expression(call) == "f(a + b, (a + b).T, (a + b) * (a + b))"


def test_the_tree_is_left_as_it_was():
    tree = ast.parse(DERIVATIVE)
    before = ast.dump(tree, include_attributes=True)
    print_tree(tree)
    assert ast.dump(tree, include_attributes=True) == before
    assert not any(hasattr(node, "_pp") for node in ast.walk(tree))


def test_fields_may_be_left_out():
    function = ast.FunctionDef("f", ast.arguments(args=[ast.arg("x")]), [ast.Return(ast.Call(name("g")))])
    assert print_tree(ast.Module([function])) == "def f(x):\n    return g()\n"
    loop = ast.For(name("i"), ast.Call(ast.Name("range"), [ast.Name("n")]), [])
    assert print_tree(ast.Module([loop])) == "for i in range(n):\n    pass\n"


def test_a_tree_that_no_text_says_is_refused():
    with pytest.raises(InternalError, match="cannot be read back as the tree"):
        expression(name("a b"))
    with pytest.raises(InternalError, match="cannot be read back as the tree"):
        expression(ast.BoolOp(ast.And(), [name("a")]))


# Faults of astor


def statements_by_unparse(monkeypatch):
    seen = []
    original = printing._by_unparse
    monkeypatch.setattr(printing, "_by_unparse", lambda node: seen.append(node) or original(node))
    return seen


def test_a_statement_that_astor_gets_wrong_is_printed_by_unparse_alone(monkeypatch):
    seen = statements_by_unparse(monkeypatch)
    astor_text = printing.astor_text

    def wrong(node):
        return astor_text(node).replace("y + 2", "y - 2")

    monkeypatch.setattr(printing, "astor_text", wrong)
    code = "def f(x):\n    x = x**3\n    y = (y + 2) ** 2\n    return x**2\n"
    assert print_tree(ast.parse(code)) == code
    assert [type(node) for node in seen] == [ast.Assign]


def test_without_astor_all_is_printed_by_unparse(monkeypatch):
    def broken(node):
        raise AttributeError("module 'ast' has no attribute 'Str'")

    monkeypatch.setattr(printing, "astor_text", broken)
    shown = printed("def f(x):\n    '# words'\n    return (x + 1) ** 2")
    assert shown == "def f(x):\n    # words\n    return (x + 1) ** 2\n"


def test_astor_prints_everything_in_ordinary_code(monkeypatch):
    seen = statements_by_unparse(monkeypatch)
    print_tree(ast.parse(DERIVATIVE))
    assert not seen


def test_importing_astor_warns_nobody():
    code = (
        "import warnings; warnings.simplefilter('error'); import ast; "
        "from ad_transform.backend.printing import print_tree; import sys; "
        "assert 'astor' not in sys.modules; "
        "print(print_tree(ast.parse('x = f(1, \"a\", -2, None) + f\"{y}\"')), end='')"
    )
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (out.stdout, out.stderr) == ('x = f(1, "a", -2, None) + f"{y}"\n', "")


def test_the_text_is_the_same_in_another_process():
    code = (
        "import ast, sys; from ad_transform.backend.printing import print_tree; "
        "print(print_tree(ast.parse(sys.argv[1])))"
    )
    source = "x = {1: 2, 'b': a**2}\nf({'a', 'b', 'c'})\n"
    texts = {
        subprocess.run(
            [sys.executable, "-c", code, source],
            cwd=ROOT, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in (1, 2)
    }  # fmt: skip
    assert texts == {print_tree(ast.parse(source)) + "\n"}


# Real programs

MODULES = [
    "heapq",
    "fractions",
    "textwrap",
    "dataclasses",
    "enum",
    "traceback",
    "contextlib",
    "functools",
    "random",
]


@pytest.mark.parametrize("module", [*MODULES, "numpy.linalg._linalg", "ast", "typing"])
def test_real_modules_are_printed_and_read_back(module):
    source = inspect.getsource(__import__(module, fromlist=["x"]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(source)
        shown = print_tree(tree)
        assert print_tree(ast.parse(shown)) == shown
    without_docstrings = print_tree(without_strings(tree))
    assert [line for line in without_docstrings.splitlines() if len(line) > WIDTH] == []


def without_strings(tree):
    tree = copy.deepcopy(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = "s"
        if isinstance(node, ast.JoinedStr):
            node.values = [ast.Constant("s")]
    return tree


# Deep and large trees


def nested(count, step):
    node = name("a")
    for i in range(count):
        node = step(node, name(f"x{i}"))
    return node


STEPS = {
    "sum": (
        lambda node, other: ast.BinOp(node, ast.Add(), other),
        "a" + "".join(f"+x{i}" for i in range(700)),
    ),
    "attribute": (
        lambda node, other: ast.Attribute(node, other.id),
        "a" + "".join(f".x{i}" for i in range(700)),
    ),
    "subscript": (ast.Subscript, "a" + "".join(f"[x{i}]" for i in range(700))),
    "minus": (lambda node, other: ast.UnaryOp(ast.USub(), node), "-" * 700 + "a"),
}


@pytest.mark.parametrize("step, expected", STEPS.values(), ids=STEPS)
def test_deep_expressions_are_printed(step, expected):
    usual = sys.getrecursionlimit()
    shown = print_tree(of(ast.Return(nested(700, step))))
    assert sys.getrecursionlimit() == usual
    assert "".join(shown.split()).replace("return(", "return").rstrip(")") == "return" + expected


@pytest.mark.parametrize("count", [150, 180])
def test_brackets_are_nested_as_deep_as_python_reads(count):
    shown = expression(nested(count, lambda node, other: ast.Call(other, [node], [])))
    assert shown.count("(") == count


@pytest.mark.parametrize("count, why", [(300, "too many nested parentheses"), (1500, "nested 150. deep")])
def test_what_no_interpreter_reads_is_refused_with_the_reason(count, why):
    with pytest.raises(InternalError, match=why):
        expression(nested(count, lambda node, other: ast.Call(other, [node], [])))


def test_deep_expressions_in_many_threads():
    usual, texts = sys.getrecursionlimit(), []
    node = nested(400, STEPS["sum"][0])
    threads = [threading.Thread(target=lambda: texts.append(expression(node))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(texts) == 4 and len(set(texts)) == 1
    assert sys.getrecursionlimit() == usual


def test_the_work_grows_with_the_size_of_the_tree(monkeypatch):
    def calls(count):
        body = [ast.parse(f"x{i} = a[{i}] * f('s', -1.5) ** 2").body[0] for i in range(count)]
        tree, seen = of(ast.FunctionDef("f", ast.arguments(), body)), [0]

        def count_calls(frame, event, argument):
            seen[0] += event == "call"

        sys.setprofile(count_calls)
        try:
            print_tree(tree)
        finally:
            sys.setprofile(None)
        return seen[0]

    calls(1)
    assert calls(400) < 4.2 * calls(100)


# Random expressions


def grow(rng, depth):
    kinds = [
        lambda: name(rng.choice("abc")),
        lambda: ast.Constant(rng.choice([0, 1, -2, 2.5, -0.5, 1j, -1j, "s", None, True])),
    ]
    if depth:
        sub = lambda: grow(rng, depth - 1)
        operators = [
            ast.Add,
            ast.Sub,
            ast.Mult,
            ast.Div,
            ast.FloorDiv,
            ast.Mod,
            ast.Pow,
            ast.MatMult,
            ast.LShift,
        ]
        operators += [ast.BitOr, ast.BitXor, ast.BitAnd]
        lambda_arguments = ast.arguments([], [ast.arg("a")], None, [], [], None, [])
        kinds += 4 * [lambda: ast.BinOp(sub(), rng.choice(operators)(), sub())] + [
            lambda: ast.UnaryOp(rng.choice([ast.USub, ast.UAdd, ast.Not, ast.Invert])(), sub()),
            lambda: ast.BoolOp(rng.choice([ast.And, ast.Or])(), [sub(), sub()]),
            lambda: ast.Compare(sub(), [rng.choice([ast.Lt, ast.Eq, ast.In, ast.IsNot])(), ast.GtE()], [sub(), sub()]),
            lambda: ast.IfExp(sub(), sub(), sub()),
            lambda: ast.Call(sub(), [sub(), ast.Starred(sub())], [ast.keyword("k", sub()), ast.keyword(None, sub())]),
            lambda: ast.Attribute(sub(), "t"),
            lambda: ast.Subscript(sub(), sub()),
            lambda: ast.Subscript(sub(), ast.Tuple([ast.Slice(sub(), None, sub()), ast.Slice(), sub()])),
            lambda: ast.Tuple([sub() for _ in range(rng.randrange(3))]),
            lambda: ast.List([sub(), ast.Starred(sub())]),
            lambda: ast.Dict([sub(), None], [sub(), sub()]),
            lambda: ast.Lambda(lambda_arguments, sub()),
            lambda: ast.ListComp(sub(), [ast.comprehension(name("i"), sub(), [sub()], 0)]),
            lambda: ast.GeneratorExp(sub(), [ast.comprehension(name("i"), sub(), [], 0)]),
        ]  # fmt: skip
    return rng.choice(kinds)()


@pytest.mark.parametrize("seed", range(20))
def test_random_expressions_are_printed_by_astor_and_read_back(seed, monkeypatch):
    seen = statements_by_unparse(monkeypatch)
    rng = random.Random(seed)
    for _ in range(20):
        assign = ast.Assign([name("x")], grow(rng, 4))
        shown = print_tree(of(assign, ast.Return(assign.value)))
        unparsed = ast.unparse(ast.fix_missing_locations(printing.rebuild(of(assign))))
        assert ast.dump(ast.parse(shown).body[0]) == ast.dump(ast.parse(unparsed).body[0])
        assert not seen
