"""The rules of scipy.linalg and scipy.stats: right by differences, closed, and right in the text that is written."""

import numpy as np
import pytest

sl = pytest.importorskip("scipy.linalg")
stats = pytest.importorskip("scipy.stats")

import ad_transform as ad  # noqa: E402
from ad_transform.rules import scipy_linalg, scipy_stats, standard  # noqa: E402
from ad_transform.rules.table import name_of  # noqa: E402
from tests.rules.checking import check_call  # noqa: E402
from tests.rules.samples import real  # noqa: E402
from tests.rules.test_closure import test_what_a_rule_calls_has_a_rule as check_closure  # noqa: E402
from tests.rules.test_through_transform import test_what_is_written_computes_the_rule as check_text  # noqa: E402

SQUARE = real(3, 3) + 4 * np.eye(3)
OTHER = real(2, 2, seed=2) + 3 * np.eye(2)
SYMMETRIC = SQUARE @ SQUARE.T
X, LOC, SCALE = real(2, 3), real(3, seed=1), real(3, low=0.6, high=2.5)
CALLS = [
    (sl.inv, (SQUARE,), {}), (sl.det, (SQUARE,), {}),
    (sl.solve, (SQUARE, real(3)), {}), (sl.solve, (SQUARE, real(3, 2)), {}),
    (sl.solve, (SQUARE + 0.5j, real(3, 2)), {"check_finite": False}),
    *((sl.solve_triangular, (SQUARE, b), {"lower": lower, "unit_diagonal": unit})
      for b in (real(3), real(3, 2)) for lower in (True, False) for unit in (True, False)),
    (sl.solve_triangular, (SQUARE, real(3)), {}),
    (sl.cholesky, (SYMMETRIC,), {"lower": True}),
    (sl.expm, (SQUARE / 3,), {}), (sl.expm, (np.stack([SQUARE / 3, SQUARE / 4]),), {}),
    (sl.expm, (SQUARE / 3 + 0.2j,), {}),
    (sl.sqrtm, (SYMMETRIC,), {}), (sl.solve_sylvester, (SQUARE, OTHER, real(3, 2)), {}),
    *((fn, args, {}) for fn in (stats.norm.logpdf, stats.norm.pdf, stats.norm.cdf, stats.norm.sf, stats.norm.logcdf,
                                stats.norm.logsf)
      for args in ((X,), (X, LOC), (X, LOC, SCALE), (0.3, -0.2, 1.5))),
    (stats.norm.logpdf, (X,), {"scale": SCALE}),
]  # fmt: skip
IDS = [f"{name_of(fn)}-{k}" for k, (fn, _, _) in enumerate(CALLS)]
RULES = [*scipy_linalg.rules, *scipy_stats.rules]


@pytest.mark.parametrize(("fn", "args", "kwargs"), CALLS, ids=IDS)
def test_derivative_of(fn, args, kwargs):
    check_call(standard.find(fn), args, kwargs)


@pytest.mark.parametrize(("fn", "args", "kwargs"), CALLS, ids=IDS)
def test_text_of(fn, args, kwargs, request):
    check_text(fn, args, kwargs, request)


def test_every_rule_is_tried():
    assert [name_of(rule.function) for rule in RULES if rule.function not in {fn for fn, _, _ in CALLS}] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: name_of(rule.function))
def test_closure(rule):
    check_closure(rule)


def log_likelihood(data, mean, width):
    return np.sum(stats.norm.logpdf(data, mean, scale=width))


def test_as_users_write_it():
    data, step = np.array([0.5, -1.0, 2.0]), 1e-6
    found = ad.grad(log_likelihood, (1, 2))(data, 0.3, 1.2)
    by_mean = log_likelihood(data, 0.3 + step, 1.2) - log_likelihood(data, 0.3 - step, 1.2)
    by_width = log_likelihood(data, 0.3, 1.2 + step) - log_likelihood(data, 0.3, 1.2 - step)
    np.testing.assert_allclose(found, np.array([by_mean, by_width]) / (2 * step), rtol=1e-7)


@pytest.mark.parametrize("kwargs", [{"assume_a": "pos"}, {"lower": True}, {"transposed": True}])
def test_what_is_not_known_is_refused(kwargs):
    def f(a):
        return np.sum(sl.solve(a, np.ones(3), **kwargs))

    with pytest.raises(ad.DifferentiationError):
        ad.grad(f)(SYMMETRIC)
