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


def compared(calls: dict, seconds=0.5, least=5) -> dict[str, Times]:
    """The times of `calls` by name, each after a first run that may compile."""
    found: dict[str, list[float]] = {name: [] for name in calls}
    for call in calls.values():
        call()
    for name, call in calls.items():
        once = timed(call, 1)
        rounds = max(1, int(seconds / 10 / max(once, 1e-7)))
        found[name].append(timed(call, min(rounds, 1000)))
    while min(map(len, found.values())) < least or sum(sum(f) for f in found.values()) < seconds:
        for name, call in calls.items():
            rounds = max(1, min(1000, int(0.02 / max(found[name][0], 1e-7))))
            found[name].append(timed(call, rounds))
        if sum(sum(f) for f in found.values()) > 20 * seconds:
            break
    return {name: summary(times) for name, times in found.items()}


def timed(call, rounds):
    begun = time.perf_counter()
    for _ in range(rounds):
        call()
    return (time.perf_counter() - begun) / rounds


def summary(times) -> Times:
    low, median, high = statistics.quantiles(times, n=4) if len(times) > 1 else times * 3
    return Times(min(times), median, low, high, len(times))
