"""The results as a page: `markdown(found)`."""

import json
from pathlib import Path

HEAD = """\
# Benchmarks

`python -m benchmarks` runs them and writes this page and [results.json](results.json); the peers come with
`pip install ad-transform[benchmark]`. Each figure is the median of runs in which all tools took turns, with the
quartiles as its spread; compiling is left out. Take ratios, not absolutes: above 1 we are faster than the best peer of
the line. Every result is first held to 1e-8 against the fixtures.

## GradBench

The twelve problems of [GradBench](https://github.com/gradbench/gradbench), written as plain loops and differentiated by
this package with Numba. `python -m benchmarks.gradbench` speaks its protocol. The best of its C++ tools was measured
once, in another run on a quieter machine of this kind: compare it roughly.
"""

CPP = Path(__file__).with_name("cpp.json")


def markdown(found) -> str:
    """The page for these results."""
    peers = found["peers"]
    heads = [
        "problem",
        "function",
        "size",
        "ad_transform",
        *peers,
        "best peer / ours",
        "C++ (another run) / ours",
    ]
    lines = [HEAD, f"Machine: {found['machine']}.\n", row(heads), row(["---"] * len(heads))]
    cpp = {tuple(key): seconds for *key, seconds in json.loads(CPP.read_text())}
    for r in found["rows"]:
        times = r["times"]
        ours = times["ad_transform"]["median"]
        best = min((times[p]["median"] for p in peers if p in times), default=None)
        native = cpp.get((r["module"], r["function"], r["size"]))
        cells = [r["module"], r["function"], r["size"], shown(times["ad_transform"])]
        cells += [shown(times[p]) if p in times else "–" for p in peers]
        lines.append(row([*cells, ratio(best, ours), ratio(native, ours)]))
    return "\n".join(lines) + "\n"


def row(cells):
    return f"| {' | '.join(cells)} |"


def ratio(other, ours):
    return f"{other / ours:.2f}" if other else "–"


def shown(times):
    """``12.3 µs (12.1–13.0)``."""
    scale, unit = next(
        (s, u) for s, u in ((1, "s"), (1e3, "ms"), (1e6, "µs"), (1e9, "ns")) if times["median"] * s >= 1
    )
    return f"{times['median'] * scale:.3g} {unit} ({times['low'] * scale:.3g}–{times['high'] * scale:.3g})"
