"""Make a program shorter without changing its value: algebra, copies, repeated calls, dead code."""

from __future__ import annotations

from ad_transform import ir
from ad_transform.optimise.copies import propagate
from ad_transform.optimise.dead import drop_dead
from ad_transform.optimise.repeats import hoist, share
from ad_transform.optimise.simplify import simplify

ROUNDS = 4


def optimise(program, kinds, check=False, exact=None):
    """`program` made shorter, and `kinds` with the kinds of new names; with `check`, every pass is checked.

    The values of names in `exact` (of all, if None) are the same to the last bit; pass the names of the primal, and
    adjoints may be rounded differently where that makes them shorter: ``y_bar * (1 / x)`` becomes ``y_bar / x``.
    """

    def checked(after, program):
        return ir.check(program, after) if check and __debug__ else program

    program = checked("copies", propagate(program))
    for _ in range(ROUNDS):
        before = program
        program, kinds = simplify(program, kinds, exact)
        program = checked("simplify", program)
        program = checked("copies", propagate(program))
        program = checked("share", share(program, kinds))
        program = checked("hoist", hoist(program, kinds))
        program = checked("dead", drop_dead(program))
        if program == before:
            break
    return program, kinds
