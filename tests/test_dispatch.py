"""The quick way into a derivative: what it takes is what the long way round would have taken."""

import gc
import importlib
import inspect
import math
import types
import weakref

import numpy as np
import pytest

import ad_transform as ad
from ad_transform.derivative import Derivative
from ad_transform.dispatch import quick

SCALE = 2.0


def product(x, y=3.0):
    return x * y


def scaled(x):
    return SCALE * math.sin(x)


def shrunk(x, how="sum", weights=None):
    if weights is not None:
        x = x * weights
    return np.sum(x * x) if how == "sum" else np.mean(x)


@pytest.fixture
def searched(monkeypatch):
    """The calls that went the long way round."""
    calls, plain = [], Derivative._call
    monkeypatch.setattr(Derivative, "_call", lambda self, *a, **k: calls.append(a) or plain(self, *a, **k))
    return calls


def test_only_the_first_call_of_each_kind_is_searched(searched):
    gradient = ad.grad(product)
    for x in (1.0, np.float64(2.0), 2.5, np.ones(()), 7.0, np.float64(1.0), np.zeros(())):
        assert gradient(x, 4.0) == 4.0
    assert len(searched) == 3


def test_defaults_and_names_are_those_of_the_primal(searched):
    gradient = ad.grad(product)
    assert [gradient(1.0), gradient(1.0), gradient(x=2.0), gradient(2.0, y=5.0), gradient(y=6.0, x=1.0)] == [
        3.0,
        3.0,
        3.0,
        5.0,
        6.0,
    ]
    assert len(searched) == 1


def test_options_that_are_strings_or_none_are_told_apart(searched):
    gradient, x = ad.grad(shrunk), np.array([1.0, 2.0])
    for _ in range(3):
        np.testing.assert_array_equal(gradient(x), [2.0, 4.0])
        np.testing.assert_array_equal(gradient(x, "mean"), [0.5, 0.5])
        np.testing.assert_array_equal(gradient(x, "sum", x), [2.0, 16.0])
    assert len(searched) == 3


@pytest.mark.parametrize(
    "arguments, named, message",
    [((), {}, "missing a required argument: 'x'"), ((1.0, 2.0, 3.0), {}, "too many positional arguments"),
     ((1.0,), {"z": 1.0}, "got an unexpected keyword argument 'z'"), ((1.0,), {"x": 1.0}, "multiple values"),
     ((), {"y": 1.0}, "missing a required argument: 'x'")],
)  # fmt: skip
def test_arguments_that_do_not_fit_are_told_as_before(arguments, named, message):
    gradient = ad.grad(product)
    gradient(1.0, 2.0)
    with pytest.raises((ad.NotDifferentiable, TypeError), match=message):
        gradient(*arguments, **named)


def test_a_number_from_outside_is_read_at_each_call(monkeypatch, searched):
    gradient = ad.grad(scaled)
    assert gradient(0.0) == 2.0
    monkeypatch.setitem(globals(), "SCALE", 5.0)
    assert gradient(0.0) == 5.0 and len(searched) == 1
    monkeypatch.setitem(globals(), "SCALE", np.array([5.0, 6.0]))
    with pytest.raises(ad.NotDifferentiable):
        gradient(0.0)


def test_a_function_from_outside_is_asked_for_at_each_call(monkeypatch, searched):
    gradient = ad.grad(scaled)
    assert gradient(0.0) == gradient(0.0) == 2.0
    fake = types.SimpleNamespace(sin=math.cos)
    monkeypatch.setitem(globals(), "math", fake)
    assert gradient(0.0) == 0.0
    monkeypatch.delitem(globals(), "math")
    with pytest.raises(ad.NoRule, match="the name `math` is not defined"):
        gradient(0.0)
    assert len(searched) == 3


def test_closure_variables_are_asked_for_too():
    factor, curve = 2.0, math.sin

    def bent(x):
        return factor * curve(x)

    gradient = ad.grad(bent)
    assert gradient(0.0) == 2.0
    factor = 3.0
    assert gradient(0.0) == 3.0
    curve = math.cos
    assert gradient(0.0) == 0.0


def test_names_that_hide_builtins_do_no_harm(tmp_path, monkeypatch):
    (tmp_path / "hiding_names.py").write_text(
        "import numpy as np\ntype, len = 2.0, 3.0\ndef f(x, gone=2.0):\n    return np.sum(x) * type * len * gone\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    gradient = ad.grad(importlib.import_module("hiding_names").f)
    for _ in range(2):
        np.testing.assert_array_equal(gradient(np.ones(2)), [12.0, 12.0])

    def hiding(type, len):
        return np.sum(type) * len

    gradient = ad.grad(hiding)
    for _ in range(2):
        np.testing.assert_array_equal(gradient(np.ones(2), 3.0), [3.0, 3.0])


@pytest.mark.parametrize(
    "shape, others", [((3,), [(1,)]), ((2, 3), [(1, 3), (2, 1), (1, 1)]), ((0, 2), [(1, 2)]), ((1,), [()])]
)
def test_axes_of_length_one_are_told_apart(shape, others):
    weights = np.ones(shape)
    gradient = ad.grad(lambda x: np.sum(x * x * weights))
    for _ in range(2):
        for own in [shape, *others]:
            times = np.size(weights) / max(np.prod(own), 1)
            np.testing.assert_array_equal(gradient(np.full(own, 2.0)), np.full(own, 4.0 * times))


def test_other_dtypes_are_told_apart():
    gradient = ad.grad(lambda x: np.sum(x * x))
    for dtype in (np.float32, np.float64, np.float32, np.dtype(">f8"), np.float64):
        assert gradient(np.ones(2, dtype)).dtype == np.dtype(dtype).newbyteorder("=")


def test_arguments_are_not_kept_alive():
    gradient, x = ad.grad(shrunk), np.ones(5)
    gradient(x)
    gradient(x)
    gone = weakref.ref(x)
    del x
    gc.collect()
    assert gone() is None


def test_kinds_beyond_the_first_few_are_searched_again(searched):
    gradient = ad.grad(lambda x: np.sum(x))
    for _ in range(2):
        for rank in range(6):
            assert gradient(np.ones((2,) * rank)).shape == (2,) * rank
    assert len(searched) == 12
    gradient(np.ones(2))
    gradient(np.ones(2))
    assert len(searched) == 13


def test_what_cannot_be_told_by_a_look_has_no_quick_way():
    def any_number(*xs):
        return sum(xs)

    def underscored(_x):
        return _x * 2.0

    for function in (any_number, underscored):
        assert quick("f", inspect.signature(function).parameters, {}, (), None) is None
    gradient = ad.grad(lambda p: p["a"] * 2.0)
    assert gradient({"a": 1.0}) == gradient({"a": 1.0}) == {"a": 2.0}
    assert type(gradient) is Derivative
