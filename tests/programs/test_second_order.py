"""Second derivatives of every program of the zoo: the four pairings agree with each other and with differences.

That each is a part of one trilinear form says that Hessians are symmetric.
"""

import pytest

import ad_transform as ad
from tests.programs.refusals import is_refusal
from tests.programs.second_order import ONCE, PAIRINGS, check, refused

REFUSED = refused()


@pytest.mark.parametrize("pairing", PAIRINGS)
@pytest.mark.parametrize("program", ONCE, ids=lambda program: program.name)
def test_second_derivative(program, pairing):
    """What is no longer refused leaves the table by ``python -m tests.programs.second_order --update``."""
    if (program.name, pairing) not in REFUSED:
        check(program, pairing)
        return
    with pytest.raises(ad.DifferentiationError) as caught:
        check(program, pairing)
    assert is_refusal(caught.value)


def test_most_of_the_zoo_has_second_derivatives():
    assert len(REFUSED) < 0.25 * len(ONCE) * len(PAIRINGS)
