"""What is refused, to the word, and with a place in the user's file."""

import pytest

import ad_transform as ad
from tests.frontend.refusals import REFUSALS


@pytest.mark.parametrize("name", REFUSALS)
def test_refusal(name):
    function, args, what, hint = REFUSALS[name]
    with pytest.raises(ad.DifferentiationError) as caught:
        ad.Derivative(function, "grad", 0)(*args)
    assert not isinstance(caught.value, ad.InternalError)
    assert (caught.value.what, caught.value.hint) == (what, hint)
    assert caught.value.place is not None and caught.value.place.line > 0
