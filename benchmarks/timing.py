"""How long calls take: several of them by turns, so that what disturbs one disturbs all."""

import statistics
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Times:
    """Seconds: the best, the median, and the quartiles of all runs."""

    best: float
    median: float
    low: float
    high: float
    runs: int


def compared(calls: dict, seconds=0.2, least=5) -> dict[str, Times]:
    """The times of `calls` by name, each after a first run that may compile: `seconds` for each, `least` runs."""
    found: dict[str, list[float]] = {name: [] for name in calls}
    rounds = {}
    for name, call in calls.items():
        call()
        rounds[name] = max(1, min(1000, int(0.01 / max(timed(call, 1), 1e-7))))
    begun = time.perf_counter()
    while len(found[next(iter(found))]) < least or time.perf_counter() - begun < seconds * len(calls):
        for name, call in calls.items():
            found[name].append(timed(call, rounds[name]))
    return {name: summary(times) for name, times in found.items()}


def timed(call, rounds):
    begun = time.perf_counter()
    for _ in range(rounds):
        call()
    return (time.perf_counter() - begun) / rounds


def summary(times) -> Times:
    low, median, high = statistics.quantiles(times, n=4) if len(times) > 1 else times * 3
    return Times(min(times), median, low, high, len(times))
