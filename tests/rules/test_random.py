"""Draws move with their parameters as the same draw with other parameters does."""

import numpy as np
import pytest

from ad_transform.rules import standard
from ad_transform.rules.apply import jvp_of, vjp_of
from ad_transform.rules.table import name_of

DRAWS = [
    (np.random.normal, (1.5, 0.7)), (np.random.laplace, (1.5, 0.7)), (np.random.logistic, (1.5, 0.7)),
    (np.random.gumbel, (1.5, 0.7)), (np.random.exponential, (1.5,)), (np.random.rayleigh, (1.5,)),
    (np.random.weibull, (1.5,)), (np.random.power, (1.5,)), (np.random.pareto, (1.5,)), (np.random.uniform, (0.3, 1.5)),
    (np.random.lognormal, (0.3, 0.7)),
]  # fmt: skip


def drawn(name, args, size):
    return getattr(np.random.RandomState(3), name)(*args, size)


@pytest.mark.parametrize(("draw", "args"), DRAWS, ids=lambda x: name_of(x) if callable(x) else "")
def test_pathwise_derivative(draw, args):
    rule, name, size = standard.find(draw), draw.__name__, 50
    out = drawn(name, args, size)
    for i, parameter in enumerate(rule.arguments):
        up, down = list(args), list(args)
        up[i], down[i] = args[i] + 1e-5, args[i] - 1e-5
        exact = (drawn(name, up, size) - drawn(name, down, size)) / 2e-5
        tangent = jvp_of(rule, (*args, size), {}, {parameter: 1.0}, out=out)
        np.testing.assert_allclose(tangent, exact, rtol=1e-6, atol=1e-6)
        bars = vjp_of(rule, (*args, size), {}, np.ones(size), out=out, wrt=(parameter,))
        assert np.isclose(bars[parameter], np.sum(tangent))


def test_every_rule_of_random_is_tried():
    tried = {draw for draw, _ in DRAWS}
    known = [getattr(np.random, name) for name in dir(np.random)]
    stated = {rule.function for rule in standard if rule.function in known and rule.kind == "elementwise"}
    assert stated == tried
