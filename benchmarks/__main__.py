"""Run the benchmarks: ``python -m benchmarks [module ...]``; the results go to results.json and README.md beside this.

Peers that are not installed are left out: ``pip install ad-transform[benchmark]``.
"""

import json
import os
import platform
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks.gradbench.checking import NEAR, differs, fixtures
from benchmarks.gradbench.problems import NAMES, problem
from benchmarks.gradbench.sizes import inputs
from benchmarks.peers import installed
from benchmarks.table import markdown
from benchmarks.timing import compared

HERE = Path(__file__).parent


def main(chosen):
    peers, rows = installed(), []
    for module in chosen or NAMES:
        check(module)
        for label, given in inputs(module):
            for function in problem(module):
                rows.append(measured(module, function, label, given, peers))
                print(rows[-1], flush=True)
        found = {"machine": machine(), "peers": sorted(peers), "rows": rows}
        (HERE / "results.json").write_text(json.dumps(found, indent=1) + "\n")
        (HERE / "README.md").write_text(markdown(found))


def check(module):
    """Refuse to time what is wrong."""
    for name, function, given, expected in fixtures():
        if name == module:
            work = problem(name)[function]
            found = differs(work.finish(work.run(*work.prepare(given))), expected)
            if not found <= NEAR:
                sys.exit(f"{name} {function} is wrong by {found}")


def measured(module, function, label, given, peers) -> dict:
    work = problem(module)[function]
    arguments = work.prepare(given)
    calls = {"ad_transform": lambda: work.run(*arguments)}
    calls |= {
        name: made[module, function](given) for name, made in peers.items() if (module, function) in made
    }
    times = {name: asdict(t) for name, t in compared(calls).items()}
    return {"module": module, "function": function, "size": label, "times": times}


def machine():
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


if __name__ == "__main__":
    main(sys.argv[1:])
