"""When to keep the state of a loop, so that rounds can be run again from there: binomial checkpointing."""

import numpy as np


def snapshot_rounds(rounds, slots):
    """Return the set of those `rounds` (a range) before which to keep the state, with room for `slots` more states.

    The state before the first round is kept already. Rounds that are then reversed one by one, from the last, are
    run again as few times as possible: A. Griewank and A. Walther, Algorithm 799: Revolve, ACM TOMS 26 (2000).

    >>> sorted(snapshot_rounds(range(10), 2))
    [4, 7]
    """
    from math import comb

    chosen, first, left, kept = set(), 0, len(rounds), slots + 1
    while kept > 1 and left > 1:
        repeats = 1
        while comb(kept + repeats, kept) < left:
            repeats += 1
        ahead = min(comb(kept + repeats - 1, kept), left - comb(kept + repeats - 2, kept - 1))
        first, left, kept = first + ahead, left - ahead, kept - 1
        chosen.add(rounds[first])
    return chosen


def slots_within(budget, *state):
    """Return how many copies of `state` fit in a `budget` of bytes.

    >>> slots_within(1000, 0.0, np.zeros(10))
    11
    """
    size = sum(np.asarray(part).nbytes for part in state)
    if size > budget:
        raise MemoryError(f"one state of the loop takes {size:,} bytes, and the budget is {budget:,}")
    return budget // max(size, 1)
