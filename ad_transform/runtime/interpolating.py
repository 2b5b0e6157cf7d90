"""The values of interpolants, as functions of all that makes them."""

import numpy as np


def interpolated(kind, x, y, points, nu=0, options=None):
    """The derivative of order `nu`, at `points`, of the interpolant that the class or function `kind` of
    scipy.interpolate makes of `x` and `y`; of ``interp1d``, what make_interp_spline makes of them.
    """
    from scipy import interpolate

    chosen = dict(options or {})
    if kind == "interp1d" and nu:
        order = np.argsort(x)
        degree = {"linear": 1, "slinear": 1, "quadratic": 2, "cubic": 3}.get(chosen.get("kind", "linear"), 0)
        spline = interpolate.make_interp_spline(np.asarray(x)[order], np.asarray(y)[order], degree)
        return spline(points, nu) if degree else 0.0 * interpolate.interp1d(x, y, axis=0, **chosen)(points)
    made = getattr(interpolate, kind)(x, y, axis=0, **chosen)
    return made(points) if kind == "interp1d" else made(points, nu)


def interpolated_by_shape(kind, x, y, points, nu=0, options=None):
    """The same, for interpolants whose slopes depend on the shape of the data: Pchip and Akima."""
    from scipy import interpolate

    return getattr(interpolate, kind)(x, y, axis=0, **dict(options or {}))(points, nu)
