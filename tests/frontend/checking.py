"""Hold a small function's derivatives, in both modes, against differences; and a refusal against its message."""

import numpy as np
import pytest

import ad_transform as ad
from tests.helpers import assert_close, covector, flatten, jacobian_by_differences, random_like

TOLERANCE = 1e-7


def check(function, *args, wrt=None, tolerance=TOLERANCE, fresh=None):
    """Fail unless both modes agree with differences at `args` (made anew by `fresh`, where the function writes)."""
    make = fresh or (lambda: args)
    wrt = tuple(range(len(make()))) if wrt is None else wrt
    matrix, _ = jacobian_by_differences(function, make, wrt)
    value = function(*make())
    seed = random_like(value, "seed")
    adjoints = ad.Derivative(function, "vjp", wrt)(*make(), out_bar=random_like(value, "seed"))
    chosen = [make()[k] for k in wrt]
    assert_close(covector(list(adjoints), chosen), covector(seed) @ matrix, tolerance, "adjoints")
    tangents = [random_like(part, f"tangent {k}") for k, part in enumerate(chosen)]
    given = tuple(tangents[wrt.index(k)] if k in wrt else None for k in range(len(make())))
    got, tangent = ad.jvp(function, make(), given)
    np.testing.assert_equal(flatten(got), flatten(value))
    assert_close(flatten(tangent, value), matrix @ flatten(tangents), tolerance, "tangent")


def refusal(function, *args, wrt=0):
    """The error by which the function is refused."""
    with pytest.raises(ad.DifferentiationError) as caught:
        ad.Derivative(function, "grad", wrt)(*args)
    assert not isinstance(caught.value, ad.InternalError), caught.value
    return caught.value


def refused(function, *args, what, hint, wrt=0):
    """Fail unless the function is refused with exactly this message."""
    error = refusal(function, *args, wrt=wrt)
    assert (error.what, error.hint) == (what, hint)
    assert error.place is not None and error.place.line > 0
