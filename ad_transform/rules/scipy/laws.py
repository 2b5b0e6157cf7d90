"""Derivatives of scipy.stats: laws with a location and a scale, by their argument and all parameters that have a closed
derivative. Each law says how the logarithm of its standard density changes; the rules below serve all laws.
"""

import numpy as np
from scipy import special as sc
from scipy import stats

from ad_transform.rules.rule import Rule
from ad_transform.rules.table import OurTable

rules = OurTable("scipy.stats, laws")


def per(n, z):
    """``n / z``, and 0 where `n` is zero."""
    return np.where(n == 0, 0.0, n / np.where(n == 0, 1, z))


def logpdf_0(x, loc, scale, *, law):
    z = (x - loc) / scale
    slope = law.score(z) / scale
    return slope, -slope, -z * slope - 1 / scale


def pdf_0(x, loc, scale, *, law, out):
    z = (x - loc) / scale
    slope = np.where(out == 0, 0.0, out * law.score(z) / scale)
    return slope, -slope, -np.nan_to_num(z) * slope - out / scale


def cdf_0(x, loc, scale, *, law):
    density = law.law.pdf(x, loc, scale)
    return density, -density, -density * np.nan_to_num((x - loc) / scale)


def sf_0(x, loc, scale, *, law):
    density = law.law.pdf(x, loc, scale)
    return -density, density, density * np.nan_to_num((x - loc) / scale)


def logcdf_0(x, loc, scale, *, law, out):
    ratio = np.exp(law.law.logpdf(x, loc, scale) - out)
    return ratio, -ratio, -ratio * np.nan_to_num((x - loc) / scale)


def logsf_0(x, loc, scale, *, law, out):
    ratio = np.exp(law.law.logpdf(x, loc, scale) - out)
    return -ratio, ratio, ratio * np.nan_to_num((x - loc) / scale)


def ppf_0(q, loc, scale, *, law, out):
    return 1 / law.law.pdf(out, loc, scale), 1.0, (out - loc) / scale


def isf_0(q, loc, scale, *, law, out):
    return -1 / law.law.pdf(out, loc, scale), 1.0, (out - loc) / scale


def logpdf_1(x, a, loc, scale, *, law):
    z = (x - loc) / scale
    slope = law.score(z, a) / scale
    return slope, law.by_a(z, a), -slope, -z * slope - 1 / scale


def pdf_1(x, a, loc, scale, *, law, out):
    z = (x - loc) / scale
    slope = np.where(out == 0, 0.0, out * law.score(z, a) / scale)
    return (
        slope,
        np.where(out == 0, 0.0, out * law.by_a(z, a)),
        -slope,
        -np.nan_to_num(z) * slope - out / scale,
    )


def cdf_1(x, a, loc, scale, *, law):
    density = law.law.pdf(x, a, loc, scale)
    return density, None, -density, -density * np.nan_to_num((x - loc) / scale)


def sf_1(x, a, loc, scale, *, law):
    density = law.law.pdf(x, a, loc, scale)
    return -density, None, density, density * np.nan_to_num((x - loc) / scale)


def logcdf_1(x, a, loc, scale, *, law, out):
    ratio = np.exp(law.law.logpdf(x, a, loc, scale) - out)
    return ratio, None, -ratio, -ratio * np.nan_to_num((x - loc) / scale)


def logsf_1(x, a, loc, scale, *, law, out):
    ratio = np.exp(law.law.logpdf(x, a, loc, scale) - out)
    return -ratio, None, ratio, ratio * np.nan_to_num((x - loc) / scale)


def ppf_1(q, a, loc, scale, *, law, out):
    return 1 / law.law.pdf(out, a, loc, scale), None, 1.0, (out - loc) / scale


def isf_1(q, a, loc, scale, *, law, out):
    return -1 / law.law.pdf(out, a, loc, scale), None, 1.0, (out - loc) / scale


def logpdf_2(x, a, b, loc, scale, *, law):
    z = (x - loc) / scale
    slope = law.score(z, a, b) / scale
    return slope, law.by_a(z, a, b), law.by_b(z, a, b), -slope, -z * slope - 1 / scale


def pdf_2(x, a, b, loc, scale, *, law, out):
    z = (x - loc) / scale
    slope = np.where(out == 0, 0.0, out * law.score(z, a, b) / scale)
    return (
        slope,
        np.where(out == 0, 0.0, out * law.by_a(z, a, b)),
        np.where(out == 0, 0.0, out * law.by_b(z, a, b)),
        -slope,
        -np.nan_to_num(z) * slope - out / scale,
    )


def cdf_2(x, a, b, loc, scale, *, law):
    density = law.law.pdf(x, a, b, loc, scale)
    return density, None, None, -density, -density * np.nan_to_num((x - loc) / scale)


def sf_2(x, a, b, loc, scale, *, law):
    density = law.law.pdf(x, a, b, loc, scale)
    return -density, None, None, density, density * np.nan_to_num((x - loc) / scale)


def logcdf_2(x, a, b, loc, scale, *, law, out):
    ratio = np.exp(law.law.logpdf(x, a, b, loc, scale) - out)
    return ratio, None, None, -ratio, -ratio * np.nan_to_num((x - loc) / scale)


def logsf_2(x, a, b, loc, scale, *, law, out):
    ratio = np.exp(law.law.logpdf(x, a, b, loc, scale) - out)
    return -ratio, None, None, ratio, ratio * np.nan_to_num((x - loc) / scale)


def ppf_2(q, a, b, loc, scale, *, law, out):
    return 1 / law.law.pdf(out, a, b, loc, scale), None, None, 1.0, (out - loc) / scale


def isf_2(q, a, b, loc, scale, *, law, out):
    return -1 / law.law.pdf(out, a, b, loc, scale), None, None, 1.0, (out - loc) / scale


# Laws: the derivatives of the logarithm of the standard density, by the argument and by the shapes


class Expon:
    law = stats.expon
    score = staticmethod(lambda z: -np.ones_like(z))


class Laplace:
    law = stats.laplace
    score = staticmethod(lambda z: -np.sign(z))


class Logistic:
    law = stats.logistic
    score = staticmethod(lambda z: -np.tanh(z / 2))


class Cauchy:
    law = stats.cauchy
    score = staticmethod(lambda z: -2 * z / (1 + z**2))


class Uniform:
    law = stats.uniform
    score = staticmethod(lambda z: np.zeros_like(z))


class GumbelR:
    law = stats.gumbel_r
    score = staticmethod(lambda z: np.exp(-z) - 1)


class GumbelL:
    law = stats.gumbel_l
    score = staticmethod(lambda z: 1 - np.exp(z))


class Rayleigh:
    law = stats.rayleigh
    score = staticmethod(lambda z: 1 / z - z)


class HalfNorm:
    law = stats.halfnorm
    score = staticmethod(lambda z: -z)


class HalfCauchy:
    law = stats.halfcauchy
    score = staticmethod(lambda z: -2 * z / (1 + z**2))


class Maxwell:
    law = stats.maxwell
    score = staticmethod(lambda z: 2 / z - z)


class Gamma:
    law = stats.gamma
    score = staticmethod(lambda z, a: per(a - 1, z) - 1)
    by_a = staticmethod(lambda z, a: np.log(z) - sc.psi(a))


class InvGamma:
    law = stats.invgamma
    score = staticmethod(lambda z, a: -(a + 1) / z + 1 / z**2)
    by_a = staticmethod(lambda z, a: -np.log(z) - sc.psi(a))


class Chi2:
    law = stats.chi2
    score = staticmethod(lambda z, a: per(a / 2 - 1, z) - 0.5)
    by_a = staticmethod(lambda z, a: (np.log(z / 2) - sc.psi(a / 2)) / 2)


class T:
    law = stats.t
    score = staticmethod(lambda z, a: -(a + 1) * z / (a + z**2))
    by_a = staticmethod(
        lambda z, a: (
            (sc.psi((a + 1) / 2) - sc.psi(a / 2) - 1 / a - np.log1p(z**2 / a)) / 2
            + (a + 1) * z**2 / (2 * a * (a + z**2))
        )
    )


class LogNorm:
    law = stats.lognorm
    score = staticmethod(lambda z, a: -(1 + np.log(z) / a**2) / z)
    by_a = staticmethod(lambda z, a: (np.log(z) ** 2 / a**2 - 1) / a)


class Pareto:
    law = stats.pareto
    score = staticmethod(lambda z, a: -(a + 1) / z)
    by_a = staticmethod(lambda z, a: 1 / a - np.log(z))


class WeibullMin:
    law = stats.weibull_min
    score = staticmethod(lambda z, a: per(a - 1, z) - a * z ** (a - 1))
    by_a = staticmethod(lambda z, a: 1 / a + np.log(z) * (1 - z**a))


class Beta:
    law = stats.beta
    score = staticmethod(lambda z, a, b: per(a - 1, z) - per(b - 1, 1 - z))
    by_a = staticmethod(lambda z, a, b: np.log(z) - sc.psi(a) + sc.psi(a + b))
    by_b = staticmethod(lambda z, a, b: np.log1p(-z) - sc.psi(b) + sc.psi(a + b))


class F:
    law = stats.f
    score = staticmethod(lambda z, a, b: per(a / 2 - 1, z) - (a + b) / 2 * a / (b + a * z))
    by_a = staticmethod(
        lambda z, a, b: (
            (
                np.log(a * z / (b + a * z))
                + 1
                - (a + b) * z / (b + a * z)
                - sc.psi(a / 2)
                + sc.psi((a + b) / 2)
            )
            / 2
        )
    )
    by_b = staticmethod(
        lambda z, a, b: (
            (np.log(b / (b + a * z)) + 1 - (a + b) / (b + a * z) - sc.psi(b / 2) + sc.psi((a + b) / 2)) / 2
        )
    )


LAWS = (
    Expon,
    Laplace,
    Logistic,
    Cauchy,
    Uniform,
    GumbelR,
    GumbelL,
    Rayleigh,
    HalfNorm,
    HalfCauchy,
    Maxwell,
    Gamma,
    InvGamma,
    Chi2,
    T,
    LogNorm,
    Pareto,
    WeibullMin,
    Beta,
    F,
)
METHODS = ("logpdf", "pdf", "cdf", "sf", "logcdf", "logsf", "ppf", "isf")
SHAPE = "no closed form is stated by this shape"


def state(table, laws):
    """State the eight methods of each of `laws`."""
    for law in laws:
        shapes = [word.strip() for word in (law.law.shapes or "").split(",") if word.strip()]
        for method in METHODS:
            text = globals()[f"{method}_{len(shapes)}"]
            first = "q" if method in ("ppf", "isf") else "x"
            words = ", ".join([first, *shapes, "loc=0.0", "scale=1.0"])
            lacking = {} if method in ("pdf", "logpdf") else dict.fromkeys(["a", "b"][: len(shapes)], SHAPE)
            like = Rule(text, "elementwise", rule=text)
            signature, fixed = f"({words})", {"law": law}
            table.same(getattr(law.law, method), like, signature=signature, fixed=fixed, without=lacking)


state(rules, LAWS)
