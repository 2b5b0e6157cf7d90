"""``ad-transform write FILE.py:FUNCTION -o OUT.py``: a derivative in a file that needs only NumPy."""

from __future__ import annotations

from pathlib import Path

from .complaint import Complaint
from .saved import Recipe, composed, digest, parsed, read_text, relative, write_whole
from .target import add_derivative, add_target

HELP = "write a derivative to a file that runs without ad_transform"


def arguments(parser) -> None:
    add_target(parser)
    parser.add_argument("-o", "--output", metavar="OUT.py", required=True, help="the file to write")
    add_derivative(parser)
    parser.add_argument("--force", action="store_true", help="write over a file that holds something else")


def run(options) -> int:
    """Write the file whole or not at all; what `write` has not written is only written over with --force."""
    path = Path(options.output)
    if path.is_dir() or not path.parent.is_dir():
        what = f"`{path}` is a folder" if path.is_dir() else f"there is no folder `{path.parent}`"
        raise Complaint(what, "name a file in a folder that is there")
    if path.exists() and not options.force:
        protect(path)
    args = options.args and " ".join(options.args.splitlines())
    recipe = Recipe(relative(options.target, path.parent), options.mode, options.wrt, args)
    write_whole(composed(recipe, path.parent), path)
    print(f"wrote {path}")
    return 0


def protect(path: Path) -> None:
    """Complain about a file that holds something else than `write` has left there."""
    text = read_text(path)
    saved = parsed(text)
    if text.strip() and (saved is None or digest(saved.body) != saved.digest):
        edited = "was edited by hand" if saved else "was not written by `ad-transform write`"
        raise Complaint(f"`{path}` {edited}, and would be lost", "choose another file, or use --force")
