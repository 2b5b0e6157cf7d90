"""Derivatives of scipy.integrate: sums of samples, and integrals of functions. Kinds and reserved words: table.py."""

import numpy as np
from scipy import integrate

from ad_transform.rules.products import rules as of_numpy
from ad_transform.rules.table import OurTable
from ad_transform.runtime import (
    along_axes,
    function_value,
    integral_adjoints,
    integral_tangent,
    of_rank,
    trajectory_adjoints,
    trajectory_tangent,
)

rules = OurTable("scipy.integrate")
rules.same(integrate.trapezoid, of_numpy.find(np.trapezoid))


# Integrals of a function, by their ends and by what is passed to it: Leibniz


@rules.jvp(integrate.quad, calls={"func": ("everywhere float",)})
def quad_jvp(func, a, b, args, epsabs, epsrel, limit, points, *, a_dot, b_dot, args_dot, func_jvp):
    ends = function_value(func, b, *args) * b_dot - function_value(func, a, *args) * a_dot
    return ends + integral_tangent(func_jvp, a, b, args, args_dot, points), 0.0


@rules.vjp(integrate.quad, calls={"func": ("everywhere float",)})
def quad_vjp(func, a, b, args, epsabs, epsrel, limit, points, *, out_bar, func_vjp):
    bar = out_bar[0]
    args_bar = integral_adjoints(func_vjp, a, b, args, points, bar)
    return None, -bar * function_value(func, a, *args), bar * function_value(func, b, *args), args_bar


# Differential equations: as in rules/solvers.py


STATE = {"func": ("everywhere vector y0", "float")}


@rules.jvp(integrate.odeint, calls=STATE)
def odeint_jvp(
    func, y0, t, args, rtol, atol, tcrit, h0, hmax, hmin, mxstep, *, y0_dot, t_dot, args_dot, func_jvp
):
    start, moved = t[0], t_dot + np.zeros(np.shape(t))
    y_dot = trajectory_tangent(
        func_jvp, start, t, y0, args, moved[0], y0_dot, moved, args_dot, "LSODA", False
    )
    return np.transpose(y_dot)


@rules.vjp(integrate.odeint, calls=STATE)
def odeint_vjp(func, y0, t, args, rtol, atol, tcrit, h0, hmax, hmin, mxstep, *, out_bar, func_vjp):
    y_bar = np.transpose(out_bar)
    bars = trajectory_adjoints(func_vjp, t[0], t, y0, args, y_bar, "LSODA", False)
    first = np.concatenate([np.reshape(bars[0], 1), np.zeros(np.size(t) - 1)])
    return None, bars[1], bars[2] + first, bars[3]


# Sums of samples that are linear in them; `x` must be a vector


@rules.jvp(integrate.simpson)
def simpson_jvp(y, x, dx, axis, *, out, y_dot, dx_dot):
    return integrate.simpson(y_dot, x=x, dx=dx, axis=axis) + (out * dx_dot / dx if x is None else 0.0)


@rules.vjp(integrate.simpson)
def simpson_vjp(y, x, dx, axis, *, out, out_bar):
    places = x if x is None else of_rank(x, 1)
    weights = integrate.simpson(np.eye(np.shape(y)[axis]), x=places, dx=dx)
    y_bar = np.expand_dims(out_bar, axis) * along_axes(weights, y, axis)
    return y_bar, None, np.sum(out * out_bar) / dx if x is None else 0.0


@rules.jvp(integrate.romb)
def romb_jvp(y, dx, axis, *, out, y_dot, dx_dot):
    return integrate.romb(y_dot, dx, axis) + out * dx_dot / dx


@rules.vjp(integrate.romb)
def romb_vjp(y, dx, axis, *, out, out_bar):
    weights = integrate.romb(np.eye(np.shape(y)[axis]), dx)
    return np.expand_dims(out_bar, axis) * along_axes(weights, y, axis), np.sum(out * out_bar) / dx


@rules.jvp(integrate.cumulative_trapezoid)
def cumulative_trapezoid_jvp(y, x, dx, axis, initial, *, y_dot, x_dot, dx_dot):
    moved = integrate.cumulative_trapezoid(y_dot, x, dx, axis, initial)
    if x is None:
        return moved + integrate.cumulative_trapezoid(y, None, 1.0, axis, initial) * dx_dot
    return moved + integrate.cumulative_trapezoid(y, x_dot, dx, axis, initial)


@rules.vjp(integrate.cumulative_trapezoid)
def cumulative_trapezoid_vjp(y, x, dx, axis, initial, *, out_bar):
    last = np.moveaxis(out_bar, axis, -1)
    last = last if initial is None else last[..., 1:]
    after = np.flip(np.cumsum(np.flip(last, -1), -1), -1)
    steps = dx if x is None else np.diff(of_rank(x, 1))
    halves, nothing = after * steps / 2, np.zeros_like(last[..., :1])
    y_bar = np.concatenate([halves, nothing], -1) + np.concatenate([nothing, halves], -1)
    samples = np.moveaxis(y, axis, -1)
    steps_bar = after * (samples[..., 1:] + samples[..., :-1]) / 2
    y_bar = np.moveaxis(y_bar, -1, axis)
    if x is None:
        return y_bar, 0.0, np.sum(steps_bar)
    x_bar = np.concatenate([nothing, steps_bar], -1) - np.concatenate([steps_bar, nothing], -1)
    return y_bar, np.sum(np.reshape(x_bar, (-1, np.size(x))), axis=0), 0.0


rules.missing(
    integrate.cumulative_simpson, "use scipy.integrate.cumulative_trapezoid, or simpson of each part"
)
for other in (
    integrate.fixed_quad,
    integrate.quad_vec,
    integrate.tanhsinh,
    integrate.cubature,
    integrate.qmc_quad,
):
    rules.missing(other, "use scipy.integrate.quad")
for nested in (integrate.dblquad, integrate.tplquad, integrate.nquad):
    rules.missing(nested, "nest scipy.integrate.quad: a function that is integrated may integrate")
rules.missing(integrate.nsum, "sum the terms with NumPy")
rules.missing(integrate.solve_bvp, "discretise the equation, and use scipy.optimize.root")
rules.inactive(integrate.lebedev_rule)
rules.missing(integrate.newton_cotes, "the weights by the places; call it outside, where these are constants")
