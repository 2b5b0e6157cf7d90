"""The rules of scipy.linalg and scipy.stats as users meet them; tests of each rule: test_every_rule.py."""

import numpy as np
import pytest

sl = pytest.importorskip("scipy.linalg")
stats = pytest.importorskip("scipy.stats")

import ad_transform as ad  # noqa: E402
from tests.rules.samples_of_stats import SYMMETRIC  # noqa: E402


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
