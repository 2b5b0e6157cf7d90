"""Sources of functions however they are written, and refusals of what has no text or stale text."""

import __future__

import ast
import asyncio
import builtins
import functools
import importlib.util
import inspect
import linecache
import math
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

from ad_transform.errors import NotSupported, SourceError
from ad_transform.source import read, underlying

HERE = Path(__file__)
LINES = HERE.read_text(encoding="utf-8").splitlines()


def line_of(text):
    """The number of the one line of this file that contains `text`, this call left out."""
    (found,) = [i for i, line in enumerate(LINES, 1) if text in line and "line_of" not in line]
    return found


def load(path, text):
    """The module made of `text`, imported from the file `path`."""
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def edit(path, text):
    """Write `text` to `path` with a time the interpreter notices."""
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    later = path.stat().st_mtime_ns + 10**9
    os.utime(path, ns=(later, later))


def body(source):
    return ast.unparse(source.tree).split("\n", 1)[1]


def register(first, *others):
    def decorate(function):
        return function

    return decorate


def plain(x, k: float = 2.0, *, n=3):  # the plain one
    y = x * k
    return y**n


@register(
    "several",
    "lines",
)
@register(lambda x: x)
def decorated(x):
    return x + 1


def test_a_plain_function():
    source = read(plain)
    first = line_of("# the plain one")
    assert source.function is plain and source.name == "plain"
    assert Path(source.file) == HERE and source.lines[first - 1] == LINES[first - 1] + "\n"
    assert source.first_line == source.tree.lineno == first
    assert [s.lineno for s in source.tree.body] == [first + 1, first + 2]
    assert source.signature == inspect.signature(plain)
    assert source.defaults == {"k": 2.0, "n": 3}
    assert source.globals is globals() and source.closure == {}


def test_text_and_place():
    source = read(plain)
    product = source.tree.body[0].value
    assert source.text(product.lineno) == "y = x * k"
    assert source.text(0) == source.text(10**6) == ""
    assert str(source.place(product)) == f"{HERE}:{product.lineno}, in plain\n    y = x * k\n        ^^^^^"
    assert str(source.place(product.lineno)) == f"{HERE}:{product.lineno}, in plain\n    y = x * k"
    assert source.place(source.tree).line == source.first_line
    parameter = source.place(source.tree.args.args[1])
    assert parameter.text[parameter.column : parameter.end_column] == "k: float"
    assert source.place(product.op).line == source.first_line  # an operator has no place of its own


def test_columns_count_characters():
    def greek(λ):
        σ = λ * 2; return np.sin(σ) + "漢字"  # noqa: E702  # fmt: skip

    source = read(greek)
    call = source.tree.body[1].value.left
    place = source.place(call)
    assert place.text[place.column : place.end_column] == "np.sin(σ)"


def test_a_node_over_several_lines_is_marked_to_the_end_of_its_first():
    def long(x):
        return np.add(
            x,
            1,
        )

    assert str(read(long).place(read(long).tree.body[0].value)).splitlines()[1:] == [
        "    return np.add(",
        "           ^^^^^^^",
    ]


def test_decorators_are_left_out():
    source = read(decorated)
    assert source.tree.decorator_list == []
    assert source.text(source.first_line) == "def decorated(x):"
    assert body(source) == "    return x + 1"


def test_a_function_is_parsed_once():
    assert read(plain).tree is read(plain).tree


class Spring:
    def energy(self, x, __scale=1.0):
        return self.__k * x**2 * __scale

    @classmethod
    def build(cls, k):
        return cls(k)

    @staticmethod
    def length(x):
        def inner():
            return Spring.__unit * x

        return inner

    def __call__(self, x):
        return x


def test_methods():
    assert read(Spring().energy).function is Spring.energy is read(Spring.energy).function
    assert body(read(Spring.build)) == "    return cls(k)"
    assert read(Spring.length).name == "length"
    assert read(vars(Spring)["length"]).name == "length"


def test_private_names_are_written_out():
    source = read(Spring.energy)
    assert body(source) == "    return self._Spring__k * x ** 2 * _Spring__scale"
    assert [a.arg for a in source.tree.args.args] == list(source.signature.parameters)
    assert body(read(Spring.length(1.0))) == "    return Spring._Spring__unit * x"

    class __Odd:
        def f(self):
            return self.__x, self.__x__

    assert body(read(__Odd.f)) == "    return (self._Odd__x, self.__x__)"


def test_closures_are_given_as_cells():
    k, later = 2.0, None

    def inner(x):
        return k * x + later

    source = read(inner)
    assert set(source.closure) == {"k", "later"}
    later = 5.0
    assert source.closure["later"].cell_contents == 5.0
    assert source.tree.body[0].col_offset == 8


TWINS = [lambda x: x * 2, lambda x: x * 3, lambda y: lambda x: x + y, lambda: 3, lambda x: x, lambda x: x * 3]
NESTED = (lambda a: (lambda a: a, lambda a: -a))(0)
FOLDED = [lambda x: 1 if True else x, lambda x, *a, k=(lambda z: z), **o: None, lambda x: lambda x: x]
BROKEN = [lambda x:
          x + 1, lambda x: x + 2]  # fmt: skip


@pytest.mark.parametrize(
    "function, text",
    [
        *zip(TWINS, ["x * 2", "x * 3", "lambda x: x + y", "3", "x", "x * 3"], strict=True),
        (TWINS[2](1), "x + y"),
        *zip(NESTED, ["a", "-a"], strict=True),
        *zip(FOLDED, ["1 if True else x", "None", "lambda x: x"], strict=True),
        (FOLDED[1].__kwdefaults__["k"], "z"),
        (FOLDED[2](1), "x"),
        *zip(BROKEN, ["x + 1", "x + 2"], strict=True),
    ],
)
def test_lambdas_on_one_line(function, text):
    source = read(function)
    assert ast.unparse(source.tree.body) == text
    assert source.name == "<lambda>"
    assert source.tree.body.lineno in (source.first_line, source.first_line + 1)


def test_equal_lambdas_are_told_apart_by_their_columns():
    assert read(TWINS[1]).tree.col_offset < read(TWINS[5]).tree.col_offset


def test_lambdas_without_columns(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        textwrap.dedent("""\
            from ad_transform.errors import SourceError
            from ad_transform.source import read
            different = lambda x: x + 1, lambda x: x + 2
            equal = lambda x: x + 1, lambda x: x + 1
            alone = lambda x: x + 1
            print(read(alone).tree.body.lineno, read(equal[0]).tree.body.lineno)
            try:
                read(different[1])
            except SourceError as error:
                print(error)
            """)
    )
    command = [sys.executable, "-X", "no_debug_ranges", str(program)]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[1])}
    out = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    assert out == (
        f"5 4\n{program}:3, in <lambda>\n"
        "    different = lambda x: x + 1, lambda x: x + 2\n"
        "which of these lambdas is meant cannot be told without columns\n"
        "  Instead: give each its own line, or run Python without `no_debug_ranges`\n"
    )


def test_assertions_rewritten_by_pytest_are_no_change():
    def checked(x, n):
        assert x > 0, "positive"
        if n:
            assert (
                n > 1
                and x > n
            )  # fmt: skip
            x = x * 2

        def inner(y):
            assert y
            return y - x

        return inner(x) + np.sum([y for y in range(n)])

    assert "@pytest_ar" in checked.__code__.co_names
    assert read(checked).name == "checked"
    assert read(lambda x: x).tree.body.id == "x"
    assert read((lambda f: f)(lambda x: -x)).name == "<lambda>"


@pytest.mark.parametrize("now", ["y = x - 2", "y = x + 3", "z = x + 2", "y = x + 2.0"])
def test_a_rewritten_assertion_hides_no_other_change(now):
    def checked(x):
        assert x > 0
        y = x + 2
        return x

    first, file = checked.__code__.co_firstlineno, "<cell of the test>"
    lines = [line.replace("y = x + 2", now) + "\n" for line in LINES]
    lines[: first - 1] = ["\n"] * (first - 2) + ["if 1:\n"]  # the lines keep their numbers
    del lines[first + 3 :]
    linecache.cache[file] = (1, None, lines, file)
    checked.__code__ = checked.__code__.replace(co_filename=file)
    with pytest.raises(SourceError, match="has changed"):
        read(checked)
    linecache.cache[file] = (1, None, [line.replace(now, "y = x + 2") for line in lines], file)
    assert read(checked).tree.body[1].lineno == first + 2


def test_wrappers_are_read_themselves_unless_asked():
    @functools.wraps(plain)
    def wrapper(*args):
        return plain(*args) + 1

    assert body(read(wrapper)) == "    return plain(*args) + 1"
    assert list(read(wrapper).signature.parameters) == ["args"]
    assert read(wrapper, unwrap=True).function is plain
    assert read(functools.lru_cache(plain), unwrap=True).function is plain
    with pytest.raises(SourceError, match="pass its `__wrapped__`"):
        read(functools.lru_cache(plain))


def test_a_circle_of_wrappers_ends():
    def one(x):
        return x

    one.__wrapped__ = one
    assert underlying(one, unwrap=True) is one


def test_numba_dispatchers_give_their_python_function():
    numba = pytest.importorskip("numba")
    assert read(numba.njit(plain)).function is plain
    with pytest.raises(SourceError):
        read(numba.vectorize(plain))


def test_a_notebook_cell():
    file = "/tmp/ipykernel_7/42.py"
    text = "def cell(x):\n    return x + 1\n"
    linecache.cache[file] = (len(text), None, text.splitlines(True), file)
    namespace = {"__name__": "__main__"}
    exec(compile(text, file, "exec"), namespace)
    source = read(namespace["cell"])
    assert (body(source), source.label, source.globals) == ("    return x + 1", "42.py", namespace)


def test_future_statements_of_the_caller_are_respected():
    feature = __future__.annotations

    file, text = "<typed in>", "def f(x: Unknown):\n    return x\n"
    linecache.cache[file] = (len(text), None, text.splitlines(True), file)
    namespace = {}
    exec(compile(text, file, "exec", flags=feature.compiler_flag), namespace)
    assert read(namespace["f"]).name == "f"


@pytest.mark.parametrize(
    "module, path, label",
    [
        ("relax", "/home/me/work/relax.py", "relax.py"),
        ("pack.deep.relax", "/home/me/pack/deep/relax.py", "pack/deep/relax.py"),
        ("pack.deep", "/home/me/pack/deep/__init__.py", "pack/deep/__init__.py"),
        ("__main__", "/home/me/work/relax.py", "relax.py"),
        ("relax", "relax.py", "relax.py"),
        ("__main__", "<stdin>", "<stdin>"),
    ],
)
def test_the_label_is_the_same_in_every_directory(module, path, label):
    text = "def f(x):\n    return x\n"
    linecache.cache[path] = (len(text), None, text.splitlines(True), path)
    namespace = {"__name__": module}
    exec(compile(text, path, "exec"), namespace)
    assert read(namespace["f"]).label == label


ORIGINAL = """\
    import numpy as np

    def f(x):
        return np.sin(x) * 2.0 if x in {1, 2, "a", "b"} else x

    g = [lambda x: x * 2, lambda x: x * 3]
    """


@pytest.mark.parametrize(
    "old, new",
    [
        ("2.0", "3.0"),
        ("2.0", "2"),
        ("np.sin(x) *", "np.sin(x) +"),
        ("np.sin", "np.cos"),
        ("def f(x)", "def f(y)"),
        ("def f(x)", "def f(x, y)"),
        ("def f(x)", "def g(x)"),
        ("    def f", "\n    def f"),
        ("{1, 2", "{1, 3"),
        ("import numpy", "import numpy ("),
        (ORIGINAL, ""),
        (ORIGINAL, "\0"),
    ],
)
def test_a_file_edited_since_its_import_is_refused(tmp_path, old, new):
    path = tmp_path / "edited.py"
    f = load(path, ORIGINAL).f
    assert read(f).name == "f"
    edit(path, ORIGINAL.replace(old, new))
    with pytest.raises(SourceError, match=r"has changed since it was imported|its text is not kept"):
        read(f)


def test_the_refusal_of_an_edited_file_shows_what_stands_there_now(tmp_path):
    path = tmp_path / "edited.py"
    f = load(path, ORIGINAL).f
    edit(path, ORIGINAL.replace("2.0", "3.0"))
    with pytest.raises(SourceError) as caught:
        read(f)
    assert str(caught.value) == (
        f"{path}:3, in f\n    def f(x):\n"
        "the file has changed since it was imported: this text is not the code of `f`\n"
        "  Instead: import the file again"
    )


def test_swapped_lambdas_are_refused(tmp_path):
    path = tmp_path / "edited.py"
    g = load(path, ORIGINAL).g
    assert ast.unparse(read(g[1]).tree.body) == "x * 3"
    edit(path, ORIGINAL.replace("x * 2, lambda x: x * 3", "x * 3, lambda x: x * 2"))
    for function in g:
        with pytest.raises(SourceError, match="has changed"):
            read(function)


def test_comments_and_other_functions_may_change(tmp_path):
    path = tmp_path / "edited.py"
    f = load(path, ORIGINAL).f
    edit(path, ORIGINAL.replace("    def f(x):", "    def f(x):  # new").replace("x * 3", "x * 4"))
    assert read(f).text(3) == "def f(x):  # new"


def test_a_function_defined_twice(tmp_path):
    path = tmp_path / "twice.py"
    module = load(path, "def f(x):\n    return x\n\nfirst = f\n\ndef f(x):\n    return -x\n")
    assert body(read(module.first)) == "    return x"
    assert body(read(module.f)) == "    return -x"
    edit(path, "def f(x):\n    return x * 7\n")
    assert body(read(load(path, "def f(x):\n    return x * 7\n").f)) == "    return x * 7"


def generator(x):
    def inner():
        return [(yield)]

    y = x
    yield from y  # is refused


async def coroutine(x):
    return await x


async def asynchronous_generator(x):
    yield x


@asyncio.coroutines.types.coroutine
def old_coroutine(x):
    return (yield x)


def test_generators_are_refused_at_the_yield():
    at = next(i for i, line in enumerate(LINES, 1) if line.endswith("# is refused"))
    with pytest.raises(NotSupported) as caught:
        read(generator)
    assert str(caught.value) == (
        f"{HERE}:{at}, in generator\n"
        "    yield from y  # is refused\n"
        "    ^^^^^^^^^^^^\n"
        "a generator is not differentiated\n"
        "  Instead: return a list"
    )
    with pytest.raises(NotSupported, match="a generator"):
        read(lambda: (yield))


@pytest.mark.parametrize("function", [coroutine, asynchronous_generator])
def test_async_functions_are_refused(function):
    with pytest.raises(NotSupported) as caught:
        read(function)
    assert caught.value.what == "an `async` function is not differentiated"
    assert caught.value.lineno == line_of(f"async def {function.__name__}")


def test_generator_based_coroutines_are_refused():
    with pytest.raises(NotSupported, match="a generator"):
        read(old_coroutine)


@pytest.mark.parametrize(
    "thing, message",
    [
        (math.sin, "`sin` is compiled code, without Python text\n  Instead: call it inside a Python function"),
        (np.exp, "`exp` is compiled code, without Python text\n  Instead: call it inside a Python function"),
        ([].append, "`list.append` is compiled code, without Python text\n  Instead: call it inside a Python function"),
        (builtins.len, "`len` is compiled code, without Python text\n  Instead: call it inside a Python function"),
        (Spring, "`Spring` is a class, not a function\n  Instead: pass a function or one of its methods"),
        (int, "`int` is a class, not a function\n  Instead: pass a function or one of its methods"),
        (Spring(), "a `Spring` can be called, but is no function\n  Instead: pass its `__call__` method"),
        (functools.partial(plain), "a `functools.partial` has no text of its own\n  Instead: pass its `.func`, or a lambda"),  # noqa: E501
        (3.5, "3.5 is no function, but of type `float`\n  Instead: pass a function"),
        (None, "None is no function, but of type `NoneType`\n  Instead: pass a function"),
    ],
)  # fmt: skip
def test_what_is_no_python_function_is_refused(thing, message):
    with pytest.raises(SourceError) as caught:
        read(thing)
    assert str(caught.value) == message


@pytest.mark.parametrize("make", [eval, lambda text: eval(compile(text, "/no/such/file.py", "eval"))])
def test_functions_without_a_text_are_refused(make):
    function = make("lambda x: x + 1")
    with pytest.raises(SourceError) as caught:
        read(function)
    assert str(caught.value) == (
        f"{function.__code__.co_filename}:1, in <lambda>\n"
        "its text is not kept: it was made by `exec` or `eval`, or its file is gone\n"
        "  Instead: write the function in a file or in a notebook cell"
    )


def test_replaced_code_is_refused():
    def f(x):
        return x + 1000

    f.__code__ = f.__code__.replace(co_consts=tuple(5 if c == 1000 else c for c in f.__code__.co_consts))
    if f(1) == 1001:  # the number is part of the instruction, not a constant
        pytest.fail("the test needs a constant")
    with pytest.raises(SourceError, match="has changed"):
        read(f)
