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
Q = real(2, 3, low=0.25, high=0.75)
for name, shapes in SHAPES.items():
    law = getattr(stats, name)
    points = law.ppf(Q, *shapes) * 1.5 - 0.3
    varying = tuple(shape + real(3, low=0, high=0.3) for shape in shapes)
    for method in ("logpdf", "pdf"):
        sample(getattr(law, method), points, *varying, -0.3, 1.5)
        sample(getattr(law, method), points[0, 0].item(), *shapes, loc=-0.3, scale=1.5)
    for method in ("cdf", "sf", "logcdf", "logsf"):
        sample(
            getattr(law, method),
            points,
            *(4 if s > 3 else 2 for s in shapes),
            -0.3,
            np.array([1.5, 1.6, 1.7]),
        )
    for method in ("ppf", "isf"):
        sample(getattr(law, method), Q, *(4 if s > 3 else 2 for s in shapes), -0.3, np.array([1.5, 1.6, 1.7]))

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
