"""Derivatives of NumPy's elementwise functions. Kinds and reserved words: table.py; values at kinks: docs/kinks.md."""

import numpy as np

from ad_transform.rules.table import OurTable
from ad_transform.runtime import i0_derivative, sinc_derivative

rules = OurTable("elementwise")
elementwise, linear, jvp, vjp = rules.elementwise, rules.linear, rules.jvp, rules.vjp

# fmt: off
# Arithmetic
elementwise(np.add,             lambda x, y:         (1.0, 1.0))
elementwise(np.subtract,        lambda x, y:         (1.0, -1.0))
elementwise(np.multiply,        lambda x, y:         (y, x))
elementwise(np.divide,          lambda x, y, *, out: (1 / y, -out / y))
elementwise(np.negative,        lambda x:            -1.0)
elementwise(np.positive,        lambda x:            1.0)
elementwise(np.reciprocal,      lambda x, *, out:    -(out**2))
elementwise(np.square,          lambda x:            2 * x)
elementwise(np.remainder,       lambda x, y:         (1.0, -np.floor_divide(x, y)))
elementwise(np.fmod,            lambda x, y:         (1.0, -np.trunc(x / y)))

# Exponentials, logarithms, roots
elementwise(np.exp,             lambda x, *, out:    out)
elementwise(np.exp2,            lambda x, *, out:    out * np.log(2))
elementwise(np.expm1,           lambda x:            np.exp(x))
elementwise(np.log,             lambda x:            1 / x)
elementwise(np.log2,            lambda x:            1 / (x * np.log(2)))
elementwise(np.log10,           lambda x:            1 / (x * np.log(10)))
elementwise(np.log1p,           lambda x:            1 / (1 + x))
elementwise(np.sqrt,            lambda x, *, out:    0.5 / out)
elementwise(np.cbrt,            lambda x, *, out:    1 / (3 * out**2))
elementwise(np.logaddexp,       lambda x, y, *, out: (np.exp(x - out), np.exp(y - out)))
elementwise(np.logaddexp2,      lambda x, y, *, out: (np.exp2(x - out), np.exp2(y - out)))

# Trigonometric and hyperbolic
elementwise(np.sin,             lambda x:            np.cos(x))
elementwise(np.cos,             lambda x:            -np.sin(x))
elementwise(np.tan,             lambda x, *, out:    1 + out**2)
elementwise(np.arcsin,          lambda x:            1 / np.sqrt(1 - x**2))
elementwise(np.arccos,          lambda x:            -1 / np.sqrt(1 - x**2))
elementwise(np.arctan,          lambda x:            1 / (1 + x**2))
elementwise(np.sinh,            lambda x:            np.cosh(x))
elementwise(np.cosh,            lambda x:            np.sinh(x))
elementwise(np.tanh,            lambda x, *, out:    1 - out**2)
elementwise(np.arcsinh,         lambda x:            1 / np.sqrt(x**2 + 1))
elementwise(np.arccosh,         lambda x:            1 / (np.sqrt(x - 1) * np.sqrt(x + 1)))
elementwise(np.arctanh,         lambda x:            1 / (1 - x**2))
elementwise(np.deg2rad,         lambda x:            np.pi / 180)
elementwise(np.rad2deg,         lambda x:            180 / np.pi)

# Parts, signs, and the larger and the smaller of two
elementwise(np.fabs,            lambda x:            np.sign(x))
elementwise(np.copysign,        lambda x, y:         (np.copysign(1.0, x) * np.copysign(1.0, y), 0.0))
elementwise(np.nextafter,       lambda x, y:         (1.0, 0.0))
elementwise(np.ldexp,           lambda x, i:         (2.0**i, None))
elementwise(np.heaviside,       lambda x, y:         (0.0, np.where(x == 0, 1.0, 0.0)))
elementwise(np.maximum,         lambda x, y:         (np.where(x == y, 0.5, x > y), np.where(x == y, 0.5, x < y)))
elementwise(np.minimum,         lambda x, y:         (np.where(x == y, 0.5, x < y), np.where(x == y, 0.5, x > y)))
elementwise(np.real,            lambda val:          1.0)
elementwise(np.imag,            lambda val:          -1.0j)
elementwise(np.real_if_close,   lambda a:            1.0)
linear(np.conjugate,            lambda x, *, out_bar: np.conj(out_bar))

# Special functions
elementwise(np.sinc,            lambda x:            sinc_derivative(x, 1))
elementwise(np.i0,              lambda x:            i0_derivative(x, 1))
elementwise(sinc_derivative,    lambda x, order:     sinc_derivative(x, order + 1))
elementwise(i0_derivative,      lambda x, order:     i0_derivative(x, order + 1))

# Locally a shift
elementwise(np.unwrap,          lambda p, discont, axis, period: 1.0)
elementwise(np.nan_to_num,      lambda x, copy, nan, posinf, neginf: np.where(np.isfinite(x), 1.0, 0.0))
# fmt: on


@elementwise(np.power)
def power(x, y, *, out):
    by_base = y * np.where(y == 0, np.where(x == 0, 1, x), x) ** (y - 1)
    by_exponent = out * np.log(np.where(x == 0, 1, x))
    return by_base, by_exponent


@elementwise(np.hypot)
def hypot(x, y, *, out):
    radius = np.where(out == 0, 1, out)
    return x / radius, y / radius


@elementwise(np.arctan2)
def arctan2(y, x):
    square = np.where((x == 0) & (y == 0), 1, x**2 + y**2)
    return x / square, -y / square


@elementwise(np.fmax)
def fmax(x, y):
    return np.where(x == y, 0.5, (x > y) | np.isnan(y)), np.where(x == y, 0.5, (x < y) | np.isnan(x))


@elementwise(np.fmin)
def fmin(x, y):
    return np.where(x == y, 0.5, (x < y) | np.isnan(y)), np.where(x == y, 0.5, (x > y) | np.isnan(x))


@elementwise(np.absolute)
def absolute(x, *, out):
    if np.iscomplexobj(x):
        return np.conj(x) / np.where(out == 0, 1, out)
    return np.sign(x)


@elementwise(np.angle)
def angle(z, deg):
    radians = -1.0j * np.conj(z) / np.where(z == 0, 1, np.abs(z) ** 2)
    return radians * (180 / np.pi) if deg else radians


@elementwise(np.clip)
def clip(a, a_min, a_max, min, max):
    lower = min if a_min is None else a_min
    upper = max if a_max is None else a_max
    if lower is None and upper is None:
        return 1.0, 0.0, 0.0, 0.0, 0.0
    if lower is None:
        above = np.where(a > upper, 1.0, 0.0)
        return np.where(a <= upper, 1.0, 0.0), 0.0, above, 0.0, above
    if upper is None:
        below = np.where(a < lower, 1.0, 0.0)
        return np.where(a >= lower, 1.0, 0.0), below, 0.0, below, 0.0
    below = np.where((a < lower) & (lower <= upper), 1.0, 0.0)
    above = np.where((a > upper) | (lower > upper), 1.0, 0.0)
    return np.where((a >= lower) & (a <= upper), 1.0, 0.0), below, above, below, above


# Several results


@jvp(np.divmod)
def divmod_jvp(x, y, *, out, x_dot, y_dot):
    quotient, _ = out
    return np.zeros_like(quotient), x_dot - quotient * y_dot


@vjp(np.divmod)
def divmod_vjp(x, y, *, out, out_bar):
    quotient, _ = out
    _, remainder_bar = out_bar
    return remainder_bar, -quotient * remainder_bar


@jvp(np.modf)
def modf_jvp(x, *, out, x_dot):
    return x_dot, np.zeros_like(x_dot)


@vjp(np.modf)
def modf_vjp(x, *, out_bar):
    fraction_bar, _ = out_bar
    return fraction_bar


@jvp(np.frexp)
def frexp_jvp(x, *, out, x_dot):
    _, exponent = out
    return np.ldexp(x_dot, -exponent), np.zeros_like(exponent)


@vjp(np.frexp)
def frexp_vjp(x, *, out, out_bar):
    _, exponent = out
    mantissa_bar, _ = out_bar
    return np.ldexp(mantissa_bar, -exponent)


# The sign of a real number is a step; that of a complex number turns with it


@jvp(np.sign)
def sign_jvp(x, *, out, x_dot):
    if np.iscomplexobj(x):
        turned = (x_dot - out * np.real(np.conj(out) * x_dot)) / np.where(x == 0, 1, np.abs(x))
        return np.where(x == 0, 0, turned)
    return np.zeros_like(out)


@vjp(np.sign)
def sign_vjp(x, *, out, out_bar):
    if np.iscomplexobj(x):
        turned = (out_bar - np.conj(out) * np.real(out * out_bar)) / np.where(x == 0, 1, np.abs(x))
        return np.where(x == 0, 0, turned)
    return np.zeros_like(out)


@rules.elementwise(np.kaiser)
def kaiser(M, beta, *, out):
    half = (M - 1) / 2
    bent = np.sqrt(np.maximum(1 - ((np.arange(M) - half) / max(half, 0.5)) ** 2, 0.0))
    return None, (bent * i0_derivative(bent * beta, 1) - out * i0_derivative(beta, 1)) / np.i0(beta)


# Whether np.emath returns complex numbers depends on the values, which are not known when a derivative is written
for name in ("sqrt", "log", "log2", "log10", "logn", "power", "arccos", "arcsin", "arctanh"):
    rules.missing(
        getattr(np.emath, name), "make the argument complex and call the function of np with that name"
    )

rules.same(np.float_power, np.power)
rules.same(np.degrees, np.rad2deg)
rules.same(np.radians, np.deg2rad)
rules.inactive(np.floor, np.ceil, np.trunc, np.rint, np.fix, np.round, np.around, np.floor_divide, np.spacing)
rules.inactive(np.isnan, np.isfinite, np.isinf, np.isneginf, np.isposinf, np.signbit)
rules.inactive(np.isreal, np.iscomplex, np.isrealobj, np.iscomplexobj)
rules.inactive(np.greater, np.greater_equal, np.less, np.less_equal, np.equal, np.not_equal)
rules.inactive(np.logical_and, np.logical_or, np.logical_not, np.logical_xor)
rules.inactive(np.bitwise_and, np.bitwise_or, np.bitwise_xor, np.bitwise_not, np.bitwise_count)
rules.inactive(np.left_shift, np.right_shift, np.gcd, np.lcm)
