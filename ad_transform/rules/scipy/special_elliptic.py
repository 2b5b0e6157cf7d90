"""Derivatives of scipy.special: elliptic integrals and functions, hypergeometric functions, Owen's function. Kinds and
reserved words: table.py; formulas: NIST Digital Library of Mathematical Functions (DLMF).
"""

import numpy as np
from scipy import special as sc

from ad_transform.rules.table import OurTable

rules = OurTable("scipy.special, elliptic and hypergeometric")
elementwise, jvp, vjp = rules.elementwise, rules.jvp, rules.vjp

# fmt: off
# Complete elliptic integrals: derivatives of DLMF 19.5.1 and 19.5.2, which lose no digits where m is small
elementwise(sc.ellipk,      lambda m: np.pi / 8 * sc.hyp2f1(0.5, 0.5, 2, m) / (1 - m))
elementwise(sc.ellipe,      lambda m: -np.pi / 8 * sc.hyp2f1(0.5, 1.5, 2, m))
elementwise(sc.ellipkm1,    lambda p: -np.pi / 8 * sc.hyp2f1(0.5, 0.5, 2, 1 - p) / p)

# Hypergeometric functions (DLMF 13.3, 15.5), by the argument
elementwise(sc.hyp0f1,      lambda v, z:            (None, sc.hyp0f1(v + 1, z) / v))
elementwise(sc.hyp1f1,      lambda a, b, x:         (None, None, a / b * sc.hyp1f1(a + 1, b + 1, x)))
elementwise(sc.hyp2f1,      lambda a, b, c, z:      (None, None, None, a * b / c * sc.hyp2f1(a + 1, b + 1, c + 1, z)))
elementwise(sc.hyperu,      lambda a, b, x:         (None, None, -a * sc.hyperu(a + 1, b + 1, x)))
# fmt: on


def third_kind(phi, m, first, second):
    """``(first - second) / m``, DLMF 19.2.6: the integral of sin² / sqrt(1 - m sin²); its series where `m` is small."""
    small = np.abs(m) < 1e-4
    by_two = phi / 2 - np.sin(2 * phi) / 4
    by_four = 3 * phi / 8 - np.sin(2 * phi) / 4 + np.sin(4 * phi) / 32
    by_six = 5 * phi / 16 - 15 * np.sin(2 * phi) / 64 + 3 * np.sin(4 * phi) / 64 - np.sin(6 * phi) / 192
    series = by_two + m / 2 * by_four + 3 * m**2 / 8 * by_six
    return np.where(small, series, (first - second) / np.where(small, 1, m))


def first_kind_by_m(phi, m, first):
    """The derivative by `m` of the incomplete integral ``first = F(phi | m)``, DLMF 19.4.5."""
    difference = first - third_kind(phi, m, first, sc.ellipeinc(phi, m))
    root = np.sqrt(1 - m * np.sin(phi) ** 2)
    return (difference - np.sin(2 * phi) / (2 * root)) / (2 * (1 - m))


@elementwise(sc.ellipkinc)
def ellipkinc(phi, m, *, out):
    return 1 / np.sqrt(1 - m * np.sin(phi) ** 2), first_kind_by_m(phi, m, out)


@elementwise(sc.ellipeinc)
def ellipeinc(phi, m, *, out):
    return np.sqrt(1 - m * np.sin(phi) ** 2), -third_kind(phi, m, sc.ellipkinc(phi, m), out) / 2


@jvp(sc.ellipj)
def ellipj_jvp(u, m, *, out, u_dot, m_dot):
    sn, cn, dn, phi = out
    phi_dot = dn * (u_dot - first_kind_by_m(phi, m, u) * m_dot)  # u = F(phi | m), DLMF 22.16.11
    dn_dot = -sn * (sn * m_dot + 2 * m * cn * phi_dot) / (2 * dn)
    return cn * phi_dot, -sn * phi_dot, dn_dot, phi_dot


@vjp(sc.ellipj)
def ellipj_vjp(u, m, *, out, out_bar):
    sn, cn, dn, phi = out
    sn_bar, cn_bar, dn_bar, phi_bar = out_bar
    u_bar = dn * (sn_bar * cn - cn_bar * sn - dn_bar * m * sn * cn / dn + phi_bar)
    return u_bar, -u_bar * first_kind_by_m(phi, m, u) - dn_bar * sn**2 / (2 * dn)


@elementwise(sc.elliprc)
def elliprc(x, y, *, out):
    apart = np.real(y) <= 0
    near = np.where(apart, 1, y)
    close = -sc.hyp2f1(1.5, 1.5, 2.5, 1 - np.where(apart, 1, x) / near) / (
        6 * near**1.5
    )  # DLMF 19.2.17, 15.6.1
    by_x = np.where(apart, (out - 1 / np.sqrt(x)) / (2 * np.where(apart, y - x, 1)), close)
    return by_x, -(out / 2 + x * by_x) / y  # homogeneous of degree -1/2


@elementwise(sc.owens_t)
def owens_t(h, a):
    by_h = -np.exp(-(h**2) / 2) / np.sqrt(2 * np.pi) * (sc.ndtr(a * h) - 0.5)
    return by_h, np.exp(-(h**2) * (1 + a**2) / 2) / (2 * np.pi * (1 + a**2))


for name in ("elliprd", "elliprf", "elliprg", "elliprj"):
    rules.missing(
        getattr(sc, name), "its partials are differences that lose their digits where arguments are close"
    )
for name in ("ellip_harm", "ellip_harm_2", "ellip_normal"):
    rules.missing(getattr(sc, name), "no closed form is known")
for kind in ("pro", "obl"):
    for name in ("ang1", "ang1_cv", "cv", "rad1", "rad1_cv", "rad2", "rad2_cv", "cv_seq"):
        rules.missing(getattr(sc, f"{kind}_{name}"), "no closed form is known for spheroidal functions")
