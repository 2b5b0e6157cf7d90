"""Names that are bound on some paths only, and how tests must have come out where they are: `half_bound(program)`.

Before::                              After::

    if c:                                 {"y": {("c", True)}}
        a = exp(x)
      -> y = a | unbound
"""

from __future__ import annotations

from .. import ir

NEVER = ("", True)
"""For what no test tells."""


def half_bound(program) -> dict[str, frozenset]:
    """For each such name the pairs (name of a test, how it came out) that must all hold where it is bound."""
    needs: dict[str, frozenset] = {}
    _block(program.body, {}, needs)
    return needs


def is_bound(name, needs, facts) -> bool:
    """True if a name is bound where the tests in `facts` are known to have come out so."""
    return all(facts.get(test) == holds for test, holds in needs.get(name, ()))


def knowing(facts, test, holds) -> dict:
    """The facts in a branch."""
    return {**facts, test.id: holds} if isinstance(test, ir.Name) else facts


def _block(body, facts, needs):
    for statement in body:
        match statement:
            case ir.If(test, then, other, outs):
                sides = [knowing(facts, test, holds) for holds in (True, False)]
                _block(then, sides[0], needs)
                _block(other, sides[1], needs)
                tests = [(test.id, holds) if isinstance(test, ir.Name) else NEVER for holds in (True, False)]
                _join(outs, sides, tests, needs)
            case ir.Try(outs=outs):
                for block in ir.blocks(statement):
                    _block(block, facts, needs)
                _join(outs, [facts, facts], [NEVER, NEVER], needs)
            case _:
                for block in ir.blocks(statement):
                    _block(block, facts, needs)


def _join(outs, sides, tests, needs):
    """Note what the names need that hand out a value of either side."""
    for out in outs:
        ends = (out.then, out.other)
        lacking = {tests[1 - k] for k, end in enumerate(ends) if end is None}
        for end, facts in zip(ends, sides, strict=True):
            wanted = needs.get(getattr(end, "id", ""), ())
            lacking |= {(test, holds) for test, holds in wanted if facts.get(test) != holds}
        if lacking:
            needs[out.name] = frozenset(lacking)
