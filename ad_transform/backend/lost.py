"""Refuse what would be written into a copy though the caller holds the object: `refuse_lost_writes(...)`.

Copies are made where it is not known how else to keep a value. An update of the user's that may reach a parameter must
still reach it after that.
"""

from __future__ import annotations

from collections.abc import Callable

from ad_transform import ir
from ad_transform.backend.conflicts import written
from ad_transform.backend.sharing import Sharing
from ad_transform.backend.tangles import is_tangled
from ad_transform.backend.updates import is_ours, is_update
from ad_transform.backend.views import is_copier
from ad_transform.errors import NotSupported, Place
from ad_transform.ir import Call, Program


def refuse_lost_writes(before: Program, after: Program, kinds: dict, place: Callable[[int], Place | None]):
    """Raise NotSupported if copies keep an update of the user's from objects of the caller's that it may write.

    Parameters
    ----------
    before, after : Program
        The program without and with the copies that in-place text needs.
    kinds : dict
        The kinds of all names.
    place : callable
        Gives the place of a line of the primal.
    """
    old, new = Sharing(before, kinds), Sharing(after, kinds)
    now = {s.name: s for s in ir.walk(after.body) if is_update(s)}
    for update in (s for s in ir.walk(before.body) if is_update(s) and not is_ours(s)):
        given = reached(update, old)
        lost = given and (is_tangled(update, old) or not given <= reached(now[update.name], new))
        if lost or (given and may_write_copy(now[update.name], old, new)):
            name = sorted(given)[0]
            raise NotSupported(
                place(update.line),
                f"whether this writes into the caller's `{ir.base(name)}` is not known",
                f"write to `{ir.base(name)}` by its own name, or copy it first",
            )


def may_write_copy(update, old, new) -> bool:
    """True if, on some path, the update writes into a copy that is made for the text alone."""
    parts = {name for part in written(update, new) for name, _, _ in new.reach(part)}
    return any(is_copy(new.origin(name)) and not is_copy(old.origin(name)) for name in parts)


def is_copy(origin) -> bool:
    return isinstance(origin.value, Call) and is_copier(origin.value.function)


def reached(update, sharing) -> set[str]:
    """The parameters that the update may write, or write into."""
    params = {param.id for param in sharing.program.params}
    return {name for part in written(update, sharing) for name, _, _ in sharing.reach(part) if name in params}
