"""Derivatives of random draws by the parameters of their distribution: how the number drawn would have moved.

The draw is written as a fixed function of a number that does not depend on the parameters, and that function is
differentiated (the pathwise derivative, or reparametrisation).
"""

import numpy as np

from ad_transform.rules.table import OurTable

rules = OurTable("random")
elementwise = rules.elementwise

LOCATED, SCALED, SHAPED = "(loc=0.0, scale=1.0, size=None)", "(scale=1.0, size=None)", "(a, size=None)"

# fmt: off
elementwise(np.random.normal,      lambda loc, scale, size, *, out: (1.0, (out - loc) / scale), signature=LOCATED)
elementwise(np.random.laplace,     lambda loc, scale, size, *, out: (1.0, (out - loc) / scale), signature=LOCATED)
elementwise(np.random.logistic,    lambda loc, scale, size, *, out: (1.0, (out - loc) / scale), signature=LOCATED)
elementwise(np.random.gumbel,      lambda loc, scale, size, *, out: (1.0, (out - loc) / scale), signature=LOCATED)
elementwise(np.random.exponential, lambda scale, size, *, out: out / scale, signature=SCALED)
elementwise(np.random.rayleigh,    lambda scale, size, *, out: out / scale, signature=SCALED)
elementwise(np.random.weibull,     lambda a, size, *, out: -out * np.log(out) / a, signature=SHAPED)
elementwise(np.random.power,       lambda a, size, *, out: -out * np.log(out) / a, signature=SHAPED)
elementwise(np.random.pareto,      lambda a, size, *, out: -(1 + out) * np.log1p(out) / a, signature=SHAPED)
# fmt: on


@elementwise(np.random.uniform, signature="(low=0.0, high=1.0, size=None)")
def uniform(low, high, size, *, out):
    share = (out - low) / (high - low)
    return 1 - share, share


@elementwise(np.random.lognormal, signature="(mean=0.0, sigma=1.0, size=None)")
def lognormal(mean, sigma, size, *, out):
    return out, out * (np.log(out) - mean) / sigma


REASON = "a draw from it has no pathwise derivative here; draw with parameters that do not vary"
MISSING = (
    "gamma beta chisquare dirichlet f vonmises standard_gamma standard_t triangular wald multivariate_normal"
)
for name in f"{MISSING} noncentral_chisquare noncentral_f".split():
    rules.missing(getattr(np.random, name), REASON)

rules.inactive(np.random.rand, np.random.randn, np.random.random, np.random.random_sample, np.random.ranf)
rules.inactive(np.random.sample, np.random.standard_normal, np.random.standard_exponential, np.random.randint)
rules.inactive(np.random.standard_cauchy, np.random.permutation, np.random.seed, np.random.default_rng)
rules.inactive(np.random.binomial, np.random.geometric, np.random.hypergeometric, np.random.logseries)
rules.inactive(np.random.multinomial, np.random.negative_binomial, np.random.poisson, np.random.zipf)
