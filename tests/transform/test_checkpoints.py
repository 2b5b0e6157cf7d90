"""Loops in reverse with a bounded memory: the same adjoints, few rounds run again, little kept."""

import functools
import tracemalloc
from math import comb

import numpy as np
import pytest

import ad_transform as ad
from ad_transform.errors import NotDifferentiable, NotSupported
from ad_transform.runtime import slots_within, snapshot_rounds
from tests.programs.zoo import ZOO

LOOPING = [
    p
    for p in ZOO
    if p.name.partition(".")[0] in ("loops", "real", "simulations", "mutation", "views", "traps")
]


def adjoints(program, checkpoint):
    """The vjp of a program of the zoo for a seed of ones, and the text; None where it is refused."""
    derivative = ad.Derivative(program.function, "vjp", program.wrt, checkpoint=checkpoint)
    try:
        text = derivative.source_for(*program.args())
    except (ad.DifferentiationError, NotSupported):
        return None, ""
    value = program.function(*program.args())
    return derivative(*program.args(), out_bar=ones_like(value)), text


def ones_like(value):
    if isinstance(value, tuple | list):
        return (
            type(value)(map(ones_like, value))
            if not hasattr(value, "_fields")
            else type(value)(*map(ones_like, value))
        )
    return {k: ones_like(v) for k, v in value.items()} if isinstance(value, dict) else value * 0 + 1


@pytest.mark.parametrize(
    "checkpoint, programs", [(1, LOOPING[::3]), (3, LOOPING[1::3]), ("9 KB", LOOPING[2::3])]
)
def test_the_adjoints_are_those_of_the_tape(checkpoint, programs):
    """Over programs with loops that are not refused; none may differ, and many must have been rerun."""
    rerun = []
    for program in programs:
        expected, _ = adjoints(program, None)
        found, text = adjoints(program, checkpoint)
        if expected is not None and found is not None and "snapshot_rounds" in text:
            same(found, expected, program.name)
            rerun.append(program.name)
    assert len(rerun) > 20, rerun


def same(found, expected, name):
    if isinstance(expected, tuple | list):
        assert len(found) == len(expected), name
        for one, two in zip(found, expected, strict=True):
            same(one, two, name)
    elif isinstance(expected, dict):
        same([found[k] for k in expected], list(expected.values()), name)
    elif isinstance(expected, int | float | complex | np.ndarray | np.generic):
        np.testing.assert_allclose(found, expected, rtol=1e-13, atol=1e-13, err_msg=name)


@functools.cache
def fewest(rounds, states):
    """The fewest rounds to run again, by dynamic programming over where to keep the next state."""
    if rounds <= 1:
        return 0
    if states == 1:
        return rounds * (rounds - 1) // 2
    return min(k + fewest(rounds - k, states - 1) + fewest(k, states) for k in range(1, rounds))


def rerun_rounds(rounds, states):
    """How many rounds the generated loops run again, those of the forward sweep counted as the first run."""
    kept, ran = [0, *sorted(snapshot_rounds(range(rounds), states - 1))], rounds - 1
    for i in reversed(range(rounds)):
        first = kept[-1]
        chosen = snapshot_rounds(range(first, i + 1), states - len(kept))
        kept += sorted(c for c in chosen if c < i)
        ran += (i - first) * (i < rounds - 1)
        assert len(kept) <= states
        if first == i:
            kept.pop()
    return ran


@pytest.mark.parametrize("states", range(1, 7))
def test_as_few_rounds_are_run_again_as_can_be(states):
    for rounds in range(1, 60):
        assert rerun_rounds(rounds, states) == fewest(rounds, states)


def test_the_count_is_that_of_the_theory():
    """With c states and at most r reruns, C(c + r, c) rounds: rounds * r - C(c + r, r - 1) of them are run again."""
    for states in (2, 3, 5):
        for repeats in (2, 3, 4):
            rounds = comb(states + repeats, states)
            assert rerun_rounds(rounds, states) == rounds * repeats - comb(states + repeats, repeats - 1)


def drifting(x, n):
    for i in range(n):
        x = x + 0.01 * np.sin(x) * np.cos(0.1 * i)
    return np.sum(x)


def peak(derivative, *args):
    derivative(*args)
    tracemalloc.start()
    derivative(*args)
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found


def test_memory_grows_with_the_states_kept():
    x, rounds = np.linspace(0, 1, 2000), 400
    taped = peak(ad.grad(drifting), x, rounds)
    peaks = [peak(ad.grad(drifting, checkpoint=c), x, rounds) for c in (4, 40)]
    assert taped > rounds * x.nbytes
    assert peaks[0] < 14 * x.nbytes and 36 * x.nbytes < peaks[1] < 50 * x.nbytes


def test_a_budget_of_bytes():
    x = np.linspace(0, 1, 1000)
    gradient = ad.grad(drifting, checkpoint="100 kB")
    np.testing.assert_array_equal(gradient(x, 50), ad.grad(drifting)(x, 50))
    assert peak(gradient, x, 300) < 200_000
    with pytest.raises(
        MemoryError, match="one state of the loop takes 80,000 bytes, and the budget is 1,000"
    ):
        ad.grad(drifting, checkpoint="1 kB")(np.ones(10_000), 3)
    assert slots_within(100, 1.0, np.ones(2)) == 4


@pytest.mark.parametrize("checkpoint", [0, -1, 2.5, True, "many", "3 apples", "0 MB"])
def test_a_budget_that_is_none(checkpoint):
    with pytest.raises(NotDifferentiable, match=r"`checkpoint` is .*\n  Instead: give the number of states"):
        ad.grad(drifting, checkpoint=checkpoint)


def test_a_loop_that_draws_is_refused():
    def walk(x, n):
        for _ in range(n):
            x = x * np.sin(x + np.random.normal())
        return x

    with pytest.raises(NotSupported, match="draws random numbers: its rounds cannot be run again"):
        ad.grad(walk, checkpoint=3)(1.0, 5)


def test_a_loop_whose_state_is_a_list_is_refused():
    def growing(x, n):
        items = [x]
        for _ in range(n):
            items.append(np.sin(items[-1]) * x)
        return items[-1] * items[0]

    with pytest.raises(NotSupported, match="neither a number nor an array, in a loop with checkpoints"):
        ad.grad(growing, checkpoint=3)(1.0, 5)


def test_the_decorator_takes_it():
    decorated = ad.differentiate(checkpoint=3)(lambda x: x)
    assert decorated.grad.checkpoint == decorated.vjp.checkpoint == 3
