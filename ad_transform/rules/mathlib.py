"""Derivatives of the modules math and cmath. Kinds and reserved words: table.py; values at kinks: docs/kinks.md."""

import cmath
import math

import numpy as np

from ad_transform.rules.table import OurTable
from ad_transform.runtime import copies_of, polygamma, product_of_others, scale, weigh

rules = OurTable("math")
elementwise, linear, jvp, vjp = rules.elementwise, rules.linear, rules.jvp, rules.vjp

# fmt: off
# Powers, exponentials, logarithms
elementwise(math.exp,       lambda x, *, out:    out)
elementwise(math.expm1,     lambda x:            math.exp(x))
elementwise(math.log2,      lambda x:            1 / (x * math.log(2)))
elementwise(math.log10,     lambda x:            1 / (x * math.log(10)))
elementwise(math.log1p,     lambda x:            1 / (1 + x))
elementwise(math.sqrt,      lambda x, *, out:    0.5 / out)
elementwise(math.cbrt,      lambda x, *, out:    1 / (3 * out**2))
elementwise(math.exp2,      lambda x, *, out:    out * math.log(2))

# Trigonometric and hyperbolic
elementwise(math.sin,       lambda x:            math.cos(x))
elementwise(math.cos,       lambda x:            -math.sin(x))
elementwise(math.tan,       lambda x, *, out:    1 + out**2)
elementwise(math.asin,      lambda x:            1 / math.sqrt(1 - x**2))
elementwise(math.acos,      lambda x:            -1 / math.sqrt(1 - x**2))
elementwise(math.atan,      lambda x:            1 / (1 + x**2))
elementwise(math.sinh,      lambda x:            math.cosh(x))
elementwise(math.cosh,      lambda x:            math.sinh(x))
elementwise(math.tanh,      lambda x, *, out:    1 - out**2)
elementwise(math.asinh,     lambda x:            1 / math.sqrt(x**2 + 1))
elementwise(math.acosh,     lambda x:            1 / math.sqrt(x**2 - 1))
elementwise(math.atanh,     lambda x:            1 / (1 - x**2))
elementwise(math.degrees,   lambda x:            180 / math.pi)
elementwise(math.radians,   lambda x:            math.pi / 180)

# Special functions
elementwise(math.erf,       lambda x:            2 / math.sqrt(math.pi) * math.exp(-(x**2)))
elementwise(math.erfc,      lambda x:            -2 / math.sqrt(math.pi) * math.exp(-(x**2)))
elementwise(math.gamma,     lambda x, *, out:    out * polygamma(0, x))
elementwise(math.lgamma,    lambda x:            polygamma(0, x))
elementwise(polygamma,      lambda n, x:         (None, polygamma(n + 1, x)))

# Pieces of numbers
elementwise(math.fabs,      lambda x:            np.sign(x))
elementwise(math.copysign,  lambda x, y:         (math.copysign(1.0, x) * math.copysign(1.0, y), 0.0))
elementwise(math.fmod,      lambda x, y:         (1.0, -math.trunc(x / y)))
elementwise(math.remainder, lambda x, y, *, out: (1.0, -round((x - out) / y)))
elementwise(math.ldexp,     lambda x, i:         (2.0**i, None))
elementwise(math.nextafter, lambda x, y:         (1.0, 0.0))

# Sequences
linear(math.fsum,           lambda seq, *, out_bar: copies_of(out_bar, seq))

# The complex plane
elementwise(cmath.exp,      lambda z, *, out:    out)
elementwise(cmath.log10,    lambda z:            1 / (z * math.log(10)))
elementwise(cmath.sqrt,     lambda z, *, out:    0.5 / out)
elementwise(cmath.sin,      lambda z:            cmath.cos(z))
elementwise(cmath.cos,      lambda z:            -cmath.sin(z))
elementwise(cmath.tan,      lambda z, *, out:    1 + out**2)
elementwise(cmath.asin,     lambda z:            1 / cmath.sqrt(1 - z**2))
elementwise(cmath.acos,     lambda z:            -1 / cmath.sqrt(1 - z**2))
elementwise(cmath.atan,     lambda z:            1 / (1 + z**2))
elementwise(cmath.sinh,     lambda z:            cmath.cosh(z))
elementwise(cmath.cosh,     lambda z:            cmath.sinh(z))
elementwise(cmath.tanh,     lambda z, *, out:    1 - out**2)
elementwise(cmath.asinh,    lambda z:            1 / cmath.sqrt(z**2 + 1))
elementwise(cmath.acosh,    lambda z:            1 / (cmath.sqrt(z - 1) * cmath.sqrt(z + 1)))
elementwise(cmath.atanh,    lambda z:            1 / (1 - z**2))
elementwise(cmath.phase,    lambda z:            -1j / z)
elementwise(cmath.rect,     lambda r, phi, *, out: (cmath.exp(1j * phi), 1j * out))
# fmt: on

LOGARITHM = "(x, base=None, /)"


@elementwise(math.log, signature=LOGARITHM)
def log(x, base, *, out):
    if base is None:
        return 1 / x, None
    return 1 / (x * math.log(base)), -out / (base * math.log(base))


@elementwise(cmath.log, signature=LOGARITHM)
def complex_log(z, base, *, out):
    if base is None:
        return 1 / z, None
    return 1 / (z * cmath.log(base)), -out / (base * cmath.log(base))


@elementwise(math.pow)
def power(x, y, *, out):
    by_base = y * math.pow(np.where(y == 0, np.where(x == 0, 1, x), x), y - 1)
    by_exponent = out * np.log(np.where(x == 0, 1, x))
    return by_base, by_exponent


@elementwise(math.atan2)
def atan2(y, x):
    square = (x**2 + y**2) or 1.0
    return x / square, -y / square


# Sequences of numbers


@jvp(math.hypot, signature="(*coordinates)")
def hypot_jvp(*coordinates, out, coordinates_dot):
    return weigh(coordinates, coordinates_dot) / (out or 1.0)


@vjp(math.hypot, signature="(*coordinates)")
def hypot_vjp(*coordinates, out, out_bar):
    return scale(coordinates, out_bar / (out or 1.0))


@jvp(math.dist)
def dist_jvp(p, q, *, out, p_dot, q_dot):
    difference = np.asarray(p) - np.asarray(q)
    return np.dot(difference, np.asarray(p_dot) - np.asarray(q_dot)) / (out or 1.0)


@vjp(math.dist)
def dist_vjp(p, q, *, out, out_bar):
    difference = np.asarray(p) - np.asarray(q)
    p_bar = difference * (out_bar / (out or 1.0))
    return p_bar, -p_bar


@jvp(math.prod)
def prod_jvp(iterable, start, *, iterable_dot, start_dot):
    others = product_of_others(np.asarray(iterable))
    return start * np.dot(others, np.asarray(iterable_dot)) + start_dot * math.prod(iterable)


@vjp(math.prod)
def prod_vjp(iterable, start, *, out_bar):
    return out_bar * start * product_of_others(np.asarray(iterable)), out_bar * math.prod(iterable)


# Several results


@jvp(math.modf)
def modf_jvp(x, *, x_dot):
    return x_dot, 0.0


@vjp(math.modf)
def modf_vjp(x, *, out_bar):
    fraction_bar, _ = out_bar
    return fraction_bar


@jvp(math.frexp)
def frexp_jvp(x, *, out, x_dot):
    _, exponent = out
    return math.ldexp(x_dot, -exponent), 0


@vjp(math.frexp)
def frexp_vjp(x, *, out, out_bar):
    _, exponent = out
    mantissa_bar, _ = out_bar
    return math.ldexp(mantissa_bar, -exponent)


@jvp(cmath.polar)
def polar_jvp(z, *, out, z_dot):
    radius, _ = out
    return (z.conjugate() * z_dot).real / (radius or 1.0), (z_dot / z).imag


@vjp(cmath.polar)
def polar_vjp(z, *, out, out_bar):
    radius, _ = out
    radius_bar, angle_bar = out_bar
    return radius_bar * z.conjugate() / (radius or 1.0) - 1j * angle_bar / z


# Names that came with later versions of Python
if hasattr(math, "sumprod"):
    jvp(math.sumprod, lambda p, q, *, p_dot, q_dot: weigh(p_dot, q) + weigh(p, q_dot))
    vjp(math.sumprod, lambda p, q, *, out_bar: (scale(q, out_bar), scale(p, out_bar)))
if hasattr(math, "fma"):
    elementwise(math.fma, lambda x, y, z: (y, x, 1.0))

rules.inactive(math.floor, math.ceil, math.trunc, math.ulp, math.isqrt, math.factorial, math.comb, math.perm)
rules.inactive(math.isnan, math.isfinite, math.isinf, math.isclose, math.gcd, math.lcm)
rules.inactive(cmath.isnan, cmath.isfinite, cmath.isinf, cmath.isclose)
