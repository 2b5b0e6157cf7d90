"""Derivatives of scipy.special: Bessel functions and those like them, by the argument. Kinds and reserved words:
table.py; formulas: NIST Digital Library of Mathematical Functions (DLMF). By the order no closed form is known.
"""

import numpy as np
from scipy import special as sc

from ad_transform.rules.scipy.special import over
from ad_transform.rules.table import OurTable

rules = OurTable("scipy.special, Bessel")
elementwise, jvp, vjp = rules.elementwise, rules.jvp, rules.vjp

# fmt: off
# Bessel functions (DLMF 10.6, 10.29)
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

# Derivatives of Bessel functions
elementwise(sc.jvp,         lambda v, z, n:         (None, sc.jvp(v, z, n + 1)))
elementwise(sc.yvp,         lambda v, z, n:         (None, sc.yvp(v, z, n + 1)))
elementwise(sc.ivp,         lambda v, z, n:         (None, sc.ivp(v, z, n + 1)))
elementwise(sc.kvp,         lambda v, z, n:         (None, sc.kvp(v, z, n + 1)))
elementwise(sc.h1vp,        lambda v, z, n:         (None, sc.h1vp(v, z, n + 1)))
elementwise(sc.h2vp,        lambda v, z, n:         (None, sc.h2vp(v, z, n + 1)))

# Kelvin functions: their second derivatives by Bessel's equation (DLMF 10.61.3)
elementwise(sc.ber,         lambda x:               sc.berp(x))
elementwise(sc.bei,         lambda x:               sc.beip(x))
elementwise(sc.ker,         lambda x:               sc.kerp(x))
elementwise(sc.kei,         lambda x:               sc.keip(x))
elementwise(sc.berp,        lambda x, *, out:       -sc.bei(x) - over(out, x, 0))
elementwise(sc.beip,        lambda x, *, out:       sc.ber(x) - over(out, x, 0.5))
elementwise(sc.kerp,        lambda x, *, out:       -sc.kei(x) - out / x)
elementwise(sc.keip,        lambda x, *, out:       sc.ker(x) - out / x)

# Integrals of Struve functions (DLMF 11)
elementwise(sc.itstruve0,   lambda x:               sc.struve(0, x))
elementwise(sc.it2struve0,  lambda x:               -over(sc.struve(0, x), x, 2 / np.pi))
elementwise(sc.itmodstruve0, lambda x:              sc.modstruve(0, x))

# Wright's function (DLMF 10.46)
elementwise(sc.wright_bessel, lambda a, b, x:       (None, None, sc.wright_bessel(a, a + b, x)))
# fmt: on


@elementwise(sc.hankel1e)
def hankel1e(v, z, *, out):
    return None, (sc.hankel1e(v - 1, z) - sc.hankel1e(v + 1, z)) / 2 - 1j * out


@elementwise(sc.hankel2e)
def hankel2e(v, z, *, out):
    return None, (sc.hankel2e(v - 1, z) - sc.hankel2e(v + 1, z)) / 2 + 1j * out


@elementwise(sc.log_wright_bessel)
def log_wright_bessel(a, b, x, *, out):
    return None, None, np.exp(sc.log_wright_bessel(a, a + b, x) - out)


@elementwise(sc.struve)
def struve(v, x):
    power = (x / 2) ** v * sc.rgamma(v + 1.5) / np.sqrt(np.pi)
    return None, (sc.struve(v - 1, x) - sc.struve(v + 1, x) + power) / 2  # DLMF 11.4.27


@elementwise(sc.modstruve)
def modstruve(v, x):
    power = (x / 2) ** v * sc.rgamma(v + 1.5) / np.sqrt(np.pi)
    return None, (sc.modstruve(v - 1, x) + sc.modstruve(v + 1, x) + power) / 2  # DLMF 11.4.29


# Scaled by the size of the imaginary or of the real part: not functions of a complex variable


@jvp(sc.jve)
def jve_jvp(v, z, *, out, z_dot):
    return (sc.jve(v - 1, z) - sc.jve(v + 1, z)) / 2 * z_dot - np.sign(np.imag(z)) * np.imag(z_dot) * out


@vjp(sc.jve)
def jve_vjp(v, z, *, out, out_bar):
    scaling = np.real(np.sign(np.imag(z)) * out * out_bar)
    return None, (sc.jve(v - 1, z) - sc.jve(v + 1, z)) / 2 * out_bar + 1j * scaling


@jvp(sc.yve)
def yve_jvp(v, z, *, out, z_dot):
    return (sc.yve(v - 1, z) - sc.yve(v + 1, z)) / 2 * z_dot - np.sign(np.imag(z)) * np.imag(z_dot) * out


@vjp(sc.yve)
def yve_vjp(v, z, *, out, out_bar):
    scaling = np.real(np.sign(np.imag(z)) * out * out_bar)
    return None, (sc.yve(v - 1, z) - sc.yve(v + 1, z)) / 2 * out_bar + 1j * scaling


@jvp(sc.ive)
def ive_jvp(v, z, *, out, z_dot):
    return (sc.ive(v - 1, z) + sc.ive(v + 1, z)) / 2 * z_dot - np.sign(np.real(z)) * np.real(z_dot) * out


@vjp(sc.ive)
def ive_vjp(v, z, *, out, out_bar):
    scaling = np.real(np.sign(np.real(z)) * out * out_bar)
    return None, (sc.ive(v - 1, z) + sc.ive(v + 1, z)) / 2 * out_bar - scaling


# Spherical Bessel functions (DLMF 10.51), and by the same recurrences their first derivatives


@elementwise(sc.spherical_jn)
def spherical_jn(n, z, derivative):
    below = n * sc.spherical_jn(np.maximum(n - 1, 0), z, derivative)
    return None, (below - (n + 1) * sc.spherical_jn(n + 1, z, derivative)) / (2 * n + 1)


@elementwise(sc.spherical_yn)
def spherical_yn(n, z, derivative):
    below = n * sc.spherical_yn(np.maximum(n - 1, 0), z, derivative)
    return None, (below - (n + 1) * sc.spherical_yn(n + 1, z, derivative)) / (2 * n + 1)


@elementwise(sc.spherical_in)
def spherical_in(n, z, derivative):
    below = n * sc.spherical_in(np.maximum(n - 1, 0), z, derivative)
    return None, (below + (n + 1) * sc.spherical_in(n + 1, z, derivative)) / (2 * n + 1)


@elementwise(sc.spherical_kn)
def spherical_kn(n, z, derivative):
    below = n * sc.spherical_kn(np.maximum(n - 1, 0), z, derivative)
    return None, -(below + (n + 1) * sc.spherical_kn(n + 1, z, derivative)) / (2 * n + 1)


# Several results: a function and its derivative, by its differential equation


@jvp(sc.airy)
def airy_jvp(z, *, out, z_dot):
    a, a_slope, b, b_slope = out
    return a_slope * z_dot, z * a * z_dot, b_slope * z_dot, z * b * z_dot


@vjp(sc.airy)
def airy_vjp(z, *, out, out_bar):
    a, a_slope, b, b_slope = out
    a_bar, a_slope_bar, b_bar, b_slope_bar = out_bar
    return a_bar * a_slope + a_slope_bar * z * a + b_bar * b_slope + b_slope_bar * z * b


@jvp(sc.kelvin)
def kelvin_jvp(x, *, out, x_dot):
    b, k, b_slope, k_slope = out
    bent = 1j * b - over(b_slope, x, 0.5j)
    return b_slope * x_dot, k_slope * x_dot, bent * x_dot, (1j * k - k_slope / x) * x_dot


@vjp(sc.kelvin)
def kelvin_vjp(x, *, out, out_bar, used):
    b, k, b_slope, k_slope = out
    bar = out_bar[0] * b_slope + out_bar[2] * (1j * b - over(b_slope, x, 0.5j))
    if used[1]:
        bar = bar + out_bar[1] * k_slope
    if used[3]:
        bar = bar + out_bar[3] * (1j * k - k_slope / x)
    return np.real(bar)


@jvp(sc.pbdv)
def pbdv_jvp(v, x, *, out, v_dot, x_dot):
    return out[1] * x_dot, (x**2 / 4 - v - 0.5) * out[0] * x_dot  # DLMF 12.2.4


@vjp(sc.pbdv)
def pbdv_vjp(v, x, *, out, out_bar):
    return None, out_bar[0] * out[1] + out_bar[1] * (x**2 / 4 - v - 0.5) * out[0]


@jvp(sc.pbvv)
def pbvv_jvp(v, x, *, out, v_dot, x_dot):
    return out[1] * x_dot, (x**2 / 4 - v - 0.5) * out[0] * x_dot  # DLMF 12.2.2


@vjp(sc.pbvv)
def pbvv_vjp(v, x, *, out, out_bar):
    return None, out_bar[0] * out[1] + out_bar[1] * (x**2 / 4 - v - 0.5) * out[0]


@jvp(sc.pbwa)
def pbwa_jvp(a, x, *, out, a_dot, x_dot):
    return out[1] * x_dot, (a - x**2 / 4) * out[0] * x_dot  # DLMF 12.14.1


@vjp(sc.pbwa)
def pbwa_vjp(a, x, *, out, out_bar):
    return None, out_bar[0] * out[1] + out_bar[1] * (a - x**2 / 4) * out[0]


# Integrals of Bessel and Airy functions from zero


@jvp(sc.iti0k0)
def iti0k0_jvp(x, *, x_dot):
    return sc.i0(x) * x_dot, sc.k0(x) * x_dot


@vjp(sc.iti0k0)
def iti0k0_vjp(x, *, out_bar, used):
    bar = out_bar[0] * sc.i0(x)
    return bar + out_bar[1] * sc.k0(x) if used[1] else bar


@jvp(sc.itj0y0)
def itj0y0_jvp(x, *, x_dot):
    return sc.j0(x) * x_dot, sc.y0(x) * x_dot


@vjp(sc.itj0y0)
def itj0y0_vjp(x, *, out_bar, used):
    bar = out_bar[0] * sc.j0(x)
    return bar + out_bar[1] * sc.y0(x) if used[1] else bar


@jvp(sc.it2i0k0)
def it2i0k0_jvp(x, *, x_dot):
    return over(sc.i0(x) - 1, x, 0) * x_dot, -sc.k0(x) / x * x_dot


@vjp(sc.it2i0k0)
def it2i0k0_vjp(x, *, out_bar, used):
    bar = out_bar[0] * over(sc.i0(x) - 1, x, 0)
    return bar - out_bar[1] * sc.k0(x) / x if used[1] else bar


@jvp(sc.it2j0y0)
def it2j0y0_jvp(x, *, x_dot):
    return over(1 - sc.j0(x), x, 0) * x_dot, -sc.y0(x) / x * x_dot


@vjp(sc.it2j0y0)
def it2j0y0_vjp(x, *, out_bar, used):
    bar = out_bar[0] * over(1 - sc.j0(x), x, 0)
    return bar - out_bar[1] * sc.y0(x) / x if used[1] else bar


@jvp(sc.itairy)
def itairy_jvp(x, *, x_dot):
    a, _, b, _ = sc.airy(x)
    c, _, d, _ = sc.airy(-x)
    return a * x_dot, b * x_dot, c * x_dot, d * x_dot


@vjp(sc.itairy)
def itairy_vjp(x, *, out_bar):
    a, _, b, _ = sc.airy(x)
    c, _, d, _ = sc.airy(-x)
    return out_bar[0] * a + out_bar[1] * b + out_bar[2] * c + out_bar[3] * d


# Where no rule is stated
PARABOLIC = "it fills arrays by recurrence; call the function of one order"
for name in ("pbdn_seq", "pbdv_seq", "pbvv_seq", "riccati_jn", "riccati_yn", "lmbda"):
    rules.missing(getattr(sc, name), PARABOLIC)
rules.missing(sc.airye, "its scaling is no function of a complex variable; write airy and the exponential")
rules.missing(sc.besselpoly, "an integral without a closed derivative")
for name in ("a", "b", "cem", "sem", "modcem1", "modcem2", "modsem1", "modsem2"):
    rules.missing(
        getattr(sc, f"mathieu_{name}"), "no closed form is known by the parameter of Mathieu's equation"
    )
for name in ("mathieu_even_coef", "mathieu_odd_coef"):
    rules.missing(getattr(sc, name), "no closed form is known by the parameter of Mathieu's equation")

# Constants that follow from whole numbers
for name in (
    "y0",
    "y1",
    "y1p",
    "yn",
    "ynp",
    "jn",
    "jnp",
    "jnjnp",
    "jnyn",
    "ai",
    "bi",
    "erf",
    "fresnel",
    "fresnelc",
):
    rules.inactive(getattr(sc, f"{name}_zeros"))
for name in ("fresnels", "ber", "bei", "berp", "beip", "ker", "kei", "kerp", "keip", "kelvin"):
    rules.inactive(getattr(sc, f"{name}_zeros"))
