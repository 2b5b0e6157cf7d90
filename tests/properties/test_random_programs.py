"""Random programs with loops, branches, mutation, views and calls: right or refused, never wrong."""

import numpy as np
from hypothesis import given

from tests.properties.checking import Tally, check, effort
from tests.properties.generation import programs

MOST_REFUSED = 0.2


def arguments():
    rng = np.random.default_rng(5)
    return 0.61, -0.87, rng.uniform(-1, 1, 4), rng.uniform(-1, 1, 4), rng.uniform(-1, 1, (3, 4))


def test_random_programs_are_right_or_refused(tmp_path):
    tally = Tally()

    @effort(300)
    @given(programs())
    def run(source):
        check(source, arguments(), tally, tmp_path)

    run()
    tally.assert_few_refused(MOST_REFUSED)


def test_random_programs_without_mutation_are_right(tmp_path):
    tally = Tally()

    @effort(150)
    @given(programs(mutation=False))
    def run(source):
        check(source, arguments(), tally, tmp_path)

    run()
    tally.assert_few_refused(0.0)
