"""Functions that call a function: quad, brentq and their kin, as users write them, against differences."""

import copy

import numpy as np
import pytest

integrate = pytest.importorskip("scipy.integrate")
optimize = pytest.importorskip("scipy.optimize")
interpolate = pytest.importorskip("scipy.interpolate")

import ad_transform as ad  # noqa: E402

OFFSET = 1.0


def cube(x, p, offset=OFFSET):
    return x**3 - p * x - offset


def by_args(p):
    return optimize.brentq(cube, 0.5, 3.0, args=(p,)) ** 2


def by_a_default(p, offset):
    return optimize.brentq(cube, 0.5, 3.0, args=(p, offset)) ** 2


def by_one_argument(p):
    return optimize.brentq(cube, 0.5, 3.0, p) ** 2


def by_variables_around(p, q):
    scale = 2.0 * p

    def residual(x):
        return x**3 - scale * x - np.sum(q)

    return optimize.brentq(residual, 0.1, 5.0) * q[0]


def by_a_function_around(p):
    def part(x):
        return p * np.sin(x)

    def residual(x):
        return x - 0.5 * part(x) - cube(1.0, p)

    return optimize.newton(residual, 0.3, tol=1e-13)


def by_a_default_of_a_lambda(p):
    return optimize.brentq(lambda x, a, scale=p**2: x**3 - scale * x - a, 0.5, 3.0, args=(p,))


def integral(p, b):
    return integrate.quad(lambda x: np.exp(-p * x**2), 0.0, b)[0]


def integral_to_infinity(p):
    value, _ = integrate.quad(lambda x: np.exp(-p * x), 0.0, np.inf)
    return value


def integral_of_a_library(a, b):
    return integrate.quad(np.cos, a, b)[0]


def integral_with_a_singular_end(p):
    return integrate.quad(lambda x: x**p, 0.0, 1.0)[0]


def integral_in_a_loop(p):
    total = 0.0
    for k in range(3):
        total += integrate.quad(lambda x: np.sin(p * x + k), 0.0, 1.0 + k)[0]
    return total


def system(p):
    z = optimize.fsolve(
        lambda v: [v[0] ** 2 + v[1] - p[0], v[0] * v[1] - p[1]], np.array([1.0, 1.2]), xtol=1e-13
    )
    return np.sum(z**2)


def system_of_one(p):
    return optimize.fsolve(lambda v: v**3 - p, 1.0, xtol=1e-13)[0]


def fixed(p):
    z = optimize.fixed_point(lambda v: np.cos(p * v), np.array([0.5, 0.6]), xtol=1e-13)
    return np.sum(z**2)


def zero_inside_a_branch(p):
    if p > 1.0:
        return optimize.brentq(lambda x: np.exp(x) - p, 0.0, 2.0)
    return p


def root_of_a_system(p):
    found = optimize.root(
        lambda v, a: [v[0] ** 2 + v[1] - a[0], v[0] * v[1] - a[1]], [1.0, 1.2], args=(p,), tol=1e-13
    )
    if not found.success:
        return 0.0
    return np.sum(found.x**2)


def root_of_a_scalar(p):
    found = optimize.root_scalar(lambda x: x**3 - p, bracket=[0.0, 3.0])
    return found.root * p


def minimum(p, q):
    def bowl(x):
        return np.sum((x - p) ** 4) + np.sum((x - q) ** 2)

    def slope(x):
        return 4 * (x - p) ** 3 + 2 * (x - q)

    found = optimize.minimize(bowl, np.zeros(2), jac=slope, tol=1e-12)
    return np.sum(found.x**3) + found.fun


def state_at_the_end(y0, p, end):
    found = integrate.solve_ivp(
        lambda t, y: [y[1], -p * y[0] * np.cos(t)], (0.0, end), y0, rtol=1e-11, atol=1e-13
    )
    return np.sum(found.y[:, -1] ** 2)


def states_at_times(y0, p, times):
    found = integrate.solve_ivp(
        lambda t, y, a: np.array([y[1], -a * y[0]]),
        (0.0, 2.0),
        y0,
        t_eval=times,
        args=(p,),
        rtol=1e-11,
        atol=1e-13,
    )
    return np.sum(found.y**2 * np.cos(found.t))


def state_from_the_start(y0, start):
    found = integrate.solve_ivp(lambda t, y: -y * t, (start, 2.0), y0, method="LSODA", rtol=1e-11, atol=1e-13)
    return found.y[0, -1] if found.success else 0.0


def state_backwards_in_time(y0, p):
    found = integrate.solve_ivp(lambda t, y: -p * y * t, (1.0, 0.0), y0, rtol=1e-11, atol=1e-13)
    return found.y[0, -1]


def table_of_states(y0, p, times):
    def slope(y, t):
        return -p * y + np.sin(t)

    return np.sum(integrate.odeint(slope, y0, times, rtol=1e-13, atol=1e-13)[1:] ** 2)


KNOTS = np.array([0.0, 0.7, 1.1, 2.0, 2.4])


def spline(y, t):
    curve = interpolate.CubicSpline(KNOTS, y, bc_type="natural")
    return np.sum(curve(t) ** 2) + curve(0.5) * curve(1.2, 1)


def spline_of_columns(y, t):
    return np.sum(interpolate.make_interp_spline(KNOTS, y, k=3)(t) ** 3)


def interpolant_in_a_loop(y, t):
    curve, total = interpolate.interp1d(KNOTS, y, kind="quadratic"), 0.0
    for k in range(len(t)):
        total += curve(t[k]) * k
    return total


def interpolant_by_lines(y, t):
    return np.sum(np.sin(interpolate.interp1d(KNOTS, y, fill_value="extrapolate")(t)))


def interpolant_by_shape(t):
    return np.sum(interpolate.PchipInterpolator(KNOTS, np.cos(KNOTS))(t) ** 2)


def interpolant_whose_values_change(y):
    z = 2.0 * y
    curve = interpolate.CubicSpline(KNOTS, z)
    z[0] = 5.0
    return curve(0.3) * z[1]


def zero_of_a_spline(y):
    curve = interpolate.CubicSpline(KNOTS, y)(KNOTS)
    return optimize.brentq(lambda x: x - curve[0], -3.0, 3.0)


def integral_of_a_jump_that_stays(p):
    return integrate.quad(lambda x: p * x**2 if x < 0.7 else p**2, 0.0, 2.0, points=[0.7])[0]


def state_with_a_switch_in_time(p):
    def slope(t, y):
        force = p if t > 0.5 else -1.0
        return force - p * y

    first = integrate.solve_ivp(slope, (0.0, 0.5), [1.0], rtol=1e-11, atol=1e-13).y[:, -1]
    return integrate.solve_ivp(slope, (0.5 + 1e-12, 1.0), first, rtol=1e-11, atol=1e-13).y[0, -1]


def integral_of_an_integral(p, b):
    return integrate.quad(lambda y: integrate.quad(lambda x: np.exp(-p * x * y), 0.0, 1.0)[0], 0.0, b)[0]


def zero_of_what_changes_later(p):
    b = 2.0 * p
    found = optimize.brentq(lambda x: x**3 - b[0], -10.0, 10.0)
    b[0] = 100.0
    return found * b[1] * b[0]


def zeros_in_a_list(p):
    found = [optimize.brentq(lambda x: x**3 - v, -5.0, 5.0) for v in p]
    return found[0] * found[1]


def made_of(curve):
    def level(p):
        return optimize.brentq(lambda x: curve(x) - p, -1.0, 2.0)

    return level


PROGRAMS = [
    (by_args, (1.3,)),
    (by_a_default, (1.3, 0.8)),
    (by_one_argument, (1.3,)),
    (by_variables_around, (1.3, np.array([1.0, 2.0]))),
    (by_a_function_around, (1.3,)),
    (by_a_default_of_a_lambda, (1.3,)),
    (integral, (0.7, 1.5)),
    (integral_to_infinity, (0.7,)),
    (integral_of_a_library, (0.3, 1.0)),
    (integral_with_a_singular_end, (0.5,)),
    (integral_in_a_loop, (0.7,)),
    (system, (np.array([2.0, 0.9]),)),
    (system_of_one, (1.7,)),
    (fixed, (0.9,)),
    (zero_inside_a_branch, (1.5,)),
    (made_of(np.tanh), (0.4,)),
    (integral_of_a_jump_that_stays, (0.9,)),
    (state_with_a_switch_in_time, (0.9,)),
    (integral_of_an_integral, (1.3, 0.7)),
    (zero_of_what_changes_later, (np.array([1.3, 0.7]),)),
    (zeros_in_a_list, (np.array([1.3, 0.7]),)),
    (spline, (np.array([1.0, 0.3, -0.4, 0.8, 1.1]), np.array([0.3, 1.6, 2.2]))),
    (spline_of_columns, (np.cos(np.arange(10.0)).reshape(5, 2), np.array([0.3, 1.6, 2.2]))),
    (interpolant_in_a_loop, (np.array([1.0, 0.3, -0.4, 0.8, 1.1]), np.array([0.3, 1.6, 2.2]))),
    (interpolant_by_lines, (np.array([1.0, 0.3, -0.4, 0.8, 1.1]), np.array([0.3, 1.6, 3.2]))),
    (interpolant_by_shape, (np.array([0.3, 1.6, 2.2]),)),
    (interpolant_whose_values_change, (np.array([1.0, 0.3, -0.4, 0.8, 1.1]),)),
    (zero_of_a_spline, (np.array([1.0, 0.3, -0.4, 0.8, 1.1]),)),
    (root_of_a_system, (np.array([2.0, 0.9]),)),
    (root_of_a_scalar, (1.7,)),
    (minimum, (np.array([0.3, 0.5]), np.array([1.0, -0.4]))),
    (state_at_the_end, (np.array([1.0, 0.5]), 1.3, 2.0)),
    (states_at_times, (np.array([1.0, 0.5]), 1.3, np.linspace(0.1, 1.9, 4))),
    (state_from_the_start, (np.array([1.0]), 0.3)),
    (state_backwards_in_time, (np.array([1.0]), 0.7)),
    (table_of_states, (np.array([1.0, 0.5]), np.array([1.3, 0.4]), np.linspace(0.1, 1.9, 4))),
]


def difference(function, args, k):
    """The gradient by argument number `k`, by central differences."""
    start = np.asarray(args[k], float)
    slopes = np.zeros_like(start)
    for place in np.ndindex(start.shape):

        def at(step):
            moved = start.copy()
            moved[place] += step
            return function(*args[:k], moved if moved.ndim else float(moved), *args[k + 1 :])

        near, far = (at(h) - at(-h) for h in (1e-3, 2e-3))
        slopes[place] = (8 * near - far) / 12e-3
    return slopes


@pytest.mark.parametrize(("function", "args"), PROGRAMS, ids=[f.__name__ for f, _ in PROGRAMS])
def test_what_solvers_find(function, args):
    given = copy.deepcopy(args)
    value, bars = ad.value_and_grad(function, tuple(range(len(args))))(*given)
    assert value == function(*args)
    for k, bar in enumerate(bars):
        assert np.shape(bar) == np.shape(args[k])
        np.testing.assert_allclose(bar, difference(function, args, k), rtol=1e-6, atol=1e-8)
    rng = np.random.default_rng(3)
    dots = tuple(rng.normal(size=np.shape(a)) if np.ndim(a) else rng.normal() for a in args)
    along = sum(np.sum(bar * dot) for bar, dot in zip(bars, dots))
    np.testing.assert_allclose(ad.jvp(function, args, dots)[1], along, rtol=1e-7)


def test_the_text_calls_the_function_and_its_derivative():
    text = ad.grad(by_variables_around, (0, 1)).source_for(1.3, np.array([1.0, 2.0]))
    assert "optimize.brentq(residual, 0.1, 5.0, (scale, q))" in text
    assert "zero_adjoints(residual_vjp, " in text


SEEN = []


def remembers(p):
    def residual(x):
        SEEN.append(x)
        return x**2 - p

    return optimize.brentq(residual, 0.0, 2.0)


def writes_around(p):
    memory = np.zeros(3)

    def residual(x):
        memory[0] = x
        return x**2 - p

    return optimize.brentq(residual, 0.0, 2.0) + memory[0]


def counts(p):
    count = 0

    def residual(x):
        nonlocal count
        count += 1
        return x**2 - p

    return optimize.brentq(residual, 0.0, 2.0) + count


def draws(p):
    return optimize.brentq(lambda x: x**2 - p + 0.0 * np.random.normal(), 0.0, 2.0)


def with_everything(p):
    return optimize.brentq(lambda x: x - p, 0.0, 2.0, full_output=True)[0]


class Opaque:
    def __call__(self, x, p):
        return x - p


def of_an_object(p):
    return optimize.brentq(Opaque(), 0.0, 2.0, args=(p,))


def minimum_without_a_gradient(p):
    return optimize.minimize(lambda x: np.sum((x - p) ** 2), np.zeros(2)).x[0]


def whole_result(p):
    return [optimize.root(lambda x: x - p, [0.0])]


def with_events(p):
    found = integrate.solve_ivp(lambda t, y: -p * y, (0.0, 1.0), [1.0], events=lambda t, y: y[0] - 0.5)
    return found.y[0, -1]


def integral_of_a_jump_that_moves(p):
    return integrate.quad(lambda x: x if x < p else 0.0, 0.0, 2.0)[0]


def integral_of_a_jump_by_where(p):
    return integrate.quad(lambda x: x * np.where(x < 2 * p, 1.0, 2.0), 0.0, 4.0)[0]


def state_that_switches(p):
    def slope(t, y):
        if y[0] > 0.5:
            return -p * y
        return -2.0 * y

    return integrate.solve_ivp(slope, (0.0, 1.0), [1.0]).y[0, -1]


def spline_with_given_slopes(p):
    return interpolate.CubicSpline(KNOTS, p * KNOTS, bc_type=((1, 0.5), (1, 0.0)))(0.3)


def spline_by_its_knots(p):
    return interpolate.CubicSpline(p * KNOTS, np.cos(KNOTS))(0.3)


def shape_by_its_values(p):
    return interpolate.PchipInterpolator(KNOTS, p * np.cos(KNOTS))(0.3)


def spline_that_is_kept(p):
    return [interpolate.CubicSpline(KNOTS, p * KNOTS)]


@pytest.mark.parametrize(
    ("function", "told"),
    [
        (writes_around, "changes `memory`"),
        (counts, "assigns variables around it"),
        (draws, "whose effect would happen again"),
        (with_everything, "no rule for its argument `full_output`"),
        (of_an_object, "an object of the class `Opaque`"),
        (remembers, "is changed here"),
        (minimum_without_a_gradient, "`minimize` without `jac` has no derivative rule"),
        (whole_result, "the result of a solver, used as a value"),
        (with_events, "events"),
        (integral_of_a_jump_that_moves, "may jump"),
        (integral_of_a_jump_by_where, "may jump"),
        (state_that_switches, "may jump"),
        (spline_with_given_slopes, "bc_type"),
        (spline_by_its_knots, "no derivative with respect to `x`"),
        (shape_by_its_values, "no derivative with respect to `y`"),
        (spline_that_is_kept, "a function used as a value"),
    ],
)
def test_what_is_refused(function, told):
    with pytest.raises(ad.DifferentiationError, match=told):
        ad.grad(function)(1.3)


def without_a_zero(p):
    return optimize.fsolve(lambda x: x**2 + p, 1.0)[0]


@pytest.mark.filterwarnings("ignore")
def test_what_is_no_zero_has_no_derivative():
    with pytest.raises((RuntimeError, np.linalg.LinAlgError)):
        ad.grad(without_a_zero)(1.0)


def stopped(p):
    found = integrate.solve_ivp(lambda t, y: p * y**2, (0.0, 2.0), [1.0])
    return found.y[0, -1]


@pytest.mark.filterwarnings("ignore")
def test_a_trajectory_that_ends_early_has_no_derivative():
    with pytest.raises(RuntimeError, match="stopped before the end"):
        ad.grad(stopped)(1.0)


def integral_by_a_tuple(p):
    return integrate.quad(lambda x, both: both[0] * x + both[1], 0.0, 1.0, args=((p, 2 * p),))[0]


def integral_by_a_complex_number(p):
    c = p * (1.0 + 2.0j)
    return integrate.quad(lambda x: np.abs(c) * x, 0.0, 1.0)[0]


def complex_states(p):
    return np.abs(integrate.solve_ivp(lambda t, y: 1j * p * y, (0.0, 1.0), [1.0 + 0.0j]).y[0, -1])


@pytest.mark.parametrize("function", [integral_by_a_tuple, integral_by_a_complex_number, complex_states])
def test_what_is_no_real_number_is_refused(function):
    with pytest.raises((TypeError, ad.DifferentiationError)):
        ad.grad(function)(1.3)
    with pytest.raises((TypeError, ad.DifferentiationError)):
        ad.jvp(function, (1.3,), (1.0,))


def interpolant_of_some_order(p):
    return interpolate.interp1d(KNOTS, p * np.cos(KNOTS), kind=3)(0.3)


def test_an_interpolant_by_its_order_is_refused():
    with pytest.raises(ad.DifferentiationError, match="`kind`"):
        ad.grad(interpolant_of_some_order)(1.3)
