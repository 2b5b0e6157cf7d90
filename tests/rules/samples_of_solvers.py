"""Calls to try the rules of scipy.integrate and scipy.optimize on whose arguments are functions; see samples.py."""

import numpy as np
from scipy import integrate, optimize

from ad_transform import runtime
from tests.rules.samples import real, sample


def bell(x, p, q):
    return np.exp(-p * x**2) + np.sum(q * np.sin(x))


def cubic(x, p, q):
    return x**3 + p * x - np.sum(q**2)


def curves(z, p, q):
    return [z[0] ** 2 + z[1] - p, z[0] * z[1] - 0.3 * np.sum(q)]


def curves_as_array(z, p, q):
    return np.array([z[0] ** 2 + z[1] - p, z[0] * z[1] - 0.3 * np.sum(q)])


def contraction(z, p, q):
    return np.cos(p * z) * 0.5 + 0.1 * q


P, Q = 1.3, real(2, low=0.3, high=0.6)
sample(integrate.quad, bell, 0.3, 1.5, args=(P, Q))
sample(integrate.quad, bell, 0.3, 1.5, (P, 2))
sample(integrate.quad, bell, 0.3, 4.5, (P, 0.5), epsabs=1e-10, points=[1.0])
for fn in [optimize.brentq, optimize.brenth, optimize.bisect, optimize.ridder, optimize.toms748]:
    sample(fn, cubic, 0.05, 2.0, args=(P, Q))
sample(optimize.newton, cubic, 0.5, args=(P, Q))
sample(optimize.fixed_point, contraction, np.array([0.3, 0.4]), args=(P, Q), xtol=1e-13)
for fn in [curves, curves_as_array]:
    sample(optimize.fsolve, fn, np.array([1.0, 0.3]), args=(P, Q), xtol=1e-13)

# Interpolants
X, Y, T = [0, 1, 2, 4, 5], real(5), np.array([0.3, 1.6, 4.2])
for kind, options in [
    ("CubicSpline", None),
    ("CubicSpline", {"bc_type": "natural"}),
    ("CubicSpline", {"bc_type": "clamped"}),
    ("make_interp_spline", {"k": 2}),
    ("make_interp_spline", {"bc_type": "natural"}),
    ("interp1d", {"kind": "cubic"}),
    ("interp1d", None),
]:
    for values in [Y, real(5, 2)]:
        sample(runtime.interpolated, kind, X, values, T, 0, options)
        sample(runtime.interpolated, kind, X, values, 1.3, 0, options)
sample(runtime.interpolated, "CubicSpline", X, Y, T, 1)
for kind in ["PchipInterpolator", "Akima1DInterpolator"]:
    sample(runtime.interpolated_by_shape, kind, X, np.arange(5) ** 2, T)
