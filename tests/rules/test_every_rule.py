"""Every rule of the table on every sample: derivative, transpose, shape and dtype."""

import numpy as np
import pytest

from ad_transform.rules import standard
from ad_transform.rules.table import name_of
from tests.rules import samples_of_arrays, samples_of_linalg, samples_of_support  # noqa: F401  (they add to SAMPLES)
from tests.rules.checking import check_call
from tests.rules.samples import SAMPLES

CALLS = [
    pytest.param(fn, args, kwargs, id=f"{name_of(fn)}-{i}")
    for fn, calls in SAMPLES.items()
    for i, (args, kwargs) in enumerate(calls)
]


@pytest.mark.parametrize(("fn", "args", "kwargs"), CALLS)
def test_derivative_of(fn, args, kwargs):
    check_call(standard.find(fn), args, kwargs)


def test_every_rule_has_a_sample():
    active = [rule.function for rule in standard if rule.kind not in ("inactive", "missing")]
    drawn = [getattr(np.random, name) for name in dir(np.random)]  # these are tried in test_random.py
    assert [name_of(fn) for fn in active if fn not in SAMPLES and fn not in drawn] == []
