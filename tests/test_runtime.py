"""The functions that generated text calls: their examples hold, and each needs only NumPy and others of them."""

import ast
import builtins
import doctest
import inspect
import textwrap

import numpy as np
import pytest

from ad_transform import runtime

FUNCTIONS = [getattr(runtime, name) for name in runtime.__all__]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__name__)
def test_examples(function):
    names = {"np": np, **vars(runtime)}
    for test in doctest.DocTestFinder().find(function, function.__name__, module=False, globs=names):
        assert doctest.DocTestRunner().run(test).failed == 0


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__name__)
def test_source_runs_with_numpy_and_its_like_alone(function):
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    bound = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    bound |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    bound |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    bound |= {a.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for a in node.names}
    used = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    assert {name for name in used - bound if not hasattr(builtins, name)} <= {"np", *runtime.__all__}


def test_functions_are_imported_from_one_place():
    assert {function.__module__ for function in FUNCTIONS} == {"ad_transform.runtime"}


@pytest.mark.parametrize(
    "like", [1.5, np.float32(1.5), np.float64(1.5), np.ones(3), np.ones((3, 1), np.float32), 1.5j]
)
def test_unbroadcast_gives_shape_and_precision(like):
    result = runtime.unbroadcast(np.ones((2, 3, 3)) + 1j, like)
    assert np.shape(result) == np.shape(like)
    assert np.result_type(result) == np.result_type(like)
    assert np.sum(np.real(result)) == 18


def test_unbroadcast_may_be_written_to():
    result = runtime.unbroadcast(1.5, np.ones(3))
    result += 1
    assert result.tolist() == [2.5, 2.5, 2.5]


def test_unbroadcast_of_an_array_without_axes_may_be_written_to():
    result = runtime.unbroadcast(np.ones(3), np.array(1.5))
    result[...] += 1
    assert result == 4.0


def test_unbroadcast_spreads_what_is_too_small():
    assert runtime.unbroadcast(np.ones((1, 3)), np.ones((2, 3))).tolist() == [[1.0] * 3] * 2


def test_spread_puts_axes_back():
    a = np.ones((2, 3, 4))
    for axis in [0, -1, (0, 2), (-1, 0), (), None]:
        for keepdims in [True, False]:
            wide = runtime.spread(np.sum(a, axis=axis, keepdims=keepdims), a, axis, keepdims)
            np.testing.assert_array_equal(
                np.broadcast_to(wide, a.shape), np.sum(a, axis=axis, keepdims=True) * a
            )


def test_share_splits_along_an_axis():
    mask = np.array([[True, True], [False, True]])
    assert runtime.share(mask, 0).tolist() == [[1.0, 0.5], [0.0, 0.5]]
    assert runtime.share(mask).tolist() == [[1 / 3, 1 / 3], [0.0, 1 / 3]]
    assert runtime.share(np.array([False, False])).tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    "index",
    [0, slice(None), [0, 0, 1], np.array([True, False, True]), (slice(None), [1, 1]), (Ellipsis, None, 0)],
)
def test_scatter_add_is_the_transpose_of_reading(index):
    a, out = np.arange(6.0).reshape(3, 2), np.zeros((3, 2))
    value = np.cos(np.arange(np.size(a[index]))).reshape(np.shape(a[index]))
    runtime.scatter_add(out, index, value)
    assert np.isclose(np.sum(out * a), np.sum(value * a[index]))


@pytest.mark.parametrize("n", range(5))
def test_polygamma_against_scipy(n):
    special = pytest.importorskip("scipy.special")
    for x in [0.1, 0.5, 1.0, 3.3, 20.0, 1e3]:
        assert np.isclose(runtime.polygamma(n, x), special.polygamma(n, x), rtol=1e-12)


def test_i0_derivative_against_scipy():
    special = pytest.importorskip("scipy.special")
    for x in [0.0, 0.4, -3.0, 50.0, 600.0]:
        assert np.isclose(runtime.i0_derivative(x, 1), special.i1(x), rtol=1e-12)
        second = special.i0(x) - (special.i1(x) / x if x else 0.5)
        assert np.isclose(runtime.i0_derivative(x, 2), second, rtol=1e-12)


@pytest.mark.parametrize("order", range(1, 7))
def test_sinc_derivative_against_its_integral(order):
    mpmath = pytest.importorskip("mpmath")
    for x in [0.0, 1e-9, 0.3, 0.99, 1.0, 1.5, -2.7, 20.2]:
        exact = mpmath.quad(
            lambda t: (mpmath.pi * t) ** order * mpmath.cos(mpmath.pi * x * t + order * mpmath.pi / 2),
            mpmath.linspace(0, 1, 12),
        )
        assert np.isclose(runtime.sinc_derivative(x, order), float(exact), rtol=1e-9, atol=1e-9)
