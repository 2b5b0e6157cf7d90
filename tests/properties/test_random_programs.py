"""Random programs of every construct: right or refused, never wrong; `AD_EXAMPLES` sets how many."""

import os

import pytest

from tests.properties.checking import verdict_on
from tests.properties.generation import generate

COUNT = int(os.environ.get("AD_EXAMPLES", "0")) or 200
PARTS = 10


@pytest.mark.parametrize("part", range(PARTS))
def test_random_programs_are_right_or_refused(part, tmp_path):
    for seed in range(part, COUNT, PARTS):
        case = generate(seed)
        verdict = verdict_on(case, tmp_path / f"program_{seed}.py")
        assert verdict.word != "wrong", f"seed {seed}: {verdict.text}\n{case.source}"


def test_a_program_has_the_same_text_each_time():
    assert all(generate(seed) == generate(seed) for seed in range(20))
