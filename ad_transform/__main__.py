"""The command line: ``python -m ad_transform rules``."""

from __future__ import annotations

import sys

from .tools import rules

COMMANDS = {"rules": rules.main}


def main(arguments) -> int:
    """Run the command that is named first."""
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        print(f"usage: python -m ad_transform {'|'.join(COMMANDS)} ...", file=sys.stderr)
        return 2
    return command(arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
