"""Objects from outside: read at each call, seen through every name."""

import numpy as np
import pytest

import ad_transform as ad


class Model:
    rate = 2.0

    def __init__(self, k):
        self.k = k

    def scaled(self, x):
        return self.k * x * self.rate

    def __call__(self, x):
        return self.scaled(x) * x


class Marker:
    """An object that is nothing but itself."""


NOTHING = Marker()
MODEL = Model(3.0)


def by_global(x):
    return MODEL(x) + MODEL.k * x


def test_attributes_of_a_global_are_read_at_each_call():
    slope = ad.grad(by_global)
    assert slope(1.0) == 15.0
    MODEL.k = 5.0
    try:
        assert slope(1.0) == 25.0
        MODEL.k = np.float64(4.0)
        assert slope(1.0) == 20.0
    finally:
        MODEL.k = 3.0


def test_class_attributes_are_read_at_each_call():
    slope = ad.grad(by_global)
    assert slope(1.0) == 15.0
    Model.rate = 3.0
    try:
        assert slope(1.0) == 21.0
    finally:
        Model.rate = 2.0


def test_an_object_in_a_closure_and_one_that_is_passed():
    model = Model(2.0)

    def by_closure(x):
        return model(x)

    def by_argument(m, x):
        return m(x)

    assert ad.grad(by_closure)(3.0) == 24.0
    model.k = 1.0
    assert ad.grad(by_closure)(3.0) == 12.0
    assert ad.grad(by_argument, wrt="x")(model, 3.0) == 12.0
    assert ad.grad(by_argument, wrt="m.k")(model, 3.0) == 18.0


def test_markers_are_told_apart():
    def optional(x, factor=NOTHING):
        return x * x if factor is NOTHING else x * factor

    assert ad.grad(optional)(3.0) == 6.0
    assert ad.grad(optional)(3.0, 2.0) == 2.0


def test_two_arguments_that_are_one_object():
    def same(m, n, x):
        return x * x if m is n else x

    model = Model(2.0)
    assert ad.grad(same, wrt="x")(model, model, 3.0) == 6.0
    assert ad.grad(same, wrt="x")(model, Model(2.0), 3.0) == 1.0


def test_an_object_written_under_two_names():
    def written(m, n, x):
        m.k = x
        return n.k * x

    model = Model(2.0)
    assert ad.grad(written, wrt="x")(model, Model(2.0), 3.0) == 2.0
    with pytest.raises(ad.NotDifferentiable, match="`m` and `n` share memory"):
        ad.grad(written, wrt="x")(model, model, 3.0)


def test_an_object_that_contains_itself():
    model = Model(2.0)
    model.parent = model
    with pytest.raises(ad.DifferentiationError, match="contains itself"):
        ad.grad(lambda x: model(x))(3.0)
    with pytest.raises(ad.DifferentiationError, match="contains itself"):
        ad.grad(lambda m, x: m(x), wrt="x")(model, 3.0)


def test_an_object_written_under_another_name_in_one_branch():
    """Which object a name holds after the loop is not known, so what was written to one of them may be it."""

    def written(x):
        one, two = Model(x), Model(2.0)
        kept = two
        for _ in range(3):
            one, two = two, one
        if x > 0.5:
            kept.k = x * x
            one, two = two, one
        return one.k * two.k

    with pytest.raises(ad.NotSupported, match=r"which has been (written|changed)"):
        ad.grad(written)(0.7)
