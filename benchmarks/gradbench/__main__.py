"""The tool as GradBench runs it: messages come in and go out as JSON, one to a line."""

import json
import sys
import time

from benchmarks.gradbench.problems import problem


def main():
    replies, sys.stdout = sys.stdout, sys.stderr  # nothing else may stand among the replies
    for line in sys.stdin:
        message = json.loads(line)
        print(json.dumps({"id": message["id"], **answer(message)}), file=replies, flush=True)


def answer(message) -> dict:
    """What is said to a message, beside its number."""
    match message["kind"]:
        case "start":
            return {"tool": "ad_transform"}
        case "define":
            return defined(message["module"])
        case "evaluate":
            try:
                return evaluated(message["module"], message["function"], message["input"])
            except Exception as error:
                return {"success": False, "error": f"{type(error).__name__}: {error}"}
    return {}


def defined(name) -> dict:
    try:
        problem(name)
    except ImportError as error:
        return {"success": False, "error": str(error)}
    return {"success": True}


def evaluated(module, function, given) -> dict:
    """The output of a function, and the time of each run; the first, which compiles, is told apart."""
    work = problem(module)[function]
    arguments = work.prepare(given)
    first = timed(work.run, arguments)
    runs, least = 1, 0.0
    if isinstance(given, dict):
        runs, least = given.get("min_runs", 1), given.get("min_seconds", 0.0)
    times, result = [], first[1]
    while len(times) < runs or sum(times) < least * 1e9:
        spent, result = timed(work.run, arguments)
        times.append(spent)
    timings = [{"name": "compile", "nanoseconds": first[0]}]
    timings += [{"name": "evaluate", "nanoseconds": spent} for spent in times]
    return {"success": True, "output": work.finish(result), "timings": timings}


def timed(run, arguments):
    begun = time.perf_counter_ns()
    result = run(*arguments)
    return time.perf_counter_ns() - begun, result


if __name__ == "__main__":
    main()
