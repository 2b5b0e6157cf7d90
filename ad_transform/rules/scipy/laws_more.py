"""Derivatives of scipy.stats: further laws, stated as those of laws.py are: how the logarithm of the standard density
changes with the argument and with the shapes. Densities: the documentation of scipy.stats; NIST handbook, 1.3.6.6.
"""

import numpy as np
from scipy import special as sc
from scipy import stats

from ad_transform.rules.scipy.laws import per, state
from ad_transform.rules.table import OurTable

rules = OurTable("scipy.stats, further laws")


def height(z):
    """The density of the normal law."""
    return np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)


def tail(z):
    """The density of the normal law by its distribution function: the derivative of ``log_ndtr``."""
    return np.exp(-(z**2) / 2 - sc.log_ndtr(z)) / np.sqrt(2 * np.pi)


def between(a, b):
    """The probability of a normal number between `a` and `b`, from the side where it is accurate."""
    return np.where(a > 0, sc.ndtr(-a) - sc.ndtr(-b), sc.ndtr(b) - sc.ndtr(a))


def small(a):
    """`a` away from zero, for quotients that are replaced there by their series."""
    return np.where(np.abs(a) < 1e-5, 1.0, a)


def log_power(z, a):
    """``log(1 - a z) / a``, which is -z where `a` is zero."""
    return np.where(np.abs(a) < 1e-5, -z - a * z**2 / 2, np.log1p(-a * z) / small(a))


def power(z, a):
    return np.exp(log_power(z, a))


def slope_of_log(z, a):
    """The derivative of `log_power` by `a`."""
    exact = -(np.log1p(-a * z) / small(a) + z / (1 - a * z)) / small(a)
    return np.where(np.abs(a) < 1e-5, -(z**2) / 2 - 2 * a * z**3 / 3, exact)


def slope_of_pareto(z, a):
    """The derivative of ``-(1 + 1 / a) log(1 + a z)`` by `a`."""
    exact = (np.log1p(a * z) / small(a) - (1 + a) * z / (1 + a * z)) / small(a)
    return np.where(np.abs(a) < 1e-5, z**2 / 2 - z + a * (z**2 - 2 * z**3 / 3), exact)


class Arcsine:
    law = stats.arcsine
    score = staticmethod(lambda z: (2 * z - 1) / (2 * z * (1 - z)))


class BetaPrime:
    law = stats.betaprime
    score = staticmethod(lambda z, a, b: per(a - 1, z) - (a + b) / (1 + z))
    by_a = staticmethod(lambda z, a, b: np.log(z) - np.log1p(z) - sc.psi(a) + sc.psi(a + b))
    by_b = staticmethod(lambda z, a, b: -np.log1p(z) - sc.psi(b) + sc.psi(a + b))


class Chi:
    law = stats.chi
    score = staticmethod(lambda z, a: per(a - 1, z) - z)
    by_a = staticmethod(lambda z, a: np.log(z) - (np.log(2) + sc.psi(a / 2)) / 2)


class DGamma:
    law = stats.dgamma
    score = staticmethod(lambda z, a: per(a - 1, z) - np.sign(z))
    by_a = staticmethod(lambda z, a: np.log(np.abs(z)) - sc.psi(a))


class ExponNorm:
    law = stats.exponnorm
    score = staticmethod(lambda z, a: tail(z - 1 / a) - 1 / a)
    by_a = staticmethod(lambda z, a: (z - 1 / a + tail(z - 1 / a)) / a**2 - 1 / a)


class Fisk:
    law = stats.fisk
    score = staticmethod(lambda z, a: per(a - 1, z) - 2 * a * z ** (a - 1) / (1 + z**a))
    by_a = staticmethod(lambda z, a: 1 / a + np.log(z) * (1 - 2 * z**a / (1 + z**a)))


class GenLogistic:
    law = stats.genlogistic
    score = staticmethod(lambda z, a: (a + 1) * sc.expit(-z) - 1)
    by_a = staticmethod(lambda z, a: 1 / a - np.logaddexp(0.0, -z))


class GenNorm:
    law = stats.gennorm
    score = staticmethod(lambda z, a: -a * np.abs(z) ** (a - 1) * np.sign(z))
    by_a = staticmethod(lambda z, a: 1 / a + sc.psi(1 / a) / a**2 - np.log(np.abs(z)) * np.abs(z) ** a)


class Gompertz:
    law = stats.gompertz
    score = staticmethod(lambda z, a: 1 - a * np.exp(z))
    by_a = staticmethod(lambda z, a: 1 / a - np.expm1(z))


class HypSecant:
    law = stats.hypsecant
    score = staticmethod(lambda z: -np.tanh(z))


class InvGauss:
    law = stats.invgauss
    score = staticmethod(lambda z, a: -3 / (2 * z) - (1 / a**2 - 1 / z**2) / 2)
    by_a = staticmethod(lambda z, a: (z / a - 1) / a**2)


class Wald:
    law = stats.wald
    score = staticmethod(lambda z: -3 / (2 * z) - (1 - 1 / z**2) / 2)


class InvWeibull:
    law = stats.invweibull
    score = staticmethod(lambda z, a: (a * z**-a - a - 1) / z)
    by_a = staticmethod(lambda z, a: 1 / a + np.log(z) * (z**-a - 1))


class Levy:
    law = stats.levy
    score = staticmethod(lambda z: -3 / (2 * z) + 1 / (2 * z**2))


class LogGamma:
    law = stats.loggamma
    score = staticmethod(lambda z, a: a - np.exp(z))
    by_a = staticmethod(lambda z, a: z - sc.psi(a))


class LogLaplace:
    law = stats.loglaplace
    score = staticmethod(lambda z, a: np.where(z < 1, a - 1, -a - 1) / z)
    by_a = staticmethod(lambda z, a: 1 / a - np.abs(np.log(z)))


class Lomax:
    law = stats.lomax
    score = staticmethod(lambda z, a: -(a + 1) / (1 + z))
    by_a = staticmethod(lambda z, a: 1 / a - np.log1p(z))


class Moyal:
    law = stats.moyal
    score = staticmethod(lambda z: np.expm1(-z) / 2)


class Nakagami:
    law = stats.nakagami
    score = staticmethod(lambda z, a: per(2 * a - 1, z) - 2 * a * z)
    by_a = staticmethod(lambda z, a: np.log(a) + 1 - sc.psi(a) + 2 * np.log(z) - z**2)


class PowerLaw:
    law = stats.powerlaw
    score = staticmethod(lambda z, a: per(a - 1, z))
    by_a = staticmethod(lambda z, a: 1 / a + np.log(z))


class Rice:
    law = stats.rice
    score = staticmethod(lambda z, a: 1 / z - z + a * sc.i1e(a * z) / sc.i0e(a * z))
    by_a = staticmethod(lambda z, a: z * sc.i1e(a * z) / sc.i0e(a * z) - a)


class SkewNorm:
    law = stats.skewnorm
    score = staticmethod(lambda z, a: a * tail(a * z) - z)
    by_a = staticmethod(lambda z, a: z * tail(a * z))


class Triang:
    law = stats.triang
    score = staticmethod(lambda z, a: np.where(z < a, 1 / z, -1 / (1 - z)))
    by_a = staticmethod(lambda z, a: np.where(z < a, -1 / a, 1 / (1 - a)))


class TruncExpon:
    law = stats.truncexpon
    score = staticmethod(lambda z, a: -np.ones_like(z))
    by_a = staticmethod(lambda z, a: -1 / np.expm1(a) + 0 * z)


class TruncNorm:
    law = stats.truncnorm
    score = staticmethod(lambda z, a, b: -z)
    by_a = staticmethod(lambda z, a, b: height(a) / between(a, b) + 0 * z)
    by_b = staticmethod(lambda z, a, b: -height(b) / between(a, b) + 0 * z)


class VonMises:
    law = stats.vonmises
    score = staticmethod(lambda z, a: -a * np.sin(z))
    by_a = staticmethod(lambda z, a: np.cos(z) - sc.i1e(a) / sc.i0e(a))


class WeibullMax:
    law = stats.weibull_max
    score = staticmethod(lambda z, a: per(a - 1, z) + a * (-z) ** (a - 1))
    by_a = staticmethod(lambda z, a: 1 / a + np.log(-z) * (1 - (-z) ** a))


class Semicircular:
    law = stats.semicircular
    score = staticmethod(lambda z: -z / (1 - z**2))


class HalfLogistic:
    law = stats.halflogistic
    score = staticmethod(lambda z: -np.tanh(z / 2))


class FoldNorm:
    law = stats.foldnorm
    score = staticmethod(lambda z, a: a * np.tanh(a * z) - z)
    by_a = staticmethod(lambda z, a: z * np.tanh(a * z) - a)


class Burr:
    law = stats.burr
    score = staticmethod(lambda z, a, b: ((b + 1) * a * z**-a / (1 + z**-a) - a - 1) / z)
    by_a = staticmethod(lambda z, a, b: 1 / a + np.log(z) * ((b + 1) * z**-a / (1 + z**-a) - 1))
    by_b = staticmethod(lambda z, a, b: 1 / b - np.log1p(z**-a))


class Burr12:
    law = stats.burr12
    score = staticmethod(lambda z, a, b: per(a - 1, z) - (b + 1) * a * z ** (a - 1) / (1 + z**a))
    by_a = staticmethod(lambda z, a, b: 1 / a + np.log(z) * (1 - (b + 1) * z**a / (1 + z**a)))
    by_b = staticmethod(lambda z, a, b: 1 / b - np.log1p(z**a))


class ExponWeib:
    law = stats.exponweib
    score = staticmethod(lambda z, a, b: (b - 1 - b * z**b + (a - 1) * b * z**b / np.expm1(z**b)) / z)
    by_a = staticmethod(lambda z, a, b: 1 / a + np.log(-np.expm1(-(z**b))))
    by_b = staticmethod(lambda z, a, b: 1 / b + np.log(z) * (1 - z**b + (a - 1) * z**b / np.expm1(z**b)))


class JohnsonSU:
    law = stats.johnsonsu
    score = staticmethod(lambda z, a, b: -z / (1 + z**2) - (a + b * np.arcsinh(z)) * b / np.sqrt(1 + z**2))
    by_a = staticmethod(lambda z, a, b: -(a + b * np.arcsinh(z)))
    by_b = staticmethod(lambda z, a, b: 1 / b - (a + b * np.arcsinh(z)) * np.arcsinh(z))


class JohnsonSB:
    law = stats.johnsonsb
    score = staticmethod(lambda z, a, b: (2 * z - 1 - (a + b * sc.logit(z)) * b) / (z * (1 - z)))
    by_a = staticmethod(lambda z, a, b: -(a + b * sc.logit(z)))
    by_b = staticmethod(lambda z, a, b: 1 / b - (a + b * sc.logit(z)) * sc.logit(z))


class LogUniform:
    law = stats.loguniform
    score = staticmethod(lambda z, a, b: -1 / z)
    by_a = staticmethod(lambda z, a, b: 1 / (a * np.log(b / a)) + 0 * z)
    by_b = staticmethod(lambda z, a, b: -1 / (b * np.log(b / a)) + 0 * z)


class Cosine:
    law = stats.cosine
    score = staticmethod(lambda z: -np.sin(z) / (1 + np.cos(z)))


class Anglit:
    law = stats.anglit
    score = staticmethod(lambda z: -2 * np.tan(2 * z))


class Gibrat:
    law = stats.gibrat
    score = staticmethod(lambda z: -(1 + np.log(z)) / z)


class Bradford:
    law = stats.bradford
    score = staticmethod(lambda z, a: -a / (1 + a * z))
    by_a = staticmethod(lambda z, a: 1 / a - 1 / ((1 + a) * np.log1p(a)) - z / (1 + a * z))


class Alpha:
    law = stats.alpha
    score = staticmethod(lambda z, a: -2 / z - (a - 1 / z) / z**2)
    by_a = staticmethod(lambda z, a: 1 / z - a - tail(a))


class DWeibull:
    law = stats.dweibull
    score = staticmethod(lambda z, a: (a - 1 - a * np.abs(z) ** a) / z)
    by_a = staticmethod(lambda z, a: 1 / a + np.log(np.abs(z)) * (1 - np.abs(z) ** a))


class FatigueLife:
    law = stats.fatiguelife
    score = staticmethod(lambda z, a: 1 / (1 + z) - 3 / (2 * z) - (1 - 1 / z**2) / (2 * a**2))
    by_a = staticmethod(lambda z, a: (z - 1) ** 2 / (z * a**3) - 1 / a)


class HalfGenNorm:
    law = stats.halfgennorm
    score = staticmethod(lambda z, a: -a * z ** (a - 1))
    by_a = staticmethod(lambda z, a: 1 / a + sc.psi(1 / a) / a**2 - np.log(z) * z**a)


class GenExtreme:
    law = stats.genextreme
    score = staticmethod(lambda z, a: (power(z, a) - 1 + a) / (1 - a * z))
    by_a = staticmethod(lambda z, a: (1 - a - power(z, a)) * slope_of_log(z, a) - log_power(z, a))


class GenPareto:
    law = stats.genpareto
    score = staticmethod(lambda z, a: -(1 + a) / (1 + a * z))
    by_a = staticmethod(lambda z, a: slope_of_pareto(z, a))


LAWS = (
    Arcsine,
    BetaPrime,
    Chi,
    DGamma,
    ExponNorm,
    Fisk,
    GenLogistic,
    GenNorm,
    Gompertz,
    HypSecant,
    InvGauss,
    Wald,
    InvWeibull,
    Levy,
    LogGamma,
    LogLaplace,
    Lomax,
    Moyal,
    Nakagami,
    PowerLaw,
    Rice,
    SkewNorm,
    Triang,
    TruncExpon,
    TruncNorm,
    VonMises,
    WeibullMax,
    Semicircular,
    HalfLogistic,
    FoldNorm,
    Burr,
    Burr12,
    ExponWeib,
    JohnsonSU,
    JohnsonSB,
    LogUniform,
    Cosine,
    Anglit,
    Gibrat,
    Bradford,
    Alpha,
    DWeibull,
    FatigueLife,
    HalfGenNorm,
    GenExtreme,
    GenPareto,
)
state(rules, LAWS)
