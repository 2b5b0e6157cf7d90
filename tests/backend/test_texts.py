"""Small programs and their text, read as a mathematician or a Python programmer would read it."""

import operator
import os
import subprocess
import sys

import numpy as np
import pytest
from scipy import special

from ad_transform import ir
from ad_transform.backend import emit
from ad_transform.ir import Call, Const, Let, Name, Note, Param, Program
from tests.backend.helpers import (
    BOOL,
    FLOAT,
    INDICES,
    INT,
    MASK,
    MATRIX,
    VECTOR,
    body_of,
    check,
    emitted,
    kinds_of,
    run,
)


def test_gradient_of_a_product():
    text = check(
        """
        def f(x, y):
            cos_0 = np.cos(x)
            cos_0.1 = np.cos(y)
            x_bar = cos_0 * cos_0.1
            sin_0 = np.sin(x)
            neg_0 = -sin_0
            sin_0.1 = np.sin(y)
            y_bar = neg_0 * sin_0.1
            return make_tuple(x_bar, y_bar)
        """,
        """
        return np.cos(x) * np.cos(y), -np.sin(x) * np.sin(y)
        """,
        0.3,
        0.4,
    )
    assert text.source.startswith("import numpy as np\n\n\ndef f(x, y):\n")


def test_names_of_the_user_stay():
    check(
        """
        def f(x):
            wave = np.sin(x)
            add_0 = wave + 1.0
            return add_0 * 2.0
        """,
        """
        wave = np.sin(x)
        return (wave + 1.0) * 2.0
        """,
        0.3,
    )


def test_a_temporary_used_twice_keeps_its_name():
    check(
        """
        def f(x):
            exp_0 = np.exp(x)
            y = exp_0 * exp_0
            return y
        """,
        """
        exp_0 = np.exp(x)
        y = exp_0 * exp_0
        return y
        """,
        0.3,
    )


def test_nothing_moves_into_a_loop_or_past_a_new_value():
    check(
        """
        def f(x, n):
            sin_0 = np.sin(x)
            exp_0 = np.exp(x)
            x.1 = x + exp_0
            for i in range(0, n, 1):
              -> x.2: x.1, then x.3; after: x.4
                x.3 = x.2 * sin_0
            return x.4
        """,
        """
        sin_0 = np.sin(x)
        x = x + np.exp(x)
        for i in range(n):
            x = x * sin_0
        return x
        """,
        0.3,
        3,
    )


def test_long_lines_are_not_built():
    terms = "\n".join(f"            exp_0.{k} = np.exp(first_long_parameter_name) * {k}.0" for k in range(9))
    sums = "\n".join(f"            add_0.{k} = exp_0.{k} * add_0.{k - 1}" for k in range(1, 9))
    before = f"""
        def f(first_long_parameter_name):
{terms}
            add_0.0 = exp_0.0 + 1.0
{sums}
            return add_0.8
        """
    text = emitted(before)
    assert max(map(len, text.source.splitlines())) <= 104
    run(before, text, 0.3)


def test_subscripts_attributes_and_slices():
    check(
        """
        def f(a, i):
            b = a[make_tuple(i, slice(1, -1, None))]
            c = a[make_tuple(slice(None, None, None), slice(None, i, None))]
            d = getattr(a, 'T')
            e = a[slice(None, None, 2)]
            return make_tuple(b, c, d, e)
        """,
        """
        b = a[i, 1:-1]
        c = a[:, :i]
        d = a.T
        e = a[::2]
        return b.copy(), c.copy(), d.copy(), e.copy()
        """,
        np.arange(9.0).reshape(3, 3),
        1,
        **dict.fromkeys("abcde", MATRIX),
        i=INT,
    )


def test_operators_and_precedence():
    check(
        """
        def f(x, t):
            a = pow(-2.0, 2.0) * pow(x, 2)
            b = -(x + 1.0) * (x - (2.0 - x))
            c = select(t, a, b)
            d = both(t, not_(x > 1.0))
            e = either(both(t, t), d)
            return make_tuple(a, b, c, d, e)
        """,
        """
        a = (-2.0) ** 2.0 * x**2
        b = -(x + 1.0) * (x - (2.0 - x))
        c = a if t else b
        d = t and not x > 1.0
        e = t and t or d
        return a, b, c, d, e
        """,
        0.5,
        True,
        t=BOOL,
    )


def one(value, *params):
    return Program("f", tuple(Param(p) for p in params), (), value)


@pytest.mark.parametrize(
    "constant, text",
    [
        (-2, "-2"),
        (-0.0, "-0.0"),
        (float("nan"), "np.nan"),
        (-float("inf"), "-np.inf"),
        (2j, "2j"),
        (1 - 2j, "complex(1.0, -2.0)"),
        (np.float32(0.5), "np.float32(0.5)"),
        (np.float64(-1.0), "np.float64(-1.0)"),
        (np.bool_(True), "np.bool(True)"),
        ("it's", '"it\'s"'),
        ((1, -2), "1, -2"),
        ((3,), "(3,)"),
        (slice(None, 2), "slice(None, 2, None)"),
        (np.float64, "np.float64"),
        (float, "float"),
        (..., "..."),
        (np.dtype("float32"), "np.dtype('<f4')"),
    ],
)
def test_constants(constant, text):
    made = emit(one(Const(constant)), {})
    assert made.source.splitlines()[-1].replace('"', "'") == f"    return {text}".replace('"', "'")
    names = dict(made.namespace)
    exec(made.source, names)
    result = names["f"]()
    assert type(result) is type(constant) and repr(result) == repr(constant)


def test_objects_and_functions_of_the_user_are_in_the_namespace():
    def helper(a):
        return a

    table = np.arange(3.0)
    value = Call(helper, (Call(operator.getitem, (Const(table), Name("i"))),))
    made = emit(one(value, "i"), {"i": INT})
    assert made.namespace["helper"] is helper and made.namespace["array"] is table
    assert "return copy.deepcopy(helper(array[i]))" in made.source or "helper(array[i])" in made.source


@pytest.mark.parametrize(
    "function, path, line",
    [
        (np.linalg.solve, "np.linalg.solve", "import numpy as np"),
        (np.absolute, "np.abs", "import numpy as np"),
        (np.random.default_rng, "np.random.default_rng", "import numpy as np"),
        (np.fft.fft, "np.fft.fft", "import numpy as np"),
        (np.add.reduce, "np.add.reduce", "import numpy as np"),
        (special.erf, "special.erf", "from scipy import special"),
        (special.logsumexp, "special.logsumexp", "from scipy import special"),
        (operator.index, "operator.index", "import operator"),
        (os.path.join, "posixpath.join", "import posixpath"),
        (abs, "abs", None),
    ],
)
def test_functions_are_printed_by_their_public_path(function, path, line):
    made = emit(one(Call(function, (Name("x"),)), "x"), {"x": FLOAT})
    assert f"{path}(x)" in made.source
    assert line is None or made.source.splitlines()[0] == line or line in made.source


def test_globals_give_way_to_names_of_the_user():
    before = """
        def f(np, range, n):
            for i in range(0, n, 1):
              -> total: 0.0, then total.1; after: total.2
                total.1 = total + np.sin(range)
            return total.2 + np
        """
    text = emitted(before)
    assert "import numpy as np_2" in text.source and "for i in range_2(n)" in text.source
    run(before, text, 0.5, 0.25, 3)


def test_versions_that_interfere_get_names_of_their_own():
    check(
        """
        def f(x):
            y = x * 2.0
            y.1 = y + 1.0
            z = y * y.1
            return z
        """,
        """
        y = x * 2.0
        y_2 = y + 1.0
        z = y * y_2
        return z
        """,
        0.3,
    )


def test_swap():
    check(
        """
        def f(u, v, n):
            for i in range(0, n, 1):
              -> u.1: u, then v.1; after: u.2
              -> v.1: v, then u.1; after: v.2
                pass
            return make_tuple(u.2, v.2)
        """,
        """
        for i in range(n):
            u, v = v, u
        return u, v
        """,
        1.0,
        2.0,
        3,
    )


def test_previous_and_current():
    check(
        """
        def f(x, n):
            for i in range(1, n, 1):
              -> old: 0.0, then new; after: old.1
              -> new: x, then new.1; after: new.2
                new.1 = new + old
            return make_tuple(old.1, new.2)
        """,
        """
        old = 0.0
        new = x
        for i in range(1, n):
            new_2 = new + old
            old = new
            new = new_2
        return old, new
        """,
        1.0,
        5,
    )


def test_rounds_are_counted_and_branches_leave_the_loop():
    check(
        """
        def f(x, n):
            for i in range(0, n, 1):
              -> x.1: x, then x.3; after: x.4
              -> leave if done.1
              -> rounds: count_3
                x.2 = x.1 * 2.0
                big = x.2 > 10.0
                if big:
                    pass
                else:
                    x.5 = x.2 + 1.0
                  -> x.3 = x.2 | x.5
                  -> done.1 = True | False
            for backward i.1 in range(0, count_3, 1):
              -> y: 0.0, then y.1; after: y.2
                y.1 = y + x.4
            return make_tuple(x.4, y.2)
        """,
        """
        count_3 = 0
        for i in range(n):
            count_3 += 1
            x = x * 2.0
            big = x > 10.0
            if big:
                break
            x = x + 1.0
        y = 0.0
        for i in reversed(range(count_3)):
            y = y + x
        return x, y
        """,
        1.0,
        9,
        big=BOOL,
        done=BOOL,
    )


def test_assignments_come_before_the_break():
    check(
        """
        def f(x, n):
            for i in range(0, n, 1):
              -> x.1: x, then x.3; after: x.4
              -> leave if done.1
                t = x.1 > 10.0
                if t:
                    pass
                else:
                    pass
                  -> x.3 = 0.5 | 11.0
                  -> done.1 = True | False
            return x.4
        """,
        """
        for i in range(n):
            t = x > 10.0
            if t:
                x = 0.5
                break
            x = 11.0
        return x
        """,
        1.0,
        9,
        t=BOOL,
        done=BOOL,
    )


def test_while_with_its_test_and_with_statements_before_it():
    check(
        """
        def f(x):
            loop:
              -> x.1: x, then x.2; after: x.3
                lt_0 = x.1 < 10.0
                while lt_0
                x.2 = x.1 * 2.0
            return x.3
        """,
        """
        while x < 10.0:
            x = x * 2.0
        return x
        """,
        1.0,
        lt_0=BOOL,
    )
    check(
        """
        def f(x):
            loop:
              -> x.1: x, then x.2; after: x.3
                y = x.1 * x.1
                t = y < 10.0
                while t
                x.2 = x.1 + y
            return x.3
        """,
        """
        while True:
            y = x * x
            t = y < 10.0
            if not t:
                break
            x = x + y
        return x
        """,
        1.0,
        t=BOOL,
    )


def test_branches_without_a_body_and_chains():
    check(
        """
        def f(x, s, t):
            if s:
                pass
            else:
                x.1 = x * 2.0
              -> x.2 = x | x.1
            if s:
                y.1 = x.2 + 1.0
            else:
                if t:
                    y.2 = x.2 + 2.0
                else:
                    y.3 = x.2 + 3.0
                  -> y.4 = y.2 | y.3
              -> y = y.1 | y.4
            return y
        """,
        """
        if not s:
            x = x * 2.0
        if s:
            y = x + 1.0
        elif t:
            y = x + 2.0
        else:
            y = x + 3.0
        return y
        """,
        1.0,
        False,
        True,
        s=BOOL,
        t=BOOL,
    )


def test_a_name_bound_on_one_path_only():
    before = """
        def f(x, t):
            if t:
                y = x * 2.0
            else:
                pass
              -> y.1 = y | None
            push tape_3 y.1, t
            pop tape_3 y.2, t.1
            if t.1:
                z = y.2 + 1.0
            else:
                pass
              -> z.1 = z | 0.0
            return z.1
        """
    text = emitted(before, t=BOOL)
    for t in (True, False):
        names = dict(text.namespace)
        exec(text.source, names)
        assert names["f"](1.5, t) == (4.0 if t else 0.0)


def test_adding_at_indices_that_may_repeat():
    check(
        """
        def f(x, index, mask, i):
            x_bar = np.zeros_like(x)
            x_bar.1 = add_at(x_bar, @[index], 1.0)
            x_bar.2 = add_at(x_bar.1, @[mask], 2.0)
            x_bar.3 = add_at(x_bar.2, @[i], -3.0 * x[0])
            x_bar.4 = add_at(x_bar.3, @[slice(i, None, None)], -(x[1] * 2.0))
            return x_bar.4
        """,
        """
        x_bar = np.zeros_like(x)
        np.add.at(x_bar, index, 1.0)
        x_bar[mask] += 2.0
        x_bar[i] += -3.0 * x[0]
        x_bar[i:] -= x[1] * 2.0
        return x_bar
        """,
        np.array([1.0, 2.0, 3.0]),
        np.array([0, 0, 2]),
        np.array([True, False, True]),
        1,
        x=VECTOR,
        x_bar=VECTOR,
        index=INDICES,
        mask=MASK,
        i=INT,
    )


LONG = """
    def f(x, n):
        ## Forward sweep
        a = x * 2.0
        b = a + 1.0
        for i in range(0, n, 1):
          -> x.1: x, then x.2; after: x.3
            push tape_6 x.1
            x.2 = x.1 * b
        ## Reverse sweep
        # x = x * b
        for backward i.1 in range(0, n, 1):
          -> x_bar: 1.0, then x_bar.1; after: x_bar.2
            pop tape_6 x.4
            # nothing follows
            # x = x * b
            x_bar.1 = x_bar * b
            # nothing here
        return x_bar.2
    """


def test_comments_stand_where_something_follows():
    check(
        LONG,
        """
        # Forward sweep
        tape_6 = []
        a = x * 2.0
        b = a + 1.0
        for i in range(n):
            tape_6.append(x)
            x = x * b

        # Reverse sweep
        # 1: x = x * b
        x_bar = 1.0
        for i in reversed(range(n)):
            x = tape_6.pop()
            # 1: x = x * b
            x_bar *= b
        return x_bar
        """,
        1.5,
        3,
    )


def test_short_functions_have_no_comments():
    text = emitted(
        """
        def f(x):
            ## Forward sweep
            # y = x * 2
            y = x * 2.0
            return y
        """
    )
    assert "#" not in text.source


def test_head_docstring_defaults_and_keyword_only_parameters():
    params = (
        Param("x"),
        Param("scale", Const(-1.0)),
        Param("x_dot", None, True),
        Param("mode", Const("a"), True),
    )
    program = Program("f_jvp", params, (), Name("x_dot"), "Tangent of f.\n\nMore.")
    text = emit(program, {})
    head = text.source.replace("'a'", '"a"')
    assert 'def f_jvp(x, scale=-1.0, *, x_dot, mode="a"):\n    """Tangent of f.\n\n    More.\n' in head


def test_lines_of_the_text_know_the_lines_of_the_primal():
    twice = Call(operator.add, (Name("y"), Name("y")))
    body = Let("y", Call(np.sin, (Name("x"),)), 7), Note("z = y + y", 9), Let("z", twice, 9)
    text = emit(Program("f", (Param("x"),), body, Name("z")), {})
    lines = text.source.splitlines()
    found = {lines[there - 1].strip(): line for there, line in text.origins.items()}
    assert found == {"y = np.sin(x)": 7, "z = y + y": 9}


def test_text_is_the_same_under_every_hash_seed():
    script = (
        "import ast, tests.backend.test_texts as t\n"
        "from tests.backend.helpers import emitted\n"
        "from tests.backend.random_programs import samples\n"
        "print(emitted(t.LONG).source)"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.getcwd()},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1] == emitted(LONG).source + "\n"


def test_the_program_is_checked_between_passes():
    given = Program("f", (Param("x"),), (Let("y", Name("missing")),), Name("y"))
    with pytest.raises(AssertionError, match="missing is read before it is bound"):
        emit(given, kinds_of(given))


def test_every_name_of_the_namespace_is_used():
    text = emitted("def f(x):\n    y = np.sin(x)\n    return y")
    assert set(text.namespace) == {"np"} and body_of(text).startswith("y = np.sin(x)")
    assert ir.base(text.name) == "f"
