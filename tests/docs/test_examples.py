"""Every example runs as a script, quietly, and prints what is true."""

import hashlib
import importlib.util
import math
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tests.helpers import central, jacobian_by_differences

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
SCRIPTS = sorted(path.stem for path in EXAMPLES.glob("*.py"))

NUMBER = re.compile(r"[-+]?\d+\.\d+(?:e[-+]?\d+)?")


@cache
def output(name):
    """What the example prints, run by itself."""
    paths = [str(ROOT), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
    command = [sys.executable, "-W", "error::RuntimeWarning", str(EXAMPLES / f"{name}.py")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return done.stdout


@cache
def module(name):
    spec = importlib.util.spec_from_file_location(f"example_{name}", EXAMPLES / f"{name}.py")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def numbers(text):
    return [float(number) for number in NUMBER.findall(text)]


def lines_with(name, words):
    return [line for line in output(name).splitlines() if words in line]


@pytest.mark.parametrize("name", SCRIPTS)
def test_example_runs_and_prints(name):
    assert output(name).strip()


# Three ways


@pytest.mark.parametrize(
    "way, x, y", [("by tape", 0.5, 1.2), ("by dual numbers", 2.0, 3.0), ("by source", 2.0, 3.0)]
)
def test_each_way_prints_the_gradient(way, x, y):
    (line,) = lines_with("three_ways", way)
    expected = [x, y, math.cos(x) * math.cos(y), -math.sin(x) * math.sin(y)]
    assert numbers(line) == pytest.approx(expected, abs=2e-15)


def test_all_ways_agree_everywhere():
    ways = module("three_ways")
    for x, y in np.random.default_rng(0).normal(size=(20, 2)):
        expected = pytest.approx(ways.closed_form(x, y), rel=1e-14, abs=1e-15)
        assert ways.by_tape(x, y) == expected
        assert ways.by_dual_numbers(x, y) == expected
        assert ways.by_source(x, y) == expected


# The table of a graph


def test_table_of_values_and_adjoints():
    sine, cosine = math.sin(6.0), math.cos(6.0)
    expected = {
        "x": (2.0, 3 * (cosine - sine)),
        "y": (3.0, 2 * (cosine - sine)),
        "mul(x, y)": (6.0, cosine - sine),
        "sin(a)": (sine, 1.0),
        "cos(a)": (cosine, 1.0),
        "add(b, c)": (sine + cosine, 1.0),
    }
    heading, *rows = output("graph_table").splitlines()
    assert heading.split() == ["node", "computed", "as", "value", "adjoint"]
    assert len(rows) == len(expected)
    for row, (formula, pair) in zip(rows, expected.items(), strict=True):
        assert formula in row
        assert numbers(row) == pytest.approx(pair, abs=5.1e-4)
    assert [numbers(row)[0] for row in rows[2:]] == [6.0, -0.279, 0.960, 0.681]


# A straight line


def test_descent_arrives_at_the_least_squares():
    (descent,) = lines_with("linear_regression", "gradient descent")
    (least,) = lines_with("linear_regression", "least squares")
    assert numbers(descent) == numbers(least)
    losses = [numbers(line)[0] for line in lines_with("linear_regression", "loss")]
    assert losses == sorted(losses, reverse=True)


# Votes

# By statsmodels 0.15.0; examples/data/README.md says how.
COEFFICIENTS = {
    "constant": -7.811147240705736,
    "selfLR": 0.5976273328630619,
    "PID": 1.0452294178298513,
    "age": 0.01013093879883925,
    "educ": 0.05508713350943233,
    "income": 0.03944894230836948,
}
LOG_LIKELIHOOD = -248.171560738761


def test_data_are_those_described():
    votes = module("logistic_regression")
    features, vote = votes.load()
    assert features.shape == (944, 6)
    assert set(vote) == {0.0, 1.0}
    assert np.isfinite(features).all()
    digest = hashlib.sha256(votes.DATA.read_bytes()).hexdigest()
    assert digest in (EXAMPLES / "data" / "README.md").read_text()


def test_gradient_agrees_with_differences_at_start_and_optimum():
    votes = module("logistic_regression")
    features, vote = votes.load()
    for beta in (np.zeros(6), np.array([*COEFFICIENTS.values()])):
        value, gradient = votes.loss_and_gradient(beta, features, vote)
        expected, error = jacobian_by_differences(
            votes.loss, lambda beta=beta: (beta.copy(), features, vote), (0,), step=1e-4
        )
        assert value == votes.loss(beta, features, vote)
        assert np.max(error) < 1e-8
        np.testing.assert_allclose(gradient, expected[0], rtol=0, atol=1e-8)


def test_fit_is_that_of_statsmodels():
    votes = module("logistic_regression")
    np.testing.assert_allclose(votes.fit(*votes.load()), [*COEFFICIENTS.values()], rtol=1e-6)
    for name, coefficient in COEFFICIENTS.items():
        (line,) = (line for line in lines_with("logistic_regression", name) if line.startswith(name))
        assert numbers(line) == pytest.approx([coefficient], abs=2e-6)
    (line,) = lines_with("logistic_regression", "log-likelihood")
    assert numbers(line) == pytest.approx([LOG_LIKELIHOOD], abs=1e-6)


def test_reference_fit_can_be_repeated():
    api = pytest.importorskip(
        "statsmodels.api", reason="statsmodels is not installed; its numbers are kept above"
    )
    data = api.datasets.anes96.load_pandas().data
    predictors = api.add_constant(data[[*module("logistic_regression").PREDICTORS]])
    found = api.Logit(data["vote"], predictors).fit(method="newton", tol=1e-14, maxiter=100, disp=0)
    np.testing.assert_allclose(found.params, [*COEFFICIENTS.values()], rtol=1e-9)
    assert found.llf == pytest.approx(LOG_LIKELIHOOD, rel=1e-12)


# A loop with a branch


def test_gradient_of_relax_agrees_with_differences():
    relax = module("relax").relax
    x, k = np.array([0.6, -1.1, 0.8]), 0.7
    x_bar, k_bar = relax.grad(x, k, 5)
    by_x, _ = jacobian_by_differences(relax, lambda: (x.copy(), k, 5), (0,))
    by_k, _ = central(lambda h: np.array([relax(x, k + h, 5)]), 2e-3)
    np.testing.assert_allclose(x_bar, by_x[0], rtol=1e-8)
    assert k_bar == pytest.approx(by_k[0], rel=1e-8)


def test_relax_prints_its_gradient():
    text = output("relax")
    compile(text[: text.rindex("energy ")], "relax_grad.py", "exec")
    assert text.startswith(module("relax").relax.grad.source.splitlines()[0])
    assert "def relax_grad(x, k, steps):" in text
