"""Check many random programs: ``python -m tests.properties SEED COUNT [--jobs N] [--minutes M] [--whole]``.

The programs are those numbered SEED, SEED + 1, ... on every machine. Each worker prints one line: how many were right,
refused, of no use (the program fails or has a kink there) and wrong; then come the causes of refusals, and each wrong
program, shrunk, with its arguments. `--minutes` ends the run in time; `--whole` does not shrink.
"""

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from ad_transform import pipeline
from tests.properties.checking import verdict_on
from tests.properties.generation import arguments, generate
from tests.properties.shrinking import shrunk


def work(job):
    """Check one worker's share; the counts, the causes of refusals, and the wrong programs."""
    seeds, deadline, shrink = job
    pipeline.CHECKED = True
    words, causes, wrong = Counter(), Counter(), {}
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            if time.monotonic() > deadline:
                break
            case = generate(seed)
            verdict = verdict_on(case, Path(folder) / f"program_{seed}.py")
            words[verdict.word] += 1
            if verdict.word in ("refused", "useless"):
                causes[f"{verdict.word}: {verdict.cause[:110]}"] += 1
            elif verdict.word == "wrong" and verdict.cause not in wrong:
                wrong[verdict.cause] = report(case, verdict, Path(folder), shrink)
    print(f"seeds from {seeds[0]}: {dict(words)}", flush=True)
    return words, causes, wrong


def report(case, verdict, folder, shrink):
    """The wrong program as text, shrunk while the cause stays the same."""
    count = 0

    def still_wrong(shorter):
        nonlocal count
        count += 1
        found = verdict_on(shorter, folder / f"shrunk_{case.seed}_{count}.py")
        return found.word == "wrong" and kind(found) == kind(verdict)

    small = shrunk(case, still_wrong) if shrink else case
    return f"# seed {case.seed}: {verdict.text[:600]}\n{small.source}\n# {call(small)}\n"


def kind(verdict):
    """What must stay the same while a program shrinks."""
    return verdict.cause.split(":")[0:2]


def call(case):
    names: dict = {}
    exec(compile(case.source, "program", "exec"), names)
    return (
        f"program{arguments(case, names)!r}"
        if "Box" in names or "box" not in case.parameters
        else "program(...)"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("seed", type=int)
    parser.add_argument("count", type=int)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600.0)
    parser.add_argument("--whole", action="store_true")
    options = parser.parse_args()
    seeds, deadline = (
        range(options.seed, options.seed + options.count),
        time.monotonic() + 60 * options.minutes,
    )
    jobs = [(seeds[i :: options.jobs], deadline, not options.whole) for i in range(options.jobs)]
    with multiprocessing.get_context("fork").Pool(options.jobs) as pool:
        results = pool.map(work, [job for job in jobs if job[0]], chunksize=1)
    words = sum((r[0] for r in results), Counter())
    print(f"all: {dict(words)}")
    for cause, number in sum((r[1] for r in results), Counter()).most_common(25):
        print(f"{number:6} {cause}")
    wrong = {cause: text for r in results for cause, text in r[2].items()}
    for cause, text in wrong.items():
        print(f"\n# WRONG {cause}\n{text}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
