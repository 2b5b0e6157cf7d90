"""Which updates in place would destroy something still needed: `conflicts(program, kinds)`.

In the text, ``store(a, place, v)`` writes into the object `a`. Every other value that may share what is written and is
still needed must have been copied before.
"""

from __future__ import annotations

from dataclasses import dataclass

from ad_transform import ir
from ad_transform.backend.liveness import assignments, tape_mark
from ad_transform.backend.observed import without_outlines, without_unread
from ad_transform.backend.parts import ALL, CONTAINERS, OWN, overlap
from ad_transform.backend.sharing import Sharing
from ad_transform.backend.steps import steps_of
from ad_transform.backend.tangles import is_tangled
from ad_transform.backend.updates import is_ours, is_update
from ad_transform.backend.views import accumulates
from ad_transform.ir import Let, Program, Push
from ad_transform.kinds import Array


@dataclass(frozen=True)
class Conflict:
    """An update that must not happen yet: `holders` are names that need the old value, `pushes` items on a tape.

    `protected`: what it writes may be the caller's; `deep`: it writes into something that is held, not a whole object;
    `tangled`: its base may hold what it writes twice.
    """

    update: Let
    holders: tuple[str, ...]
    pushes: tuple[tuple[Push, int], ...]
    protected: bool
    deep: bool
    tangled: bool = False


def written(update: Let, sharing: Sharing) -> list:
    """The parts that the update writes."""
    function, args = update.value.function, update.value.args
    base, kind = args[0], sharing.kind(args[0])
    if accumulates(function) or isinstance(kind, Array):
        return sharing.parts(base)
    path = [index for _, index in steps_of(args[1])]
    depth = len(path) - (function in (ir.store, ir.add_at))
    own = sharing.parts(base) if depth <= 0 or not isinstance(kind, CONTAINERS) else []
    if depth <= 0 and isinstance(kind, CONTAINERS):
        return own
    return own + sharing.parts(base, sharing.item_key(kind, path[0]) if path else ALL)


def conflicts(program: Program, kinds: dict) -> list[Conflict]:
    """Every update that needs a copy somewhere, in the order of the program."""
    sharing = Sharing(program, kinds)
    read = without_outlines(without_unread(program), kinds)
    live = {a.at: a.live for a in assignments(read) if a.at}
    loops = dict(_loops(program.body))
    updates = [s for s in ir.walk(program.body) if is_update(s)]
    found = (_conflict(u, live[u.name], loops[u.name], sharing) for u in updates)
    return [c for c in found if c is not None]


def _loops(body, around=()):
    for statement in body:
        if isinstance(statement, Let):
            yield statement.name, around
        inside = (*around, id(statement)) if isinstance(statement, (ir.For, ir.While)) else around
        for block in ir.blocks(statement):
            yield from _loops(block, inside)


def _conflict(update, live, loops, sharing):
    targets = written(update, sharing)
    if not targets:
        return None
    others = sorted(n for n in live if n != update.name and n in sharing.origins and not sharing.is_scalar(n))
    parts = [(n, k) for n in others for k in (OWN, ALL) if sharing.has_part(n, k)]
    held = {part for part in parts for t in targets if sharing.may_share(part, t)}
    pushes = tuple(_taped(update, targets, live, loops, sharing))
    protected = is_ours(update) and any(map(sharing.is_protected, targets))
    tangled = not accumulates(update.value.function) and is_tangled(update, sharing)
    if not (held or pushes or protected or tangled):
        return None
    deep = any(k is not OWN for _, k in held) or any(k is not OWN for _, k in targets)
    return Conflict(update, tuple(sorted({n for n, _ in held})), pushes, protected, deep, tangled)


def _taped(update, targets, live, loops, sharing):
    """Items of pushes that may run before the update, on tapes still to be popped, that may hold what it writes."""
    here = sharing.origins[update.name].position
    now = {part for target in targets for part in sharing.reach(target)}
    for push, position, around in sharing.pushes:
        shared = [loop for loop in around if loop in loops]
        if tape_mark(push.tape) not in live or (position > here and not shared):
            continue
        for place, item in enumerate(push.items):
            parts = {p for part in sharing.everything(item) for p in sharing.reach(part)}
            earlier = [*around, None] if position <= here else shared
            if any(_met(parts, now, loop, sharing) for loop in earlier):
                yield push, place


def _met(pushed, now, loop, sharing):
    """True if what was pushed, in an earlier round of `loop` if that is given, may be what is written now."""
    then = {(n, k, old or loop in sharing.origin(n).loops) for n, k, old in pushed}
    return any(n == m and old == new and overlap(k, j) for n, k, old in then for m, j, new in now)
