"""Sequences of random calls: what NumPy computes is of the kind that was told, the equal lengths included."""

import numpy as np
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from ad_transform import ir
from ad_transform.results import constant

from .agreement import disagreement
from .calls import Thing, arguments, computed, random_call, told

STEPS = 12


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
@given(st.data())
def test_values_are_of_the_kinds_told(data):
    things, sizes = arguments(data.draw)
    for step in range(STEPS):
        function, args, named = random_call(data.draw, things)
        value = computed(function, args, named)
        if value is None:
            continue
        kind = told(function, args, named, tag=f"step {step}")
        if kind is None:
            continue
        note(f"{function} of {[a.kind for a in args]}, {named}")
        assert not (why := disagreement(kind, value, sizes)), why
        check_constant(function, args, named, value)
        things.append(Thing(kind, value))


def check_constant(function, args, named, value):
    found = constant(function, [a.pair for a in args], {k: a.pair for k, a in named.items()})
    if found is not None:
        assert isinstance(found, ir.Const)
        assert type(found.value) is type(value) and np.all(found.value == value), found
