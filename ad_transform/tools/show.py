"""``ad-transform show FILE.py:FUNCTION``: print the text of a derivative."""

from __future__ import annotations

import sys

from . import colours
from .target import add_derivative, add_target, arguments_of, derivative_of, load, running, wrt_of

HELP = "print the text of a derivative"


def arguments(parser) -> None:
    add_target(parser)
    add_derivative(parser)
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="highlight it")


def run(options) -> int:
    """Print the text; colours on a terminal."""
    target = load(options.target)
    derivative = derivative_of(target, options.mode, wrt_of(options.wrt))
    args, kwargs = arguments_of(target, options.args)
    with running(target):
        text = derivative.source_for(*args, **kwargs) if args or kwargs else derivative.source
    if colours.wanted(options.color, sys.stdout):
        text = colours.highlighted(text)
    print(text, end="")
    return 0
