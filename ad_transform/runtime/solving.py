"""Derivatives of what a solver finds for a function that it is given: integrals, zeros, fixed points, trajectories.

`pullback` and `pushforward` are the function's derivatives, by its first arguments and by those of `args` that matter.
SciPy is imported where it is called.
"""

import numpy as np


def function_value(function, *args):
    """``function(*args)``"""
    return function(*args)


def adjoints_of(pullback, args, out_bar):
    """The adjoints of all of `args`, 0.0 for those that `pullback` is not by."""
    code = pullback.primal.__code__
    known = dict(zip(pullback.wrt, pullback(*args, out_bar=out_bar), strict=True))
    return [known.get(name, 0.0) for name in code.co_varnames[: len(args)]]


def tangent_of(pushforward, args, dots):
    """The tangent of the function's value, along `dots`, the tangents of `args`."""
    code = pushforward.primal.__code__
    moving = dict(zip(code.co_varnames, dots, strict=False))
    along = {f"{name}_dot": moving[name] for name in pushforward.wrt}
    return pushforward(*args, **along)[1]


def like_value(vector, value):
    """The numbers of `vector` in the structure of `value`: an array, a number, or a list of numbers and arrays.

    >>> like_value(np.array([1.0, 2.0, 3.0]), [0.0, np.zeros(2)])
    [1.0, array([2., 3.])]
    """
    if not isinstance(value, (list, tuple)):
        return np.reshape(vector, np.shape(value)) if np.ndim(value) else float(np.reshape(vector, ()))
    parts, start = [], 0
    for item in value:
        size = np.size(item)
        parts.append(like_value(vector[start : start + size], item))
        start += size
    return type(value)(parts)


def jacobian_rows(pullback, args, value):
    """The derivatives of each number of the function's `value` by its first argument, as the rows of a matrix."""
    units = np.eye(
        sum(np.size(item) for item in value) if isinstance(value, (list, tuple)) else np.size(value)
    )
    return np.array([np.ravel(adjoints_of(pullback, args, like_value(unit, value))[0]) for unit in units])


def sizes_of(pullback, args, first):
    """How many numbers each of `args` holds, which come after the function's `first` arguments; 0 for constants.

    Refused where one that is differentiated is neither a real number nor an array of these.
    """
    names = pullback.primal.__code__.co_varnames[first : first + len(args)]
    for name, value in zip(names, args, strict=True):
        real = isinstance(value, (float, np.floating)) or (
            isinstance(value, np.ndarray) and value.dtype.kind == "f"
        )
        if name in pullback.wrt and not real:
            raise TypeError(
                f"`{name}` of `{pullback.primal.__name__}` is no real number or array: pass its numbers"
            )
    return [np.size(value) if name in pullback.wrt else 0 for name, value in zip(names, args, strict=True)]


# Integrals: Leibniz


def integral_adjoints(pullback, a, b, args, points, out_bar):
    """The adjoints of `args`, for the integral of the function from `a` to `b`: integrals of its own adjoints."""
    from scipy import integrate

    sizes = sizes_of(pullback, args, 1)
    if not sum(sizes):
        return [0.0] * len(args)

    def all_adjoints(x):
        found = adjoints_of(pullback, (float(x), *args), 1.0)[1:]
        return np.concatenate(
            [np.ravel(bar) if n == np.size(bar) else np.zeros(n) for bar, n in zip(found, sizes)]
        )

    total, _, info = integrate.quad_vec(all_adjoints, a, b, epsrel=1e-10, points=points, full_output=True)
    if not info.success:
        raise RuntimeError(
            f"the integral of the derivative of `{pullback.primal.__name__}` does not converge"
        )
    parts = np.split(out_bar * total, np.cumsum(sizes)[:-1])
    return [np.reshape(part, np.shape(arg))[()] if n else 0.0 for part, arg, n in zip(parts, args, sizes)]


def integral_tangent(pushforward, a, b, args, args_dot, points):
    """The tangent of the integral of the function from `a` to `b`, for fixed ends."""
    from scipy import integrate

    def along(x):
        return float(tangent_of(pushforward, (float(x), *args), (0.0, *args_dot)))

    if not sum(sizes_of(pushforward, args, 1)):
        return 0.0
    total, _, info = integrate.quad_vec(along, a, b, epsrel=1e-10, points=points, full_output=True)
    if not info.success:
        raise RuntimeError(
            f"the integral of the derivative of `{pushforward.primal.__name__}` does not converge"
        )
    return total


# Zeros and fixed points: the implicit function theorem


def slope_at_zero(pullback, z, args, fixed):
    """The value and the Jacobian at the zero `z` of a function, or of what is zero at its `fixed` point.

    Refused where the solver stopped elsewhere, and what it found is no zero: it has no derivative.
    """
    start = (z, *args)
    value = pullback.primal(*start)
    slope = jacobian_rows(pullback, start, value)
    parts = value if isinstance(value, (list, tuple)) else [value]
    rest = np.concatenate([np.ravel(part) for part in parts])
    if fixed:
        slope, rest = slope - np.eye(len(slope)), rest - np.ravel(z)
    step = np.linalg.solve(slope, rest)
    if not np.linalg.norm(step) <= 1e-3 * (np.linalg.norm(z) + np.linalg.norm(step) + 1e-3):
        name = pullback.primal.__name__
        raise RuntimeError(
            f"the solver stopped before it found a zero of `{name}`, so there is no derivative"
        )
    return value, slope


def zero_adjoints(pullback, z, args, z_bar, fixed):
    """The adjoints of `args`, for the zero `z` of a function, or for its `fixed` point: those of ``-J⁻ᵀ z_bar``."""
    value, slope = slope_at_zero(pullback, z, args, fixed)
    weights = np.linalg.solve(slope.T, -np.ravel(z_bar))
    return adjoints_of(pullback, (z, *args), like_value(weights, value))[1:]


def zero_tangent(pullback, pushforward, z, args, args_dot, fixed):
    """The tangent of the zero `z` of a function, or of its `fixed` point: ``-J⁻¹`` times that of its value there."""
    _, slope = slope_at_zero(pullback, z, args, fixed)
    moved = tangent_of(pushforward, (z, *args), (z * 0.0, *args_dot))
    parts = moved if isinstance(moved, (list, tuple)) else [moved]
    moved = np.concatenate([np.ravel(part) for part in parts])
    return np.reshape(np.linalg.solve(slope, -moved), np.shape(z))[()]


# Solvers of scipy.optimize whose result is an object, as functions that give its parts


def root_solution(fun, x0, args=(), method="hybr", jac=None, tol=None, callback=None, options=None):
    """The zero that ``scipy.optimize.root`` finds, and its result itself."""
    from scipy import optimize

    result = optimize.root(fun, x0, args, method, jac, tol, callback, options)
    return result.x, result


def root_scalar_solution(
    f,
    args=(),
    method=None,
    bracket=None,
    fprime=None,
    fprime2=None,
    x0=None,
    x1=None,
    xtol=None,
    rtol=None,
    maxiter=None,
    options=None,
):
    """The zero that ``scipy.optimize.root_scalar`` finds, and its result itself."""
    from scipy import optimize

    result = optimize.root_scalar(
        f, args, method, bracket, fprime, fprime2, x0, x1, xtol, rtol, maxiter, options
    )
    return result.root, result


def minimize_solution(
    fun,
    x0,
    args=(),
    method=None,
    jac=None,
    hess=None,
    hessp=None,
    bounds=None,
    constraints=(),
    tol=None,
    callback=None,
    options=None,
):
    """The place of the minimum that ``scipy.optimize.minimize`` finds, its value, and its result itself."""
    from scipy import optimize

    more = (hess, hessp, bounds, constraints, tol, callback, options)
    result = optimize.minimize(fun, x0, args, method, jac, *more)
    return result.x, result.fun, result


def value_adjoints(pullback, z, args, bar):
    """The adjoints of `args` for the least value of a function, which is at `z`: there its own derivative is zero."""
    return adjoints_of(pullback, (z, *args), bar)[1:]


def value_tangent(pushforward, z, args, args_dot):
    """The tangent of the least value of a function, which is at `z`."""
    return tangent_of(pushforward, (z, *args), (z * 0.0, *args_dot))
