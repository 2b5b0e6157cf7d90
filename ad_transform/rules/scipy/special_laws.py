"""Derivatives of scipy.special: distribution functions and their inverses, by the argument and, where that is closed,
by parameters. Kinds and reserved words: table.py; formulas: NIST Digital Library of Mathematical Functions (DLMF), and
Johnson, Kotz, Balakrishnan, Continuous univariate distributions, 1994 (JKB).
"""

import numpy as np
from scipy import special as sc

from ad_transform.rules.scipy.special import beta_density
from ad_transform.rules.table import OurTable

rules = OurTable("scipy.special, laws")
elementwise = rules.elementwise

# Densities


def t_density(df, t):
    """Student's law."""
    return np.exp(-(df + 1) / 2 * np.log1p(t**2 / df) - sc.betaln(df / 2, 0.5)) / np.sqrt(df)


def chi2_density(df, x):
    """The law of a sum of `df` squares."""
    return np.exp(sc.xlogy(df / 2 - 1, x / 2) - x / 2 - sc.gammaln(df / 2)) / 2


def noncentral_chi2_density(df, nc, x):
    """The same where the sum of the squared means is `nc` (JKB 29.4), by a Bessel function scaled to stay finite."""
    central = (nc == 0) | (x == 0)
    y, n = np.where(central, 1, x), np.where(central, 1, nc)
    exponent = sc.xlogy(df / 4 - 0.5, y / n) - (np.sqrt(y) - np.sqrt(n)) ** 2 / 2
    return np.where(
        central,
        chi2_density(df, x) * np.exp(-nc / 2),
        np.exp(exponent) * sc.ive(df / 2 - 1, np.sqrt(y * n)) / 2,
    )


def f_density(dfn, dfd, x):
    """Fisher's law: a beta law in ``dfn x / (dfn x + dfd)``."""
    whole = dfn * x + dfd
    return beta_density(dfn / 2, dfd / 2, dfn * x / whole) * dfn * dfd / whole**2


def gamma_density(b, y):
    """The law of the sum of `b` waiting times of mean one."""
    return np.exp(sc.xlogy(b - 1, y) - y - sc.gammaln(b))


def poisson_weight(k, m):
    """How likely `k` events are where `m` are expected."""
    return np.exp(sc.xlogy(np.floor(k), m) - m - sc.gammaln(np.floor(k) + 1))


def binomial_slope(k, n, p):
    """The derivative by `p` of the probability of more than `k` successes in `n` trials, DLMF 8.17.5."""
    whole = np.floor(k)
    inside = (whole >= 0) & (whole < n)
    return np.where(
        inside, beta_density(np.where(inside, whole, 0) + 1, np.where(inside, n - whole, 1), p), 0.0
    )


def normal_quantile_slope(p):
    """The derivative of the quantile of the normal law."""
    return np.sqrt(2 * np.pi) * np.exp(sc.ndtri(p) ** 2 / 2)


# fmt: off
elementwise(sc.stdtr,    lambda df, t:            (None, t_density(df, t)))
elementwise(sc.stdtrit,  lambda df, p, *, out:    (None, 1 / t_density(df, out)))
elementwise(sc.chdtr,    lambda v, x:             (None, chi2_density(v, x)))
elementwise(sc.chdtrc,   lambda v, x:             (None, -chi2_density(v, x)))
elementwise(sc.chdtri,   lambda v, p, *, out:     (None, -1 / chi2_density(v, out)))
elementwise(sc.fdtr,     lambda dfn, dfd, x:      (None, None, f_density(dfn, dfd, x)))
elementwise(sc.fdtrc,    lambda dfn, dfd, x:      (None, None, -f_density(dfn, dfd, x)))
elementwise(sc.fdtri,    lambda dfn, dfd, p, *, out: (None, None, 1 / f_density(dfn, dfd, out)))
elementwise(sc.pdtr,     lambda k, m:             (None, -poisson_weight(k, m)))
elementwise(sc.pdtrc,    lambda k, m:             (None, poisson_weight(k, m)))
elementwise(sc.pdtri,    lambda k, y, *, out:     (None, -1 / poisson_weight(k, out)))
elementwise(sc.bdtr,     lambda k, n, p:          (None, None, -binomial_slope(k, n, p)))
elementwise(sc.bdtrc,    lambda k, n, p:          (None, None, binomial_slope(k, n, p)))
elementwise(sc.bdtri,    lambda k, n, y, *, out:  (None, None, -1 / binomial_slope(k, n, out)))
elementwise(sc.nbdtr,    lambda k, n, p:          (None, None, beta_density(n, np.floor(k) + 1, p)))
elementwise(sc.nbdtrc,   lambda k, n, p:          (None, None, -beta_density(n, np.floor(k) + 1, p)))
elementwise(sc.nbdtri,   lambda k, n, y, *, out:  (None, None, 1 / beta_density(n, np.floor(k) + 1, out)))
elementwise(sc.nrdtrimn, lambda p, std, x:        (-std * normal_quantile_slope(p), -sc.ndtri(p), 1.0))
# fmt: on


@elementwise(sc.nrdtrisd)
def nrdtrisd(mn, p, x, *, out):
    quantile = sc.ndtri(p)
    return -1 / quantile, -out / quantile * normal_quantile_slope(p), 1 / quantile


@elementwise(sc.gdtr)
def gdtr(a, b, x):
    density = gamma_density(b, a * x)
    return x * density, None, a * density


@elementwise(sc.gdtrc)
def gdtrc(a, b, x):
    density = gamma_density(b, a * x)
    return -x * density, None, -a * density


@elementwise(sc.gdtria)
def gdtria(p, b, x, *, out):
    return 1 / (x * gamma_density(b, out * x)), None, -out / x


@elementwise(sc.gdtrix)
def gdtrix(a, b, p, *, out):
    return -out / a, None, 1 / (a * gamma_density(b, a * out))


@elementwise(sc.chndtr)
def chndtr(x, df, nc):
    return noncentral_chi2_density(df, nc, x), None, -noncentral_chi2_density(df + 2, nc, x)


@elementwise(sc.chndtrix)
def chndtrix(p, df, nc, *, out):
    density = noncentral_chi2_density(df, nc, out)
    return 1 / density, None, noncentral_chi2_density(df + 2, nc, out) / density


@elementwise(sc.chndtrinc)
def chndtrinc(x, df, p, *, out):
    slope = noncentral_chi2_density(df + 2, out, x)
    return noncentral_chi2_density(df, out, x) / slope, None, -1 / slope


@elementwise(sc.tklmbda)
def tklmbda(x, lmbda, *, out):
    inside = (out > 0) & (out < 1)
    p = np.where(inside, out, 0.5)
    return np.where(inside, 1 / (p ** (lmbda - 1) + (1 - p) ** (lmbda - 1)), 0.0), None


SHAPE = "no closed form is known by the shape, which is what it solves for"
for name in (
    "bdtrik",
    "bdtrin",
    "btdtria",
    "btdtrib",
    "chdtriv",
    "chndtridf",
    "fdtridfd",
    "gdtrib",
    "nbdtrik",
):
    rules.missing(getattr(sc, name), SHAPE)
rules.missing(sc.nbdtrin, SHAPE)
rules.missing(sc.pdtrik, SHAPE)
rules.missing(sc.stdtridf, SHAPE)
for name in ("ncfdtr", "ncfdtri", "ncfdtridfd", "ncfdtridfn", "ncfdtrinc"):
    rules.missing(
        getattr(sc, name), "the density of the noncentral law of Fisher is no public function of SciPy"
    )
for name in ("nctdtr", "nctdtridf", "nctdtrinc", "nctdtrit"):
    rules.missing(
        getattr(sc, name), "the density of the noncentral law of Student is no public function of SciPy"
    )
for name in ("kolmogorov", "kolmogi", "smirnov", "smirnovi"):
    rules.missing(getattr(sc, name), "its density is no public function of SciPy")
