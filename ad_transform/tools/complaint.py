"""What the command line cannot do with what it was told: a `Complaint` says what is wrong, and what to do instead."""

from __future__ import annotations


class Complaint(Exception):
    """A command that cannot be carried out; it ends with status 2 and without a traceback."""

    def __init__(self, what: str, hint: str = ""):
        super().__init__(what + (f"\n  Instead: {hint}" if hint else ""))
