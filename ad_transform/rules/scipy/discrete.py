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
