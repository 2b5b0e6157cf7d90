"""Derivatives of solvers of SciPy whose result is an object, as functions of ours that give its parts. Kinds: table.py.

SciPy is not imported here: these functions import it when they are called.
"""

import numpy as np

from ad_transform.rules.table import OurTable
from ad_transform.runtime import (
    add_lists,
    ends_only,
    ivp_solution,
    minimize_solution,
    reached,
    root_scalar_solution,
    root_solution,
    trajectory_adjoints,
    trajectory_tangent,
    value_adjoints,
    value_tangent,
    zero_adjoints,
    zero_tangent,
)

rules = OurTable("solvers")
jvp, vjp = rules.jvp, rules.vjp

# Differential equations, by where they start, when they are read off, and what is passed to them

STATE_AT = {"fun": ("float", "everywhere vector y0")}


def or_nothing(args):
    return () if args is None else args


@jvp(ivp_solution, calls=STATE_AT)
def ivp_jvp(
    fun, t_span, y0, method, t_eval, args, rtol, atol, max_step, first_step,
    *, out, t_span_dot, y0_dot, t_eval_dot, args_dot, fun_jvp,
):  # fmt: skip
    times, start, start_dot = reached(out[0], t_span, t_eval), t_span[0], t_span_dot[0]
    passed, dots = or_nothing(args), or_nothing(args_dot)
    if t_eval is None:
        times_dot = ends_only(times, start_dot, t_span_dot[1])
    else:
        times_dot = t_eval_dot + np.zeros(np.shape(times))
    return (
        times_dot,
        trajectory_tangent(
            fun_jvp, start, times, y0, passed, start_dot, y0_dot, times_dot, dots, method, True
        ),
        0.0,
    )


@vjp(ivp_solution, calls=STATE_AT)
def ivp_vjp(
    fun, t_span, y0, method, t_eval, args, rtol, atol, max_step, first_step, *, out, out_bar, fun_vjp
):
    times, passed = reached(out[0], t_span, t_eval), or_nothing(args)
    bars = trajectory_adjoints(fun_vjp, t_span[0], times, y0, passed, out_bar[1], method, True)
    times_bar = bars[2] + out_bar[0]
    if t_eval is None:
        return None, [bars[0] + times_bar[0], times_bar[-1]], bars[1], None, 0.0, bars[3]
    return None, [bars[0], 0.0], bars[1], None, times_bar, bars[3]


# Zeros: the implicit function theorem, see rules/scipy/optimize.py


@jvp(root_solution, calls={"fun": ("vector x0",)})
def root_jvp(fun, x0, args, method, tol, options, *, out, args_dot, fun_vjp, fun_jvp):
    return zero_tangent(fun_vjp, fun_jvp, out[0], args, args_dot, False), 0.0


@vjp(root_solution, calls={"fun": ("vector x0",)})
def root_vjp(fun, x0, args, method, tol, options, *, out, out_bar, fun_vjp):
    return None, 0.0, zero_adjoints(fun_vjp, out[0], args, out_bar[0], False)


@jvp(root_scalar_solution, calls={"f": ("float",)})
def root_scalar_jvp(
    f,
    args,
    method,
    bracket,
    fprime,
    fprime2,
    x0,
    x1,
    xtol,
    rtol,
    maxiter,
    options,
    *,
    out,
    args_dot,
    f_vjp,
    f_jvp,
):
    return zero_tangent(f_vjp, f_jvp, out[0], args, args_dot, False), 0.0


@vjp(root_scalar_solution, calls={"f": ("float",)})
def root_scalar_vjp(
    f, args, method, bracket, fprime, fprime2, x0, x1, xtol, rtol, maxiter, options, *, out, out_bar, f_vjp
):
    return None, zero_adjoints(f_vjp, out[0], args, out_bar[0], False)


# Minima: zeros of the gradient, which must be given


WITH_GRADIENT = {"fun": ("vector x0",), "jac": ("vector x0",)}


@jvp(minimize_solution, calls=WITH_GRADIENT)
def minimize_jvp(fun, x0, args, method, jac, tol, options, *, out, args_dot, fun_jvp, jac_vjp, jac_jvp):
    z_dot = zero_tangent(jac_vjp, jac_jvp, out[0], args, args_dot, False)
    return z_dot, value_tangent(fun_jvp, out[0], args, args_dot), 0.0


@vjp(minimize_solution, calls=WITH_GRADIENT)
def minimize_vjp(fun, x0, args, method, jac, tol, options, *, out, out_bar, fun_vjp, jac_vjp):
    by_place = zero_adjoints(jac_vjp, out[0], args, out_bar[0], False)
    by_value = value_adjoints(fun_vjp, out[0], args, out_bar[1])
    return None, 0.0, add_lists(by_place, by_value)
