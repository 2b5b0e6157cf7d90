"""Watching a program changes nothing: the zoo's values and gradients come out of the table as they are."""

import numpy as np
import pytest

import ad_transform as ad
from tests.helpers import assert_close, flatten
from tests.programs.test_programs import SCALAR


@pytest.mark.parametrize("program", SCALAR[::3], ids=lambda program: program.name)
def test_values_and_adjoints_are_those_of_the_derivative(program):
    try:
        value, gradient = ad.value_and_grad(program.function, wrt=program.wrt)(*program.args())
    except ad.DifferentiationError:
        return  # tests/programs says which
    trace = ad.explain(program.function, *program.args(), wrt=program.wrt).trace
    assert_close(flatten(trace.result), flatten(value), 1e-12, "value")
    found = np.concatenate([np.zeros(0), *(flatten(i.adjoint) for i in trace.inputs)])
    assert_close(found, flatten(gradient, tuple(program.args()[k] for k in program.wrt)), 1e-10, "gradient")
    assert str(ad.explain(program.function, *program.args(), wrt=program.wrt))
