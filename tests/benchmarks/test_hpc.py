"""The programs of the benchmark, as anyone would write them: derivatives in both modes against differences."""

import copy

import numpy as np
import pytest

import ad_transform as ad
from benchmarks.hpc.samples import active, arguments, programs

STEP = 1e-5


def named(program):
    return program.__name__


def direction(value, rng):
    """A random tangent for a float, or an array of real or complex floats."""
    shape = np.shape(value)
    one = rng.standard_normal(shape)
    return one + 1j * rng.standard_normal(shape) if np.iscomplexobj(value) else np.float64(one)[()]


def along(program, args, tangents, step):
    """The value of the program a step along the tangents."""
    moved = [a if t is None else a + step * t for a, t in zip(copy.deepcopy(args), tangents, strict=True)]
    return program(*moved)


def difference(program, args, tangents):
    """The derivative along the tangents, by extrapolated central differences."""
    wide, narrow = (
        (along(program, args, tangents, h) - along(program, args, tangents, -h)) / (2 * h)
        for h in (STEP, STEP / 2)
    )
    return (4.0 * narrow - wide) / 3.0


@pytest.fixture(params=programs(), ids=named)
def case(request):
    """A program, its arguments, which of them are differentiated, tangents, and the derivative along these."""
    program, rng = request.param, np.random.default_rng(1)
    args = arguments(program, 5)
    wrt = active(program, args)
    tangents = tuple(direction(a, rng) if k in wrt else None for k, a in enumerate(args))
    return program, args, wrt, tangents, difference(program, args, tangents)


def test_gradient_agrees_with_differences(case):
    program, args, wrt, tangents, expected = case
    given = copy.deepcopy(args)
    found = ad.grad(program, wrt=wrt)(*given)
    total = sum(np.sum(np.real(g * tangents[k])) for g, k in zip(found, wrt, strict=True))
    assert total == pytest.approx(expected, rel=2e-6, abs=1e-7)


def test_tangent_agrees_with_differences(case):
    program, args, _, tangents, expected = case
    _, found = ad.jvp(program, tuple(copy.deepcopy(args)), tangents)
    assert found == pytest.approx(expected, rel=2e-6, abs=1e-7)


def test_the_primal_runs_once_and_leaves_its_mark_once(case):
    program, args, wrt, _, _ = case
    ours, plain = copy.deepcopy(args), copy.deepcopy(args)
    ad.grad(program, wrt=wrt)(*ours)
    program(*plain)
    for mine, other in zip(ours, plain, strict=True):
        np.testing.assert_array_equal(mine, other)
