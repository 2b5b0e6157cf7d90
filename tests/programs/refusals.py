"""Which programs of the zoo are refused and why: refused.txt, written by ``python -m tests.programs --update``."""

from pathlib import Path

import ad_transform as ad

TABLE = Path(__file__).with_name("refused.txt")


def refused():
    """The table: (program, mode) to reason."""
    rows = [line.split(maxsplit=2) for line in TABLE.read_text(encoding="utf-8").splitlines()]
    return {(name, mode): reason for name, mode, reason in rows}


def is_refusal(error) -> bool:
    """True for the errors by which a program is refused; an error of ours that is a bug is none."""
    return isinstance(error, ad.DifferentiationError) and not isinstance(error, ad.InternalError)


def reason_for(error) -> str:
    """The error's message on one line, without the place."""
    return " ".join(str(getattr(error, "what", error)).split())


def write(found):
    """Write the table anew."""
    rows = [f"{name:45} {mode}  {reason}\n" for (name, mode), reason in sorted(found.items())]
    TABLE.write_text("".join(rows), encoding="utf-8")
