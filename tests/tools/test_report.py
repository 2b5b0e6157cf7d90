"""`report` tells of each line what will happen, and runs nothing."""

import numpy as np

import ad_transform as ad


def relax(x, k, steps: int):
    energy = 0.0
    label = "a" + "b"
    for _ in range(steps):
        x = x * np.exp(-k * x)
        if energy > 0.5:
            energy = energy + np.sum(x * x)
    n = len(x)
    return energy / n


def verdicts(report):
    return {line.text.strip(): (line.verdict, line.why) for line in report.lines}


def test_each_line_has_its_verdict():
    found = verdicts(ad.report(relax))
    assert found["x = x * np.exp(-k * x)"] == ("rule", "elementwise: neg, mul, np.exp")
    assert found["energy = energy + np.sum(x * x)"] == ("rule", "elementwise: mul, add; reduction: np.sum")
    assert found["n = len(x)"] == ("constant", "passed through")
    assert found["return energy / n"] == ("rule", "elementwise: truediv")
    verdict, why = found["for _ in range(steps):"]
    assert verdict == "flow"
    assert "exp_" in why and "(float64 vector)" in why and "(a number)" in why


def test_it_is_about_the_kinds_of_the_arguments():
    assert "float64 array, 2 axes" in str(ad.report(relax, np.ones((2, 2)), 0.7, 3))
    assert "elementwise: neg, mul" in str(ad.report(relax, wrt="k"))


def test_what_is_refused_is_said_with_its_reason_and_a_way_out():
    def reads(x):
        y = np.sin(x)
        with open("log") as file:
            file.write("x")
        return y

    report = ad.report(reads)
    (line,) = report.refused
    assert line.text.strip() == 'with open("log") as file:'
    assert "not differentiated" in line.why and "(" in line.why
    assert str(report).startswith("`reads` is refused with respect to x")
    assert f"{line.number:>5}! " in str(report)


def test_recursion_and_methods():
    def power(x, n: int):
        return x if n == 0 else x * power(x, n - 1)

    assert "calls itself: power" in str(ad.report(power))


def test_nothing_is_run():
    def explodes(x):
        return x / 0 + undefined_at_run_time(x)

    def undefined_at_run_time(x):
        return 1 / 0 * x

    assert not ad.report(explodes).refused
