"""Derivatives of scipy.stats: laws of whole numbers, by those of their parameters that are no whole numbers."""

import numpy as np
from scipy import special as sc
from scipy import stats

from ad_transform.rules.table import OurTable

rules = OurTable("scipy.stats, laws of whole numbers")
elementwise = rules.elementwise
RATE, CHANCE = "(k, mu, loc=0)", "(k, p, loc=0)"
TRIALS = "(k, n, p, loc=0)"


@elementwise(stats.poisson.logpmf, signature=RATE)
def poisson_logpmf(k, mu, loc):
    return None, np.where(k == loc, 0.0, (k - loc) / mu) - 1


@elementwise(stats.poisson.pmf, signature=RATE)
def poisson_pmf(k, mu, loc):
    return None, stats.poisson.pmf(k - 1, mu, loc) - stats.poisson.pmf(k, mu, loc)


@elementwise(stats.poisson.cdf, signature=RATE)
def poisson_cdf(k, mu, loc):
    return None, -stats.poisson.pmf(np.floor(k), mu, loc)


@elementwise(stats.poisson.sf, signature=RATE)
def poisson_sf(k, mu, loc):
    return None, stats.poisson.pmf(np.floor(k), mu, loc)


@elementwise(stats.bernoulli.logpmf, signature=CHANCE)
def bernoulli_logpmf(k, p, loc):
    return None, np.where(k == loc, -1 / (1 - p), 1 / p)


@elementwise(stats.bernoulli.pmf, signature=CHANCE)
def bernoulli_pmf(k, p, loc):
    return None, np.where(k == loc, -1.0, 0.0) + np.where(k == loc + 1, 1.0, 0.0)


@elementwise(stats.geom.logpmf, signature=CHANCE)
def geom_logpmf(k, p, loc):
    return None, 1 / p - np.where(k == loc + 1, 0.0, (k - loc - 1) / (1 - p))


@elementwise(stats.binom.logpmf, signature=TRIALS)
def binom_logpmf(k, n, p, loc):
    x = k - loc
    return None, None, np.where(x == 0, 0.0, x / p) - np.where(x == n, 0.0, (n - x) / (1 - p))


@elementwise(stats.nbinom.logpmf, signature=TRIALS)
def nbinom_logpmf(k, n, p, loc):
    x = k - loc
    return None, sc.psi(x + n) - sc.psi(n) + np.log(p), n / p - np.where(x == 0, 0.0, x / (1 - p))


@elementwise(stats.binom.pmf, signature=TRIALS)
def binom_pmf(k, n, p, loc):
    return None, None, n * (stats.binom.pmf(k - 1, n - 1, p, loc) - stats.binom.pmf(k, n - 1, p, loc))


@elementwise(stats.binom.cdf, signature=TRIALS)
def binom_cdf(k, n, p, loc):
    return None, None, -n * stats.binom.pmf(np.floor(k), n - 1, p, loc)


@elementwise(stats.binom.sf, signature=TRIALS)
def binom_sf(k, n, p, loc):
    return None, None, n * stats.binom.pmf(np.floor(k), n - 1, p, loc)


@elementwise(stats.geom.pmf, signature=CHANCE)
def geom_pmf(k, p, loc, *, out):
    return None, out * (1 / p - np.where(k == loc + 1, 0.0, (k - loc - 1) / (1 - p)))


@elementwise(stats.geom.cdf, signature=CHANCE)
def geom_cdf(k, p, loc):
    x = np.maximum(np.floor(k - loc), 0)
    return None, x * (1 - p) ** np.maximum(x - 1, 0)


@elementwise(stats.geom.sf, signature=CHANCE)
def geom_sf(k, p, loc):
    x = np.maximum(np.floor(k - loc), 0)
    return None, -x * (1 - p) ** np.maximum(x - 1, 0)


@elementwise(stats.nbinom.pmf, signature=TRIALS)
def nbinom_pmf(k, n, p, loc, *, out):
    x = k - loc
    by_n = np.where(out == 0, 0.0, sc.psi(np.maximum(x, 0) + n) - sc.psi(n) + np.log(p))
    return None, out * by_n, out * (n / p - np.where(x == 0, 0.0, x / (1 - p)))


@elementwise(stats.logser.logpmf, signature=CHANCE)
def logser_logpmf(k, p, loc):
    return None, (k - loc) / p + 1 / ((1 - p) * np.log1p(-p))


@elementwise(stats.betabinom.logpmf, signature="(k, n, a, b, loc=0)")
def betabinom_logpmf(k, n, a, b, loc):
    x, both = k - loc, sc.psi(a + b) - sc.psi(n + a + b)
    return None, None, sc.psi(x + a) - sc.psi(a) + both, sc.psi(n - x + b) - sc.psi(b) + both
