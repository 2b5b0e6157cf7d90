"""``ad-transform check OUT.py…``: whether saved derivatives are still those of their functions, for CI and hooks."""

from __future__ import annotations

import sys
from pathlib import Path

from .complaint import Complaint
from .saved import FIRST, composed, parsed, read_text, verdict, write_whole

HELP = "tell whether saved derivatives are still those of their functions"


def arguments(parser) -> None:
    parser.add_argument("paths", nargs="+", metavar="OUT.py", help="files, or folders with such files")
    parser.add_argument("--fix", action="store_true", help="write anew what is stale (not what was edited)")


def run(options) -> int:
    """One line for each file; 1 if one is stale or edited, 2 if one cannot be checked."""
    return max([one(path, options.fix) for path in expanded(options.paths)], default=0)


def one(path: Path, fix: bool) -> int:
    try:
        word, why = verdict(path)
    except Complaint as complaint:
        print(f"cannot check {path}: {complaint}", file=sys.stderr)
        return 2
    if word == "stale" and fix:
        saved = parsed(read_text(path))
        assert saved is not None
        write_whole(composed(saved.recipe, path.parent), path)
        print(f"wrote {path}")
        return 0
    print(f"{word:<7}{path}" + (f": {why}" if why else ""))
    return int(word != "ok")


def expanded(paths: list[str]) -> list[Path]:
    """The files that are named, and those with our heading in the folders that are named."""
    found: list[Path] = []
    for path in map(Path, paths):
        inside = [p for p in sorted(path.rglob("*.py")) if is_ours(p)] if path.is_dir() else [path]
        if not inside:
            raise Complaint(f"there is no saved derivative in the folder `{path}`")
        found += inside
    return found


def is_ours(path: Path) -> bool:
    try:
        with open(path, encoding="utf-8") as file:
            return file.readline().startswith(FIRST)
    except (OSError, UnicodeDecodeError):
        return False
