"""The rules of scipy.linalg and scipy.stats as users meet them; tests of each rule: test_every_rule.py."""

import numpy as np
import pytest

sl = pytest.importorskip("scipy.linalg")
stats = pytest.importorskip("scipy.stats")

sparse = pytest.importorskip("scipy.sparse")

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


def of_held_laws(x, mean, width):
    law = stats.norm(mean, scale=width)
    return np.sum(law.logpdf(x)) + stats.gamma(2.3, scale=width).cdf(1.1) + stats.poisson(width).logpmf(2)


def of_a_held_law_of_several(x, mean):
    return stats.multivariate_normal(mean, np.eye(3)).logpdf(x)


@pytest.mark.parametrize(
    ("function", "args"),
    [
        (of_held_laws, (np.array([0.5, -1.0, 2.0]), 0.3, 1.2)),
        (of_a_held_law_of_several, (np.array([0.5, -1.0, 2.0]), np.array([0.1, 0.2, 0.4]))),
    ],
)
def test_laws_with_their_parameters(function, args):
    step = 1e-6
    for k, bar in enumerate(ad.grad(function, tuple(range(len(args))))(*args)):
        for place in np.ndindex(np.shape(args[k])):
            move = np.zeros(np.shape(args[k]))
            move[place] = step
            up, down = ([*args[:k], args[k] + sign * move[()], *args[k + 1 :]] for sign in (1, -1))
            slope = (function(*up) - function(*down)) / (2 * step)
            np.testing.assert_allclose(np.asarray(bar)[place], slope, rtol=1e-6)


STIFFNESS = sparse.csr_array(np.array([[1.0, 0.0, 2.0], [0.0, 3.0, 0.0]]))


def of_a_sparse_product(x):
    return np.sum((STIFFNESS @ x) ** 2)


def of_sparse_columns(x):
    return np.sum((STIFFNESS @ np.outer(x, x)) ** 2)


@pytest.mark.parametrize("function", [of_a_sparse_product, of_sparse_columns])
def test_products_with_sparse_matrices(function):
    x, dot, step = np.array([1.0, 2.0, 3.0]), np.array([0.3, -0.4, 0.2]), 1e-5
    slope = (function(x + step * dot) - function(x - step * dot)) / (2 * step)
    np.testing.assert_allclose(np.sum(ad.grad(function)(x) * dot), slope, rtol=1e-8)
    np.testing.assert_allclose(ad.jvp(function, (x,), (dot,))[1], slope, rtol=1e-8)


def of_a_law_without_rules(x):
    return stats.tukeylambda(0.3).pdf(x)


def of_the_mean_of_a_law(x):
    return stats.gamma(x).mean()


@pytest.mark.parametrize("function", [of_a_law_without_rules, of_the_mean_of_a_law])
def test_what_is_not_known_of_a_law_is_refused(function):
    with pytest.raises(ad.DifferentiationError):
        ad.grad(function)(0.3)


def of_a_single_number(a):
    return np.sum(sl.solve(a, np.ones(3)))


def test_a_matrix_of_one_number_for_a_longer_side_raises():
    with pytest.raises((ValueError, ad.DifferentiationError)):
        ad.grad(of_a_single_number)(np.array([[2.0]]))
