"""Which statements write in place, and which of these are the derivative's own."""

from __future__ import annotations

import re

from ad_transform import ir
from ad_transform.backend.views import accumulates
from ad_transform.ir import Call, Let


def is_derived(identifier: str) -> bool:
    """True for adjoints and tangents, the names we introduced."""
    return re.search(r"_(bar|dot)(_\d*)?$", ir.base(identifier)) is not None


def is_update(statement) -> bool:
    """True for a Let that the text prints as a write in place."""
    match statement:
        case Let(value=Call(function)):
            return function in ir.UPDATES or accumulates(function)
        case _:
            return False


def is_ours(update: Let) -> bool:
    """True if the update is the derivative's, not the user's: it need not hit the object that the primal wrote."""
    return accumulates(update.value.function) or is_derived(update.name)
