"""`explain(f, *args)`: the evaluation of a function as a table of values, partials and adjoints, and its command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..derivative import Derivative
from ..display.explanation import Explanation
from ..display.trace import trace
from .subject import subject_of
from .target import add_arguments, add_target, arguments_of, derivative_of, load, running, wrt_of

HELP = "print what a function computes, step by step, with partials and adjoints"


def explain(
    f: Callable,
    *args,
    wrt: Any = None,
    out_bar: Any = None,
    along: dict[str, Any] | None = None,
    round: int = -1,
    digits: int = 3,
    **kwargs,
) -> Explanation:
    """Run a function and show every step: its value, its partials, its adjoint, and the line it is in.

    Parameters
    ----------
    f : callable
        A function, a decorated function, or a derivative of one.
    *args, **kwargs
        Its arguments; they are copied.
    wrt : int, str or tuple of these, optional
        What to differentiate by; without it as `f` says, or every argument that holds floats.
    out_bar : optional
        The adjoint of the result; needed where that is not one number.
    along : dict, optional
        Tangents by the names of inputs: adds the tangent of every step.
    round : int
        The round of each loop to show; `explanation.at(round)` shows another.
    digits : int
        Decimals of the numbers.

    Returns
    -------
    Explanation
        Printed, it is a table; it has `to_dict`, `to_json`, and shows itself in a notebook.
    """
    subject = subject_of(f, args, kwargs, wrt)
    derivative: Derivative = Derivative(subject.function, "grad", subject.wrt, subject.rules)
    return Explanation(trace(derivative, subject.values, out_bar, along), round, digits)


def arguments(parser) -> None:
    add_target(parser)
    parser.add_argument("--wrt", metavar="NAMES", help="parameters to differentiate by: x or x,y")
    add_arguments(parser, "where to evaluate (default: small numbers and arrays), for example")
    parser.add_argument("--round", type=int, default=-1, metavar="N", help="the round of loops that is shown")
    parser.add_argument("--digits", type=int, default=3, metavar="N", help="decimals of the numbers")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument("--html", action="store_true", help="print a table in HTML")


def run(options) -> int:
    """Print the table."""
    target = load(options.target)
    args, kwargs = arguments_of(target, options.args)
    with running(target):
        derivative = derivative_of(target, None, wrt_of(options.wrt))
        if not args and not kwargs:
            args, kwargs = derivative.example()
        found = explain(derivative, *args, round=options.round, digits=options.digits, **kwargs)
    print(found.to_json() if options.json else found._repr_html_() if options.html else found)
    return 0
