"""Values where no derivative exists: the table in docs/kinks.md, row by row."""

import math
import operator

import numpy as np
import pytest

import ad_transform as ad
from ad_transform.rules import standard
from ad_transform.rules.apply import active_arguments, call, jvp_of, vjp_of
from ad_transform.rules.table import name_of
from ad_transform.tools.check_rules import calling

INF, NAN, HALF = np.inf, np.nan, 0.5
ZERO, ONE = np.float64(0.0), np.float64(1.0)
V = np.array


def gradients(fn, args, kwargs):
    """The adjoints of the call for adjoints one of its results, in both modes, which must agree."""
    rule = standard.find(fn)
    with np.errstate(all="ignore"):
        out = call(rule, args, kwargs)
        bars = vjp_of(rule, args, kwargs, np.ones_like(out))
        for name in active_arguments(rule, args, kwargs):
            dot = np.sum(jvp_of(rule, args, kwargs, {name: np.ones_like(rule.bind(args, kwargs)[name])}))
            np.testing.assert_allclose(
                np.real(dot), np.real(np.sum(bars[name])), err_msg="forward and reverse differ"
            )
    return [np.asarray(bar).tolist() for bar in bars.values()]


CORNERS = [
    (np.absolute, (ZERO,), [0.0]), (np.fabs, (ZERO,), [0.0]), (operator.abs, (0.0,), [0.0]), (math.fabs, (0.0,), [0.0]),
    (np.absolute, (V([0j, 3 + 4j]),), [[0j, 0.6 - 0.8j]]), (np.sign, (ZERO,), [0.0]), (np.sign, (V([0j]),), [[0j]]),
    (np.heaviside, (ZERO, HALF), [0.0, 1.0]),
    (np.maximum, (ONE, ONE), [HALF, HALF]), (np.minimum, (ONE, ONE), [HALF, HALF]),
    (np.maximum, (V([0.0, 1.0, -1.0]), 0), [[HALF, 1.0, 0.0]]),
    (np.fmax, (ONE, ONE), [HALF, HALF]), (np.fmin, (ONE, ONE), [HALF, HALF]),
    (np.fmax, (ONE, NAN), [1.0, 0.0]), (np.fmin, (NAN, ONE), [0.0, 1.0]),
    (np.max, (V([1.0, 3.0, 3.0]),), [[0.0, HALF, HALF]]), (np.min, (V([2.0, 2.0, 5.0]),), [[HALF, HALF, 0.0]]),
    (np.ptp, (V([2.0, 2.0, 2.0]),), [[0.0, 0.0, 0.0]]), (max, (1.0, 1.0), [[HALF, HALF]]),
    (np.maximum.reduce, (V([1.0, 3.0, 3.0]),), [[0.0, HALF, HALF]]),
    (np.maximum.accumulate, (V([3.0, 3.0]),), [[1.0, 1.0]]),
    (np.clip, (V([0.0, HALF, 1.0, 2.0, -1.0]), 0, 1), [[1.0, 1.0, 1.0, 0.0, 0.0]]),
    (np.clip, (ZERO, ZERO, ONE), [1.0, 0.0, 0.0]), (np.clip, (1.5, 2.0, 1.0), [0.0, 0.0, 1.0]),
    (np.median, (V([2.0, 2.0, 2.0]),), [[0.0, 1.0, 0.0]]),
    (np.median, (V([1.0, 2.0, 2.0, 3.0]),), [[0.0, HALF, HALF, 0.0]]),
    (np.interp, (ONE, V([0, 1, 2]), V([0, 1, 3])), [2.0]), (np.interp, (ONE * 2, V([0, 1, 2]), V([0, 1, 3])), [2.0]),
    (np.interp, (ONE * 5, V([0, 1, 2]), V([0.0, 1.0, 3.0])), [0.0, [0.0, 0.0, 1.0]]),
    (np.linalg.norm, (V([1.0, -1.0]), INF), [[HALF, -HALF]]),
    (np.linalg.norm, (V([0.0, 1.0]), 1), [[0.0, 1.0]]), (np.linalg.norm, (V([0.0, 1.0]), 3), [[0.0, 1.0]]),
    (np.remainder, (ONE * 2, 1), [1.0]), (np.remainder, (5, ONE * 2), [-2.0]),
]  # fmt: skip
STEEP = [
    (np.sqrt, (ZERO,), [INF]), (np.cbrt, (ZERO,), [INF]), (np.log, (ZERO,), [INF]), (np.reciprocal, (ZERO,), [-INF]),
    (np.arcsin, (ONE,), [INF]), (np.arccos, (ONE,), [-INF]), (np.arccosh, (ONE,), [INF]), (np.arctanh, (ONE,), [INF]),
    (np.power, (ZERO, HALF), [INF, 0.0]), (np.power, (ZERO, -1), [-INF]),
]  # fmt: skip
REMOVABLE = [
    (np.power, (ZERO, 0), [0.0]), (np.power, (ZERO, 0.0), [0.0, 0.0]), (np.power, (INF, 0), [0.0]),
    (np.power, (ZERO, ONE), [1.0, 0.0]), (np.power, (ZERO, ONE * 2), [0.0, 0.0]), (np.power, (ZERO, 1.5), [0.0, 0.0]),
    (np.power, (V([-2.0]), 3), [[12.0]]), (operator.pow, (0.0, 2), [0.0]), (operator.pow, (0.0, 0), [0.0]),
    (operator.pow, (0.0, 1), [1.0]), (operator.pow, (-2.0, 3), [12.0]), (math.pow, (0.0, 2.0), [0.0, 0.0]),
    (np.hypot, (ZERO, ZERO), [0.0, 0.0]),
    (math.hypot, (0.0, 0.0), [[0.0, 0.0]]), (np.arctan2, (ZERO, ZERO), [0.0, 0.0]),
    (math.dist, ([1.0], [1.0]), [[0.0], [0.0]]), (math.atan2, (0.0, 0.0), [0.0, 0.0]),
    (np.angle, (V([0j]),), [[0j]]), (np.linalg.norm, (np.zeros(2),), [[0.0, 0.0]]),
    (np.linalg.norm, (np.zeros((2, 2)),), [[[0.0, 0.0], [0.0, 0.0]]]), (np.linalg.norm, (np.zeros(2), 3), [[0.0, 0.0]]),
    (np.linalg.vector_norm, (np.zeros(2),), [[0.0, 0.0]]), (np.std, (V([2.0, 2.0]),), [[0.0, 0.0]]),
    (np.prod, (V([0.0, 2.0, 3.0]),), [[6.0, 0.0, 0.0]]), (np.prod, (V([0.0, 0.0, 3.0]),), [[0.0, 0.0, 0.0]]),
    (math.prod, ([0.0, 2.0, 3.0],), [[6.0, 0.0, 0.0]]), (np.cumprod, (V([2.0, 0.0, 3.0]),), [[1.0, 8.0, 0.0]]),
    (np.sinc, (ZERO,), [0.0]), (np.tanh, (ONE * 400,), [0.0]), (np.logaddexp, (ONE * 800, ZERO), [1.0, 0.0]),
    (np.nan_to_num, (V([NAN, INF, 1.0]),), [[0.0, 0.0, 1.0]]), (np.copysign, (ZERO, 1), [1.0]),
    (np.where, (V([True, False]), V([1.0, 2.0]), 0), [[1.0, 0.0]]),
    (np.trim_zeros, (V([0.0, 1.5, 0.0, 2.5, 0.0]),), [[0.0, 1.0, 1.0, 1.0, 0.0]]),
    (np.trim_zeros, (V([0.0, 1.5, 2.5, 0.0]), "f"), [[0.0, 1.0, 1.0, 1.0]]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("fn", "args", "expected"), CORNERS + STEEP + REMOVABLE, ids=lambda x: name_of(x) if callable(x) else ""
)
def test_value(fn, args, expected):
    for found, wanted in zip(gradients(fn, args, {}), expected, strict=True):
        np.testing.assert_allclose(found, wanted, rtol=1e-14, atol=0)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("fn", "args", "expected"), CORNERS + STEEP + REMOVABLE, ids=lambda x: name_of(x) if callable(x) else ""
)
def test_value_as_it_is_written(fn, args, expected):
    if fn is np.linalg.norm and args[1:] == (INF,):
        fn, args = largest_size, args[:1]
    function, primals, _ = calling(fn, args)
    out = function(*primals)
    bars = ad.vjp(function, *primals)[1](np.ones_like(out)[()] if np.ndim(out) == 0 else np.ones_like(out))
    tangent = ad.jvp(function, primals, tuple(map(ones_like, primals)))[1]
    wanted = expected[0] if fn in (max, math.hypot) else expected
    assert len(bars) == len(wanted)
    for bar, value in zip(bars, wanted, strict=True):
        np.testing.assert_allclose(bar, value, rtol=1e-14, atol=0)
    total = sum(np.sum(np.real(bar)) for bar in bars)
    np.testing.assert_allclose(np.sum(np.real(tangent)), total, rtol=1e-14, atol=0)


def largest_size(a):
    return np.linalg.norm(a, INF)


def ones_like(value):
    """Ones in the structure of an argument."""
    return [ones_like(v) for v in value] if isinstance(value, list) else np.ones_like(value)[()]


SCIPY = [
    ("xlogy", (ZERO, ONE * 2), [math.log(2.0), 0.0]), ("xlogy", (ZERO, ZERO), [-INF, 0.0]),
    ("xlog1py", (ZERO, ONE), [math.log(2.0), 0.0]), ("entr", (ZERO,), [INF]),
    ("rel_entr", (ZERO, ONE), [-INF, 0.0]), ("logsumexp", (V([-INF, 0.0, 0.0]),), [[0.0, HALF, HALF]]),
    ("logsumexp", (V([-INF, -INF]),), [[0.0, 0.0]]), ("softmax", (V([-INF, 0.0]),), [[0.0, 0.0]]),
]  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("name", "args", "expected"), SCIPY)
def test_value_of_a_function_of_scipy(name, args, expected):
    fn = getattr(pytest.importorskip("scipy.special"), name)
    for found, wanted in zip(gradients(fn, args, {}), expected, strict=True):
        np.testing.assert_allclose(found, wanted, rtol=1e-14, atol=0)
    function, primals, _ = calling(fn, args)
    bars = ad.vjp(function, *primals)[1](np.ones_like(function(*primals))[()])
    for found, wanted in zip(bars, expected, strict=True):
        np.testing.assert_allclose(found, wanted, rtol=1e-14, atol=0)


def test_a_branch_that_is_not_chosen_gives_nan_unless_its_argument_is_chosen_too():
    x = V([0.0, 4.0])
    with np.errstate(all="ignore"):
        assert math.isnan(ad.grad(lambda x: np.sum(np.where(x > 0, np.sqrt(x), 0.0)))(x)[0])
    safe = ad.grad(lambda x: np.sum(np.where(x > 0, np.sqrt(np.where(x > 0, x, 1.0)), 0.0)))
    assert safe(x).tolist() == [0.0, 0.25]


def test_a_power_of_a_negative_number_has_no_derivative_by_its_exponent():
    by_base, by_exponent = gradients(np.power, (ONE * -2, ONE * 3), {})
    assert by_base == 12.0
    assert math.isnan(by_exponent)


def test_sorting_keeps_the_order_of_equal_entries():
    rule = standard.find(np.sort)
    bars = vjp_of(rule, (V([2.0, 1.0, 2.0]),), {}, V([1.0, 2.0, 3.0]))
    assert bars["a"].tolist() == [2.0, 1.0, 3.0]


def test_the_determinant_of_a_singular_matrix():
    (bar,) = gradients(np.linalg.det, (V([[1.0, 2.0], [2.0, 4.0]]),), {})
    np.testing.assert_allclose(bar, [[4.0, -2.0], [-2.0, 1.0]], atol=1e-14)


def test_repeated_eigenvalues_are_fine_without_their_vectors():
    rule = standard.find(np.linalg.eigh)
    out = np.linalg.eigh(np.eye(2))
    for used, finite in [((True, False), True), ((True, True), False)]:
        out_bar = (np.ones(2), np.zeros((2, 2)))
        with np.errstate(all="ignore"):
            bar = vjp_of(rule, (np.eye(2),), {}, out_bar, out=out, used=used)["a"]
        assert bool(np.all(np.isfinite(bar))) == finite


def test_singular_values_alone_may_repeat():
    (bar,) = gradients(np.linalg.svdvals, (np.eye(2),), {})
    np.testing.assert_allclose(bar, np.eye(2), atol=1e-14)


def test_singular_vectors_of_an_oblong_matrix_need_thin_factors():
    rule = standard.find(np.linalg.svd)
    with pytest.raises(ValueError, match="needs full_matrices=False"):
        vjp_of(rule, (np.ones((3, 2)),), {}, (np.ones((3, 3)), np.ones(2), np.ones((2, 2))))


@pytest.mark.parametrize("fn", [np.linalg.qr, np.linalg.svd])
def test_complex_factors_are_refused(fn):
    rule, a = standard.find(fn), np.eye(2) + 0j
    with pytest.raises(ValueError, match="not known for complex matrices"):
        vjp_of(rule, (a,), {}, tuple(np.ones_like(part) for part in fn(a)))
