"""Messages of errors, to the letter, and the manners of the builtin classes they inherit."""

import copy
import pickle
import traceback

import pytest

from ad_transform import errors
from ad_transform.errors import (
    DifferentiationError,
    GradientMismatch,
    InternalError,
    NoRule,
    NotDifferentiable,
    NotSupported,
    Place,
    RuleError,
    SourceError,
    all_of,
)

YIELD = Place("examples/relax.py", 12, 8, 15, "    y = yield x\n", "relax")

YIELD_MESSAGE = """\
examples/relax.py:12, in relax
    y = yield x
        ^^^^^^^
a `yield` expression is not differentiated
  Instead: return a list"""

TREE = {
    DifferentiationError: Exception,
    SourceError: OSError,
    NotSupported: SyntaxError,
    NoRule: LookupError,
    NotDifferentiable: TypeError,
    RuleError: Exception,
    GradientMismatch: AssertionError,
    InternalError: Exception,
}


def refused(cls=NotSupported, what="a `yield` expression is not differentiated"):
    return cls(YIELD, what, "return a list")


def test_the_three_parts_of_a_message():
    assert str(refused()) == YIELD_MESSAGE


@pytest.mark.parametrize("cls, builtin", TREE.items())
def test_each_class_is_a_differentiation_error_and_its_builtin(cls, builtin):
    assert issubclass(cls, DifferentiationError) and issubclass(cls, builtin)
    assert str(refused(cls)) == YIELD_MESSAGE
    assert refused(cls).args == (YIELD_MESSAGE,)


def test_the_tree_in_the_module_docstring_is_complete():
    classes = {c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, Exception)}
    assert classes == set(TREE)
    assert all(cls.__name__ in errors.__doc__ for cls in classes)


@pytest.mark.parametrize("cls", TREE)
@pytest.mark.parametrize("duplicate", [lambda e: pickle.loads(pickle.dumps(e)), copy.copy, copy.deepcopy])
def test_errors_survive_pickling_and_copying(cls, duplicate):
    error = all_of([refused(cls), NoRule(None, "no rule for `erf`", "use math.erf")])
    error.add_note("seen at the second step")
    again = duplicate(error)
    assert type(again) is cls
    assert str(again) == str(error)
    assert (again.place, again.what, again.hint) == (YIELD, error.what, error.hint)
    assert [str(e) for e in again.errors] == [str(e) for e in error.errors]
    assert again.__notes__ == ["seen at the second step"]


def test_a_message_without_a_place():
    assert str(SourceError(None, "`sin` is written in C", "write it in Python")) == (
        "`sin` is written in C\n  Instead: write it in Python"
    )


def test_a_message_without_a_hint_or_a_function():
    place = Place("f.py", 3, text="return x")
    assert str(NoRule(place, "no rule for `erf`")) == "f.py:3\n    return x\nno rule for `erf`"


def test_a_place_without_text_shows_file_and_line():
    assert str(Place("<string>", 3, function="f")) == "<string>:3, in f"


@pytest.mark.parametrize(
    "text, column, end, carets",
    [
        ("y = yield x", 0, 1, "    ^"),
        ("y = yield x", 4, 99, "        ^^^^^^^"),
        ("y = yield x   ", 10, 14, "              ^"),
        ("\t\ty = yield x", 6, 13, "        ^^^^^^^"),
        ("y =\tyield x", 4, 11, "       \t^^^^^^^"),
        ("λ = yield x", 4, 11, "        ^^^^^^^"),
        ("x = '漢字' + (yield)", 12, 17, "                  ^^^^^"),
        ("x = '漢字'", 4, 8, "        ^^^^^^"),
        ("e\u0301 = yield x", 5, 12, "        ^^^^^^^"),
    ],
)
def test_carets_stand_under_the_exact_columns(text, column, end, carets):
    shown = str(Place("f.py", 1, column, end, text)).splitlines()
    assert shown == ["f.py:1", f"    {text.strip()}", carets]


@pytest.mark.parametrize("column, end", [(0, None), (4, 4), (5, 3), (20, 30)])
def test_an_empty_range_has_no_caret(column, end):
    assert str(Place("f.py", 1, column, end, "y = yield x")) == "f.py:1\n    y = yield x"


def test_not_supported_has_the_attributes_of_a_syntax_error():
    error = refused()
    assert (error.filename, error.lineno, error.text) == ("examples/relax.py", 12, "    y = yield x\n")
    assert (error.offset, error.end_offset, error.end_lineno) == (9, 16, 12)
    assert error.msg == "a `yield` expression is not differentiated\n  Instead: return a list"


def test_an_interpreter_shows_not_supported_with_its_caret():
    shown = "".join(traceback.format_exception_only(refused()))
    assert shown == (
        '  File "examples/relax.py", line 12\n'
        "    y = yield x\n"
        "        ^^^^^^^\n"
        "ad_transform.errors.NotSupported: a `yield` expression is not differentiated\n"
        "  Instead: return a list\n"
    )


def test_not_supported_without_a_place_or_a_caret():
    assert (NotSupported(None, "x").lineno, NotSupported(None, "x").filename) == (None, None)
    assert NotSupported(Place("f.py", 3, text="x"), "x").offset is None
    assert "x" in "".join(traceback.format_exception_only(NotSupported(None, "x")))


def test_several_errors_are_reported_at_once():
    rule = NoRule(Place("examples/relax.py", 14, 11, 17, "    return erf(x)", "relax"), "no rule for `erf`")
    error = all_of([refused(), rule])
    assert type(error) is NotSupported
    assert str(error) == YIELD_MESSAGE + (
        "\n\nexamples/relax.py:14, in relax\n    return erf(x)\n           ^^^^^^\nno rule for `erf`"
    )
    assert [str(e) for e in error.errors] == [YIELD_MESSAGE, str(rule)]
    assert error.lineno == 12 and "no rule for `erf`" in error.msg


def test_all_of_flattens_and_drops_repetitions():
    other = refused(what="another thing")
    error = all_of([all_of([refused(), other]), refused(), other])
    assert [e.what for e in error.errors] == ["a `yield` expression is not differentiated", "another thing"]
    assert error.also[0].also == ()


def test_all_of_one_error_is_that_error_and_of_none_is_a_mistake():
    assert str(all_of([refused()])) == YIELD_MESSAGE
    with pytest.raises(ValueError, match="at least one"):
        all_of([])


def test_an_internal_error_names_the_pass_and_shows_the_program():
    error = InternalError.after("simplify", "x is bound twice", "def f(x):\n    return x\n")
    assert str(error) == (
        "a bug in ad_transform: the pass `simplify` failed: x is bound twice\n\n"
        "def f(x):\n    return x\n"
        "  Instead: report this message"
    )
