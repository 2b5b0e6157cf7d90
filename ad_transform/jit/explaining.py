"""What Numba cannot compile, told of the user's own line: `explained(error, text, file, place)`."""

from __future__ import annotations

import re
import traceback

from ad_transform.errors import NotSupported

HINT = 'differentiate without `jit`, or with `jit="auto"`, which runs plain Python where Numba cannot'
NOISE = (
    "Failed in nopython mode pipeline",
    "During:",
    "File ",
    "-",
    "There are",
    "Overload",
    "Of which",
    "^",
)


def is_from_compiling(error) -> bool:
    """True for an error of Numba's compiler, as against one that the compiled function raises."""
    from numba.core.errors import NumbaError

    if isinstance(error, NumbaError):
        return True
    files = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    return any("/numba/core/" in name.replace("\\", "/") for name in files)


def meets_none(error) -> bool:
    """True for what compiled code raises where a name that Numba takes for a value holds None."""
    return isinstance(error, TypeError) and re.fullmatch(r"expected .*, got None", str(error)) is not None


def explained(error, text, file, place) -> NotSupported:
    """The error for a derivative that Numba does not compile.

    `text` was compiled under the name `file`; `place` gives the place of a line of the primal.
    """
    line = line_in(str(error), file)
    known = [n for n in sorted(text.origins) if n <= line] or sorted(text.origins)[:1]
    where = place(text.origins[known[-1]] if known else 0)
    return NotSupported(where, f"Numba does not compile the derivative of this: {reason(str(error))}", HINT)


def line_in(message, file) -> int:
    """The last line of the generated text that a message points at."""
    found = re.findall(re.escape(f'File "{file}", line ') + r"(\d+)", message)
    return int(found[-1]) if found else 0


def reason(message) -> str:
    """The first sentence of Numba's message that says what is wrong, and the call it is about."""
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line).strip() for line in message.splitlines()]
    lines = [line for line in lines if line and not line.startswith(NOISE)]
    call = next((line.removeprefix(">>> ") for line in lines if line.startswith(">>> ")), "")
    first = next((line for line in lines if not line.startswith(">>>")), "its compiler gives no reason")
    first = re.sub(r" at 0x[0-9a-f]+", "", first).rstrip(":. ")
    return f"{first}: {call}" if call else first
