"""What users call, as they call it: the decorator, the functional forms, parameters by position and by name."""

import collections
import copy
import dataclasses
import functools
import math
import pydoc

import numpy as np
import pytest

import ad_transform as ad
from tests.helpers import assert_same_structure

Point = collections.namedtuple("Point", "x y")


@dataclasses.dataclass(frozen=True)
class Spring:
    """A dataclass of a number, an array and a name."""

    stiffness: float
    rest: np.ndarray
    name: str = "spring"


def product(x, y):
    return x * x * y


def scaled_sum(a, k):
    return k * np.sum(a * a)


@ad.differentiate
def area(width: float, height: float) -> float:
    """The area of a rectangle."""
    return width * height


@ad.differentiate(wrt="height")
def side(width, height):
    return width * height


# The forms


def test_grad_and_value_and_grad():
    assert ad.grad(product)(2.0, 3.0) == 12.0
    assert ad.value_and_grad(product)(2.0, 3.0) == (12.0, 12.0)
    assert ad.value_and_grad(product, wrt=(1, 0))(2.0, 3.0) == (12.0, (4.0, 12.0))


def test_jvp():
    assert ad.jvp(product, (2.0, 3.0), (1.0, 10.0)) == (12.0, 52.0)
    assert ad.jvp(product, (2.0, 3.0), (None, 10.0)) == (12.0, 40.0)
    assert ad.jvp(product, [2.0, 3.0], [1.0, None]) == (12.0, 12.0)


def test_vjp():
    value, pullback = ad.vjp(product, 2.0, 3.0)
    assert value == 12.0
    assert pullback(1.0) == (12.0, 4.0)
    assert pullback(2.0) == (24.0, 8.0)


def test_vjp_has_no_adjoint_where_there_are_no_floats():
    value, pullback = ad.vjp(lambda x, n, word: x**n, 2.0, 3, "cubed")
    assert value == 8.0
    assert pullback(1.0) == (12.0, None, None)


def test_a_pullback_remembers_what_the_function_overwrote():
    def doubled(a):
        a *= 2.0
        return np.sum(a * a)

    a = np.array([1.0, 3.0])
    value, pullback = ad.vjp(doubled, a)
    assert value == 40.0 and a.tolist() == [2.0, 6.0]
    assert pullback(1.0)[0].tolist() == [8.0, 24.0]
    assert pullback(1.0)[0].tolist() == [8.0, 24.0]
    assert a.tolist() == [2.0, 6.0]


# The decorator


def test_a_decorated_function_is_the_function():
    def plain(x):
        """Three times x."""
        return 3 * x

    before = (plain.__name__, plain.__doc__, plain.__qualname__, plain.__module__, plain.__code__)
    help_before = pydoc.render_doc(plain)
    assert ad.differentiate(plain) is plain
    assert before == (plain.__name__, plain.__doc__, plain.__qualname__, plain.__module__, plain.__code__)
    assert pydoc.render_doc(plain) == help_before
    assert plain(2.0) == 6.0


def test_the_decorator_with_and_without_options():
    assert area(2.0, 3.0) == 6.0 and side(2.0, 3.0) == 6.0
    assert area.grad(2.0, 3.0) == (3.0, 2.0)
    assert area.value_and_grad(2.0, 3.0) == (6.0, (3.0, 2.0))
    assert area.jvp(2.0, 3.0, width_dot=1.0, height_dot=10.0) == (6.0, 23.0)
    assert area.vjp(2.0, 3.0, out_bar=10.0) == (30.0, 20.0)
    assert side.grad(2.0, 3.0) == 2.0
    assert side.jvp(2.0, 3.0, height_dot=10.0) == (6.0, 20.0)


def test_a_tangent_that_is_not_given_is_zero():
    assert area.jvp(2.0, 3.0, width_dot=1.0) == (6.0, 3.0)
    assert area.jvp(2.0, 3.0) == (6.0, 0.0)


def test_an_adjoint_of_the_result_must_be_given():
    with pytest.raises(TypeError, match="area_vjp needs the seed `out_bar`"):
        area.vjp(2.0, 3.0)


def anything(
    x, n: int, on: bool, text: "str", call=np.sin, none=None, flag=False, count=2, word="a", weight=1.5
):
    return call(x) * n * weight * count


def looped(x, rounds, k, some):
    total = 0.0
    for i in range(rounds):
        total += x[some + i] * k
    return total


def test_by_default_every_parameter_that_can_hold_floats():
    assert ad.differentiate(anything).grad.request.wrt == ("x", "weight")
    assert ad.differentiate(looped).grad.request.wrt == ("x", "k")
    assert looped.grad(np.array([1.0, 2.0, 4.0]), 2, 10.0, 1)[0].tolist() == [0.0, 10.0, 10.0]
    assert looped.grad(np.array([1.0, 2.0, 4.0]), 2, 10.0, 1)[1] == 6.0


def test_a_function_that_counts_only_has_no_derivative():
    def ints(n: int, name="x"):
        return n

    with pytest.raises(ad.NotDifferentiable, match="no parameter can be differentiated"):
        ad.differentiate(ints)


class Circle:
    """Methods of every sort."""

    @ad.differentiate(wrt="radius")
    def scaled_area(self, radius):
        return math.pi * radius * radius

    @staticmethod
    @ad.differentiate
    def inner(radius):
        return radius * radius

    @ad.differentiate
    @staticmethod
    def outer(radius):
        return radius * radius * radius

    @classmethod
    def made(cls, radius):
        return 2.0 * radius

    slope = ad.grad(lambda self, radius: radius * radius, wrt="radius")


def test_methods():
    circle = Circle()
    assert circle.scaled_area(2.0) == pytest.approx(4 * math.pi)
    assert Circle.scaled_area.grad(circle, 2.0) == pytest.approx(4 * math.pi)
    assert ad.grad(circle.scaled_area)(2.0) == pytest.approx(4 * math.pi)
    assert ad.grad(circle.scaled_area, wrt="radius")(radius=2.0) == pytest.approx(4 * math.pi)
    assert ad.vjp(circle.scaled_area, 2.0)[1](1.0)[0] == pytest.approx(4 * math.pi)
    assert ad.jvp(circle.scaled_area, (2.0,), (1.0,))[1] == pytest.approx(4 * math.pi)
    assert circle.slope(3.0) == 6.0 and Circle.slope(circle, 3.0) == 6.0


def test_static_and_class_methods():
    assert Circle.inner.grad(3.0) == Circle().inner.grad(3.0) == 6.0
    assert Circle.outer.grad(3.0) == Circle().outer.grad(3.0) == 27.0
    assert ad.grad(Circle.made)(3.0) == 2.0


def test_a_bound_method_shows_the_parameters_that_are_left():
    assert str(ad.grad(Circle().scaled_area).__signature__) == "(radius)"


# Which parameters


@pytest.mark.parametrize(
    "wrt, adjoints",
    [
        (0, 12.0), (1, 4.0), (-1, 4.0), (-2, 12.0), ("x", 12.0), ("y", 4.0), (np.int64(1), 4.0),
        ((0,), (12.0,)), ((0, 1), (12.0, 4.0)), (("y", "x"), (4.0, 12.0)), ((-1, "x"), (4.0, 12.0)),
        ([0, 1], (12.0, 4.0)), (None, (12.0, 4.0)),
    ],
)  # fmt: skip
def test_wrt(wrt, adjoints):
    assert ad.grad(product, wrt)(2.0, 3.0) == adjoints


def test_arguments_by_keyword_and_by_default():
    def curve(x, /, a, b=3.0, *, c=5.0):
        return a * x + b * x * x + c

    slope = ad.grad(curve)
    assert (
        slope(1.0, 2.0) == slope(1.0, a=2.0) == slope(1.0, 2.0, 3.0) == slope(1.0, 2.0, b=3.0, c=7.0) == 8.0
    )
    assert slope(1.0, 2.0, 4.0) == 10.0
    assert ad.grad(curve, wrt=("b", "c"))(2.0, 1.0) == (4.0, 1.0)


def test_arguments_of_any_number():
    def horner(x, *coefficients, scale=1.0, **rest):
        total = 0.0
        for c in coefficients:
            total = total * x + c
        return total * scale

    assert ad.grad(horner)(2.0, 1.0, 3.0, 5.0) == 7.0
    assert ad.grad(horner, wrt="coefficients")(2.0, 1.0, 3.0, 5.0) == (4.0, 2.0, 1.0)
    assert ad.grad(horner, wrt="scale")(2.0, 1.0, 3.0, 5.0, note="any") == 15.0
    assert ad.differentiate(horner).grad.request.wrt == ("x", "scale")


def test_a_wrapper_has_the_parameters_it_has():
    def twice(function):
        @functools.wraps(function)
        def wrapper(*args):
            return 2 * function(*args)

        return wrapper

    assert ad.grad(twice(product), wrt="args")(2.0, 3.0) == (24.0, 8.0)


# What adjoints are


@pytest.mark.parametrize(
    "primal, expected",
    [
        ((2.0, 3.0), (3.0, 2.0)),
        ([2.0, 3.0], [3.0, 2.0]),
        (Point(2.0, 3.0), Point(3.0, 2.0)),
        ((2.0, 3), (3.0, 0)),
    ],
    ids=["tuple", "list", "named tuple", "number and count"],
)
def test_adjoints_of_sequences(primal, expected):
    found = ad.grad(lambda pair: pair[0] * pair[1])(primal)
    assert found == expected and type(found) is type(primal)
    assert_same_structure(found, primal)


def test_adjoints_of_dicts_and_dataclasses():
    table = {"k": 2.0, "a": np.array([1.0, 3.0]), "n": 3, "name": "table", "nothing": None}
    found = ad.grad(lambda d: scaled_sum(d["a"], d["k"]))(table)
    assert_same_structure(found, table)
    assert found["k"] == 10.0 and found["a"].tolist() == [4.0, 12.0]
    spring = Spring(2.0, np.array([1.0, 3.0]))
    found = ad.grad(lambda s: scaled_sum(s.rest, s.stiffness))(spring)
    assert_same_structure(found, spring)
    assert found.stiffness == 10.0 and found.rest.tolist() == [4.0, 12.0]


def test_adjoints_of_what_is_nested():
    primal = {
        "springs": [Spring(2.0, np.array([1.0])), Spring(3.0, np.array([4.0]))],
        "at": (Point(1.0, 2.0),),
    }

    def energy(world):
        total = world["at"][0].y
        for spring in world["springs"]:
            total = total + spring.stiffness * np.sum(spring.rest)
        return total * world["at"][0].x

    found = ad.grad(energy)(primal)
    assert_same_structure(found, primal)
    assert found["at"] == (Point(16.0, 1.0),)
    assert [s.stiffness for s in found["springs"]] == [1.0, 4.0]
    assert [s.rest.tolist() for s in found["springs"]] == [[2.0], [3.0]]


@pytest.mark.parametrize("count", [3, np.int32(3), np.uint8(3), np.array(3)])
def test_whole_numbers_are_promoted(count):
    found = ad.grad(lambda x: x * x)(count)
    assert found == 6.0 and np.asarray(found).dtype == np.float64


def test_arrays_of_whole_numbers_are_promoted():
    found = ad.grad(lambda a: np.sum(a * a) / 4)(np.arange(3))
    assert found.dtype == np.float64 and found.tolist() == [0.0, 0.5, 1.0]


def test_small_whole_numbers_beside_what_is_differentiated_do_not_overflow():
    """In 8 bits 3 * 100 is 44, and -100 is 156."""
    hundreds = np.array([100, 100], np.int8)
    assert ad.grad(lambda x, n: np.sum(x * n) * 3)(1.0, hundreds) == 600.0
    assert ad.grad(lambda x, n, k: np.sum(x * n) * k)(1.0, hundreds, 3) == 600.0
    assert ad.grad(lambda x, n: -x * n)(1.0, np.uint8(100)) == -100.0
    assert ad.grad(lambda x, n: x * n * n)(1.0, np.int8(100)) == 10000.0
    assert ad.jvp(lambda x, n: x * n * n, (1.0, np.int8(100)), (1.0, None))[1] == 10000.0


def test_truth_values_beside_what_is_differentiated_count_as_numbers():
    mask = np.array([True, True, False])
    assert ad.grad(lambda x, m: -np.sum(x * m - x * 2 * m))(3.0, mask) == 2.0
    assert ad.grad(lambda a, m: np.sum(m * a + a * m) / 1)(np.ones(3), mask).tolist() == [2.0, 2.0, 0.0]


def test_single_precision_stays():
    a, k = np.array([1.0, 3.0], np.float32), np.float32(2.0)
    a_bar, k_bar = ad.grad(scaled_sum, (0, 1))(a, k)
    assert a_bar.dtype == np.float32 and a_bar.tolist() == [4.0, 12.0]
    assert type(k_bar) is np.float32 and k_bar == 10.0
    a_bar, k_bar = ad.grad(scaled_sum, (0, 1))(a, 2.0)
    assert a_bar.dtype == np.float32
    assert ad.grad(lambda a: 1.0)(a).dtype == np.float32
    assert ad.jvp(scaled_sum, (a, k), (a, k))[1].dtype == np.float32


def test_an_argument_of_length_one_is_not_mistaken_for_a_longer_one():
    total = ad.grad(lambda a, b: np.sum(a * b), (0, 1))
    assert [g.tolist() for g in total(np.ones(3), np.full(3, 2.0))] == [[2.0] * 3, [1.0] * 3]
    assert [g.tolist() for g in total(np.ones(1), np.full(3, 2.0))] == [[6.0], [1.0] * 3]
    assert [g.tolist() for g in total(np.ones((2, 1)), np.full(3, 2.0))] == [[[6.0], [6.0]], [2.0] * 3]
    assert [g.tolist() for g in total(np.ones(1), np.full(1, 2.0))] == [[2.0], [1.0]]


def memory_of(tree):
    """The arrays in a tree."""
    if isinstance(tree, np.ndarray):
        return [tree]
    parts = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, (tuple, list)) else ()
    return [array for part in parts for array in memory_of(part)]


SHARING = {
    "what was passed": lambda a, b: np.sum(a * b),
    "one of them": lambda a, b: np.sum(a),
    "the same twice": lambda a, b: np.sum(a + b),
    "neither": lambda a, b: 1.0,
    "halves": lambda a, b: np.sum(np.concatenate([a, b]) ** 2),
    "views": lambda a, b: np.sum(a[::-1] * b),
    "transposed": lambda a, b: a @ b,
}


@pytest.mark.parametrize("mode", ["grad", "value_and_grad", "vjp"])
@pytest.mark.parametrize("program", SHARING.values(), ids=SHARING)
def test_results_share_no_memory(program, mode):
    a, b = np.array([1.0, 2.0]), np.array([3.0, 4.0])
    seeds = {"out_bar": 1.0} if mode == "vjp" else {}
    found = memory_of(ad.Derivative(program, mode, (0, 1))(a, b, **seeds))
    assert len(found) == 2
    assert not np.shares_memory(found[0], found[1])
    assert not any(np.shares_memory(g, x) for g in found for x in (a, b))
    assert all(g.flags.writeable for g in found)


def test_tangents_and_seeds_share_no_memory_with_results():
    a, seed = np.ones(3), np.array([1.0, 2.0, 3.0])
    _, tangent = ad.jvp(lambda a: a, (a,), (seed,))
    assert tangent.tolist() == [1.0, 2.0, 3.0] and not np.shares_memory(tangent, seed)
    adjoint = ad.Derivative(lambda a: a + 0.0, "vjp")(a, out_bar=seed)
    assert adjoint.tolist() == [1.0, 2.0, 3.0] and not np.shares_memory(adjoint, seed)


def test_nothing_passed_is_written():
    def smooth(a, k, seed_like):
        b = a.copy()
        for i in range(1, 3):
            b[i] = b[i] * k[i] + b[i - 1]
        return b

    a, k, s = np.array([1.0, 2.0, 3.0]), np.array([1.0, 0.5, 2.0]), np.ones(3)
    kept = copy.deepcopy((a, k, s))
    ad.Derivative(smooth, "vjp", (0, 1))(a, k, s, out_bar=s)
    ad.jvp(smooth, (a, k, s), (s, s, None))
    assert all(np.array_equal(x, y) for x, y in zip((a, k, s), kept, strict=True))


# Seeds


def halved_first(a):
    b = a.copy()
    b[0] = 0.5 * a[1]
    return b


def test_seeds_of_whole_numbers_are_made_floats():
    whole = np.array([1, 1, 1])
    _, tangent = ad.jvp(halved_first, (np.ones(3),), (whole,))
    assert tangent.dtype == np.float64 and tangent.tolist() == [0.5, 1.0, 1.0]
    assert ad.vjp(halved_first, np.ones(3))[1](whole)[0].tolist() == [0.0, 1.5, 1.0]
    assert ad.Derivative(halved_first, "vjp")(np.ones(3), out_bar=whole).tolist() == [0.0, 1.5, 1.0]
    found = ad.vjp(product, 2.0, 3.0)[1](1)
    assert found == (12.0, 4.0) and all(isinstance(g, float) for g in found)
    assert isinstance(ad.jvp(product, (2.0, 3.0), (1, None))[1], float)


def test_seeds_take_the_precision_of_what_they_belong_to():
    a = np.ones(3, np.float32)
    assert ad.jvp(halved_first, (a,), (np.ones(3),))[1].dtype == np.float32
    assert ad.vjp(halved_first, a)[1](np.ones(3))[0].dtype == np.float32


def test_seeds_have_the_structure_of_the_result():
    def both(x, a):
        return {"first": x * x, "rest": (a * x, [x])}

    seed = {"first": 1.0, "rest": (np.array([1.0, 10.0]), [100.0])}
    value, pullback = ad.vjp(both, 3.0, np.array([1.0, 2.0]))
    assert value["first"] == 9.0
    x_bar, a_bar = pullback(seed)
    assert x_bar == 6.0 + 21.0 + 100.0 and a_bar.tolist() == [3.0, 30.0]
    again = ad.Derivative(both, "vjp", (0, 1))(3.0, np.array([1.0, 2.0]), out_bar=seed)
    assert again[0] == x_bar and again[1].tolist() == a_bar.tolist()
    _, tangent = ad.jvp(both, (3.0, np.array([1.0, 2.0])), (1.0, None))
    assert (
        tangent["first"] == 6.0 and tangent["rest"][0].tolist() == [1.0, 2.0] and tangent["rest"][1] == [1.0]
    )
