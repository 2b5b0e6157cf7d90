"""Every rule of the table on every sample: derivative, transpose, shape and dtype."""

import numpy as np
import pytest

import ad_transform as ad
from ad_transform.frontend.solvers import OBJECTS
from ad_transform.rules import standard
from ad_transform.rules.checking import check_call
from ad_transform.rules.table import name_of
from ad_transform.tools.rules import every_rule
from tests.rules.every_sample import SAMPLES

CALLS = [
    pytest.param(fn, args, kwargs, id=f"{name_of(fn)}-{i}")
    for fn, calls in SAMPLES.items()
    for i, (args, kwargs) in enumerate(calls)
]


@pytest.mark.parametrize(("fn", "args", "kwargs"), CALLS)
def test_derivative_of(fn, args, kwargs):
    check_call(standard.find(fn), args, kwargs, ad.Derivative)


def test_every_rule_has_a_sample():
    active = [rule.function for rule in every_rule() if rule.kind not in ("inactive", "missing")]
    drawn = [getattr(np.random, name) for name in dir(np.random)]  # these are tried in test_random.py
    objects = [target for target, _ in OBJECTS.values()]  # and these, and odeint, in test_solvers.py
    names = [name_of(fn) for fn in active if fn not in SAMPLES and fn not in [*drawn, *objects]]
    assert names in ([], ["scipy.integrate.odeint"])
