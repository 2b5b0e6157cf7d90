"""Derivatives of scipy.special: gamma, error and exponential functions, entropies, sums of exponentials. Kinds and
reserved words: table.py; formulas: NIST Digital Library of Mathematical Functions (DLMF). An order or a parameter in
which no closed form is known has the entry None, and is refused when it varies.
"""

import numpy as np
from scipy import special as sc

from ad_transform.rules.elementwise import rules as of_numpy
from ad_transform.rules.table import OurTable

rules = OurTable("scipy.special")
elementwise, jvp, vjp = rules.elementwise, rules.jvp, rules.vjp

# fmt: off
# Gamma and its kin (DLMF 5)
elementwise(sc.gamma,       lambda x, *, out:       out * sc.psi(x))
elementwise(sc.gammaln,     lambda x:               sc.psi(x))
elementwise(sc.loggamma,    lambda z:               sc.psi(z))
elementwise(sc.psi,         lambda x:               sc.polygamma(1, x))
elementwise(sc.polygamma,   lambda n, x:            (None, sc.polygamma(n + 1, x)))
elementwise(sc.betaln,      lambda a, b:            (sc.psi(a) - sc.psi(a + b), sc.psi(b) - sc.psi(a + b)))
elementwise(sc.zeta,        lambda x, q:            (None, -x * sc.zeta(x + 1, q)))
elementwise(sc.gammainc,    lambda a, x:            (None, np.exp(sc.xlogy(a - 1, x) - x - sc.gammaln(a))))
elementwise(sc.gammaincc,   lambda a, x:            (None, -np.exp(sc.xlogy(a - 1, x) - x - sc.gammaln(a))))
elementwise(sc.gammaincinv, lambda a, y, *, out:    (None, np.exp(out + sc.gammaln(a) - sc.xlogy(a - 1, out))))
elementwise(sc.gammainccinv, lambda a, y, *, out:   (None, -np.exp(out + sc.gammaln(a) - sc.xlogy(a - 1, out))))

# Errors and normal distributions (DLMF 7)
elementwise(sc.erf,         lambda x:               2 / np.sqrt(np.pi) * np.exp(-(x**2)))
elementwise(sc.erfc,        lambda x:               -2 / np.sqrt(np.pi) * np.exp(-(x**2)))
elementwise(sc.erfcx,       lambda x, *, out:       2 * x * out - 2 / np.sqrt(np.pi))
elementwise(sc.erfi,        lambda x:               2 / np.sqrt(np.pi) * np.exp(x**2))
elementwise(sc.dawsn,       lambda x, *, out:       1 - 2 * x * out)
elementwise(sc.wofz,        lambda z, *, out:       2j / np.sqrt(np.pi) - 2 * z * out)
elementwise(sc.erfinv,      lambda y, *, out:       np.sqrt(np.pi) / 2 * np.exp(out**2))
elementwise(sc.erfcinv,     lambda y, *, out:       -np.sqrt(np.pi) / 2 * np.exp(out**2))
elementwise(sc.ndtr,        lambda x:               np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi))
elementwise(sc.log_ndtr,    lambda x, *, out:       np.exp(-(x**2) / 2 - out) / np.sqrt(2 * np.pi))
elementwise(sc.ndtri,       lambda y, *, out:       np.sqrt(2 * np.pi) * np.exp(out**2 / 2))
elementwise(sc.ndtri_exp,   lambda y, *, out:       np.sqrt(2 * np.pi) * np.exp(y + out**2 / 2))

# Exponentials, logarithms, entropies
elementwise(sc.expit,       lambda x, *, out:       out * (1 - out))
elementwise(sc.logit,       lambda x:               1 / (x * (1 - x)))
elementwise(sc.log_expit,   lambda x:               sc.expit(-x))
elementwise(sc.softplus,    lambda x:               sc.expit(x))
elementwise(sc.exp10,       lambda x, *, out:       out * np.log(10))
elementwise(sc.cosm1,       lambda x:               -np.sin(x))
elementwise(sc.powm1,       lambda x, y, *, out:    (y * x ** np.where(y == 0, 1, y - 1), sc.xlogy(out + 1, x)))
elementwise(sc.exp1,        lambda z:               -np.exp(-z) / z)
elementwise(sc.expi,        lambda x:               np.exp(x) / x)
elementwise(sc.xlogy,       lambda x, y:            (np.log(y), x / np.where((x == 0) & (y == 0), 1, y)))
elementwise(sc.xlog1py,     lambda x, y:            (np.log1p(y), x / np.where((x == 0) & (y == -1), 1, 1 + y)))
elementwise(sc.entr,        lambda x:               -np.log(x) - 1)
elementwise(sc.rel_entr,    lambda x, y:            (np.log(x / y) + 1, -x / np.where(x == 0, 1, y)))
elementwise(sc.kl_div,      lambda x, y:            (np.log(x / y), 1 - x / np.where(x == 0, 1, y)))
elementwise(sc.spence,      lambda z:               np.log(z) / np.where(z == 1, -1, 1 - z) + np.where(z == 1, -1, 0))
elementwise(sc.lambertw,    lambda z, k, tol, *, out: np.exp(-out) / (1 + out))
elementwise(sc.wrightomega, lambda z, *, out:       out / (1 + out))

# Angles in degrees
elementwise(sc.sindg,       lambda x:               sc.cosdg(x) * np.pi / 180)
elementwise(sc.cosdg,       lambda x:               -sc.sindg(x) * np.pi / 180)
elementwise(sc.tandg,       lambda x, *, out:       (1 + out**2) * np.pi / 180)
elementwise(sc.cotdg,       lambda x, *, out:       -(1 + out**2) * np.pi / 180)
elementwise(sc.radian,      lambda d, m, s:         (np.pi / 180, np.pi / 10800, np.pi / 648000))
# fmt: on


# Gamma and beta, at the poles of the gamma function too


def is_pole(x):
    """True where the gamma function has a pole: at 0, -1, -2, ..."""
    return (np.real(x) <= 0) & (x == np.round(x))


@elementwise(sc.rgamma)
def rgamma(x, *, out):
    pole = is_pole(x)
    at_pole = np.cos(np.pi * x) * sc.gamma(np.where(pole, 1 - x, 1))  # DLMF 5.7.1 and 5.5.3
    return np.where(pole, at_pole, -out * sc.psi(np.where(pole, 1, x)))


@elementwise(sc.factorial, only={"exact": (False,), "extend": ("zero",)})
def factorial(n, exact, extend, *, out):
    return np.where(out == 0, 0.0, out * sc.psi(np.where(out == 0, 0, n) + 1))


@elementwise(sc.poch)
def poch(z, m, *, out):
    pole = is_pole(z)
    by_z = sc.psi(z + m) - sc.psi(np.where(pole, 1, z))
    by_poles = sc.psi(1 - z - m) - sc.psi(1 - z)  # the rising factorial of -z, reflected: DLMF 5.5.3
    at_pole = np.where(is_pole(z + m), out * by_poles, sc.gamma(z + m) * np.cos(np.pi * z) * sc.gamma(1 - z))
    return np.where(pole, at_pole, out * by_z), out * sc.psi(z + m)


@elementwise(sc.binom)
def binom(n, k, *, out):
    rest = n - k + 1
    pole = is_pole(rest)
    safe = np.where(pole, 1, rest)
    at_pole = (
        sc.gamma(n + 1) * sc.rgamma(k + 1) * np.cos(np.pi * rest) * sc.gamma(1 - np.where(pole, rest, 0))
    )
    by_n = np.where(pole, at_pole, out * (sc.psi(n + 1) - sc.psi(safe)))
    return by_n, np.where(pole, -at_pole, out * (sc.psi(safe) - sc.psi(k + 1)))


@elementwise(sc.comb, only={"exact": (False,), "repetition": (False,)})
def comb(N, k, *, exact, repetition, out):
    zero = out == 0
    rest = sc.psi(np.where(zero, 0, N - k) + 1)
    by_n = out * (sc.psi(np.where(zero, 0, N) + 1) - rest)
    return by_n, out * (rest - sc.psi(np.where(zero, 0, k) + 1))


@elementwise(sc.perm, only={"exact": (False,)})
def perm(N, k, exact, *, out):
    zero = out == 0
    rest = sc.psi(np.where(zero, 0, N - k) + 1)
    return out * (sc.psi(np.where(zero, 0, N) + 1) - rest), out * rest


@elementwise(sc.beta)
def beta(a, b, *, out):
    both = sc.psi(a + b)
    return out * (sc.psi(a) - both), out * (sc.psi(b) - both)


@elementwise(sc.multigammaln)
def multigammaln(a, d):
    return np.sum(sc.psi(np.expand_dims(a, -1) - np.arange(d) / 2), axis=-1)


def beta_density(a, b, x):
    """The density of the beta law at `x`, DLMF 8.17.1."""
    return np.exp(sc.xlogy(a - 1, x) + sc.xlog1py(b - 1, -x) - sc.betaln(a, b))


@elementwise(sc.betainc)
def betainc(a, b, x):
    return None, None, beta_density(a, b, x)


@elementwise(sc.betaincc)
def betaincc(a, b, x):
    return None, None, -beta_density(a, b, x)


@elementwise(sc.betaincinv)
def betaincinv(a, b, y, *, out):
    return None, None, 1 / beta_density(a, b, out)


@elementwise(sc.betainccinv)
def betainccinv(a, b, y, *, out):
    return None, None, -1 / beta_density(a, b, out)


@elementwise(sc.expn)
def expn(n, x):
    return None, np.where(
        n == 0, -np.exp(-x) * (1 + 1 / x) / x, -sc.expn(np.maximum(n - 1, 0), x)
    )  # DLMF 8.19.13


# Powers that pass through the logarithm


def exprel_slope(t, out):
    """The derivative of ``out = (exp(t) - 1) / t``."""
    small = np.abs(t) < 1e-3
    series = 0.5 + t / 3 + t**2 / 8 + t**3 / 30
    return np.where(small, series, (np.exp(t) - out) / np.where(small, 1, t))


@elementwise(sc.exprel)
def exprel(x, *, out):
    return exprel_slope(x, out)


def power_slope(logarithm, lmbda):
    """The derivative by `lmbda` of ``(x**lmbda - 1) / lmbda``, for the logarithm of `x`."""
    t = lmbda * logarithm
    return logarithm**2 * exprel_slope(t, sc.exprel(t))


@elementwise(sc.boxcox)
def boxcox(x, lmbda):
    nothing = (x == 0) & (lmbda > 0)
    by_lmbda = power_slope(np.log(np.where(nothing, 1, x)), lmbda)
    return x ** (lmbda - 1), np.where(nothing, 1 / np.where(nothing, lmbda, 1) ** 2, by_lmbda)


@elementwise(sc.boxcox1p)
def boxcox1p(x, lmbda):
    nothing = (x == -1) & (lmbda > 0)
    by_lmbda = power_slope(np.log1p(np.where(nothing, 0, x)), lmbda)
    return (1 + x) ** (lmbda - 1), np.where(nothing, 1 / np.where(nothing, lmbda, 1) ** 2, by_lmbda)


@elementwise(sc.inv_boxcox)
def inv_boxcox(y, lmbda, *, out):
    by_y = out ** (1 - lmbda)
    return by_y, -power_slope(np.log(out), lmbda) * by_y


@elementwise(sc.inv_boxcox1p)
def inv_boxcox1p(y, lmbda, *, out):
    by_y = (1 + out) ** (1 - lmbda)
    return by_y, -power_slope(np.log1p(out), lmbda) * by_y


# Losses


@elementwise(sc.huber)
def huber(delta, r):
    outside = np.abs(r) > delta
    return np.where(outside, np.abs(r) - delta, 0.0), np.where(outside, delta * np.sign(r), r)


@elementwise(sc.pseudo_huber)
def pseudo_huber(delta, r):
    length = np.hypot(delta, r)
    safe = np.where(length == 0, 1, length)
    return (r**2 / (delta + safe)) ** 2 / safe, delta * r / safe


@elementwise(sc.diric)
def diric(x, n):
    orders = np.arange(n) - (n - 1) / 2  # the mean of cosines
    return -np.sum(orders * np.sin(np.expand_dims(x, -1) * orders), axis=-1) / n


@elementwise(sc.agm)
def agm(a, b, *, out):
    scale = out**2 / (2 * a * b)  # a = pi agm / (2 K): DLMF 19.8.5, and the derivative of K
    by_a = scale * sc.hyp2f1(0.5, 0.5, 2, 1 - (a / b) ** 2)
    return by_a, scale * sc.hyp2f1(0.5, 0.5, 2, 1 - (b / a) ** 2)


# Sums of exponentials


@jvp(sc.logsumexp)
def logsumexp_jvp(a, axis, b, keepdims, return_sign, *, out, a_dot, b_dot):
    logarithm = out[0] if return_sign else out
    wide = logarithm if keepdims or axis is None else np.expand_dims(logarithm, axis)
    terms = np.exp(a - np.where(np.isfinite(wide), wide, 0.0))
    moved = terms * a_dot if b is None else terms * (b * a_dot + b_dot)
    change = np.sum(moved, axis=axis, keepdims=keepdims)
    if return_sign:
        change = change * np.conj(out[1])
        return np.real(change), (change - np.real(change)) * out[1]
    return change


@vjp(sc.logsumexp)
def logsumexp_vjp(a, axis, b, keepdims, return_sign, *, out, out_bar):
    logarithm, bar = out, out_bar
    if return_sign:
        logarithm, sign = out
        turned = out_bar[1] * sign
        bar = (out_bar[0] + turned - np.real(turned)) * np.conj(sign)
    spread_out = not keepdims and axis is not None
    wide = np.expand_dims(logarithm, axis) if spread_out else logarithm
    terms = np.exp(a - np.where(np.isfinite(wide), wide, 0.0))
    weighed = (np.expand_dims(bar, axis) if spread_out else bar) * terms
    if b is None:
        return weighed, None, None
    return weighed * b, None, weighed


@jvp(sc.softmax)
def softmax_jvp(x, axis, *, out, x_dot):
    return out * (x_dot - np.sum(out * x_dot, axis=axis, keepdims=True))


@vjp(sc.softmax)
def softmax_vjp(x, axis, *, out, out_bar):
    return out * (out_bar - np.sum(out * out_bar, axis=axis, keepdims=True))


@jvp(sc.log_softmax)
def log_softmax_jvp(x, axis, *, out, x_dot):
    return x_dot - np.sum(np.exp(out) * x_dot, axis=axis, keepdims=True)


@vjp(sc.log_softmax)
def log_softmax_vjp(x, axis, *, out, out_bar):
    return out_bar - np.exp(out) * np.sum(out_bar, axis=axis, keepdims=True)


# Several results


def over(value, x, limit):
    """``value / x``, and its `limit` where `x` is zero."""
    return np.where(x == 0, limit, value / np.where(x == 0, 1, x))


@jvp(sc.sici)
def sici_jvp(x, *, x_dot):
    return over(np.sin(x), x, 1) * x_dot, np.cos(x) / x * x_dot


@vjp(sc.sici)
def sici_vjp(x, *, out_bar, used):
    bar = out_bar[0] * over(np.sin(x), x, 1)
    return bar + out_bar[1] * np.cos(x) / x if used[1] else bar


@jvp(sc.shichi)
def shichi_jvp(x, *, x_dot):
    return over(np.sinh(x), x, 1) * x_dot, np.cosh(x) / x * x_dot


@vjp(sc.shichi)
def shichi_vjp(x, *, out_bar, used):
    bar = out_bar[0] * over(np.sinh(x), x, 1)
    return bar + out_bar[1] * np.cosh(x) / x if used[1] else bar


@jvp(sc.fresnel)
def fresnel_jvp(z, *, z_dot):
    angle = np.pi / 2 * z**2
    return np.sin(angle) * z_dot, np.cos(angle) * z_dot


@vjp(sc.fresnel)
def fresnel_vjp(z, *, out_bar):
    sine_bar, cosine_bar = out_bar
    angle = np.pi / 2 * z**2
    return sine_bar * np.sin(angle) + cosine_bar * np.cos(angle)


@elementwise(sc.voigt_profile)
def voigt_profile(x, sigma, gamma, *, out):
    width = sigma * np.sqrt(2)
    z = (x + 1j * gamma) / width
    slope = (2j / np.sqrt(np.pi) - 2 * z * sc.wofz(z)) / (width**2 * np.sqrt(np.pi))
    return np.real(slope), -(out + np.real(z * slope) * width) / sigma, -np.imag(slope)


# Under a second name, and without a derivative
for name in ("sinc", "cbrt", "exp2", "expm1", "log1p"):
    if getattr(sc, name) is not getattr(np, name):
        rules.same(getattr(sc, name), of_numpy.find(getattr(np, name)))
rules.inactive(sc.round, sc.gammasgn, sc.bernoulli, sc.euler, sc.stirling2)
rules.missing(sc.zetac, "by the exponent there is no closed form")
rules.missing(sc.factorial2, "it is meant for whole numbers; write it with gamma")
rules.missing(sc.factorialk, "it is meant for whole numbers; write it with gamma")
rules.missing(sc.modfresnelm, "its second result is another branch in SciPy where the argument is negative")
rules.missing(sc.modfresnelp, "its second result is another branch in SciPy where the argument is negative")
