"""From source to the exact message: where, what, and what to do instead."""

import asyncio
import dataclasses
import functools
import inspect
import math
import zlib

import numpy as np
import pytest

import ad_transform as ad


def message(call):
    """The message of the error that `call` raises, with this file called FILE and its lines counted from the `def`."""
    with pytest.raises(ad.DifferentiationError) as caught:
        call()
    error = caught.value
    assert not isinstance(error, ad.InternalError), error
    return type(error), str(error).replace(__file__, "FILE")


def shown(text, function):
    """`text` with @n replaced by the place of the n-th line of `function`, the `def` being line 0."""
    first = inspect.unwrap(function).__code__.co_firstlineno
    for n in range(30, -1, -1):
        text = text.replace(f"@{n}", f"FILE:{first + n}, in {function.__name__}")
    return text.strip("\n")


def refused(function, *args, wrt=0, cls, text, mode="grad", **seeds):
    """Fail unless the derivative is refused in exactly these words."""
    found = message(lambda: ad.Derivative(function, mode, wrt)(*args, **seeds))
    assert found == (cls, shown(text, function))
    again = message(lambda: ad.Derivative(function, mode, wrt)(*args, **seeds))
    assert again == found


# Arguments

PASS_FLOATS = "pass a float or an array of floats, or leave it out of `wrt`"


def square(x):
    return np.sum(x * x)


@pytest.mark.parametrize(
    "argument, words",
    [
        (True, "an argument of type bool"),
        (np.True_, "an argument of type bool"),
        ("one", "an argument of type str"),
        (b"one", "an argument of type bytes"),
        (None, "None"),
        (np.array([True]), "an array of bool"),
        (np.array(["one"]), "an array of <U3"),
        (np.array([None]), "an array of object"),
        (np.array(["2026-11-23"], "M8[D]"), "an array of datetime64[D]"),
        ((), "an argument of type tuple"),
        ([1, 2], "an argument of type list"),
        ({"n": 1}, "an argument of type dict"),
        ({1.0}, "an argument of type set"),
        (math.sin, "an argument of type builtin_function_or_method"),
        (np.ma.array([1.0]), "an argument of type MaskedArray"),
        (1j.__class__, "an argument of type type"),
    ],
)
def test_an_argument_without_floats(argument, words):
    refused(
        square,
        argument,
        cls=ad.NotDifferentiable,
        text=f"""
@0
{words} is passed for `x`, which is differentiated
  Instead: {PASS_FLOATS}
""",
    )


def test_an_argument_that_contains_itself():
    def first(x, some):
        return x * some[0]

    ring = [2.0]
    ring.append(ring)
    refused(
        first,
        1.0,
        ring,
        cls=ad.NotDifferentiable,
        text="""
@0
an argument contains itself
  Instead: pass its numbers and arrays one by one
""",
    )


def two(x, /, y=2.0, *, z: float = 3.0):
    return x * y * z


@pytest.mark.parametrize(
    "args, keywords, words",
    [
        ((), {}, "missing a required argument: 'x'"),
        ((1.0, 2.0, 3.0), {}, "too many positional arguments"),
        ((1.0,), {"w": 2.0}, "got an unexpected keyword argument 'w'"),
        ((1.0, 2.0), {"y": 2.0}, "multiple values for argument 'y'"),
    ],
)
def test_arguments_that_do_not_fit(args, keywords, words):
    expected = f"""
@0
the arguments do not fit `two`: {words}
  Instead: call it as two_grad(x, /, y=2.0, *, z: float = 3.0)
"""
    assert message(lambda: ad.grad(two)(*args, **keywords)) == (ad.NotDifferentiable, shown(expected, two))


# Which parameters

CHOOSE = "choose one of `x`, `y`, `z`"


@pytest.mark.parametrize(
    "wrt, words, advice",
    [
        (3, "`wrt` is 3, but there are 3 parameters", CHOOSE),
        (-4, "`wrt` is -4, but there are 3 parameters", CHOOSE),
        ("w", "there is no parameter 'w'", CHOOSE),
        (("x", "w"), "there is no parameter 'w'", CHOOSE),
        (1.0, "there is no parameter 1.0", CHOOSE),
        (True, "there is no parameter True", CHOOSE),
        ("x, y", "there is no parameter 'x, y'", CHOOSE),
        (("x", 1, 0), "`wrt` names `x` twice", "name each parameter once"),
        ((-1, "z"), "`wrt` names `z` twice", "name each parameter once"),
        ((), "`wrt` names no parameter", "choose of `x`, `y`, `z`"),
    ],
)
def test_wrt_that_names_no_parameter(wrt, words, advice):
    refused(
        two,
        1.0,
        wrt=wrt,
        cls=ad.NotDifferentiable,
        text=f"""
@0
{words}
  Instead: {advice}
""",
    )


def test_wrt_of_a_function_with_one_parameter():
    refused(
        square,
        1.0,
        wrt=1,
        cls=ad.NotDifferentiable,
        text="""
@0
`wrt` is 1, but there is one parameter
  Instead: choose one of `x`
""",
    )


def test_wrt_at_the_place_of_any_number_of_arguments():
    def total(*parts):
        return sum(parts)

    refused(
        total,
        1.0,
        cls=ad.NotDifferentiable,
        text="""
@0
parameter 0 is `*parts`, which takes any number of arguments
  Instead: write `wrt='parts'` for the adjoints of all of them, or name the parameters
""",
    )


def test_no_parameter_can_be_differentiated():
    def count(n: int, word="a"):
        return n

    refused(
        count,
        1,
        wrt=None,
        cls=ad.NotDifferentiable,
        text="""
@0
no parameter can be differentiated
  Instead: name one with `wrt`
""",
    )


# Results


def pair(x):
    return x, x * x


def named(x):
    return {"value": x}


def row(x):
    return np.array([x, x])


def nothing(x):
    x * x


def word(x):
    return "x"


def turned(x):
    return x * 1j


@pytest.mark.parametrize(
    "function, what, advice",
    [
        (pair, "returns several values", "return one number, or use `vjp`"),
        (named, "returns several values", "return one number, or use `vjp`"),
        (row, "returns an array", "return one number (a sum, say), or use `vjp`"),
        (nothing, "does not return a number", "return one number"),
        (word, "does not return a number", "return one number"),
        (turned, "returns a complex number", "return its real part, or use `vjp`"),
    ],
)
def test_a_gradient_is_of_one_number(function, what, advice):
    head = f"def {function.__name__}(x):"
    refused(
        function,
        2.0,
        cls=ad.NotDifferentiable,
        text=f"""
@0
    {head}
    {"^" * len(head)}
the gradient of a function that {what}
  Instead: {advice}
""",
    )


# Functions without text


def test_a_function_in_c():
    expected = (
        ad.SourceError,
        "`{0}` is compiled code, without Python text\n  Instead: call it inside a Python function",
    )
    for function in (math.sin, np.sin, len, np.add):
        cls, text = expected
        assert message(lambda f=function: ad.grad(f)) == (cls, text.format(function.__name__))
        assert message(lambda f=function: ad.vjp(f, 1.0)) == (cls, text.format(function.__name__))


class Callable:
    def __call__(self, x):
        return x * x


@pytest.mark.parametrize(
    "thing, text",
    [
        (3, "3 is no function, but of type `int`\n  Instead: pass a function"),
        (Callable, "`Callable` is a class, not a function\n  Instead: pass a function or one of its methods"),
        (
            Callable(),
            "a `Callable` can be called, but is no function\n  Instead: pass its `__call__` method",
        ),
        (
            functools.partial(square, 1.0),
            "a `functools.partial` has no text of its own\n  Instead: pass its `.func`, or a lambda",
        ),
    ],
    ids=["int", "class", "object", "partial"],
)
def test_what_is_no_function(thing, text):
    cls = ad.NotDifferentiable if isinstance(thing, ad.Derivative) else ad.SourceError
    assert message(lambda: ad.grad(thing)) == (cls, text)


def test_what_is_advised_works():
    assert ad.grad(Callable().__call__)(3.0) == 6.0
    assert ad.grad(lambda x: square(x))(3.0) == 6.0


def test_text_made_by_exec():
    names = {}
    exec("def made(x):\n    return x * x\n", names)
    expected = """\
<string>:1, in made
its text is not kept: it was made by `exec` or `eval`, or its file is gone
  Instead: write the function in a file or in a notebook cell"""
    for attempt in (lambda: ad.grad(names["made"])(1.0), lambda: ad.grad(names["made"]).source):
        assert message(attempt) == (ad.SourceError, expected)


def numbers(x):
    n = 1
    while True:
        yield x * n


async def later(x):
    await asyncio.sleep(0)
    return x


def test_a_generator():
    refused(
        numbers,
        1.0,
        cls=ad.NotSupported,
        text="""
@3
    yield x * n
    ^^^^^^^^^^^
a generator is not differentiated
  Instead: return a list
""",
    )


def test_a_coroutine():
    refused(
        later,
        1.0,
        cls=ad.NotSupported,
        text="""
@0
    async def later(x):
    ^^^^^^^^^^^^^^^^^^^
an `async` function is not differentiated
  Instead: write it as a plain `def`
""",
    )


# Constructs and calls


def careless(x):
    try:
        y = x * x
    except* ValueError:
        y = x

    class Inside:
        pass

    z = {x, y}
    return max(z)


def test_all_constructs_are_reported_at_once():
    refused(
        careless,
        1.0,
        cls=ad.NotSupported,
        text="""
@1
    try:
    ^^^^
an `except*` block is not differentiated
  Instead: use `except`

@6
    class Inside:
    ^^^^^^^^^^^^^
a class defined inside the function is not differentiated
  Instead: define it at the module's top level

@9
    z = {x, y}
        ^^^^^^
a set is not differentiated
  Instead: use a tuple or a list
""",
    )


def undefined(x):
    return x * missing_factor  # noqa: F821


def test_an_undefined_name():
    refused(
        undefined,
        1.0,
        cls=ad.NoRule,
        text="""
@1
    return x * missing_factor  # noqa: F821
               ^^^^^^^^^^^^^^
the name `missing_factor` is not defined
  Instead: define it, or pass it as an argument
""",
    )


def days(x):
    return 2.0 * np.busday_count(x, 7)


def test_a_call_without_a_rule():
    refused(
        days,
        1.0,
        cls=ad.NoRule,
        text="""
@1
    return 2.0 * np.busday_count(x, 7)
                 ^^^^^^^^^^^^^^^^^^^^^
`busday_count` has no derivative rule, and is given what is differentiated
  Instead: state a rule with `rules=`, or write the function in Python
""",
    )


def observed(x, seen):
    seen(x)
    return x * x


@pytest.mark.parametrize("seen, name", [(zlib.crc32, "`crc32`"), (np.poly1d([1.0, 2.0]), None)])
def test_an_opaque_function_that_is_given_what_is_differentiated(seen, name):
    if name is None:
        with pytest.raises(ad.NoRule, match="has no derivative rule, and is given what is differentiated"):
            ad.grad(observed)(1.0, seen)
        return
    refused(
        observed,
        1.0,
        seen,
        cls=ad.NoRule,
        text=f"""
@1
    seen(x)
    ^^^^^^^
{name} has no derivative rule, and is given what is differentiated
  Instead: state a rule with `rules=`, or write the function in Python
""",
    )


@dataclasses.dataclass
class Spring:
    """Fields that carry derivatives."""

    k: float
    length: float


def copied(spring):
    return dataclasses.asdict(spring)["k"] * spring.length


@pytest.mark.parametrize("wrt", [0, "spring.k"])
def test_an_opaque_function_that_is_given_an_object_with_what_is_differentiated(wrt):
    with pytest.raises(
        ad.NoRule, match="`asdict` has no derivative rule, and is given what is differentiated"
    ):
        ad.grad(copied, wrt)(Spring(3.0, 2.0))


def test_an_opaque_function_that_is_given_an_object_in_a_list():
    def total(springs):
        return sum([copied(s) for s in springs])

    with pytest.raises(
        ad.NoRule, match="`asdict` has no derivative rule, and is given what is differentiated"
    ):
        ad.grad(total)([Spring(3.0, 2.0), Spring(1.0, 2.0)])


def test_an_opaque_function_that_is_given_what_is_constant():
    def weighed(x, seen):
        return x * seen(b"weight")

    assert ad.grad(weighed)(1.0, zlib.crc32) == zlib.crc32(b"weight")


def unassigned(x):
    return y  # noqa: F821
    y = x


def sometimes(x):
    if x > 0:
        y = x * x
    return y


def test_a_variable_that_is_read_before_it_is_assigned():
    refused(
        unassigned,
        1.0,
        cls=ad.NoRule,
        text="""
@1
    return y  # noqa: F821
           ^
`y` is read before it is assigned
  Instead: assign it first
""",
    )


def test_a_variable_that_is_assigned_on_some_paths_only():
    assert ad.grad(sometimes)(3.0) == 6.0
    with pytest.raises(UnboundLocalError, match="`y` has no value"):
        ad.grad(sometimes)(-3.0)


# Seeds


def scaled(a, k):
    return a * k


SAME_SHAPE, SAME_STRUCTURE = "pass the same shape", "pass the same structure"


@pytest.mark.parametrize(
    "primals, tangents, what, advice",
    [
        ((np.ones(3), 2.0), (np.ones(2), 1.0), "the tangent of `a` has shape (2,), not (3,)", SAME_SHAPE),
        ((np.ones(3), 2.0), (1.0, 1.0), "the tangent of `a` has shape (), not (3,)", SAME_SHAPE),
        ((np.ones(3), 2.0), (np.ones((1, 3)), None), "the tangent of `a` has shape (1, 3), not (3,)", SAME_SHAPE),
        ((np.ones(3), 2.0), (None, np.ones(3)), "the tangent of `k` has shape (3,), not ()", SAME_SHAPE),
        ((np.ones(3), 2.0), (None, "x"), "the tangent of `k` is 'x', not float", SAME_STRUCTURE),
        ((np.ones(3), 2.0), ((1.0, 1.0, 1.0), None), "the tangent of `a` is tuple of 3, not float64 vector",
         SAME_STRUCTURE),
        ((np.ones(3), 2.0), (None, 1j), "the tangent of `k` is complex, but what it belongs to is real",
         "pass its real part"),
    ],
)  # fmt: skip
def test_tangents_that_do_not_fit(primals, tangents, what, advice):
    expected = shown(f"@0\n{what}\n  Instead: {advice}", scaled)
    assert message(lambda: ad.jvp(scaled, primals, tangents)) == (ad.NotDifferentiable, expected)


def test_the_number_of_tangents():
    assert message(lambda: ad.jvp(scaled, (np.ones(3), 2.0), (np.ones(3),))) == (
        ad.NotDifferentiable,
        "the number of primals is 2, of tangents 1\n  Instead: pass one tangent for each primal",
    )
    assert message(lambda: ad.jvp(scaled, (np.ones(3), 2.0), (None, None))) == (
        ad.NotDifferentiable,
        "there is no tangent\n  Instead: pass a tangent for one primal at least",
    )


def at_two(points):
    return points[0] * points[1]["a"]


def test_tangents_of_another_structure():
    primal = (2.0, {"a": np.ones(2)})
    cases = [
        ((1.0,), "the tangent of `points` is tuple of 1, not tuple of 2"),
        (1.0, "the tangent of `points` is float, not tuple of 2"),
        ((1.0, {"b": np.ones(2)}), "the tangent of `points`, at [1] is dict with b, not dict with a"),
        ((1.0, {"a": None}), "the tangent of `points`, at [1], at ['a'] is None, not float64 vector"),
    ]
    for tangent, what in cases:
        expected = shown(f"@0\n{what}\n  Instead: {SAME_STRUCTURE}", at_two)
        assert message(lambda t=tangent: ad.jvp(at_two, (primal,), (t,))) == (ad.NotDifferentiable, expected)


@pytest.mark.parametrize(
    "seed, what, advice",
    [
        (np.ones(2), "the adjoint of the result has shape (2,), not (3,)", SAME_SHAPE),
        (1.0, "the adjoint of the result has shape (), not (3,)", SAME_SHAPE),
        (np.ones((3, 3)), "the adjoint of the result has shape (3, 3), not (3,)", SAME_SHAPE),
        (None, "the adjoint of the result is None, not float64 vector", SAME_STRUCTURE),
        (
            np.ones(3) * 1j,
            "the adjoint of the result is complex, but what it belongs to is real",
            "pass its real part",
        ),
    ],
)
def test_adjoints_of_the_result_that_do_not_fit(seed, what, advice):
    refused(
        scaled,
        np.ones(3),
        2.0,
        mode="vjp",
        out_bar=seed,
        cls=ad.NotDifferentiable,
        text=f"""
@0
{what}
  Instead: {advice}
""",
    )
    _, pullback = ad.vjp(scaled, np.ones(3), 2.0)
    assert message(lambda: pullback(seed)) == (ad.NotDifferentiable, f"{what}\n  Instead: {advice}")


def test_an_adjoint_of_another_structure_than_the_result():
    refused(
        pair,
        2.0,
        mode="vjp",
        out_bar=1.0,
        cls=ad.NotDifferentiable,
        text="""
@0
the adjoint of the result is float, not tuple of 2
  Instead: pass the same structure
""",
    )
    refused(
        pair,
        2.0,
        mode="vjp",
        out_bar=(1.0, np.ones(3)),
        cls=ad.NotDifferentiable,
        text="""
@0
the adjoint of the result, at [1] has shape (3,), not ()
  Instead: pass the same shape
""",
    )


def test_a_mode_that_is_none():
    with pytest.raises(ValueError, match="mode is 'gradient': choose one of grad, value_and_grad, vjp, jvp"):
        ad.Derivative(square, "gradient")
