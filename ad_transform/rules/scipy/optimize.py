"""Derivatives of scipy.optimize: zeros and fixed points of a function, by what is passed to it. Kinds: table.py.

With ``f(z, p) = 0``, the implicit function theorem gives ``z_dot = -(∂f/∂z)⁻¹ ∂f/∂p p_dot``; where the search starts
does not matter. Christianson, Reverse accumulation and attractive fixed points, 1994.
"""

from scipy import optimize

from ad_transform.rules.table import OurTable
from ad_transform.runtime import zero_adjoints, zero_tangent

rules = OurTable("scipy.optimize")
jvp, vjp = rules.jvp, rules.vjp
SCALAR = {"f": ("float",)}


@jvp(optimize.brentq, calls=SCALAR)
def brentq_jvp(f, a, b, args, xtol, rtol, maxiter, disp, *, out, args_dot, f_vjp, f_jvp):
    return zero_tangent(f_vjp, f_jvp, out, args, args_dot, False)


@vjp(optimize.brentq, calls=SCALAR)
def brentq_vjp(f, a, b, args, xtol, rtol, maxiter, disp, *, out, out_bar, f_vjp):
    return None, 0.0, 0.0, zero_adjoints(f_vjp, out, args, out_bar, False)


rules.same(optimize.bisect, optimize.brenth, optimize.ridder, optimize.brentq)


@jvp(optimize.toms748, calls=SCALAR)
def toms748_jvp(f, a, b, args, k, xtol, rtol, maxiter, disp, *, out, args_dot, f_vjp, f_jvp):
    return zero_tangent(f_vjp, f_jvp, out, args, args_dot, False)


@vjp(optimize.toms748, calls=SCALAR)
def toms748_vjp(f, a, b, args, k, xtol, rtol, maxiter, disp, *, out, out_bar, f_vjp):
    return None, 0.0, 0.0, zero_adjoints(f_vjp, out, args, out_bar, False)


STARTED = {"func": ("x0",)}


@jvp(optimize.newton, calls=STARTED)
def newton_jvp(func, x0, fprime, args, tol, maxiter, fprime2, x1, rtol, *, out, args_dot, func_vjp, func_jvp):
    return zero_tangent(func_vjp, func_jvp, out, args, args_dot, False)


@vjp(optimize.newton, calls=STARTED)
def newton_vjp(func, x0, fprime, args, tol, maxiter, fprime2, x1, rtol, *, out, out_bar, func_vjp):
    return None, 0.0, None, zero_adjoints(func_vjp, out, args, out_bar, False)


VECTOR = {"func": ("vector x0",)}


@jvp(optimize.fsolve, calls=VECTOR)
def fsolve_jvp(func, x0, args, fprime, xtol, maxfev, epsfcn, factor, *, out, args_dot, func_vjp, func_jvp):
    return zero_tangent(func_vjp, func_jvp, out, args, args_dot, False)


@vjp(optimize.fsolve, calls=VECTOR)
def fsolve_vjp(func, x0, args, fprime, xtol, maxfev, epsfcn, factor, *, out, out_bar, func_vjp):
    return None, 0.0, zero_adjoints(func_vjp, out, args, out_bar, False)


@jvp(optimize.fixed_point, calls=STARTED)
def fixed_point_jvp(func, x0, args, xtol, maxiter, method, *, out, args_dot, func_vjp, func_jvp):
    return zero_tangent(func_vjp, func_jvp, out, args, args_dot, True)


@vjp(optimize.fixed_point, calls=STARTED)
def fixed_point_vjp(func, x0, args, xtol, maxiter, method, *, out, out_bar, func_vjp):
    return None, 0.0, zero_adjoints(func_vjp, out, args, out_bar, True)
