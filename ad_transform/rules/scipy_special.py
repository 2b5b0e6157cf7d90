"""Derivatives of scipy.special. Kinds and reserved words: table.py; formulas: NIST Digital Library of Mathematical
Functions. An order or a parameter in which no closed form is known has the entry None, and is refused when it varies.
"""

import numpy as np
from scipy import special as sc

from ad_transform.rules.elementwise import rules as of_numpy
from ad_transform.rules.table import RuleTable

rules = RuleTable("scipy.special")
elementwise, reduction, jvp, vjp = rules.elementwise, rules.reduction, rules.jvp, rules.vjp

# fmt: off
# Gamma and its kin (DLMF 5)
elementwise(sc.gamma,       lambda x, *, out:       out * sc.psi(x))
elementwise(sc.gammaln,     lambda x:               sc.psi(x))
elementwise(sc.loggamma,    lambda z:               sc.psi(z))
elementwise(sc.rgamma,      lambda x, *, out:       -out * sc.psi(x))
elementwise(sc.psi,         lambda x:               sc.polygamma(1, x))
elementwise(sc.polygamma,   lambda n, x:            (None, sc.polygamma(n + 1, x)))
elementwise(sc.betaln,      lambda a, b:            (sc.psi(a) - sc.psi(a + b), sc.psi(b) - sc.psi(a + b)))
elementwise(sc.poch,        lambda z, m, *, out:    (out * (sc.psi(z + m) - sc.psi(z)), out * sc.psi(z + m)))
elementwise(sc.factorial,   lambda n, *, out:       out * sc.psi(n + 1))
elementwise(sc.zeta,        lambda x, q:            (None, -x * sc.zeta(x + 1, q)))
elementwise(sc.gammainc,    lambda a, x:            (None, np.exp((a - 1) * np.log(x) - x - sc.gammaln(a))))
elementwise(sc.gammaincc,   lambda a, x:            (None, -np.exp((a - 1) * np.log(x) - x - sc.gammaln(a))))
elementwise(sc.gammaincinv, lambda a, y, *, out:    (None, np.exp(out + sc.gammaln(a) - (a - 1) * np.log(out))))
elementwise(sc.gammainccinv, lambda a, y, *, out:   (None, -np.exp(out + sc.gammaln(a) - (a - 1) * np.log(out))))
elementwise(sc.betainc,     lambda a, b, x:         (None, None, x ** (a - 1) * (1 - x) ** (b - 1) / sc.beta(a, b)))

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
elementwise(sc.exp10,       lambda x, *, out:       out * np.log(10))
elementwise(sc.cosm1,       lambda x:               -np.sin(x))
elementwise(sc.exp1,        lambda z:               -np.exp(-z) / z)
elementwise(sc.expi,        lambda x:               np.exp(x) / x)
elementwise(sc.expn,        lambda n, x:            (None, -sc.expn(n - 1, x)))
elementwise(sc.xlogy,       lambda x, y:            (np.log(y), x / np.where((x == 0) & (y == 0), 1, y)))
elementwise(sc.xlog1py,     lambda x, y:            (np.log1p(y), x / np.where((x == 0) & (y == -1), 1, 1 + y)))
elementwise(sc.entr,        lambda x:               -np.log(x) - 1)
elementwise(sc.rel_entr,    lambda x, y:            (np.log(x / y) + 1, -x / y))
elementwise(sc.kl_div,      lambda x, y:            (np.log(x / y), 1 - x / y))
elementwise(sc.spence,      lambda z:               np.log(z) / np.where(z == 1, -1, 1 - z) + np.where(z == 1, -1, 0))
elementwise(sc.lambertw,    lambda z, k, tol, *, out: np.exp(-out) / (1 + out))
elementwise(sc.wrightomega, lambda z, *, out:       out / (1 + out))

# Bessel functions (DLMF 10); by the order there is no closed form
elementwise(sc.j0,          lambda x:               -sc.j1(x))
elementwise(sc.j1,          lambda x:               (sc.j0(x) - sc.jv(2, x)) / 2)
elementwise(sc.y0,          lambda x:               -sc.y1(x))
elementwise(sc.y1,          lambda x:               (sc.y0(x) - sc.yv(2, x)) / 2)
elementwise(sc.i0,          lambda x:               sc.i1(x))
elementwise(sc.i1,          lambda x:               (sc.i0(x) + sc.iv(2, x)) / 2)
elementwise(sc.k0,          lambda x:               -sc.k1(x))
elementwise(sc.k1,          lambda x:               -(sc.k0(x) + sc.kv(2, x)) / 2)
elementwise(sc.i0e,         lambda x, *, out:       sc.i1e(x) - np.sign(x) * out)
elementwise(sc.i1e,         lambda x, *, out:       (sc.i0e(x) + sc.ive(2, x)) / 2 - np.sign(x) * out)
elementwise(sc.k0e,         lambda x, *, out:       out - sc.k1e(x))
elementwise(sc.k1e,         lambda x, *, out:       out - (sc.k0e(x) + sc.kve(2, x)) / 2)
elementwise(sc.jv,          lambda v, z:            (None, (sc.jv(v - 1, z) - sc.jv(v + 1, z)) / 2))
elementwise(sc.yv,          lambda v, z:            (None, (sc.yv(v - 1, z) - sc.yv(v + 1, z)) / 2))
elementwise(sc.yn,          lambda n, x:            (None, (sc.yv(n - 1, x) - sc.yv(n + 1, x)) / 2))
elementwise(sc.iv,          lambda v, z:            (None, (sc.iv(v - 1, z) + sc.iv(v + 1, z)) / 2))
elementwise(sc.kv,          lambda v, z:            (None, -(sc.kv(v - 1, z) + sc.kv(v + 1, z)) / 2))
elementwise(sc.kn,          lambda n, x:            (None, -(sc.kv(n - 1, x) + sc.kv(n + 1, x)) / 2))
elementwise(sc.kve,         lambda v, z, *, out:    (None, out - (sc.kve(v - 1, z) + sc.kve(v + 1, z)) / 2))
elementwise(sc.hankel1,     lambda v, z:            (None, (sc.hankel1(v - 1, z) - sc.hankel1(v + 1, z)) / 2))
elementwise(sc.hankel2,     lambda v, z:            (None, (sc.hankel2(v - 1, z) - sc.hankel2(v + 1, z)) / 2))
elementwise(sc.struve,      lambda v, x, *, out:    (None, sc.struve(v - 1, x) - v / x * out))
elementwise(sc.modstruve,   lambda v, x, *, out:    (None, sc.modstruve(v - 1, x) - v / x * out))

# Elliptic integrals (DLMF 19)
elementwise(sc.ellipk,      lambda m, *, out:       (sc.ellipe(m) - (1 - m) * out) / (2 * m * (1 - m)))
elementwise(sc.ellipe,      lambda m, *, out:       (out - sc.ellipk(m)) / (2 * m))
elementwise(sc.ellipkm1,    lambda p, *, out:       -(sc.ellipe(1 - p) - p * out) / (2 * (1 - p) * p))

# Hypergeometric functions (DLMF 13, 15), by the argument
elementwise(sc.hyp0f1,      lambda v, z:            (None, sc.hyp0f1(v + 1, z) / v))
elementwise(sc.hyp1f1,      lambda a, b, x:         (None, None, a / b * sc.hyp1f1(a + 1, b + 1, x)))
elementwise(sc.hyp2f1,      lambda a, b, c, z:      (None, None, None, a * b / c * sc.hyp2f1(a + 1, b + 1, c + 1, z)))
elementwise(sc.hyperu,      lambda a, b, x:         (None, None, -a * sc.hyperu(a + 1, b + 1, x)))

# Distributions, by the argument
elementwise(sc.boxcox,      lambda x, lmbda, *, out: (x ** (lmbda - 1), None))
elementwise(sc.boxcox1p,    lambda x, lmbda, *, out: ((1 + x) ** (lmbda - 1), None))
elementwise(sc.inv_boxcox,  lambda y, lmbda, *, out: (out ** (1 - lmbda), None))

# Angles in degrees
elementwise(sc.sindg,       lambda x:               sc.cosdg(x) * np.pi / 180)
elementwise(sc.cosdg,       lambda x:               -sc.sindg(x) * np.pi / 180)
elementwise(sc.tandg,       lambda x, *, out:       (1 + out**2) * np.pi / 180)
elementwise(sc.cotdg,       lambda x, *, out:       -(1 + out**2) * np.pi / 180)
# fmt: on


@elementwise(sc.beta)
def beta(a, b, *, out):
    both = sc.psi(a + b)
    return out * (sc.psi(a) - both), out * (sc.psi(b) - both)


@elementwise(sc.betaincc)
def betaincc(a, b, x):
    return None, None, -(x ** (a - 1)) * (1 - x) ** (b - 1) / sc.beta(a, b)


@elementwise(sc.betaincinv)
def betaincinv(a, b, y, *, out):
    return None, None, sc.beta(a, b) * out ** (1 - a) * (1 - out) ** (1 - b)


@elementwise(sc.ive)
def ive(v, z, *, out):
    return None, (sc.ive(v - 1, z) + sc.ive(v + 1, z)) / 2 - np.sign(z) * out


@elementwise(sc.stdtr)
def stdtr(df, t):
    exponent = -(df + 1) / 2 * np.log1p(t**2 / df) - sc.betaln(df / 2, 0.5)
    return None, np.exp(exponent) / np.sqrt(df)


@elementwise(sc.stdtrit)
def stdtrit(df, p, *, out):
    exponent = (df + 1) / 2 * np.log1p(out**2 / df) + sc.betaln(df / 2, 0.5)
    return None, np.exp(exponent) * np.sqrt(df)


@elementwise(sc.chdtr)
def chdtr(v, x):
    exponent = (v / 2 - 1) * np.log(x / 2) - x / 2 - sc.gammaln(v / 2)
    return None, np.exp(exponent) / 2


@elementwise(sc.chdtrc)
def chdtrc(v, x):
    exponent = (v / 2 - 1) * np.log(x / 2) - x / 2 - sc.gammaln(v / 2)
    return None, -np.exp(exponent) / 2


@elementwise(sc.pdtr)
def pdtr(k, m):
    exponent = np.floor(k) * np.log(m) - m - sc.gammaln(np.floor(k) + 1)
    return None, -np.exp(exponent)


@elementwise(sc.pdtrc)
def pdtrc(k, m):
    exponent = np.floor(k) * np.log(m) - m - sc.gammaln(np.floor(k) + 1)
    return None, np.exp(exponent)


@elementwise(sc.binom)
def binom(n, k, *, out):
    beside = sc.psi(n - k + 1)
    return out * (sc.psi(n + 1) - beside), out * (beside - sc.psi(k + 1))


@elementwise(sc.huber)
def huber(delta, r):
    outside = np.abs(r) > delta
    return np.where(outside, np.abs(r) - delta, 0.0), np.where(outside, delta * np.sign(r), r)


@elementwise(sc.pseudo_huber)
def pseudo_huber(delta, r, *, out):
    root = np.sqrt(1 + (r / delta) ** 2)
    return 2 * out / delta - r**2 / (delta * root), r / root


@elementwise(sc.exprel)
def exprel(x, *, out):
    small = np.abs(x) < 1e-3
    safe = np.where(small, 1, x)
    return np.where(small, 0.5 + x / 3 + x**2 / 8 + x**3 / 30, (np.exp(x) - out) / safe)


@elementwise(sc.ellipkinc)
def ellipkinc(phi, m, *, out):
    root = np.sqrt(1 - m * np.sin(phi) ** 2)
    by_m = sc.ellipeinc(phi, m) / (2 * m * (1 - m)) - out / (2 * m)
    return 1 / root, by_m - np.sin(2 * phi) / (4 * (1 - m) * root)


@elementwise(sc.ellipeinc)
def ellipeinc(phi, m, *, out):
    return np.sqrt(1 - m * np.sin(phi) ** 2), (out - sc.ellipkinc(phi, m)) / (2 * m)


@elementwise(sc.owens_t)
def owens_t(h, a):
    by_h = -np.exp(-(h**2) / 2) / np.sqrt(2 * np.pi) * (sc.ndtr(a * h) - 0.5)
    return by_h, np.exp(-(h**2) * (1 + a**2) / 2) / (2 * np.pi * (1 + a**2))


# Sums of exponentials


@jvp(sc.logsumexp, only={"return_sign": (False,)})
def logsumexp_jvp(a, axis, b, keepdims, return_sign, *, a_dot, b_dot):
    largest = np.max(a, axis=axis, keepdims=True)
    terms = np.exp(a - np.where(np.isfinite(largest), largest, 0.0))
    if b is None:
        moved, total = terms * a_dot, np.sum(terms, axis=axis, keepdims=keepdims)
    else:
        moved, total = terms * (b * a_dot + b_dot), np.sum(b * terms, axis=axis, keepdims=keepdims)
    return np.sum(moved, axis=axis, keepdims=keepdims) / np.where(total == 0, 1, total)


@vjp(sc.logsumexp, only={"return_sign": (False,)})
def logsumexp_vjp(a, axis, b, keepdims, return_sign, *, out_bar):
    largest = np.max(a, axis=axis, keepdims=True)
    terms = np.exp(a - np.where(np.isfinite(largest), largest, 0.0))
    wide = out_bar if keepdims or axis is None else np.expand_dims(out_bar, axis)
    if b is None:
        return wide * terms / np.sum(terms, axis=axis, keepdims=True), None, None
    total = np.sum(b * terms, axis=axis, keepdims=True)
    return wide * b * terms / total, None, wide * terms / total


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


@jvp(sc.sici)
def sici_jvp(x, *, x_dot):
    return np.sinc(x / np.pi) * x_dot, np.cos(x) / x * x_dot


@vjp(sc.sici)
def sici_vjp(x, *, out_bar):
    sine_bar, cosine_bar = out_bar
    return sine_bar * np.sinc(x / np.pi) + cosine_bar * np.cos(x) / x


@jvp(sc.shichi)
def shichi_jvp(x, *, x_dot):
    return np.sinh(x) / x * x_dot, np.cosh(x) / x * x_dot


@vjp(sc.shichi)
def shichi_vjp(x, *, out_bar):
    sine_bar, cosine_bar = out_bar
    return (sine_bar * np.sinh(x) + cosine_bar * np.cosh(x)) / x


@jvp(sc.fresnel)
def fresnel_jvp(z, *, z_dot):
    angle = np.pi / 2 * z**2
    return np.sin(angle) * z_dot, np.cos(angle) * z_dot


@vjp(sc.fresnel)
def fresnel_vjp(z, *, out_bar):
    sine_bar, cosine_bar = out_bar
    angle = np.pi / 2 * z**2
    return sine_bar * np.sin(angle) + cosine_bar * np.cos(angle)


@jvp(sc.airy)
def airy_jvp(z, *, out, z_dot):
    a, a_slope, b, b_slope = out
    return a_slope * z_dot, z * a * z_dot, b_slope * z_dot, z * b * z_dot


@vjp(sc.airy)
def airy_vjp(z, *, out, out_bar):
    a, a_slope, b, b_slope = out
    a_bar, a_slope_bar, b_bar, b_slope_bar = out_bar
    return a_bar * a_slope + a_slope_bar * z * a + b_bar * b_slope + b_slope_bar * z * b


# Under a second name
for name in ("sinc", "cbrt", "exp2", "expm1", "log1p"):
    if getattr(sc, name) is not getattr(np, name):
        rules.same(getattr(sc, name), of_numpy.find(getattr(np, name)))
rules.inactive(sc.round, sc.gammasgn)
