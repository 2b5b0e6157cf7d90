"""Calls to try the rules of scipy.stats and scipy.integrate on; see samples.py."""

import numpy as np
from scipy import integrate, stats

from tests.rules.samples import real, sample

X, LOC, SCALE = real(2, 3), real(3, seed=1), real(3, low=0.6, high=2.5)
CALLS = [
    *((fn, args, {}) for fn in (stats.norm.logpdf, stats.norm.pdf, stats.norm.cdf, stats.norm.sf, stats.norm.logcdf,
                                stats.norm.logsf)
      for args in ((X,), (X, LOC), (X, LOC, SCALE), (0.3, -0.2, 1.5))),
    (stats.norm.logpdf, (X,), {"scale": SCALE}),
]  # fmt: skip
for fn, args, kwargs in CALLS:
    sample(fn, *args, **kwargs)

# Laws: where their densities and quantiles are smooth
SHAPES = {
    "expon": (), "laplace": (), "logistic": (), "cauchy": (), "uniform": (), "gumbel_r": (), "gumbel_l": (),
    "rayleigh": (), "halfnorm": (), "halfcauchy": (), "maxwell": (), "gamma": (2.3,), "invgamma": (2.3,),
    "chi2": (3.4,), "t": (3.4,), "lognorm": (0.7,), "pareto": (2.3,), "weibull_min": (1.7,), "beta": (1.7, 2.3),
    "f": (3.4, 4.6),
}  # fmt: skip
# Further laws: shapes to vary, and whole numbers that they may be
FURTHER = {
    "arcsine": ((), ()), "betaprime": ((1.7, 2.3), (2, 3)), "chi": ((2.3,), (3,)), "dgamma": ((2.3,), (2,)),
    "exponnorm": ((0.8,), (1,)), "fisk": ((2.3,), (2,)), "genlogistic": ((1.7,), (2,)), "gennorm": ((1.7,), (3,)),
    "gompertz": ((0.7,), (1,)), "hypsecant": ((), ()), "invgauss": ((0.7,), (1,)), "wald": ((), ()),
    "invweibull": ((1.7,), (2,)), "levy": ((), ()), "loggamma": ((1.7,), (2,)), "loglaplace": ((2.3,), (2,)),
    "lomax": ((1.7,), (2,)), "moyal": ((), ()), "nakagami": ((1.7,), (2,)), "powerlaw": ((1.7,), (2,)),
    "rice": ((0.8,), (1,)), "skewnorm": ((1.2,), (2,)), "triang": ((0.6,), None), "truncexpon": ((1.7,), (2,)),
    "truncnorm": ((-1.3, 1.1), (-1, 2)), "vonmises": ((1.3,), (1,)), "weibull_max": ((1.7,), (2,)),
    "semicircular": ((), ()), "halflogistic": ((), ()), "foldnorm": ((0.8,), (1,)), "burr": ((1.7, 2.3), (2, 3)),
    "burr12": ((1.7, 2.3), (2, 3)), "exponweib": ((1.7, 2.3), (2, 3)), "johnsonsu": ((0.7, 1.3), (1, 2)),
    "johnsonsb": ((0.7, 1.3), (1, 2)), "loguniform": ((0.5, 3.1), (1, 3)), "cosine": ((), ()), "anglit": ((), ()),
    "gibrat": ((), ()), "bradford": ((1.3,), (1,)), "alpha": ((1.3,), (1,)), "dweibull": ((1.7,), (2,)),
    "fatiguelife": ((0.7,), (1,)), "halfgennorm": ((1.7,), (2,)), "genextreme": ((0.3,), (1,)),
    "genpareto": ((0.3,), (1,)),
}  # fmt: skip
SHAPES = {name: (own, tuple(4 if s > 3 else 2 for s in own)) for name, own in SHAPES.items()} | FURTHER
Q, WIDTHS = real(2, 3, low=0.25, high=0.75), np.array([1.5, 1.6, 1.7])
for name, (shapes, whole) in SHAPES.items():
    law = getattr(stats, name)
    points = law.ppf(Q, *shapes) * 1.5 - 0.3
    varying = tuple(shape + real(3, low=0, high=0.05) for shape in shapes)
    for method in ("logpdf", "pdf"):
        sample(getattr(law, method), points, *varying, -0.3, 1.5)
        sample(getattr(law, method), points[0, 0].item(), *shapes, loc=-0.3, scale=1.5)
    if whole is None:  # its shape is below one
        continue
    inside = law.ppf(Q, *whole) * 1.6 - 0.3
    for method in ("cdf", "sf", "logcdf", "logsf"):
        sample(getattr(law, method), inside, *whole, -0.3, WIDTHS)
    for method in ("ppf", "isf"):
        sample(getattr(law, method), Q, *whole, -0.3, WIDTHS)
for method in ("cdf", "sf", "logcdf", "logsf"):
    sample(getattr(stats.triang, method), np.array([0.1, 0.9]), 1, -0.3, 1.5)
for method in ("ppf", "isf"):
    sample(getattr(stats.triang, method), np.array([0.1, 0.9]), 1, -0.3, 1.5)
for shape in (0.0, 3e-6):
    sample(stats.genextreme.logpdf, np.array([0.3, 1.1]), np.array([shape, shape]))
    sample(stats.genpareto.logpdf, np.array([0.3, 1.1]), np.array([shape, shape]))

# Laws of whole numbers
K, CHANCE = np.array([[0, 1, 3], [2, 1, 4]]), real(3, low=0.2, high=0.8)
for method in ("logpmf", "pmf", "cdf", "sf"):
    sample(getattr(stats.poisson, method), K, 3 * CHANCE)
    sample(getattr(stats.poisson, method), 3, 1.7)
sample(stats.bernoulli.logpmf, K % 2, CHANCE)
sample(stats.bernoulli.pmf, K, CHANCE)
sample(stats.geom.logpmf, K + 1, CHANCE)
sample(stats.binom.logpmf, K, 4, CHANCE)
sample(stats.nbinom.logpmf, K, 3 * CHANCE, CHANCE)

# Sums of samples
sample(integrate.trapezoid, real(2, 5))
sample(integrate.trapezoid, real(2, 5), np.sort(real(5)))
sample(integrate.trapezoid, real(5, 2), dx=0.5, axis=0)

# Of whole numbers
for method in ("pmf", "cdf", "sf"):
    sample(getattr(stats.binom, method), K, 4, CHANCE)
    sample(getattr(stats.geom, method), K + 1, CHANCE)
sample(stats.nbinom.pmf, K, 3 * CHANCE, CHANCE)
sample(stats.logser.logpmf, K + 1, CHANCE)
sample(stats.betabinom.logpmf, K, 4, 3 * CHANCE, 2 + CHANCE)

# Several variables, and samples
COVARIANCE = np.array([[2.0, 0.3, 0.1], [0.3, 1.0, -0.2], [0.1, -0.2, 1.5]])
for fn in (stats.multivariate_normal.logpdf, stats.multivariate_normal.pdf):
    sample(fn, real(3), real(3, seed=1), COVARIANCE)
    sample(fn, real(2, 4, 3), real(3, seed=1), COVARIANCE)
for fn in (stats.gmean, stats.hmean):
    sample(fn, real(4, 3, low=0.5))
    sample(fn, real(4, 3, low=0.5), axis=1, keepdims=True)
    sample(fn, real(4, 3, low=0.5), None)
sample(stats.zscore, real(5, 3))
sample(stats.zscore, real(5, 3), 1, 1)
sample(stats.zscore, real(5, 3), axis=None)
