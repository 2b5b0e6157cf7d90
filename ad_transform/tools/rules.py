"""Prints the table of derivative rules: ``ad-transform rules [--missing] [NAME ...]``."""

from __future__ import annotations

import importlib
import sys

from ..rules import standard
from ..rules.beyond import BEYOND
from ..rules.names import name_of
from ..rules.rule import Rule

HELP = "list the functions that have a derivative rule, or lack one"


def arguments(parser) -> None:
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="print only functions whose names contain NAME"
    )
    parser.add_argument("--missing", action="store_true", help="print only what has no rule, and why")


def run(options) -> int:
    """Print one line per rule whose name contains one of the names given, or per rule."""
    rows = [row for row in table(options.missing) if chosen(row[0], options.names)]
    for name, kind, what in rows:
        print(f"{name:<35} {kind:<13} {what}".rstrip())
    if not rows:
        print(f"no rule is called like {' or '.join(options.names)}", file=sys.stderr)
    return 0 if rows else 1


def table(missing=False):
    """Name, kind, and arguments or reason of all that is known, by name."""
    rows = {name: (name, "out of scope", reason) for name, reason in BEYOND.items()}
    rows |= {name_of(rule.function): row_of(rule) for rule in every_rule()}
    lacking = ("missing", "out of scope")
    return [row for _, row in sorted(rows.items()) if row[1] in lacking or not missing]


def every_rule():
    """The standard rules, and those of libraries that are there."""
    yield from standard
    for module in standard.later_modules():
        try:
            yield from importlib.import_module(module).rules
        except ImportError:  # the library is not installed
            continue


def row_of(rule: Rule):
    return name_of(rule.function), rule.kind, rule.reason or ", ".join(rule.arguments)


def chosen(name, names) -> bool:
    return not names or any(part in name for part in names)
