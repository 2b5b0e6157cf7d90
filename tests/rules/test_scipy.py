"""The rules of scipy.linalg and scipy.stats as users meet them; tests of each rule: test_every_rule.py."""

import numpy as np
import pytest

sl = pytest.importorskip("scipy.linalg")
stats = pytest.importorskip("scipy.stats")

import ad_transform as ad  # noqa: E402
from tests.rules.samples_of_scipy_linalg import SYMMETRIC  # noqa: E402


def log_likelihood(data, mean, width):
    return np.sum(stats.norm.logpdf(data, mean, scale=width))


def test_as_users_write_it():
    data, step = np.array([0.5, -1.0, 2.0]), 1e-6
    found = ad.grad(log_likelihood, (1, 2))(data, 0.3, 1.2)
    by_mean = log_likelihood(data, 0.3 + step, 1.2) - log_likelihood(data, 0.3 - step, 1.2)
    by_width = log_likelihood(data, 0.3, 1.2 + step) - log_likelihood(data, 0.3, 1.2 - step)
    np.testing.assert_allclose(found, np.array([by_mean, by_width]) / (2 * step), rtol=1e-7)


def test_what_is_not_known_is_refused():
    def f(a):
        return np.sum(sl.solve(a, np.ones(3), overwrite_a=True))

    with pytest.raises(ad.DifferentiationError):
        ad.grad(f)(SYMMETRIC)


def of_a_stack(a):
    return np.sum(sl.solve(a, np.ones((2, 3, 1)), assume_a="pos"))


def with_free_columns(a):
    return np.sum(sl.qr(a)[0])


def with_a_long_side(a):
    return np.sum(sl.polar(a)[0])


@pytest.mark.parametrize(
    ("function", "a", "told"),
    [
        (of_a_stack, np.stack([SYMMETRIC, SYMMETRIC]), "2 axes"),
        (with_free_columns, np.eye(3)[:, :2], "economic"),
        (with_a_long_side, np.eye(3)[:2], "shorter side"),
    ],
)
def test_what_has_no_derivative_raises(function, a, told):
    with pytest.raises(ValueError, match=told):
        ad.grad(function)(a)


def of_a_frozen_law(x):
    return stats.tukeylambda(0.3).pdf(x)


def test_a_law_that_is_called_is_refused():
    with pytest.raises(ad.DifferentiationError):
        ad.grad(of_a_frozen_law)(0.3)
