"""Derivatives of numpy.polynomial: one rule for each operation, shared by the six families of polynomials.

A series is linear in its coefficients, and its slope is the series of `der`. Results are cut where the highest
coefficients are zero, so what is added up is cut or filled to the length of the result.
"""

from collections.abc import Callable

import numpy as np
from numpy.polynomial import chebyshev, hermite, hermite_e, laguerre, legendre, polynomial, polyutils

from ad_transform.rules.rule import Rule
from ad_transform.rules.table import OurTable
from ad_transform.runtime import product_rows, resized

rules = OurTable("numpy.polynomial")


class Powers:
    """The functions of a family by which the others' derivatives are told; `gauss` and others only where they are."""

    module, prefix = polynomial, "poly"
    val, val2d, grid2d, vander = (
        polynomial.polyval,
        polynomial.polyval2d,
        polynomial.polygrid2d,
        polynomial.polyvander,
    )
    der, integ, mul, power = polynomial.polyder, polynomial.polyint, polynomial.polymul, polynomial.polypow
    fromroots = polynomial.polyfromroots


class Chebyshev:
    module, prefix = chebyshev, "cheb"
    val, val2d, grid2d, vander = (
        chebyshev.chebval,
        chebyshev.chebval2d,
        chebyshev.chebgrid2d,
        chebyshev.chebvander,
    )
    der, integ, mul, power = chebyshev.chebder, chebyshev.chebint, chebyshev.chebmul, chebyshev.chebpow
    fromroots = chebyshev.chebfromroots


class Legendre:
    module, prefix = legendre, "leg"
    val, val2d, grid2d, vander = legendre.legval, legendre.legval2d, legendre.leggrid2d, legendre.legvander
    der, integ, mul, power = legendre.legder, legendre.legint, legendre.legmul, legendre.legpow
    fromroots = legendre.legfromroots


class Hermite:
    module, prefix = hermite, "herm"
    val, val2d, grid2d, vander = hermite.hermval, hermite.hermval2d, hermite.hermgrid2d, hermite.hermvander
    der, integ, mul, power = hermite.hermder, hermite.hermint, hermite.hermmul, hermite.hermpow
    fromroots = hermite.hermfromroots


class HermiteE:
    module, prefix = hermite_e, "herme"
    val, val2d, grid2d, vander = (
        hermite_e.hermeval,
        hermite_e.hermeval2d,
        hermite_e.hermegrid2d,
        hermite_e.hermevander,
    )
    der, integ, mul, power = hermite_e.hermeder, hermite_e.hermeint, hermite_e.hermemul, hermite_e.hermepow
    fromroots = hermite_e.hermefromroots


class Laguerre:
    module, prefix = laguerre, "lag"
    val, val2d, grid2d, vander = laguerre.lagval, laguerre.lagval2d, laguerre.laggrid2d, laguerre.lagvander
    der, integ, mul, power = laguerre.lagder, laguerre.lagint, laguerre.lagmul, laguerre.lagpow
    fromroots = laguerre.lagfromroots


# Values


def val_jvp(x, c, *, family, x_dot, c_dot):
    return family.val(x, np.asarray(c_dot)) + family.val(x, family.der(c)) * x_dot


def val_vjp(x, c, *, family, out_bar):
    slopes = out_bar * family.val(x, family.der(c))
    values = np.reshape(family.vander(x, np.shape(c)[0] - 1), np.shape(x) + (-1,))
    sums = np.tensordot(out_bar, values, np.ndim(x))
    if np.ndim(c) == 1:
        return slopes, sums
    return np.sum(np.reshape(slopes, (-1,) + np.shape(x)), axis=0), np.moveaxis(sums, -1, 0)


def val2d_jvp(x, y, c, *, family, x_dot, y_dot, c_dot):
    by_x = family.val2d(x, y, family.der(c)) * x_dot
    return by_x + family.val2d(x, y, family.der(c, 1, 1, 1)) * y_dot + family.val2d(x, y, np.asarray(c_dot))


def val2d_vjp(x, y, c, *, family, out_bar):
    by_x = family.vander(np.ravel(x), np.shape(c)[0] - 1)
    by_y = family.vander(np.ravel(y), np.shape(c)[1] - 1)
    c_bar = np.einsum("pi,pj,p->ij", by_x, by_y, np.ravel(out_bar))
    x_bar = out_bar * family.val2d(x, y, family.der(c))
    return x_bar, out_bar * family.val2d(x, y, family.der(c, 1, 1, 1)), c_bar


def grid2d_jvp(x, y, c, *, family, x_dot, y_dot, c_dot):
    by_x = family.grid2d(x, y, family.der(c)) * np.expand_dims(x_dot, -1)
    return by_x + family.grid2d(x, y, family.der(c, 1, 1, 1)) * y_dot + family.grid2d(x, y, np.asarray(c_dot))


def grid2d_vjp(x, y, c, *, family, out_bar):
    c_bar = family.vander(x, np.shape(c)[0] - 1).T @ out_bar @ family.vander(y, np.shape(c)[1] - 1)
    x_bar = np.sum(out_bar * family.grid2d(x, y, family.der(c)), axis=1)
    return x_bar, np.sum(out_bar * family.grid2d(x, y, family.der(c, 1, 1, 1)), axis=0), c_bar


def vander_jvp(x, deg, *, family, x_dot):
    slopes = family.vander(x, max(deg - 1, 0)) @ family.der(np.eye(deg + 1))
    return np.expand_dims(x_dot, -1) * slopes


def vander_vjp(x, deg, *, family, out_bar):
    return np.sum(out_bar * (family.vander(x, max(deg - 1, 0)) @ family.der(np.eye(deg + 1))), axis=-1)


# Coefficients


def der(c, m, scl, axis, *, family, out_bar):
    matrix = family.der(np.eye(np.shape(c)[axis]), m, scl)
    return np.moveaxis(np.tensordot(matrix, out_bar, (0, axis)), 0, axis)


def int_jvp(c, m, k, lbnd, scl, axis, *, family, c_dot):
    return family.integ(np.asarray(c_dot), m, [], lbnd, scl, axis)


def int_vjp(c, m, k, lbnd, scl, axis, *, family, out_bar):
    matrix = family.integ(np.eye(np.shape(c)[axis]), m, [], lbnd, scl)
    return np.moveaxis(np.tensordot(matrix, out_bar, (0, axis)), 0, axis)


def mul_jvp(c1, c2, *, family, out, c1_dot, c2_dot):
    by_1 = product_rows(family.mul, np.size(c1), c2, np.size(out))
    by_2 = product_rows(family.mul, np.size(c2), c1, np.size(out))
    return resized(c1_dot, np.size(c1)) @ by_1 + resized(c2_dot, np.size(c2)) @ by_2


def mul_vjp(c1, c2, *, family, out_bar):
    by_1 = product_rows(family.mul, np.size(c1), c2, np.size(out_bar))
    return by_1 @ out_bar, product_rows(family.mul, np.size(c2), c1, np.size(out_bar)) @ out_bar


def mulx_jvp(c, *, family, out, c_dot):
    return c_dot @ product_rows(family.mul, np.size(c), family.fromroots([0.0]), np.size(out))


def mulx_vjp(c, *, family, out_bar):
    return product_rows(family.mul, np.size(c), family.fromroots([0.0]), np.size(out_bar)) @ out_bar


def pow_jvp(c, pow, *, family, out, c_dot):
    if pow == 0:
        return np.zeros(1)
    return c_dot @ product_rows(family.mul, np.size(c), pow * family.power(c, pow - 1), np.size(out))


def pow_vjp(c, pow, *, family, out_bar):
    if pow == 0:
        return np.zeros(np.size(c))
    return product_rows(family.mul, np.size(c), pow * family.power(c, pow - 1), np.size(out_bar)) @ out_bar


def add_jvp(c1, c2, *, out, c1_dot, c2_dot):
    return resized(c1_dot, np.size(out)) + resized(c2_dot, np.size(out))


def add_vjp(c1, c2, *, out_bar):
    return resized(out_bar, np.size(c1)), resized(out_bar, np.size(c2))


def sub_jvp(c1, c2, *, out, c1_dot, c2_dot):
    return resized(c1_dot, np.size(out)) - resized(c2_dot, np.size(out))


def sub_vjp(c1, c2, *, out_bar):
    return resized(out_bar, np.size(c1)), -resized(out_bar, np.size(c2))


# Roots and fits: as for np.roots and np.polyfit


def roots_jvp(c, *, family, out, c_dot):
    return -family.val(out, np.asarray(c_dot)) / family.val(out, family.der(c))


def roots_vjp(c, *, family, out, out_bar):
    return -(out_bar / family.val(out, family.der(c))) @ family.vander(out, np.size(c) - 1)


def fromroots_jvp(roots, *, family, roots_dot):
    n = np.size(roots)
    rows = [resized(-family.fromroots(np.delete(roots, k)), n + 1) for k in range(n)]
    return np.asarray(roots_dot) @ np.stack(rows)


def fromroots_vjp(roots, *, family, out_bar):
    n = np.size(roots)
    rows = [resized(-family.fromroots(np.delete(roots, k)), n + 1) for k in range(n)]
    return np.stack(rows) @ out_bar


def fit_jvp(x, y, deg, rcond, full, *, family, out, x_dot, y_dot):
    points = family.vander(x, deg)
    slopes = family.vander(x, max(deg - 1, 0)) @ family.der(np.eye(deg + 1))
    inverse, rest = np.linalg.pinv(points), y - points @ out
    points_dot = np.expand_dims(x_dot, -1) * slopes
    return inverse @ (y_dot - points_dot @ out + inverse.T @ (points_dot.T @ rest))


def fit_vjp(x, y, deg, rcond, full, *, family, out, out_bar):
    points = family.vander(x, deg)
    slopes = family.vander(x, max(deg - 1, 0)) @ family.der(np.eye(deg + 1))
    inverse, rest = np.linalg.pinv(points), y - points @ out
    y_bar = inverse.T @ out_bar
    if np.ndim(out) == 1:
        points_bar = np.outer(rest, inverse @ y_bar) - np.outer(y_bar, out)
    else:
        points_bar = rest @ (inverse @ y_bar).T - y_bar @ out.T
    return np.sum(slopes * points_bar, axis=-1), y_bar


PAIRS: dict[str, tuple[Callable, Callable, dict]] = {
    "val": (val_jvp, val_vjp, {"tensor": (True,)}),
    "val2d": (val2d_jvp, val2d_vjp, {}),
    "grid2d": (grid2d_jvp, grid2d_vjp, {}),
    "vander": (vander_jvp, vander_vjp, {}),
    "int": (int_jvp, int_vjp, {}),
    "mul": (mul_jvp, mul_vjp, {}),
    "mulx": (mulx_jvp, mulx_vjp, {}),
    "pow": (pow_jvp, pow_vjp, {}),
    "add": (add_jvp, add_vjp, {}),
    "sub": (sub_jvp, sub_vjp, {}),
    "roots": (roots_jvp, roots_vjp, {}),
    "fromroots": (fromroots_jvp, fromroots_vjp, {}),
    "fit": (fit_jvp, fit_vjp, {"full": (False,)}),
}
MISSING = {
    "div": "multiply by the inverse of the values, or solve for the quotient's coefficients",
    "line": "write the array of its two coefficients",
    "companion": "call the function for roots",
    "val3d": "call the function of one variable in turn",
    "grid3d": "call the function of one variable in turn",
    "vander2d": "multiply the matrices of one variable",
    "vander3d": "multiply the matrices of one variable",
}
for family in (Powers, Chebyshev, Legendre, Hermite, HermiteE, Laguerre):
    functions = {name: getattr(family.module, family.prefix + name) for name in (*PAIRS, *MISSING)}
    for name, (forwards, backwards, only) in PAIRS.items():
        like = Rule(forwards, "pair", jvp=forwards, vjp=backwards, only=only)
        rules.same(functions[name], like, fixed={"family": family})
    rules.same(family.der, Rule(der, "linear", rule=der), fixed={"family": family})
    for name, reason in MISSING.items():
        rules.missing(functions[name], reason)

# Weights, by their points; points and weights of quadratures are constants
rules.elementwise(chebyshev.chebweight, lambda x, *, out: out * x / (1 - x * x))
rules.elementwise(legendre.legweight, lambda x: 0.0)
rules.elementwise(hermite.hermweight, lambda x, *, out: -2 * x * out)
rules.elementwise(hermite_e.hermeweight, lambda x, *, out: -x * out)
rules.elementwise(laguerre.lagweight, lambda x, *, out: -out)
rules.inactive(chebyshev.chebgauss, legendre.leggauss, hermite.hermgauss, hermite_e.hermegauss)
rules.inactive(laguerre.laggauss, chebyshev.chebpts1, chebyshev.chebpts2)
rules.missing(polynomial.polyvalfromroots, "multiply the differences from the roots: np.prod(x - roots)")
rules.missing(chebyshev.chebinterpolate, "call chebfit with the values of the function")
for home, words in {
    chebyshev: "poly2cheb cheb2poly",
    legendre: "poly2leg leg2poly",
    hermite: "poly2herm herm2poly",
    hermite_e: "poly2herme herme2poly",
    laguerre: "poly2lag lag2poly",
}.items():
    for word in words.split():
        rules.missing(getattr(home, word), "add up the coefficients of each polynomial of the family")
rules.missing(polyutils.trimcoef, "slice the array of coefficients")
rules.elementwise(
    polyutils.mapdomain, lambda x, old, new: ((new[1] - new[0]) / (old[1] - old[0]), None, None)
)
for cls in ("Polynomial", "Chebyshev", "Legendre", "Hermite", "HermiteE", "Laguerre"):
    rules.missing(
        getattr(np.polynomial, cls), "call the functions of numpy.polynomial on arrays of coefficients"
    )
