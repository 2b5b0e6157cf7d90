"""Where a value that is needed elsewhere becomes the base of one of our updates: `ways_in(program, conflict, kinds)`.

A copy on each of these edges, such as the one into a loop, is made once; a copy at the update in every round.
"""

from __future__ import annotations

from ad_transform import ir
from ad_transform.backend.conflicts import Conflict
from ad_transform.backend.sharing import Sharing
from ad_transform.backend.updates import is_ours, is_update
from ad_transform.ir import Call, Let, Name, Program

Edge = tuple[str, str]


def ways_in(program: Program, conflict: Conflict, kinds: dict) -> list[Edge]:
    """The edges, as `edits.copy_at` takes them; none if the update reaches what is needed in another way.

    What the user has written stays the caller's object: it is copied after that, not before.
    """
    sharing, into = Sharing(program, kinds), _edges(program)
    made = {s.name: s.value for s in ir.walk(program.body) if isinstance(s, Let)}
    theirs = {u.name for u in ir.walk(program.body) if is_update(u) and not is_ours(u) and _given(u, sharing)}
    found, seen = [], set()
    ahead = [(("update", conflict.update.name), conflict.update.value.args[0])]
    while ahead:
        edge, value = ahead.pop()
        if not isinstance(value, Name):
            if value is not None and any(map(sharing.is_protected, sharing.everything(value))):
                found.append(edge)
        elif value.id in conflict.holders or (conflict.protected and value.id in theirs):
            found.append(edge)
        elif conflict.protected and sharing.is_protected_name(value.id):
            found.append(("let", value.id) if value.id in made else edge)
        elif value.id not in seen:
            seen.add(value.id)
            ahead += into.get(value.id, [])
            if value.id not in into and _is_needed(made.get(value.id), conflict, sharing):
                found.append(("let", value.id))
    return list(dict.fromkeys(found))


def _given(update, sharing) -> bool:
    """True if what an update leaves may be the caller's."""
    return any(map(sharing.is_protected, sharing.everything(Name(update.name))))


def _edges(program) -> dict[str, list]:
    """For each name that is another one under a new name, the edges by which it gets its values."""
    into: dict[str, list] = {}
    for s in ir.walk(program.body):
        for c in getattr(s, "carried", ()):
            into[c.head] = into[c.out] = [(("init", c.head), c.init), (("end", c.head), c.end)]
        for o in getattr(s, "outs", ()):
            into[o.name] = [(("then", o.name), o.then), (("other", o.name), o.other)]
        if is_update(s):
            into[s.name] = [(("update", s.name), s.value.args[0])]
        elif isinstance(s, Let) and not isinstance(s.value, Call):
            into[s.name] = [(("let", s.name), s.value)]
    return into


def _is_needed(value, conflict, sharing) -> bool:
    """True if a call may give what is needed elsewhere, a view of it perhaps."""
    names = {name for part in sharing.everything(value) for name, _, _ in sharing.reach(part)}
    protected = conflict.protected and any(map(sharing.is_protected_name, names))
    return protected or not names.isdisjoint(conflict.holders)
