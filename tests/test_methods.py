"""Derivatives of methods, and with respect to parts of parameters: attributes, items."""

import inspect
import pickle
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pytest

import ad_transform as ad

X = np.array([3.0, 4.0])


class Spring:
    """An ordinary class, with derivatives of some of its methods."""

    def __init__(self, k, w):
        self.k, self.w = k, w

    @ad.differentiate
    def energy(self, x):
        return 0.5 * self.k * np.sum(self.w * x * x)

    @ad.differentiate(wrt=("self.k", "x"))
    def squared(self, x):
        return self.energy(x) ** 2

    def plain(self, x):
        return self.k**2 * np.sum(x)

    @classmethod
    @ad.differentiate
    def made(cls, x):
        return x * x


@pytest.fixture
def spring():
    return Spring(2.0, np.array([1.0, 0.5]))


def test_a_method_is_what_it_was(spring):
    assert spring.energy(X) == Spring.energy(spring, X) == 17.0
    assert str(inspect.signature(spring.energy)) == "(x)"
    assert str(inspect.signature(Spring.energy)) == "(self, x)"
    assert Spring.made(3.0) == 9.0


def test_derivatives_of_a_bound_method_take_what_it_takes(spring):
    expected = spring.k * spring.w * X
    assert spring.energy.grad(X).tolist() == expected.tolist()
    assert Spring.energy.grad(spring, X).tolist() == expected.tolist()
    assert spring.energy.value_and_grad(X)[0] == 17.0
    assert spring.energy.vjp(X, out_bar=2.0).tolist() == (2.0 * expected).tolist()
    assert spring.energy.jvp(X, x_dot=np.ones(2))[1] == pytest.approx(np.sum(expected))
    assert ad.grad(spring.energy)(X).tolist() == expected.tolist()
    assert ad.vjp(spring.energy, X)[1](1.0)[0].tolist() == expected.tolist()
    assert "def energy_grad(self, x):" in spring.energy.grad.source_for(X)


def test_the_object_of_a_method_is_read_at_each_call(spring):
    slope = spring.energy.grad
    first = slope(X)
    spring.k = 4.0
    assert slope(X).tolist() == (2.0 * first).tolist()
    spring.w = np.array([1.0, 1.0])
    assert slope(X).tolist() == (4.0 * X).tolist()


def test_with_respect_to_an_attribute_of_self(spring):
    k_bar, x_bar = spring.squared.grad(X)
    assert k_bar == pytest.approx(2 * 17.0 * 8.5)
    assert x_bar == pytest.approx(2 * 17.0 * spring.k * spring.w * X)
    assert spring.squared.jvp(X, self_k_dot=1.0, x_dot=np.zeros(2))[1] == pytest.approx(k_bar)
    assert ad.grad(spring.plain, wrt="self.k")(X) == 28.0
    assert ad.grad(Spring.plain, wrt=("self.k",))(spring, X) == (28.0,)


def test_differentiated_methods_call_each_other_and_are_called(spring):
    def outside(x):
        return spring.energy(x) * Spring.energy(spring, x)

    assert ad.grad(outside)(X) == pytest.approx(spring.squared.grad(X)[1])


def test_methods_and_their_derivatives_are_pickled(spring):
    assert pickle.loads(pickle.dumps(Spring.energy)) is Spring.energy
    assert pickle.loads(pickle.dumps(Spring.energy.grad))(spring, X).tolist() == (2.0 * spring.w * X).tolist()
    assert pickle.loads(pickle.dumps(spring.energy.grad))(X).tolist() == (2.0 * spring.w * X).tolist()


# Parts of parameters


@dataclass
class Settings:
    rate: float
    shift: np.ndarray


class Pair(NamedTuple):
    rate: float
    shift: np.ndarray


def by_attribute(p, x):
    return p.rate**2 * x + np.sum(p.shift) * p.rate


def by_key(p, x):
    return p["rate"] ** 2 * x + p["shift"][1] * p["rate"]


@pytest.mark.parametrize("make", [Settings, Pair])
def test_attributes(make):
    p = make(3.0, np.array([1.0, 2.0]))
    assert ad.grad(by_attribute, wrt="p.rate")(p, 2.0) == 15.0
    rate_bar, x_bar = ad.grad(by_attribute, wrt=("p.rate", "x"))(p, 2.0)
    assert (rate_bar, x_bar) == (15.0, 9.0)
    assert ad.grad(by_attribute, wrt="p.shift")(p, 2.0).tolist() == [3.0, 3.0]
    assert ad.Derivative(by_attribute, "jvp", "p.rate")(p, 2.0, p_rate_dot=2.0)[1] == 30.0


def test_items():
    p = {"rate": 3.0, "shift": [1.0, 2.0]}
    assert ad.grad(by_key, wrt="p['rate']")(p, 2.0) == 14.0
    assert ad.grad(by_key, wrt='p["shift"][-1]')(p, 2.0) == 3.0
    assert ad.grad(by_key, wrt="p['shift']")(p, 2.0) == [0.0, 3.0]
    assert "with respect to p['rate']." in ad.grad(by_key, wrt="p['rate']").source_for(p, 2.0)


@pytest.mark.parametrize(
    "wrt, what",
    [
        ("p.nothing", "there is no `p.nothing` in what is passed for `p`"),
        ("q.rate", "there is no parameter 'q.rate'"),
        ("p.rate + 1", "there is no parameter 'p.rate + 1'"),
        (("p", "p.rate"), "`wrt` names `p.rate` twice"),
        (("p.shift", "p.rate", "p.shift"), "`wrt` names `p.shift` twice"),
    ],
)
def test_what_no_path_may_be(wrt, what):
    with pytest.raises(ad.NotDifferentiable) as caught:
        ad.grad(by_attribute, wrt=wrt)(Settings(3.0, X), 2.0)
    assert caught.value.what == what


def test_a_part_that_holds_no_floats():
    with pytest.raises(ad.NotDifferentiable, match=r"`p\.rate` is of type int, and is differentiated"):
        ad.grad(by_attribute, wrt="p.rate")(Settings(3, X), 2.0)


def test_the_adjoint_of_a_whole_object(spring):
    p_bar = ad.grad(by_attribute, wrt="p")(Settings(3.0, X), 2.0)
    assert isinstance(p_bar, Settings) and p_bar.rate == 19.0
    with pytest.raises(ad.NotDifferentiable, match="the adjoint of a whole object of the class `Spring`"):
        ad.grad(spring.plain, wrt="self")(X)
