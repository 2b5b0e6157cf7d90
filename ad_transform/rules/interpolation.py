"""Derivatives of interpolants of SciPy, in the point and, where they are linear in them, in the values.

SciPy is not imported here: these functions import it when they are called. The derivative at the point is that of the
interpolant, of one order more; by the values it is the interpolant of each unit vector.
"""

import numpy as np

from ad_transform.rules.table import OurTable
from ad_transform.runtime import interpolated, interpolated_by_shape

rules = OurTable("interpolation")
jvp, vjp = rules.jvp, rules.vjp


def spread(points_dot, slope):
    """The tangent of the points, beside the axes that the values have."""
    return np.reshape(points_dot, np.shape(points_dot) + (1,) * (np.ndim(slope) - np.ndim(points_dot)))


def gathered(slope, out_bar, points):
    """The adjoint of the points: the sum over the axes that the values have."""
    return np.reshape(np.sum(np.reshape(slope * out_bar, (np.size(points), -1)), axis=1), np.shape(points))


@jvp(interpolated)
def interpolated_jvp(kind, x, y, points, nu, options, *, y_dot, points_dot):
    slope = interpolated(kind, x, y, points, nu + 1, options)
    return interpolated(kind, x, y_dot, points, nu, options) + slope * spread(points_dot, slope)


@vjp(interpolated)
def interpolated_vjp(kind, x, y, points, nu, options, *, out_bar):
    n = np.shape(y)[0]
    matrix = interpolated(kind, x, np.eye(n), np.ravel(points), nu, options)
    y_bar = np.transpose(matrix) @ np.reshape(out_bar, (np.size(points), -1))
    slope = interpolated(kind, x, y, points, nu + 1, options)
    return None, None, np.reshape(y_bar, np.shape(y)), gathered(slope, out_bar, points)


@jvp(interpolated_by_shape)
def by_shape_jvp(kind, x, y, points, nu, options, *, points_dot):
    slope = interpolated_by_shape(kind, x, y, points, nu + 1, options)
    return slope * spread(points_dot, slope)


@vjp(interpolated_by_shape)
def by_shape_vjp(kind, x, y, points, nu, options, *, out_bar):
    slope = interpolated_by_shape(kind, x, y, points, nu + 1, options)
    return None, None, None, gathered(slope, out_bar, points)
