"""The command line: ``ad-transform COMMAND …``, or ``python -m ad_transform COMMAND …``.

Status 0: done, and the answer is yes. 1: the answer is no (stale, refused, a mismatch). 2: it cannot be done as told.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from ..errors import DifferentiationError
from . import check, explain, report, rules, show, test, write
from .complaint import Complaint

COMMANDS: dict[str, ModuleType] = {
    "show": show,
    "write": write,
    "check": check,
    "test": test,
    "explain": explain,
    "report": report,
    "rules": rules,
}
"""Each module has a line of HELP, adds its `arguments` to a parser, and can `run` with what was parsed."""

STATUS = "status: 0 done; 1 the answer is no (stale, refused, a mismatch); 2 it cannot be done as told"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that is named first, and return its status."""
    options = parser().parse_args(arguments)
    try:
        status = COMMANDS[options.command].run(options)
        sys.stdout.flush()
        return status
    except Complaint as complaint:
        print(f"ad-transform {options.command}: {complaint}", file=sys.stderr)
        return 2
    except DifferentiationError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"ad-transform {options.command}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        "ad-transform", description="The source of derivatives of Python functions.", epilog=STATUS
    )
    added = made.add_subparsers(dest="command", required=True, metavar="COMMAND", title="commands")
    for name, module in COMMANDS.items():
        described = module.HELP[0].upper() + module.HELP[1:] + "."
        module.arguments(added.add_parser(name, help=module.HELP, description=described, epilog=STATUS))
    return made
