"""What the problems give, held against the fixtures: ``python -m benchmarks.gradbench.checking``."""

import json
import sys
from pathlib import Path

from benchmarks.gradbench.problems import problem

FIXTURES = Path(__file__).with_name("fixtures.json")
NEAR = 1e-8


def differs(got, expected) -> float:
    """The largest relative difference of two outputs, infinite where their structures differ."""
    match expected:
        case dict():
            same = isinstance(got, dict) and got.keys() == expected.keys()
            return max(differs(got[k], expected[k]) for k in expected) if same else float("inf")
        case list():
            same = isinstance(got, list) and len(got) == len(expected)
            return max(map(differs, got, expected), default=0.0) if same else float("inf")
        case _:
            return abs(got - expected) / max(1.0, abs(got) + abs(expected))


def fixtures():
    """Module, function, input and output of every fixture."""
    for name, case in json.loads(FIXTURES.read_text()).items():
        for function, output in case["output"].items():
            yield name.partition("_")[0], function, case["input"], output


def main(names):
    worst = 0.0
    for module, function, given, expected in fixtures():
        if names and module not in names:
            continue
        work = problem(module)[function]
        found = differs(work.finish(work.run(*work.prepare(given))), expected)
        worst = max(worst, found)
        print(f"{module:10} {function:10} {found:.1e}")
    return worst <= NEAR


if __name__ == "__main__":
    sys.exit(not main(sys.argv[1:]))
