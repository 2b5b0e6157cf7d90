"""Derivatives of scipy.special: orthogonal polynomials, Legendre functions, spherical harmonics, by the argument.
Kinds and reserved words: table.py; formulas: NIST Digital Library of Mathematical Functions (DLMF) 18.9. The degree may
be any number where the function takes any.
"""

import numpy as np
from scipy import special as sc

from ad_transform.rules.table import OurTable

rules = OurTable("scipy.special, orthogonal")
elementwise = rules.elementwise

# fmt: off
elementwise(sc.eval_legendre,    lambda n, x:    (None, (n + 1) / 2 * sc.eval_jacobi(n - 1, 1.0, 1.0, x)))
elementwise(sc.eval_sh_legendre, lambda n, x:    (None, (n + 1) * sc.eval_jacobi(n - 1, 1.0, 1.0, 2 * x - 1)))
elementwise(sc.eval_chebyt,      lambda n, x:    (None, n * sc.eval_chebyu(n - 1, x)))
elementwise(sc.eval_chebyu,      lambda n, x:    (None, 2 * sc.eval_gegenbauer(n - 1, 2.0, x)))
elementwise(sc.eval_chebyc,      lambda n, x:    (None, n * sc.eval_chebyu(n - 1, x / 2)))
elementwise(sc.eval_chebys,      lambda n, x:    (None, sc.eval_gegenbauer(n - 1, 2.0, x / 2)))
elementwise(sc.eval_sh_chebyt,   lambda n, x:    (None, 2 * n * sc.eval_chebyu(n - 1, 2 * x - 1)))
elementwise(sc.eval_sh_chebyu,   lambda n, x:    (None, 4 * sc.eval_gegenbauer(n - 1, 2.0, 2 * x - 1)))
elementwise(sc.eval_gegenbauer,  lambda n, a, x: (None, None, 2 * a * sc.eval_gegenbauer(n - 1, a + 1, x)))
elementwise(sc.eval_laguerre,    lambda n, x:    (None, -sc.eval_genlaguerre(n - 1, 1.0, x)))
elementwise(sc.eval_genlaguerre, lambda n, a, x: (None, None, -sc.eval_genlaguerre(n - 1, a + 1, x)))
elementwise(sc.assoc_laguerre,   lambda x, n, k: -sc.eval_genlaguerre(n - 1, k + 1, x))
elementwise(sc.eval_hermite,     lambda n, x:    (None, 2 * n * sc.eval_hermite(np.maximum(n - 1, 0), x)))
elementwise(sc.eval_hermitenorm, lambda n, x:    (None, n * sc.eval_hermitenorm(np.maximum(n - 1, 0), x)))
# fmt: on


@elementwise(sc.eval_jacobi)
def eval_jacobi(n, a, b, x):
    return None, None, None, (n + a + b + 1) / 2 * sc.eval_jacobi(n - 1, a + 1, b + 1, x)


@elementwise(sc.eval_sh_jacobi)
def eval_sh_jacobi(n, p, q, x):
    inner = (n + p) * sc.eval_jacobi(n - 1, p - q + 1, q, 2 * x - 1)
    return None, None, None, inner / sc.binom(2 * n + p - 1, n)


# The functions below also give derivatives, one more along a new first axis: SciPy knows two


@elementwise(sc.legendre_p, signature="(n, z, *, diff_n=0)")
def legendre_p(n, z, *, diff_n):
    return None, sc.legendre_p(n, z, diff_n=diff_n + 1)[1:]


@elementwise(sc.assoc_legendre_p, signature="(n, m, z, *, branch_cut=2, norm=False, diff_n=0)")
def assoc_legendre_p(n, m, z, *, branch_cut, norm, diff_n):
    more = sc.assoc_legendre_p(n, m, z, branch_cut=branch_cut, norm=norm, diff_n=diff_n + 1)
    return None, None, more[1:]


@elementwise(sc.sph_legendre_p, signature="(n, m, theta, *, diff_n=0)")
def sph_legendre_p(n, m, theta, *, diff_n):
    return None, None, sc.sph_legendre_p(n, m, theta, diff_n=diff_n + 1)[1:]


@elementwise(sc.sph_harm_y, signature="(n, m, theta, phi)")
def sph_harm_y(n, m, theta, phi, *, out):
    """The ladder operators of DLMF 14.30: raising and lowering `m`."""
    turn = np.exp(1j * phi)
    raised = np.sqrt((n - m) * (n + m + 1)) * sc.sph_harm_y(n, m + 1, theta, phi) / turn
    lowered = np.sqrt((n + m) * (n - m + 1)) * sc.sph_harm_y(n, m - 1, theta, phi) * turn
    return None, None, (raised - lowered) / 2, 1j * m * out


SINGLE = "it gives all orders at once; call the function of one order"
for name in ("assoc_legendre_p_all", "legendre_p_all", "sph_harm_y_all", "sph_legendre_p_all", "lqmn", "lqn"):
    rules.missing(getattr(sc, name), SINGLE)
rules.missing(sc.lpmv, "its slope is unbounded at the ends; write assoc_legendre_p")
for name in ("jacobi", "genlaguerre", "gegenbauer", "sh_jacobi"):
    rules.missing(getattr(sc, f"roots_{name}"), "by the parameters no closed form is known")
for name in ("legendre", "chebyt", "chebyu", "chebyc", "chebys", "laguerre", "hermite", "hermitenorm"):
    rules.inactive(getattr(sc, f"roots_{name}"))
rules.inactive(sc.roots_sh_legendre, sc.roots_sh_chebyt, sc.roots_sh_chebyu)
