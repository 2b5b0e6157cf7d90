"""Derivatives of scipy.integrate: sums of samples, and integrals of functions. Kinds and reserved words: table.py."""

import numpy as np
from scipy import integrate

from ad_transform.rules.products import rules as of_numpy
from ad_transform.rules.table import RuleTable
from ad_transform.runtime import function_value, integral_adjoints, integral_tangent

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
