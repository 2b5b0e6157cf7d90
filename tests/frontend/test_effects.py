"""What has an effect happens as often as it is written, and where it is written."""

import numpy as np

import ad_transform as ad
from tests.frontend.checking import check, refusal, refused


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


def words_read_back(x):
    return float(str(x)) * x


def words_printed(x):
    print(str(x), repr(x))
    return x * x


def test_numbers_are_not_read_back_from_words(capsys):
    assert isinstance(refusal(words_read_back, 0.7, wrt=0), ad.DifferentiationError)
    check(words_printed, 0.7)
    assert "0.7" in capsys.readouterr().out


def writes_a_parameter_of_our_name(x_bar, k):
    x_bar[0] = x_bar[1] * k
    return np.sum(x_bar**2)


def test_a_written_parameter_does_not_have_the_name_of_an_adjoint():
    what = "`x_bar`, which is written, has the name of an adjoint or tangent"
    refused(writes_a_parameter_of_our_name, np.ones(2), 2.0, what=what, hint="rename it")
