"""Functions that call themselves: against closed forms and differences, in both modes, and what is refused."""

import inspect
import math

import numpy as np
import pytest

import ad_transform as ad
from tests.frontend.checking import check, refused

LIMITS = np.array([1.5, 0.7])
SEEN = []


def power(x, n):
    return 1.0 if n == 0 else x * power(x, n - 1)


def test_power_has_its_derivative_in_both_modes():
    for n in range(6):
        assert ad.grad(power)(1.3, n) == pytest.approx(n * 1.3 ** max(n - 1, 0), rel=1e-14)
        value, tangent = ad.jvp(power, (1.3, n), (2.0, None))
        assert value == power(1.3, n)
        assert tangent == pytest.approx(2.0 * n * 1.3 ** max(n - 1, 0), rel=1e-14)


def test_two_hundred_calls_deep():
    x, n = 0.99, 200
    assert ad.grad(power)(x, n) == pytest.approx(n * x ** (n - 1), rel=1e-12)
    assert ad.jvp(power, (x, n), (1.0, None))[1] == pytest.approx(n * x ** (n - 1), rel=1e-12)


def iterated_sine(x, n):
    return x if n == 0 else iterated_sine(math.sin(x), n - 1)


def test_a_tail_call_follows_the_chain_rule():
    x, slope = 0.9, 1.0
    for _ in range(7):
        x, slope = math.sin(x), slope * math.cos(x)
    assert ad.grad(iterated_sine)(0.9, 7) == pytest.approx(slope, rel=1e-14)


def determinant(m):
    if m.shape[0] == 1:
        return m[0, 0]
    total = 0.0
    for j in range(m.shape[0]):
        total += (-1) ** j * m[0, j] * determinant(np.delete(m[1:], j, axis=1))
    return total


def test_arrays_of_other_shapes_at_every_call():
    """Down to one row and column, where lengths are one and another text runs."""
    m = np.random.default_rng(3).normal(size=(5, 5))
    expected = np.linalg.det(m) * np.linalg.inv(m).T
    np.testing.assert_allclose(ad.grad(determinant)(m), expected, rtol=1e-10)


def test_the_recursive_call_is_found_inside_another_function():
    def trace_of_logarithm(m):
        return math.log(determinant(m))

    m = np.eye(3) * 2.0 + np.arange(9.0).reshape(3, 3) / 10
    np.testing.assert_allclose(ad.grad(trace_of_logarithm)(m), np.linalg.inv(m).T, rtol=1e-12)
    text = ad.grad(trace_of_logarithm).source_for(m)
    assert "determinant_vjp(m, out_bar=" in text
    assert "    for " not in text


def even(x, n):
    return x if n == 0 else odd(x * x, n - 1) + x


def odd(x, n):
    return 1.0 if n == 0 else math.sin(even(x + 0.2, n - 1))


def test_two_functions_that_call_each_other():
    check(lambda x: even(x, 4) * odd(x, 3), 0.7)
    # odd(u, 1) = sin(u + 0.2), so even(x, 2) = sin(x*x + 0.2) + x
    assert ad.grad(even)(0.4, 2) == pytest.approx(math.cos(0.36) * 0.8 + 1.0, rel=1e-14)


def tree_product(node):
    value, children = node
    for child in children:
        value = value * tree_product(child)
    return value


def test_a_tree_of_tuples_and_lists():
    leaves = 0.3, 0.5, 0.7, 1.1
    a, b, c, d = leaves
    gradient = ad.grad(tree_product)((a, [(b, []), (c, [(d, [])])]))
    whole = a * b * c * d
    (da, [(db, _), (dc, [(dd, _)])]) = gradient
    np.testing.assert_allclose([da, db, dc, dd], [whole / leaf for leaf in leaves], rtol=1e-14)


def halves(v, s):
    if len(v) == 1:
        return v[0] * s
    middle = len(v) // 2
    return halves(v[:middle], s * 0.5) * s + halves(v[middle:], math.sin(s)) ** 2


def test_slices_of_an_array_and_a_number():
    check(halves, np.array([0.3, -0.5, 0.8, 0.1, 0.7]), 0.6)


def smoothed(a, n):
    if n == 0:
        return a
    b = smoothed(a, n - 1) + a
    b[0] = a[1] * b[0]
    return b * 0.5


def test_arrays_are_returned_and_changed_locally():
    check(lambda a: smoothed(a * 2.0, 2) * a, np.array([0.3, 0.5, 0.9]))
    check(lambda a: smoothed(a, 0) + smoothed(a, 1), np.array([0.3, 0.5, 0.9]))


def identity(a, n):
    return a if n == 0 else identity(a, n - 1)


def test_what_a_call_returns_may_be_its_argument():
    def written(x):
        a = x * 3.0
        b = identity(a, 2)
        b[0] = x[1] * x[1]
        return np.sum(b * b * x)

    check(written, np.array([0.3, 0.5, 0.9]))

    def read_after(x):
        a = x * 3.0
        b = identity(a, 2)
        b[0] = 1.0
        return np.sum(a)

    what = "`a` may be the same array as `b`, which has been written"
    refused(
        read_after, np.ones(2), what=what, hint="copy the array (`.copy()`) before one of them is written"
    )


def test_an_argument_is_overwritten_after_the_call():
    def overwritten(x, y):
        x = x * 1.5
        first = halves(x, y)
        x[0] = 0.3 * y
        return first * halves(x, y + first)

    check(overwritten, np.array([0.3, -0.5, 0.8]), 0.6)


def count_down(x, n, *, scale=2.0):
    if n <= 0:
        return 1
    total = 0
    for j in range(n):
        if j % 2 == 0:
            total = total + count_down(x * scale, n=j - 1, scale=0.5) * x
    return total


def test_loops_branches_keywords_and_integers_at_the_end():
    check(lambda x: count_down(x, 5) + count_down(x * x, 4, scale=x), 0.8)


def halved_while_positive(x, n):
    if n > 0 and halved_while_positive(x * 0.5, n - 1) > 0.1:
        return halved_while_positive(x * x, n - 1) * x
    return x


def test_a_call_in_a_test_is_made_only_where_the_test_before_it_holds():
    check(lambda x: halved_while_positive(x, 3), 0.7)
    assert ad.grad(halved_while_positive)(0.9, 1) == pytest.approx(3 * 0.9**2)


def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)


def test_a_function_of_integers_is_a_constant():
    assert ad.grad(lambda x: x**3 / factorial(3))(2.0) == pytest.approx(2.0)


def applied(f, x, n):
    return x if n == 0 else applied(f, f(x), n - 1)


def test_a_function_is_passed_on():
    check(lambda x: applied(math.sin, x, 3) * applied(np.tanh, x, 2), 0.7)


def complex_orbit(z, c, n):
    return z if n == 0 else complex_orbit(z * z + c, c, n - 1)


def test_complex_numbers():
    check(lambda x, y: abs(complex_orbit(0j, x + 1j * y, 3)), 0.3, 0.4)


def clipped(x, n):
    return min(x * LIMITS[1], LIMITS[0]) if n == 0 else clipped(x * LIMITS[0], n - 1)


def test_variables_from_outside_are_read_at_each_call():
    gradient = ad.grad(clipped)
    assert gradient(0.1, 2) == pytest.approx(1.5 * 1.5 * 0.7)
    LIMITS[1] = 0.9
    try:
        assert gradient(0.1, 2) == pytest.approx(1.5 * 1.5 * 0.9)
    finally:
        LIMITS[1] = 0.7


def test_a_nested_function_that_reads_nothing_around_it():
    def outer(x):
        def fall(v, n):
            return v * v if n == 0 else fall(math.sin(v), n - 1) * v

        return fall(x, 2) * fall(x + 1.0, 1)

    check(outer, 0.7)


def test_the_text_calls_itself_by_its_name():
    text = ad.Derivative(power, "vjp", (0,)).source_for(1.5, 3)
    assert "power_vjp(x, difference_" in text
    assert "power_vjp_2" not in text
    assert ad.Derivative(power, "vjp", (0,))(1.5, 3, out_bar=2.0) == (pytest.approx(2.0 * 3 * 1.5**2),)


def test_its_text_alone_is_no_program(tmp_path):
    with pytest.raises(ad.NotSupported, match=r"calls your function .*: a file of its own does not have it"):
        ad.grad(power).save(tmp_path / "power_grad.py", 1.5, 3)


# What is refused, and how it says so

LOOP = "write the recursion as a loop"


def endless(x):
    return x * endless(x)


def overwriting(a, n):
    if n == 0:
        return np.sum(a)
    a[0] = 2.0
    return overwriting(a, n - 1)


def remembering(x, n):
    LIMITS[0] = n
    return x if n == 0 else remembering(x * x, n - 1)


def lending(x, n):
    return LIMITS if n == 0 else lending(x, n - 1)


def drawing(x, n):
    return x if n == 0 else drawing(x * np.random.normal(), n - 1)


def printing(x, n):
    print(n)
    return x if n == 0 else printing(x * x, n - 1)


def results_in_list(x, n):
    return [x, n] if n == 0 else results_in_list(x * x, n - 1)


def no_result(x, n):
    if n > 0:
        no_result(x, n - 1)


def growing(x, some, n):
    return some[0] * x if n == 0 else growing(x, (x, *some), n - 1)


def nameless(*a):
    return a[0] if len(a) == 1 else nameless(*a[1:]) * a[0]


def through_lambda(x):
    return applied(lambda v: v * x, x, 2)


def around(x):
    def inner(v, n):
        return v * x if n == 0 else inner(v * v, n - 1)

    return inner(x, 2)


class Scaled:
    def __init__(self, scale):
        self.scale = scale

    def times(self, x, n):
        return x if n == 0 else self.times(x * self.scale, n - 1)


def method(x, n):
    return Scaled(x).times(x, n)


def interfering(x):
    y = clipped(x, 2)
    LIMITS[0] = 5.0
    return y


EFFECT = "whose effect would happen again for the derivative"
REFUSED = [
    (endless, (0.7,), "`endless` calls itself on every path", "return on one path without calling it"),
    (overwriting, (np.ones(2), 2), "`overwriting` calls itself, and changes `a`, which its caller has",
     "change a copy, and return it"),
    (remembering, (0.7, 2), "`remembering` calls itself, and changes `LIMITS`, which its caller has",
     "change a copy, and return it"),
    (lending, (0.7, 2), "`lending` calls itself, and returns `LIMITS` itself", "return a copy"),
    (drawing, (0.7, 2), f"`drawing` calls itself, and calls `normal`, {EFFECT}", LOOP),
    (printing, (0.7, 2), f"`printing` calls itself, and calls `print`, {EFFECT}", LOOP),
    (results_in_list, (0.7, 2),
     "`results_in_list` calls itself, and does not return numbers or arrays, or a tuple of these", LOOP),
    (no_result, (0.7, 2), "`no_result` calls itself, and does not return numbers or arrays, or a tuple of these", LOOP),
    (growing, (0.7, (0.3,), 2), "`growing` calls itself, each time with arguments of other kinds", LOOP),
    (nameless, (0.7, 0.8), "`nameless` calls itself, with arguments that have no names", "name each parameter"),
    (through_lambda, (0.7,), "`applied` calls itself, with an argument that is a function made here", LOOP),
    (around, (0.7,), "`inner` calls itself, and reads variables of the function around it", "pass them as arguments"),
    (method, (0.7, 2), "`times` calls itself, with an argument of type Scaled", "pass its numbers and arrays"),
    (interfering, (0.7,), "`LIMITS` is changed, and read by a function that calls itself", "pass it as an argument"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("function", "args", "what", "hint"), REFUSED, ids=lambda x: getattr(x, "__name__", "")
)
def test_refused(function, args, what, hint):
    for mode in ("vjp", "jvp"):
        with pytest.raises(ad.NotSupported) as caught:
            ad.Derivative(function, mode, next(iter(inspect.signature(function).parameters))).source_for(
                *args
            )
        assert (caught.value.what, caught.value.hint) == (what, hint)
    LIMITS[:] = 1.5, 0.7
