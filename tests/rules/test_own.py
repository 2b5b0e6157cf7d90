"""Rules of the user's own functions: `with_rule`, tables joined to the standard one, `inactive`, `constant`."""

import functools
import math
import pickle

import numpy as np
import pytest

import ad_transform as ad
from ad_transform.reference import dual_jvp, tape_vjp

RATE = 2.5
WEIGHTS = np.array([1.0, 2.0, 3.0])
X = np.array([0.3, 0.5, 0.7])
CALLS = []


# Each derivative here is not that of the text, so that it shows that the rule was taken.


@ad.with_rule(elementwise=lambda x: 7.0)
def seven(x):
    return x**3


@ad.with_rule(vjp=lambda x, *, out_bar: np.clip(out_bar, -1, 1))
def clipped(x):
    return x


@ad.with_rule(jvp=lambda x, *, x_dot: 9 * x_dot)
def forward_only(x):
    return x * x


def weighted_vjp(x, *, out_bar):
    return out_bar * WEIGHTS * RATE


@ad.with_rule(vjp=weighted_vjp)
def weighted(x):
    return x * WEIGHTS


def plain(x):
    return x**3


def traced(x):
    CALLS.append(1)
    return np.max(np.abs(x))


scale = ad.inactive(traced)


def gradient_of(f, x=X, **options):
    return ad.grad(f, **options)(np.array(x))


def test_the_rule_is_taken_and_not_the_text():
    assert gradient_of(lambda x: np.sum(seven(x))).tolist() == [7, 7, 7]
    assert ad.grad(seven)(2.0) == 7.0
    assert ad.jvp(seven, (2.0,), (1.0,)) == (8.0, 7.0)
    assert ad.vjp(seven, 2.0)[1](1.0) == (7.0,)


def test_a_function_with_a_rule_is_called_as_ever():
    assert seven(2.0) == 8.0
    assert seven.__name__ == "seven"
    assert pickle.loads(pickle.dumps(seven)) is seven


def test_its_call_stays_a_call():
    assert "clipped(x)" in ad.grad(lambda x: 10 * np.sum(clipped(x) ** 2)).source_for(X)
    assert gradient_of(lambda x: 10 * np.sum(clipped(x) ** 2)).tolist() == [1, 1, 1]


def test_one_form_serves_one_mode():
    with pytest.raises(ad.NoRule) as caught:
        ad.jvp(lambda x: np.sum(clipped(x)), (X,), (X,))
    assert caught.value.what == "`clipped` has a rule for its vjp, and none for its jvp"
    assert caught.value.hint == "state a jvp too, or use the other mode"
    assert ad.jvp(forward_only, (2.0,), (1.0,)) == (4.0, 9.0)
    with pytest.raises(ad.NoRule, match="`forward_only` has a rule for its jvp, and none for its vjp"):
        ad.grad(forward_only)(2.0)


def test_what_a_rule_reads_from_outside_is_read_at_each_call(monkeypatch):
    d = ad.grad(lambda x: np.sum(weighted(x)))
    assert d(X).tolist() == [2.5, 5.0, 7.5]
    monkeypatch.setitem(weighted_vjp.__globals__, "RATE", 10.0)
    assert d(X).tolist() == [10.0, 20.0, 30.0]


def test_a_rule_may_close_over_variables():
    def scaled(c):
        return ad.with_rule(lambda x: x * c, vjp=lambda x, *, out_bar: out_bar * c * 100)

    for c in (2.0, 3.0):
        times = scaled(c)
        assert gradient_of(lambda x, f=times: np.sum(f(x))).tolist() == [c * 100] * 3


def test_a_wrapper_does_not_have_the_rule_of_what_it_wraps():
    @functools.wraps(seven)
    def wrapper(x):
        return 2 * x

    assert ad.grad(wrapper)(1.0) == 2.0


def test_a_compiled_function_is_given_a_rule_by_a_function_that_calls_it():
    sinc = ad.with_rule(np.sinc, elementwise=lambda x: 9.0)
    gamma = ad.with_rule(math.gamma, elementwise=lambda x: 11.0, signature="(x, /)")
    assert (sinc(0.0), gamma(5.0)) == (1.0, 24.0)
    assert gradient_of(lambda x: np.sum(sinc(x))).tolist() == [9, 9, 9]
    assert gradient_of(lambda x: gamma(x[0]) * x[1]).tolist() == [5.5, math.gamma(0.3), 0]
    assert ad.grad(lambda x: np.sinc(x))(0.0) == 0.0


def test_an_own_table_has_the_last_word_where_it_is_passed():
    mine = ad.RuleTable("mine")
    mine.elementwise(plain, lambda x: 5.0)
    mine.elementwise(np.sin, lambda x: 3.0)
    rules = ad.standard | mine
    assert gradient_of(lambda x: np.sum(plain(x) + np.sin(x)), rules=rules).tolist() == [8, 8, 8]
    assert ad.grad(plain)(2.0) == 12.0
    assert ad.grad(lambda x: np.sin(x))(0.0) == 1.0
    assert repr(mine) == "<RuleTable mine: 2 rules>"


def test_an_own_table_serves_functions_without_text():
    mine = ad.RuleTable("mine")
    mine.elementwise(math.gamma, lambda x, *, out: 2 * out, signature="(x, /)")
    assert ad.grad(lambda x: math.gamma(x) * x, rules=ad.standard | mine)(3.0) == 14.0


def test_a_missing_rule_of_ones_own_gives_its_reason():
    mine = ad.RuleTable("mine")
    mine.missing(plain, "it has corners; use smooth_plain")
    with pytest.raises(ad.NoRule) as caught:
        ad.grad(lambda x: plain(x), rules=ad.standard | mine)(2.0)
    assert caught.value.what == "`plain` has no rule: it has corners; use smooth_plain"


def test_an_inactive_function_runs_once_and_is_constant():
    CALLS.clear()
    x = np.array([1.0, -4.0])
    assert gradient_of(lambda x: np.sum(x / scale(x)), x).tolist() == [0.25, 0.25]
    assert CALLS == [1]


def test_an_inactive_function_may_be_of_anything():
    @ad.inactive
    def talkative(x):
        with open("/dev/null", "w") as sink:
            print(x, file=sink)
        yield_ = {}
        exec("a = 3.0", yield_)
        return yield_["a"]

    assert ad.grad(lambda x: x * talkative(x))(2.0) == 3.0


def test_constant_stops_the_derivative_and_copies():
    assert ad.grad(lambda x: x * ad.constant(x))(3.0) == 3.0
    assert ad.jvp(lambda x: x * ad.constant(x), (3.0,), (1.0,)) == (9.0, 3.0)

    def f(x):
        y = ad.constant(x)
        y[0] = 5.0
        return np.sum(x * y)

    assert gradient_of(f).tolist() == [5.0, 0.5, 0.7]


def test_constant_of_structures():
    def f(x):
        a, (b, c) = ad.constant((x, [2.0 * x[0], {"k": x[1]}]))
        return np.sum(a * x) * b + c["k"] * x[0]

    x, b = X, 0.6
    assert np.allclose(gradient_of(f), b * x + np.array([0.5, 0, 0]))


def test_constant_outside_a_derivative():
    copied = ad.constant(X)
    assert copied is not X
    assert np.array_equal(copied, X)
    assert ad.constant((1.0, [2.0], {"a": 3.0})) == (1.0, [2.0], {"a": 3.0})


def test_the_reference_engines_hold_constant_what_is_said_to_be():
    f = lambda x: x * ad.constant(x)
    assert dual_jvp(f, (3.0,), (1.0,))[1] == 3.0
    assert tape_vjp(f, (3.0,), 1.0)[1] == (3.0,)


def test_a_rule_that_returns_too_many_tangents_is_refused():
    @ad.with_rule(jvp=lambda x, *, x_dot: (x_dot, x_dot))
    def one(x):
        return x * 2

    with pytest.raises(ad.RuleError) as caught:
        ad.jvp(lambda x: one(x), (2.0,), (1.0,))
    assert caught.value.what == "the jvp of `one` returns 2 tangents, the function 1"


def test_a_function_with_a_rule_must_not_change_its_arguments():
    @ad.with_rule(elementwise=lambda x: 1.0)
    def changing(x):
        x[0] = 0.0
        return x

    with pytest.raises(ad.DifferentiationError) as caught:
        gradient_of(lambda x: np.sum(changing(x)))
    assert caught.value.what == "`changing` has a rule, and changes `x`, which its caller has"


def test_an_object_whose_fields_are_differentiated_is_refused():
    class Spring:
        def __init__(self, k):
            self.k = k

    @ad.with_rule(elementwise=lambda spring, x: (None, spring.k * x))
    def energy(spring, x):
        return 0.5 * spring.k * x**2

    assert ad.grad(lambda x, s: energy(s, x), wrt="x")(2.0, Spring(3.0)) == 6.0
    with pytest.raises(ad.NoRule) as caught:
        ad.grad(lambda x, s: energy(s, x), wrt="s")(2.0, Spring(3.0))
    assert caught.value.what == "`energy` has a rule, and is given `s`, whose fields are differentiated"
