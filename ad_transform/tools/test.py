"""``ad-transform test FILE.py[:FUNCTION]``: compare derivatives with their functions."""

from __future__ import annotations

import sys
from pathlib import Path

from ..derivative import Derivative
from ..errors import DifferentiationError
from .complaint import Complaint
from .gradients import check_gradients
from .target import (
    SPELLING,
    Target,
    add_arguments,
    arguments_of,
    derivative_of,
    load,
    module_of,
    running,
    wrt_of,
)

HELP = "compare derivatives with differences of their functions"


def arguments(parser) -> None:
    parser.add_argument(
        "target",
        metavar=f"{SPELLING[:-9]}[:FUNCTION]",
        help="a function, or a file: all that are decorated in it",
    )
    parser.add_argument("--wrt", metavar="NAMES", help="parameters to differentiate by: x or x,y")
    add_arguments(parser, "where to compare (default: small numbers and arrays), for example")
    parser.add_argument("--source", action="store_true", help="print a pytest file that pins them instead")


def run(options) -> int:
    """Print a report for each function; 1 if one does not agree, or is refused."""
    targets = found(options.target)
    if options.source and len(targets) > 1:
        raise Complaint(f"`{options.target}` has several functions", f"name one: {SPELLING}")
    return max(one(target, options) for target in targets)


def found(spelled: str) -> list[Target]:
    """The function that is named, or those of a file that are decorated."""
    if not Path(spelled).is_file():
        return [load(spelled)]
    module = module_of(spelled)
    decorated = {
        name: thing
        for name, thing in vars(module).items()
        if getattr(thing, "__module__", None) == module.__name__
        and isinstance(thing if isinstance(thing, Derivative) else getattr(thing, "grad", None), Derivative)
    }
    if not decorated:
        raise Complaint(
            f"no function of `{spelled}` is decorated by `differentiate`", f"name one: {SPELLING}"
        )
    return [Target(spelled, Path(spelled), name, thing, module) for name, thing in decorated.items()]


def one(target: Target, options) -> int:
    """Compare one function, where it is told or at small numbers."""
    args, kwargs = arguments_of(target, options.args)
    try:
        with running(target):
            derivative = derivative_of(target, None, wrt_of(options.wrt))
            if not args and not kwargs:
                args, kwargs = derivative.example()
            if options.source:
                told = derivative.test_source(*args, **kwargs)
            else:
                told = f"{check_gradients(derivative, *args, **kwargs)}\n"
    except DifferentiationError as error:
        print(error, file=sys.stderr)
        return 1
    print(told, end="")
    return 0
