"""Derivatives compiled by Numba: options, calls from compiled code, what is refused and where, the cache."""

import math
import os
import subprocess
import sys
import warnings
from pathlib import Path

import numba
import numpy as np
import pytest

import ad_transform as ad


@ad.differentiate(jit=True)
def wave(x, y):
    return math.sin(x) * math.cos(y)


@ad.differentiate
@numba.njit(fastmath=True)
def energy(x, scale):
    total = 0.0
    for i in range(len(x)):
        total += scale * math.sin(x[i])
    return total


@ad.differentiate(jit=True)
def power(x, n):
    if n == 0:
        return 1.0
    return x * power(x, n - 1)


def spectrum(x):
    doubled = 2.0 * x
    return np.sum(np.fft.fft(doubled).real)


def broadcast(x, y):
    return np.sum(x * y)


def test_scalar_function():
    np.testing.assert_allclose(wave.grad(1.0, 2.0), (math.cos(1) * math.cos(2), -math.sin(1) * math.sin(2)))


def test_a_compiled_function_has_a_compiled_derivative_with_its_options():
    x = np.linspace(0.0, 1.0, 5)
    x_bar, scale_bar = energy.grad(x, 2.0)
    np.testing.assert_allclose(x_bar, 2.0 * np.cos(x))
    np.testing.assert_allclose(scale_bar, np.sum(np.sin(x)))
    kernel = energy.grad._kernel({"x": x, "scale": 2.0})
    assert kernel.function.dispatcher.targetoptions["fastmath"] is True


def test_compiled_code_calls_derivatives():
    slope = ad.grad(energy, jit=True)

    @numba.njit
    def use(x):
        return energy.grad(x, 2.0)[0].sum() + slope(x, 3.0).sum() + wave_grad(1.0, 2.0)[0]

    wave_grad = wave.grad
    x = np.linspace(0.0, 1.0, 5)
    np.testing.assert_allclose(use(x), 5.0 * np.cos(x).sum() + math.cos(1) * math.cos(2))


def test_inside_compiled_code_an_axis_may_have_length_one():
    product = ad.grad(broadcast, wrt=(0, 1), jit=True)

    @numba.njit
    def use(x, y):
        return product(x, y)

    x, y = np.array([2.0]), np.array([1.0, 3.0])
    assert [part.tolist() for part in use(x, y)] == [[4.0], [2.0, 2.0]]
    assert [part.tolist() for part in use(y, x)] == [[2.0, 2.0], [4.0]]


def test_recursion():
    np.testing.assert_allclose(power.grad(2.0, 3), (12.0, 0.0))


def test_what_numba_lacks_is_refused_with_the_line_and_the_reason():
    with pytest.raises(ad.NotSupported) as caught:
        ad.grad(spectrum, jit=True)(np.ones(3))
    message = str(caught.value)
    assert "in spectrum" in message
    assert "return np.sum(np.fft.fft(doubled).real)" in message
    assert "Numba does not compile the derivative of this" in message


def test_auto_falls_back_with_a_warning():
    with pytest.warns(RuntimeWarning, match="this derivative runs as plain Python"):
        found = ad.grad(spectrum, jit="auto")(np.ones(3))
    np.testing.assert_allclose(found, [6.0, 0.0, 0.0])


def test_errors_of_the_program_pass_through():
    def checked(x):
        if x < 0.0:
            raise ValueError("negative")
        return x * x

    slope = ad.grad(checked, jit=True)
    assert slope(3.0) == 6.0
    with pytest.raises(ValueError, match="negative"):
        slope(-1.0)


def test_other_values_of_jit_are_refused():
    with pytest.raises(ValueError, match="pass True"):
        ad.grad(broadcast, jit="yes")


def test_false_gives_plain_text():
    assert "dispatcher" not in vars(
        ad.grad(energy, jit=False)._kernel({"x": np.ones(2), "scale": 1.0}).function
    )


SCRIPT = """
import numpy as np, ad_transform as ad
from tests.jit.test_jit import broadcast
slope = ad.grad(broadcast, jit={"cache": True})
print(slope(np.ones(3), np.arange(3.0)))
kernel = slope._kernel({"x": np.ones(3), "y": np.ones(3)})
print(sum(kernel.function.dispatcher.stats.cache_hits.values()))
"""


def test_cache_serves_a_second_process(tmp_path):
    def run():
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "AD_TRANSFORM_CACHE_DIR": str(tmp_path), "PYTHONPATH": os.getcwd()},
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).resolve().parents[2],
        )
        return done.stdout.split("\n")[:2]

    assert run() == ["[0. 1. 2.]", "0"]
    assert run() == ["[0. 1. 2.]", "1"]


def test_numbers_read_by_a_recursive_function_are_not_held_fast():
    with pytest.raises(ad.NotSupported, match="reads `FACTOR` from outside"):
        ad.grad(tower, jit=True)(2.0, 2)


FACTOR = 3.0


def tower(x, n):
    if n == 0:
        return FACTOR
    return x * tower(x, n - 1)


def test_saved_text_runs_without_the_package(tmp_path):
    path = tmp_path / "wave_grad.py"
    wave.grad.save(path, 1.0, 2.0)
    space = {}
    with warnings.catch_warnings():
        exec(path.read_text(), space)
    np.testing.assert_allclose(space["wave_grad"](1.0, 2.0), wave.grad(1.0, 2.0))


def test_a_list_whose_floats_numba_would_cut_off_is_refused():
    with pytest.raises(ad.NotSupported, match="writes into a list, where Numba may cut off"):
        ad.grad(overwritten, jit=True)(np.array([0.3, 0.6]))


def overwritten(x):
    items = [0, 0]
    for i in range(2):
        items[i] = x[i] * x[i]
    return items[0] * items[1]
