"""Bad rules are refused when they are stated: the whole message of each, with the file and line of the rule."""

import inspect
import linecache
import math

import numpy as np
import pytest

import ad_transform as ad


def cube(x, n=2):
    return n * x**3


@ad.with_rule(elementwise=lambda x: 2 * x)
def square(x):
    return x * x


@ad.inactive
def steps(x):
    return 3


def table():
    return ad.RuleTable("mine")


# What is wrong with the text of a rule: the message shows its line.
AT_THE_RULE = [
    (
        lambda: ad.with_rule(cube, vjp=lambda y, *, out_bar: out_bar),
        "`y` is not, in this order, a parameter of `cube(x, n=2)`\n  Instead: the parameters are x, n",
    ),
    (
        lambda: ad.with_rule(cube, vjp=lambda n, x, *, out_bar: out_bar),
        "`x` is not, in this order, a parameter of `cube(x, n=2)`\n  Instead: the parameters are x, n",
    ),
    (
        lambda: ad.with_rule(cube, vjp=lambda out_bar, x: out_bar),
        "`out_bar` is not a parameter of `cube`\n  Instead: ask for it after a star: `*, out_bar`",
    ),
    (
        lambda: ad.with_rule(cube, vjp=lambda x, *, out_bar: (out_bar, 1, 2)),
        "the vjp of `cube` returns 3 entries, and has 1 parameter"
        "\n  Instead: return one entry per positional parameter",
    ),
    (
        lambda: ad.with_rule(cube, elementwise=lambda x, *, out_bar: out_bar),
        "a rule of kind elementwise may ask for out, not for `out_bar`",
    ),
    (
        lambda: ad.with_rule(cube, jvp=lambda x, *, out_bar: out_bar),
        "a rule of kind jvp may ask for out, x_dot, not for `out_bar`",
    ),
    (
        lambda: ad.with_rule(cube, vjp=lambda x, *, out_bar, n_bar: out_bar),
        "a rule of kind vjp may ask for out, out_bar, used, x_bar, not for `n_bar`",
    ),
    (lambda: ad.with_rule(cube, elementwise=lambda x: np.cosine(x)), "`np.cosine` is not defined"),
    (
        lambda: ad.with_rule(cube, elementwise=lambda x: cosine(x)),  # noqa: F821
        "`cosine` is not defined\n  Instead: define it above the rule",
    ),
    (
        lambda: table().elementwise(math.hypot, lambda x, y: (x, y)),
        "`math.hypot` has no signature that can be read\n  Instead: state it: signature='(x, y=None, /)'",
    ),
    (
        lambda: both(table(), lambda x: np.cos(x)),
        "`np.sin` has a rule already"
        "\n  Instead: give a function one rule; a table joined with `|` has the last word",
    ),
]


def both(mine, rule):
    mine.elementwise(np.sin, rule)
    mine.elementwise(np.sin, rule)


# What is wrong without a text of a rule to show.
ELSEWHERE = [
    (
        lambda: ad.with_rule(cube),
        "`cube` is given no rule\n  Instead: state one: jvp, vjp, elementwise, linear, multilinear",
    ),
    (
        lambda: ad.with_rule(3, vjp=lambda x: 1),
        "`with_rule` is given 3, which is no function\n  Instead: give it a function",
    ),
    (
        lambda: ad.with_rule(cube, vjp=3),
        "the vjp of `cube` is 3, of type `int`\n  Instead: a rule is a Python function",
    ),
    (
        lambda: ad.with_rule(cube, elementwise=lambda x: 1.0, vjp=lambda x, *, out_bar: out_bar),
        "`cube` is given two rules, vjp and elementwise\n  Instead: give it one; only a jvp and a vjp go together",
    ),
    (
        lambda: ad.with_rule(square, elementwise=lambda x: 1.0),
        "`square` has a rule already\n  Instead: give a function one rule",
    ),
    (lambda: ad.inactive(steps), "`steps` has a rule already\n  Instead: give a function one rule"),
    (
        lambda: ad.inactive(int),
        "`inactive` is given <class 'int'>, which is no function\n  Instead: give it a function",
    ),
    (
        lambda: table() | {},
        "the table mine is joined with {}, of type `dict`\n  Instead: join it with another RuleTable",
    ),
    (
        lambda: table().same(np.sin, np.cos),
        "table mine: `np.cos` has no rule for others to share",
    ),
]


@pytest.mark.parametrize(("state", "message"), AT_THE_RULE, ids=[m.split("\n")[0] for _, m in AT_THE_RULE])
def test_the_message_shows_the_line_of_the_rule(state, message):
    with pytest.raises(ad.RuleError) as caught:
        state()
    line = state.__code__.co_firstlineno
    shown = linecache.getline(__file__, line).strip()
    assert str(caught.value) == f"{__file__}:{line}, in <lambda>\n    {shown}\n{message}"


@pytest.mark.parametrize(("state", "message"), ELSEWHERE, ids=[m.split("\n")[0] for _, m in ELSEWHERE])
def test_the_whole_message(state, message):
    with pytest.raises(ad.RuleError) as caught:
        state()
    assert str(caught.value) == message


def test_a_decorated_rule_is_refused_at_its_definition():
    with pytest.raises(ad.RuleError) as caught:

        @ad.with_rule(vjp=wrong)
        def double(x):
            return 2 * x

    assert caught.value.place.line == inspect.getsourcelines(wrong)[1]


def wrong(y, *, out_bar):
    return 2 * out_bar
