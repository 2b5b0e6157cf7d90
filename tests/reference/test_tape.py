"""The tape: adjoints against closed forms, on graphs of every shape, and what it refuses."""

import math

import numpy as np
import pytest

from ad_transform.errors import DifferentiationError, NoRule, NotDifferentiable
from ad_transform.reference import Dual, Var, cos, sin, tape_grad, tape_vjp


def test_product_of_sine_and_cosine():
    x, y = Var(0.5), Var(1.2)
    z = sin(x) * cos(y)
    z.backward()
    assert z.val == math.sin(0.5) * math.cos(1.2)
    assert x.grad == pytest.approx(math.cos(0.5) * math.cos(1.2), rel=1e-15)
    assert y.grad == pytest.approx(-math.sin(0.5) * math.sin(1.2), rel=1e-15)


def test_a_value_used_twice_collects_both_adjoints():
    x = Var(3.0)
    y = x * x
    z = y * y + y
    z.backward()
    assert x.grad == 4 * 3.0**3 + 2 * 3.0
    assert y.grad == 2 * 9.0 + 1


def test_the_graph_can_be_read():
    x, y = Var(2.0), Var(3.0)
    z = x * y
    assert z.parents == (x, y)
    assert z.function(2.0, 3.0) == 6.0
    assert x.parents == ()


def test_backward_starts_anew_each_time():
    x = Var(2.0)
    y = x**3
    y.backward()
    y.backward()
    assert x.grad == 12.0


OPERATIONS = {
    "add": (lambda x: 2.5 + x + 1, lambda x: 1.0),
    "subtract": (lambda x: 2.5 - (x - 1), lambda x: -1.0),
    "multiply": (lambda x: 2.5 * x * 3, lambda x: 7.5),
    "divide": (lambda x: 2.5 / x + x / 2, lambda x: -2.5 / x**2 + 0.5),
    "power": (lambda x: x**3 + 2**x, lambda x: 3 * x**2 + 2**x * math.log(2)),
    "negative power": (lambda x: x**-2, lambda x: -2 / x**3),
    "remainder": (lambda x: x % 0.5 + 2 % x, lambda x: 1 - 2 // x),
    "negate": (lambda x: -x + +x - x, lambda x: -1.0),
    "absolute": (lambda x: abs(-x), lambda x: 1.0),
    "sin": (np.sin, math.cos),
    "cos": (lambda x: x.cos(), lambda x: -math.sin(x)),
    "tan": (np.tan, lambda x: 1 / math.cos(x) ** 2),
    "exp": (lambda x: x.exp(), math.exp),
    "log": (np.log, lambda x: 1 / x),
    "sqrt": (lambda x: x.sqrt(), lambda x: 0.5 / math.sqrt(x)),
    "tanh": (np.tanh, lambda x: 1 / math.cosh(x) ** 2),
    "abs": (lambda x: x.abs() * np.abs(x), lambda x: 2 * x),
}


@pytest.mark.parametrize("f, derivative", OPERATIONS.values(), ids=OPERATIONS.keys())
def test_operations_mix_with_plain_numbers(f, derivative):
    assert tape_grad(f)(0.8) == pytest.approx(derivative(0.8), rel=1e-14)


def test_power_of_a_negative_number_is_quiet(recwarn):
    assert tape_grad(lambda x: x**2)(-3.0) == -6.0
    assert not recwarn


def test_comparisons_are_plain_and_steer_the_program():
    def f(x):
        return x * x if x > 1 else 5 * x

    assert (Var(2.0) < 3, Var(2.0) >= Var(2.0), Var(2.0) == 1, Var(2.0) != 1) == (True, True, False, True)
    assert tape_grad(f)(2.0) == 4.0
    assert tape_grad(f)(0.5) == 5.0


# Arrays


def test_arrays_broadcast():
    a, b = np.arange(6.0).reshape(2, 3) + 1, np.array([1.0, -2.0, 3.0])
    by_a, by_b, by_c = tape_grad(lambda a, b, c: np.sum(a * b / c), wrt=(0, 1, 2))(a, b, 2.0)
    np.testing.assert_allclose(by_a, np.broadcast_to(b / 2, (2, 3)), rtol=1e-15)
    np.testing.assert_allclose(by_b, a.sum(axis=0) / 2, rtol=1e-15)
    assert by_c == pytest.approx(-np.sum(a * b) / 4, rel=1e-15)


@pytest.mark.parametrize(
    "f",
    [
        lambda x, w: np.dot(x, w),
        lambda x, w: w @ x,
        lambda x, w: (w * x).sum(),
        lambda x, w: np.sum(w * x[:]),
        lambda x, w: sum(w[i] * x[i] for i in range(len(x))),
        lambda x, w: sum(a * b for a, b in zip(w, x)),
        lambda x, w: np.sum(np.array([w[0] * x[0], w[1] * x[1], w[2] * x[-1]])),
        lambda x, w: np.mean(x.reshape(3, 1).T * w) * 3,
    ],
)
def test_inner_product_in_many_spellings(f):
    x, w = np.array([0.5, 1.5, -1.0]), np.array([1.0, 2.0, 3.0])
    np.testing.assert_allclose(tape_grad(f)(x, w), w, rtol=1e-15)


def test_plain_array_on_the_left_leaves_the_operation_to_the_tape():
    w = np.array([1.0, 2.0])
    y = w + Var(3.0)
    assert isinstance(y, Var)
    np.testing.assert_array_equal(y.val, [4.0, 5.0])


def test_shape_and_kind_can_be_asked():
    x = Var(np.ones((2, 3)))
    assert (x.shape, x.ndim, x.size, len(x), x.dtype) == ((2, 3), 2, 6, 2, np.float64)
    assert x.T.shape == (3, 2)


def test_an_entry_read_twice_collects_both():
    x = np.array([2.0, 5.0])
    np.testing.assert_array_equal(tape_grad(lambda x: x[0] * x[0] + x[1] * x[0])(x), [9.0, 2.0])


def test_several_results():
    def f(x):
        _, rest = divmod(x, 1.5)
        return rest * x

    assert tape_grad(f)(4.0) == 4.0 + 1.0  # the remainder is x - 3


def test_arrays_changed_after_they_were_used_do_not_matter():
    def f(x):
        w = np.array([1.0, 2.0])
        y = w * x
        w[:] = 100.0
        return np.sum(y)

    np.testing.assert_array_equal(tape_grad(f)(np.array([3.0, 4.0])), [1.0, 2.0])
    x = np.array([3.0, 4.0])
    start = Var(x)
    y = np.sum(start * start)
    x[0] = 100.0
    y.backward()
    np.testing.assert_array_equal(start.grad, [6.0, 8.0])


# Long and wide graphs


def test_a_chain_of_a_hundred_thousand_steps():
    x = Var(1.0)
    y = x
    for _ in range(100_000):
        y = y + x
    y.backward()
    assert x.grad == 100_001.0


def test_a_graph_with_more_paths_than_could_be_walked():
    x = Var(1.0)
    y = x
    for _ in range(200):
        y = y * 0.5 + y * 0.5
    y.backward()
    assert x.grad == 1.0


# Nested arguments and results


def test_adjoints_have_the_structure_of_the_arguments():
    def f(parameters, n):
        first, (second, flag) = parameters["pair"], parameters["more"]
        return n * first[0] * second + first[1]

    given = {"pair": [2.0, np.array([1.0, 3.0])], "more": (5.0, True)}
    value, (bars, by_n) = tape_vjp(f, (given, 4), np.array([1.0, 10.0]))
    np.testing.assert_array_equal(value, [41.0, 43.0])
    assert bars["pair"][0] == 4 * 5.0 * 11
    np.testing.assert_array_equal(bars["pair"][1], [1.0, 10.0])
    assert bars["more"] == (4 * 2.0 * 11, None)
    assert by_n is None


def test_adjoint_of_what_is_not_used_is_zero_of_its_shape():
    value, (x_bar, y_bar) = tape_vjp(lambda x, y: (x, 2 * x), (3.0, np.ones((2, 2))), (1.0, 10.0))
    assert value == (3.0, 6.0)
    assert x_bar == 21.0
    np.testing.assert_array_equal(y_bar, np.zeros((2, 2)))


def test_a_list_that_the_function_changes():
    def f(items):
        items.append(items[0] * items[1])
        items[0] = 1.0
        return items[2]

    assert tape_grad(f)([2.0, 3.0]) == [3.0, 2.0]


# Refusals


def test_functions_of_math_are_refused_with_a_way_out():
    with pytest.raises(TypeError, match=r"functions of np or ad_transform\.reference, not those of math"):
        math.sin(Var(1.0))


def test_writing_is_refused():
    x = Var(np.ones(3))
    with pytest.raises(TypeError, match="not written to"):
        x[0] = 1.0
    with pytest.raises(TypeError, match="not written to"):
        x += 1.0
    with pytest.raises(TypeError, match="not written to"):
        np.add(x, 1.0, out=x)
    with pytest.raises(TypeError, match="cannot hold the derivative"):
        np.add(x, 1.0, out=np.zeros(3))
    with pytest.raises((TypeError, ValueError)):
        np.zeros(3)[0] = x[0]


def test_arrays_that_numpy_would_copy_in_silence_are_refused():
    x = Var(np.ones(3))
    with pytest.raises(TypeError, match=r"np\.asarray would copy this Var"):
        np.asarray(x)
    with pytest.raises(TypeError, match=r"np\.stack"):
        np.array([x, x])
    with pytest.raises(TypeError, match="lose its derivative"):
        np.array(x, dtype=float)
    np.testing.assert_array_equal(
        tape_grad(lambda x: np.sum(np.array(x) * x))(np.array([1.0, 2.0])), [2.0, 4.0]
    )


def test_a_number_may_be_updated():
    def f(x):
        total = 0.0
        total += x
        total *= x
        return total

    assert tape_grad(f)(3.0) == 6.0


def test_a_function_without_a_rule_is_refused():
    with pytest.raises(NoRule, match="histogram"):
        np.histogram(Var(np.ones(3)))


def test_a_vector_has_no_gradient_of_its_own():
    with pytest.raises(NotDifferentiable, match="shape"):
        (Var(np.ones(3)) * 2).backward()
    assert issubclass(NotDifferentiable, DifferentiationError)


@pytest.mark.parametrize("value", ["text", None, Var(1.0)])
def test_only_numbers_are_followed(value):
    with pytest.raises(TypeError):
        Var(value)


def test_tape_and_dual_numbers_do_not_mix():
    with pytest.raises(TypeError, match="do not mix"):
        Var(1.0) + Dual(1.0, 1.0)
