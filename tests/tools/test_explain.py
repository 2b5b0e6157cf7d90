"""`explain` shows the tables of a textbook, the round of a loop that is asked for, and the same to programs."""

import json
import math
from html.parser import HTMLParser

import numpy as np
import pytest

import ad_transform as ad


def textbook(x, y):
    return np.sin(x * y) + np.cos(x * y)


def relax(x, k, steps: int):
    energy = 0.0
    for _ in range(steps):
        x = x * np.exp(-k * x)
        energy = energy + np.sum(x * x)
    return energy


S, C = math.sin(6.0), math.cos(6.0)


def test_the_forward_and_backward_tables_of_a_textbook():
    rows = ad.explain(textbook, 2.0, 3.0, along={"x": 1.0}).rows
    expected = [
        ("x", 2.0, 3 * (C - S), 1.0, {}),
        ("y", 3.0, 2 * (C - S), None, {}),
        ("product = x * y", 6.0, C - S, 3.0, {"x": 3.0, "y": 2.0}),
        ("sin = np.sin(product)", S, 1.0, 3 * C, {"product": C}),
        ("cos = np.cos(product)", C, 1.0, -3 * S, {"product": -S}),
        ("sum = sin + cos", S + C, 1.0, 3 * (C - S), {"sin": 1.0, "cos": 1.0}),
    ]
    line = textbook.__code__.co_firstlineno + 1
    for row, (text, value, adjoint, tangent, partials) in zip(rows, expected, strict=True):
        assert row.text.replace(f"_{line}", "") == text
        assert (row.value, row.adjoint) == pytest.approx((value, adjoint))
        assert row.tangent is None if tangent is None else row.tangent == pytest.approx(tangent)
        found = {name.replace(f"_{line}", ""): number for name, number in row.partials}
        assert found == pytest.approx(partials)
    assert {row.line for row in rows[2:]} == {line}


def test_in_a_terminal():
    lines = str(ad.explain(textbook, 2.0, 3.0)).splitlines()
    assert lines[0].split() == ["step", "value", "partials", "adjoint", "line"]
    values = [line.split("  ")[0].ljust(30) + line for line in lines[3:]]
    for line, value in zip(values, ["6", "-0.279", "0.960", "0.681"], strict=True):
        assert f" {value} " in line
    assert lines[3].endswith("return np.sin(x * y) + np.cos(x * y)")
    assert "return" not in lines[4]
    assert "0.27942" in str(ad.explain(textbook, 2.0, 3.0, digits=5))


def test_loops_show_the_round_that_is_chosen():
    x = np.array([0.3, 0.7, 1.1])
    last = ad.explain(relax, x, 0.7, 4)
    assert "for _ in range(steps): round 3 of 4" in str(last)
    states = [x]
    for _ in range(4):
        states.append(states[-1] * np.exp(-0.7 * states[-1]))
    for k in range(4):
        (row,) = [row for row in last.at(k).rows if row.text.startswith("x = x * exp")]
        np.testing.assert_allclose(row.value, states[k + 1])
    assert "round 3 of 4" in str(last.at(99))
    assert "round 2 of 4" in str(last.at(-2))
    assert "no rounds" in str(ad.explain(relax, x, 0.7, 0))


def test_loops_in_loops_and_branches():
    def f(x):
        total = 0.0
        for i in range(3):
            for j in range(i):
                if j:
                    total = total + x * x
                else:
                    total = total - x
        return total

    shown = str(ad.explain(f, 2.0))
    assert "round 2 of 3" in shown and "round 1 of 2" in shown
    assert "total = total + product" in shown and "total = total - x" not in shown
    shown = str(ad.explain(f, 2.0, round=1))
    assert "round 1 of 3" in shown and "round 0 of 1" in shown
    assert "total = total - x" in shown


def test_arguments_are_not_written_and_results_may_be_arrays():
    def f(x):
        x[0] = x[1] * x[2]
        return x * 2

    x = np.array([0.3, 0.7, 1.1])
    rows = ad.explain(f, x, out_bar=np.array([1.0, 0.0, 2.0])).rows
    np.testing.assert_array_equal(x, [0.3, 0.7, 1.1])
    np.testing.assert_allclose(rows[0].adjoint, [0.0, 2.2, 1.4 + 4.0])
    assert any(row.text.startswith("x[0] = product") for row in rows)
    with pytest.raises(ad.NotDifferentiable, match="returns an array"):
        ad.explain(f, x)


def test_for_programs():
    found = ad.explain(textbook, 2.0, 3.0).to_dict()
    assert found["function"] == "textbook"
    step = found["rows"][2]
    assert step["value"] == 6.0 and step["source"].startswith("return")
    assert [partial["value"] for partial in step["partials"]] == [3.0, 2.0]
    large = ad.explain(lambda x: np.sum(np.log(x)), np.arange(2000.0))
    with np.errstate(all="ignore"):
        read = json.loads(large.to_json())
    assert read["rows"][0]["value"] == {"shape": [2000], "min": 0.0, "max": 1999.0, "finite": True}
    assert read["rows"][1]["value"]["min"] == "-inf"


class Cells(HTMLParser):
    """The text of each cell of a table, row by row."""

    def __init__(self):
        super().__init__()
        self.rows, self.inside = [], False

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        self.inside = tag in ("td", "th")

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] += data


def test_in_a_notebook():
    def f(x):
        return x * 2.0 if x < 3.0 else x

    page = Cells()
    page.feed(ad.explain(f, 2.0)._repr_html_())
    plain = [line.split() for line in str(ad.explain(f, 2.0)).splitlines()]
    assert [" ".join(row).split() for row in page.rows] == plain
    assert "x < 3.0" in page.rows[2][0]
