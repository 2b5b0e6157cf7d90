"""Names that may be unbound where the text mentions them all the same: `blanks(program, variables)`."""

from __future__ import annotations

from ad_transform import ir
from ad_transform.ir import Name, Program, Push


def blanks(program: Program, variables: dict[str, str]) -> set[str]:
    """Names that are copied, or put on a tape, although they may be unbound: None stands for them."""
    edges: dict[str, tuple] = {}
    wanted: set = set()
    for s in ir.walk(program.body):
        for o in getattr(s, "outs", ()):
            edges[o.name] = (o.then, o.other)
        for c in getattr(s, "carried", ()):
            edges[c.head], edges[c.out] = (c.init, c.end), (Name(c.head),)
        if isinstance(s, Push):
            wanted.update(n for item in s.items for n in ir.names(item))
    unbound = {name for name, values in edges.items() if None in values}
    while more := {n for n, values in edges.items() if any(_id(v) in unbound for v in values)} - unbound:
        unbound |= more
    wanted |= {
        _id(v) for n, values in edges.items() for v in values if v and variables.get(_id(v)) != variables[n]
    }
    ahead, found = list(wanted & unbound), set()
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead.extend(_id(v) for v in edges[name] if _id(v) in unbound)
    return found


def _id(value):
    return value.id if isinstance(value, Name) else None
