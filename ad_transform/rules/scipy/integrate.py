"""Derivatives of scipy.integrate: sums of samples, and integrals of functions. Kinds and reserved words: table.py."""

import numpy as np
from scipy import integrate

from ad_transform.rules.products import rules as of_numpy
from ad_transform.rules.table import RuleTable
from ad_transform.runtime import (
    function_value,
    integral_adjoints,
    integral_tangent,
    trajectory_adjoints,
    trajectory_tangent,
)

rules = RuleTable("scipy.integrate")
rules.same(integrate.trapezoid, of_numpy.find(np.trapezoid))


# Integrals of a function, by their ends and by what is passed to it: Leibniz


@rules.jvp(integrate.quad, calls={"func": ("float",)})
def quad_jvp(func, a, b, args, epsabs, epsrel, limit, points, *, a_dot, b_dot, args_dot, func_jvp):
    ends = function_value(func, b, *args) * b_dot - function_value(func, a, *args) * a_dot
    return ends + integral_tangent(func_jvp, a, b, args, args_dot, points), 0.0


@rules.vjp(integrate.quad, calls={"func": ("float",)})
def quad_vjp(func, a, b, args, epsabs, epsrel, limit, points, *, out_bar, func_vjp):
    bar = out_bar[0]
    args_bar = integral_adjoints(func_vjp, a, b, args, points, bar)
    return None, -bar * function_value(func, a, *args), bar * function_value(func, b, *args), args_bar


# Differential equations: as in rules/solvers.py


STATE = {"func": ("vector y0", "float")}


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
