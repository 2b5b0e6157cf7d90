"""What has an effect happens as often as it is written, and where it is written."""

import numpy as np

import ad_transform as ad


def two_draws(x):
    return x * np.random.normal() + x * x * np.random.normal()


def test_two_draws_are_two_numbers():
    np.random.seed(5)
    first, second = np.random.normal(), np.random.normal()
    np.random.seed(5)
    assert ad.grad(two_draws)(0.7) == first + 2 * 0.7 * second
    np.random.seed(5)
    assert ad.jvp(two_draws, (0.7,), (1.0,)) == (0.7 * first + 0.7 * 0.7 * second, first + 2 * 0.7 * second)


def a_draw_thrown_away(x):
    np.random.normal()
    return x * np.random.normal()


def test_a_draw_that_is_not_used_is_drawn():
    np.random.seed(5)
    np.random.normal()
    second = np.random.normal()
    np.random.seed(5)
    assert ad.grad(a_draw_thrown_away)(0.7) == second


def seeded(x):
    np.random.seed(3)
    return x * np.random.normal()


def test_the_generator_is_seeded_where_it_is_written():
    expected = np.random.RandomState(3).normal()
    assert ad.grad(seeded)(0.7) == expected
