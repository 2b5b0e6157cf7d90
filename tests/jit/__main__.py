"""Run the zoo through the target for Numba: ``python -m tests.jit [part of a name ...] [--update]``."""

import sys
import warnings
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from tests.jit.zoo import cases, outcome, write


def results(chosen):
    """The outcomes of the cases with these numbers, as they come."""
    with ProcessPoolExecutor() as workers:
        yield from workers.map(numbered, chosen)


def numbered(k):
    warnings.simplefilter("ignore")
    with np.errstate(all="ignore"):
        return outcome(*cases()[k])


def main(options):
    parts = [option for option in options if not option.startswith("-")]
    found, seen = {}, Counter()
    chosen = [
        k for k, (p, mode) in enumerate(cases()) if not parts or any(w in f"{p.name}.{mode}" for w in parts)
    ]
    for k, result in zip(chosen, results(chosen), strict=True):
        program, mode = cases()[k]
        seen["right" if result is None else "WRONG" if result.startswith("WRONG") else "uncompiled"] += 1
        if result is not None:
            found[program.name, mode] = result
            print(f"{program.name}.{mode}: {result}", flush=True)
    print(dict(seen))
    if "--update" in options and not parts:
        if seen["WRONG"]:
            sys.exit("the table is not written while something is wrong")
        write(found)


if __name__ == "__main__":
    main(sys.argv[1:])
