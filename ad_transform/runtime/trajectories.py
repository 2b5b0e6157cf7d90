"""Derivatives of the solutions of differential equations: sensitivities, and the adjoint equation backwards.

``y' = f(t, y, p)`` moves by ``s' = f_y s + f_p p_dot``. An adjoint ``a`` of the state follows ``a' = -f_yᵀ a``, while
``p_bar`` gathers ``f_pᵀ a``: Pontryagin; Chen et al., Neural ordinary differential equations, 2018. Both are solved to
tighter tolerances than the equation itself, so that they are derivatives of its solution and not of its errors.
"""

import numpy as np

from ad_transform.runtime.solving import adjoints_of, like_value, sizes_of, tangent_of


def ivp_solution(
    fun,
    t_span,
    y0,
    method="RK45",
    t_eval=None,
    dense_output=False,
    events=None,
    vectorized=False,
    args=None,
    rtol=1e-3,
    atol=1e-6,
    max_step=np.inf,
    first_step=None,
):
    """The times and states that ``scipy.integrate.solve_ivp`` finds, and its result itself."""
    from scipy import integrate

    steps = {"rtol": rtol, "atol": atol, "max_step": max_step, "first_step": first_step}
    options = {"dense_output": dense_output, "events": events, "vectorized": vectorized, "args": args}
    result = integrate.solve_ivp(fun, t_span, y0, method, t_eval, **options, **steps)
    return result.t, result.y, result


def ordered(t, y, time_first):
    """Time and state in the order in which the user's function takes them."""
    return (float(t), y) if time_first else (y, float(t))


def solved(slope, span, start, method, **more):
    """The solution of a differential equation to tight tolerances."""
    from scipy import integrate

    found = integrate.solve_ivp(slope, span, start, method, rtol=1e-10, atol=1e-12, **more)
    if not found.success:
        raise RuntimeError(f"the equation of the derivative is not solved: {found.message}")
    return found


def flat(parts):
    """The numbers of a list of numbers, arrays and lists in one vector."""
    parts = [flat(part) if isinstance(part, (list, tuple)) else part for part in parts]
    return np.concatenate([np.zeros(0), *(np.ravel(part) for part in parts)])


def state_of(y0):
    """The first state as a vector, refused if it is complex."""
    if np.iscomplexobj(y0):
        raise TypeError("the derivative of a differential equation is known for real states")
    return np.ravel(np.asarray(y0, float))


def trajectory_tangent(
    pushforward, start, times, y0, args, start_dot, y0_dot, times_dot, args_dot, method, time_first
):
    """The tangents of the states at `times`, one per column, for an equation that starts at `start` with `y0`."""
    function, n, first = pushforward.primal, np.size(y0), state_of(y0)
    sizes_of(pushforward, args, 2)

    def drift(t, y):
        return flat([function(*ordered(t, y, time_first), *args)])

    def slope(t, state):
        given = (*ordered(t, state[:n], time_first), *args)
        dots = (*ordered(0.0, state[n:], time_first), *args_dot)
        return np.concatenate([flat([function(*given)]), flat([tangent_of(pushforward, given, dots)])])

    state = np.concatenate([first, np.ravel(y0_dot) - drift(start, first) * start_dot])
    states, here = [], start
    for t in times:
        state = solved(slope, (here, t), state, method).y[:, -1] if t != here else state
        states.append(state)
        here = t
    drifts = np.array([drift(t, state[:n]) for t, state in zip(times, states, strict=True)])
    return np.transpose(np.array(states)[:, n:] + drifts * np.reshape(times_dot, (-1, 1)))


def trajectory_adjoints(pullback, start, times, y0, args, y_bar, method, time_first):
    """The adjoints of `start`, `y0`, each of `times` and each of `args`; `y_bar` has one column per time."""
    function, n, first = pullback.primal, np.size(y0), state_of(y0)
    value = function(*ordered(start, first, time_first), *args)
    sizes = sizes_of(pullback, args, 2)

    def drift(t, y):
        return flat([function(*ordered(t, y, time_first), *args)])

    still = start == times[-1]
    path = None if still else solved(drift, (start, times[-1]), first, method, dense_output=True).sol

    def slope(t, state):
        given = (*ordered(t, path(t), time_first), *args)
        bars = adjoints_of(pullback, given, like_value(state[:n], value))
        rest = [bar if k else [] for bar, k in zip(bars[2:], sizes, strict=True)]
        return -flat([bars[1] if time_first else bars[0], *rest])

    state, times_bar = np.zeros(n + sum(sizes)), np.zeros(np.size(times))
    for k in range(np.size(times) - 1, -1, -1):
        here, before = times[k], times[k - 1] if k else start
        state = state + np.concatenate([y_bar[:, k], np.zeros(sum(sizes))])
        times_bar[k] = np.sum(y_bar[:, k] * drift(here, first if here == start else path(here)))
        state = solved(slope, (here, before), state, method).y[:, -1] if here != before else state
    start_bar = -np.sum(state[:n] * drift(start, first))
    parts = np.split(state[n:], np.cumsum(sizes)[:-1]) if args else []
    args_bar = [
        np.reshape(p, np.shape(a))[()] if k else 0.0 for p, a, k in zip(parts, args, sizes, strict=True)
    ]
    return [start_bar, np.reshape(state[:n], np.shape(y0))[()], times_bar, args_bar]


def reached(times, t_span, t_eval):
    """Return `times`, refused where SciPy stopped before it had computed all that was asked for."""
    complete = times[-1] == t_span[1] if t_eval is None else np.size(times) == np.size(t_eval)
    if not complete:
        raise RuntimeError("solve_ivp stopped before the end of its interval, so there is no derivative")
    return times


def ends_only(times, first, last):
    """The tangents of `times` where SciPy chooses those between the ends, which move by `first` and `last`."""
    dots = np.zeros(np.shape(times))
    dots[0], dots[-1] = first, last
    return dots
