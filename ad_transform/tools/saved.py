"""A derivative in a file, and whether it is still that of its function: a heading says how the file was written.

::

    # ad-transform write relax.py:relax --args 'np.ones(3), 0.7, 5'
    # digest 5f0c…: `ad-transform check` tells whether this is still the derivative of that function
"""

from __future__ import annotations

import difflib
import hashlib
import os
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from ..compile import save
from ..errors import DifferentiationError
from .complaint import Complaint
from .target import arguments_of, derivative_of, load, running, wrt_of

FIRST = "# ad-transform write "
SECOND = re.compile(r"# digest ([0-9a-f]{16}): .*")
PROMISE = "`ad-transform check` tells whether this is still the derivative of that function"


@dataclass(frozen=True)
class Recipe:
    """How a file was written: the command's arguments; `target` is relative to the folder of the file."""

    target: str
    mode: str | None = None
    wrt: str | None = None
    args: str | None = None

    def __str__(self) -> str:
        options = [("--mode", self.mode), ("--wrt", self.wrt), ("--args", self.args)]
        return shlex.join(
            [self.target, *(w for key, value in options if value is not None for w in (key, value))]
        )


@dataclass(frozen=True)
class Saved:
    """A file that `write` has written: how, the digest of what it wrote, and what is there now."""

    recipe: Recipe
    digest: str
    body: str


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def composed(recipe: Recipe, folder: Path) -> str:
    """The whole text of a file in `folder`: heading and derivative."""
    body = derived(recipe, folder)
    return f"{FIRST}{recipe}\n# digest {digest(body)}: {PROMISE}\n\n{body}"


def derived(recipe: Recipe, folder: Path) -> str:
    """The text of the derivative as it would be written now."""
    path, _, name = recipe.target.rpartition(":")
    there = f"{os.path.relpath(folder.resolve() / path)}:{name}" if path.endswith(".py") else recipe.target
    target = load(there)
    args, kwargs = arguments_of(target, recipe.args)
    with running(target):
        return derivative_of(target, recipe.mode, wrt_of(recipe.wrt)).standalone(*args, **kwargs)


def relative(target: str, folder: Path) -> str:
    """``FILE.py:FUNCTION`` with the file as seen from `folder`."""
    path, _, name = target.rpartition(":")
    if not path.endswith(".py"):
        return target
    seen = os.path.relpath(Path(path).resolve(), folder.resolve())
    return f"{Path(seen).as_posix()}:{name}"


def read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Complaint(f"there is no file `{path}`") from None
    except OSError as error:
        raise Complaint(f"`{path}` cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise Complaint(f"`{path}` is not a text in UTF-8") from None


def parsed(text: str) -> Saved | None:
    """What the heading of a file says; None if there is none."""
    if not text.startswith(FIRST):
        return None
    first, _, rest = text.partition("\n")
    second, _, body = rest.partition("\n")
    found = SECOND.fullmatch(second)
    words = shlex.split(first.removeprefix(FIRST))
    if found is None or len(words) % 2 == 0:
        return None
    options = {k.removeprefix("--"): v for k, v in zip(words[1::2], words[2::2], strict=True)}
    if not options.keys() <= {"mode", "wrt", "args"}:
        return None
    return Saved(Recipe(words[0], **options), found[1], body.removeprefix("\n"))


def write_whole(text: str, path: Path) -> None:
    """Write a file whole or not at all."""
    try:
        save(text, path)
    except OSError as error:
        raise Complaint(f"`{path}` cannot be written: {error.strerror}", "choose another file") from None


def verdict(path: Path) -> tuple[str, str]:
    """``("ok" | "edited" | "stale", why)`` for a file that `write` has written."""
    saved = parsed(read_text(path))
    if saved is None:
        what = f"`{path}` was not written by `ad-transform write`, or its heading is gone"
        raise Complaint(what, "write it with `ad-transform write FILE.py:FUNCTION -o OUT.py`")
    if digest(saved.body) != saved.digest:
        return "edited", "it was edited by hand since it was written"
    try:
        now = derived(saved.recipe, path.parent)
    except DifferentiationError as error:
        return "stale", f"its function is no longer differentiated:\n{error}"
    return ("ok", "") if now == saved.body else ("stale", difference(saved.body, now))


def difference(old: str, new: str) -> str:
    """Why two texts differ, in a few lines."""
    if without_numbers(old) == without_numbers(new):
        return f"the function has moved: only line numbers differ from `{heading(new)}`"
    lines = list(difflib.unified_diff(old.splitlines(), new.splitlines(), "saved", "now", lineterm="", n=1))
    more = [f"({len(lines) - 20} more lines)"] if len(lines) > 20 else []
    return "\n".join(["its function has changed:", *lines[:20], *more])


def heading(text: str) -> str:
    found = re.search(r"Written by ad_transform from ([^,]*),", text)
    return found[1] if found else "before"


def without_numbers(text: str) -> str:
    """`text` without the line numbers of the primal, which are in comments and names."""
    return re.sub(r"(?<=# )\d+(?=:)|(?<=_)\d+|(?<=\.py:)\d+", "", text)
