"""Attributes of objects from outside are read at each call, like globals."""

import pytest

import ad_transform as ad


class Spring:
    unit = 2.0

    def __init__(self, stiffness):
        self.stiffness = stiffness

    def energy(self, x):
        return 0.5 * self.stiffness * x * x * Spring.unit

    def __call__(self, x):
        return self.energy(x)


SPRING = Spring(3.0)


def stored(x):
    return SPRING.energy(x)


def test_a_changed_attribute_of_a_callable_object_is_seen():
    gradient = ad.grad(stored)
    assert gradient(0.5) == pytest.approx(3.0)
    SPRING.stiffness = 5.0
    Spring.unit = 4.0
    try:
        assert gradient(0.5) == pytest.approx(10.0)
    finally:
        SPRING.stiffness, Spring.unit = 3.0, 2.0
