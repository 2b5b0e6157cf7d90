"""What a table of rules refuses, finds, binds and joins."""

import math
import operator

import numpy as np
import pytest

from ad_transform.errors import NoRule, RuleError
from ad_transform.ir import Const, Name
from ad_transform.rules import standard
from ad_transform.rules.apply import jvp_of, vjp_of
from ad_transform.rules.table import RuleTable, name_of


def refusal(state):
    """The message with which a new table refuses what `state` states."""
    with pytest.raises(RuleError) as caught:
        state(RuleTable("mine"))
    if caught.value.place is not None:
        assert caught.value.place.file == __file__
    return str(caught.value)


def test_a_word_outside_the_kind_is_refused():
    told = refusal(lambda t: t.elementwise(np.sin, lambda x, *, out_bar: np.cos(x) * out_bar))
    assert "may ask for out, not for `out_bar`" in told
    assert "test_table.py:" in told
    assert "not for `y_bar`" in refusal(lambda t: t.vjp(np.sin, lambda x, *, y_bar: y_bar))
    assert "not for `out`" in refusal(lambda t: t.linear(np.negative, lambda x, *, out: out))


def test_parameters_must_be_the_primals_in_order():
    assert "`b` is not, in this order, a parameter" in refusal(
        lambda t: t.reduction(np.sum, lambda a, b: 1.0)
    )
    told = refusal(lambda t: t.linear(np.reshape, lambda a, order, shape, *, out_bar: out_bar))
    assert "`shape` is not, in this order" in told
    assert "`y` is not, in this order" in refusal(lambda t: t.elementwise(np.sin, lambda x, y: (1.0, 1.0)))


def test_a_free_name_must_be_defined():
    assert "`cosine` is not defined" in refusal(lambda t: t.elementwise(np.sin, lambda x: cosine(x)))  # noqa: F821
    assert "`cosine` is not defined" in refusal(lambda t: t.elementwise(np.sin, lambda x: np.cosine(x)))


def test_a_name_that_is_no_attribute_of_the_module_is_told_in_full():
    assert "`np.linalg.solver` is not defined" in refusal(
        lambda t: t.elementwise(np.sin, lambda x: np.linalg.solver(x, x.mine))
    )


def test_more_entries_than_parameters_are_refused():
    told = refusal(lambda t: t.vjp(np.sin, lambda x, *, out_bar: (out_bar, out_bar)))
    assert "returns 2 entries, and has 1 parameter\n" in told


def test_a_second_rule_is_refused():
    def state(table):
        table.elementwise(np.sin, lambda x: np.cos(x))
        table.inactive(np.sin)

    assert "`np.sin` has a rule already" in refusal(state)


def test_half_a_pair_serves_one_mode():
    table = RuleTable("mine")
    table.jvp(np.sin, lambda x, *, x_dot: np.cos(x) * x_dot)
    rule = table.find(np.sin)
    assert rule.arguments == ("x",)
    assert jvp_of(rule, (0.0,), {}, {"x": 2.0}) == 2.0
    with pytest.raises(NoRule, match=r"`np.sin` has a rule for its jvp, and none for its vjp"):
        vjp_of(rule, (0.0,), {}, 1.0)


@pytest.mark.parametrize("rule", standard, ids=lambda rule: name_of(rule.function))
def test_a_standard_rule_serves_both_modes(rule):
    assert rule.lacks("jvp") == rule.lacks("vjp") == ""


def test_a_signature_that_cannot_be_read_must_be_stated():
    assert "state it: signature=" in refusal(lambda t: t.elementwise(math.hypot, lambda x, y: (x, y)))


def test_sharing_an_unknown_rule_is_refused():
    assert "`np.sin` has no rule for others to share" in refusal(lambda t: t.same(np.cos, np.sin))


def test_tables_are_values():
    mine = RuleTable("mine")
    mine.elementwise(np.sin, lambda x: 3.0)
    joined = standard | mine
    assert joined.find(np.sin).rule(1.0) == 3.0
    assert standard.find(np.sin).rule(0.0) == 1.0
    assert joined.find(np.cos) is standard.find(np.cos)
    assert mine.find(np.cos) is None
    assert standard.find([]) is None
    assert np.sin in standard
    assert len(joined) == len(standard)


def test_what_a_rule_says_of_itself():
    power = standard.find(np.power)
    assert (power.kind, power.arguments, power.asks) == ("elementwise", ("x", "y"), ("out",))
    where = standard.find(np.where)
    assert (where.kind, where.arguments, where.parameters) == ("linear", ("x", "y"), ("condition", "x", "y"))
    assert standard.find(operator.getitem).arguments == ("a",)
    assert standard.find(np.linalg.solve).arguments == ("a", "b")
    assert standard.find(np.floor).kind == "inactive"
    assert standard.find(np.add.reduce).parameters == ("a", "axis", "dtype", "keepdims")
    assert standard.find(np.vecdot).arguments == ("x1", "x2")


def test_binding_names_arguments_and_fills_defaults():
    total = standard.find(np.sum)
    assert total.bind((1.5,), {}) == {
        "a": 1.5, "axis": None, "dtype": None, "keepdims": False, "initial": None, "where": None
    }  # fmt: skip
    assert total.bind((1.5, 0), {"keepdims": True})["axis"] == 0
    assert standard.find(operator.mul).bind((2, 3), {}) == {"x": 2, "y": 3}
    assert standard.find(pow).bind((), {"base": 2.0, "exp": 3}) == {"base": 2.0, "exp": 3}
    assert standard.find(np.linalg.matrix_norm).bind((1.5,), {})["axis"] == (-2, -1)


def test_binding_refuses_what_the_rule_does_not_list():
    sine = standard.find(np.sin)
    assert sine.bind((1.5,), {"where": True, "out": None}) == {"x": 1.5}
    assert sine.bind((Name("x"),), {"where": Const(True)}) == {"x": Name("x")}
    with pytest.raises(NoRule, match=r"`np.sin` has no rule for its argument `where`"):
        sine.bind((1.5,), {"where": np.array(True)})
    with pytest.raises(NoRule, match="has no rule for its argument `mean`"):
        standard.find(np.var).bind((1.5,), {"mean": 0.0})
    with pytest.raises(NoRule, match=r"has a rule only for `order` 'C' or 'F'"):
        standard.find(np.reshape).bind((1.5, (1,)), {"order": "A"})
    with pytest.raises(NoRule, match="its signature does not allow"):
        sine.bind((), {})


def test_an_argument_without_a_derivative_is_refused_when_active():
    with pytest.raises(NoRule, match=r"`np.trapezoid` has no derivative with respect to `dx`"):
        vjp_of(standard.find(np.trapezoid), (np.ones(3), np.ones(3), 2.0), {}, 1.0, wrt=("y", "dx"))
    with pytest.raises(NoRule, match="no derivative with respect to `initial`"):
        jvp_of(standard.find(np.sum), (np.ones(3),), {"initial": 1.5}, {"initial": 1.0})


def test_a_missing_rule_gives_its_reason():
    table = RuleTable("mine")
    table.missing(np.sin, "because of this test")
    with pytest.raises(NoRule, match="because of this test"):
        vjp_of(table.find(np.sin), (1.5,), {}, 1.0, wrt=("x",))


@pytest.mark.parametrize(
    ("fn", "name"),
    [(np.sin, "np.sin"), (np.linalg.solve, "np.linalg.solve"), (math.sin, "math.sin"), (np.add.reduce, "np.add.reduce"),
     (operator.add, "operator.add"), (max, "max"), (np.fft.fft, "np.fft.fft")],
)  # fmt: skip
def test_functions_go_by_the_names_people_use(fn, name):
    assert name_of(fn) == name


def test_integer_results_have_no_derivative():
    (bar,) = vjp_of(standard.find(np.asarray), (np.array([1.5]),), {"dtype": int}, np.array([1.0])).values()
    assert bar.tolist() == [0.0]
