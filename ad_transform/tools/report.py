"""`report(f)`: what will become of each line of a function, without running it, and its command."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .. import ir
from ..analysis import find_active
from ..derivative import Derivative
from ..errors import DifferentiationError
from ..frontend import lower
from ..frontend.guesses import guess_kinds
from ..kinds import Array, ListOf, Number
from ..results import kind_of
from ..rules.names import name_of
from ..source import read as read_source
from ..transform import Derived, Request, derive_program
from ..transform.structures import leaf_names, meant_by
from ..usercalls import UserCall
from .target import add_arguments, add_target, arguments_of, derivative_of, load, running, wrt_of

HELP = "tell, without running it, what will become of each line of a function"


@dataclass(frozen=True)
class Line:
    """A line of the function: `verdict` is "rule", "constant", "flow" or "refused", `why` says more."""

    number: int
    text: str
    verdict: str
    why: str


@dataclass(frozen=True)
class Report:
    """What `report` has found; printed, it is the function with a remark beside each line."""

    name: str
    wrt: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def refused(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.verdict == "refused")

    def __str__(self) -> str:
        verb = "is refused" if self.refused else "is differentiated"
        width = max((len(line.text) for line in self.lines), default=0)
        head = f"`{self.name}` {verb} with respect to {', '.join(self.wrt)}"
        marks = {"refused": "!", "rule": "", "constant": "", "flow": ""}
        rows = [
            f"{line.number:>5}{marks[line.verdict]:1} {line.text.ljust(width)}  {line.why}".rstrip()
            for line in self.lines
        ]
        return "\n".join([head, *rows])


def report(f: Callable, *args, wrt: Any = None, **kwargs) -> Report:
    """Tell what will become of each line of a function, without running it.

    Parameters
    ----------
    f : callable
        A function, a decorated function, or a derivative of one.
    *args, **kwargs
        Arguments whose kinds it is about; without any, the kinds that annotations, defaults and use suggest.
    wrt : int, str or tuple of these, optional
        What to differentiate by; without it as `f` says, or all that can hold floats.

    Returns
    -------
    Report
        For each line the rules that are found, what is taped, or why it is refused.
    """
    made = f if isinstance(f, Derivative) else getattr(f, "grad", None)
    if not isinstance(made, Derivative) or wrt is not None:
        made = Derivative(made.function if isinstance(made, Derivative) else f, "vjp", wrt)
    return reported(made.beside("vjp"), args, kwargs)


def reported(derivative: Derivative, args: tuple, kwargs: dict) -> Report:
    """The report on the function of a derivative."""
    source = read_source(derivative.primal)
    end = getattr(source.tree, "end_lineno", source.first_line)
    texts = {n: source.lines[n - 1].rstrip() for n in range(source.first_line, end + 1)}
    remarks: dict[int, list[tuple[str, str]]] = defaultdict(list)
    wrt = derivative.request.wrt
    try:
        if args or kwargs:
            kinds = {name: kind_of(v, name=name) for name, v in derivative.bind(*args, **kwargs).items()}
        else:
            kinds = guess_kinds(derivative.primal, derivative.signature, wrt)
        lowered = lower(derivative.primal, kinds, derivative.rules)
        note_rules(lowered, wrt, derivative.rules, remarks)
        note_tapes(derive_program(lowered, Request("vjp", wrt), derivative.rules), remarks)
    except DifferentiationError as error:
        for one in error.errors:
            where = one.place.line if one.place else source.first_line
            hint = f" ({one.hint})" if one.hint else ""
            remarks[where] = [("refused", one.what + hint)]
    margin = min((len(t) - len(t.lstrip()) for t in texts.values() if t.strip()), default=0)
    lines = [line_of(n, text[margin:], remarks.get(n, [])) for n, text in texts.items() if text.strip()]
    return Report(source.name, wrt, tuple(lines))


def line_of(number: int, text: str, remarks: list[tuple[str, str]]) -> Line:
    """A line with what is known of it."""
    verdicts = [verdict for verdict, _ in remarks]
    verdict = next((v for v in ("refused", "rule", "flow") if v in verdicts), "constant")
    if "rule" in verdicts:  # what is constant beside it goes without saying
        remarks = [remark for remark in remarks if remark[0] != "constant"]
    return Line(number, text, verdict, "; ".join(grouped(dict.fromkeys(why for _, why in remarks))))


def grouped(words) -> list[str]:
    """Remarks in order, the functions of one kind of rule together: ``elementwise: mul, np.exp``."""
    groups: dict[str, list[str]] = {}
    for word in words:
        kind, colon, name = word.partition(": ")
        groups.setdefault(kind, []).extend([name] if colon else [])
    return [f"{kind}: {', '.join(names)}" if names else kind for kind, names in groups.items()]


def note_rules(lowered, wrt: tuple[str, ...], rules, remarks) -> None:
    """Note, line by line, the rule of each call, and what is constant."""
    program = lowered.program
    sources = [n for name in wrt for n in leaf_names(meant_by(lowered, name), lowered.kinds)]
    active = find_active(program, sources, lowered.kinds, rules)
    for statement in ir.walk(program.body):
        match statement:
            case ir.Let(name, ir.Call() as call, line):
                remarks[line].append(of_call(call, name in active, rules))
            case ir.Do(ir.Call(function), line):
                remarks[line].append(("constant", f"`{name_of(function)}` is kept as it is"))
            case ir.For(line=line) | ir.While(line=line):
                remarks[line].append(("flow", "loop"))
            case ir.If(line=line):
                remarks[line].append(("flow", "branch"))


def of_call(call: ir.Call, active: bool, rules) -> tuple[str, str]:
    """What is said of a call."""
    name = name_of(call.function)
    if isinstance(call.function, UserCall):
        return "rule", f"calls itself: {call.function.__name__}"
    if not active:
        return "constant", "passed through"
    rule = rules.find(call.function)
    if rule is None or call.function in ir.UPDATES:
        return "rule", "read and written as data"
    return "rule", f"{rule.kind}: {name.removeprefix('operator.')}"


def note_tapes(derived: Derived, remarks) -> None:
    """Note what loops and branches keep for the reverse sweep, at the line of each."""
    for statement in ir.walk(derived.program.body):
        if isinstance(statement, ir.Push) and statement.items:
            kept = [
                f"{ir.base(item.id)} ({amount(derived.kinds.get(item.id))})"
                for item in statement.items
                if isinstance(item, ir.Name)
            ]
            line = statement.line or int(statement.tape.rpartition("_")[2].partition(".")[0])
            remarks[line].append(("flow", f"each round tapes {', '.join(kept)}"))


def amount(kind) -> str:
    """How much memory something of a kind takes."""
    match kind:
        case Number():
            return "a number"
        case Array(dtype, dims) if all(not dim.symbol for dim in dims):
            return f"{dtype} {tuple(dim.offset for dim in dims)}"
        case Array(dtype, dims):
            return f"{dtype} array, {len(dims)} axes" if len(dims) != 1 else f"{dtype} vector"
        case ListOf():
            return "a list"
    return "as large as it is"


# The command


def arguments(parser) -> None:
    add_target(parser)
    parser.add_argument("--wrt", metavar="NAMES", help="parameters to differentiate by: x or x,y")
    add_arguments(parser, "arguments whose kinds it is about, for example")


def run(options) -> int:
    """Print the report; 1 if a line is refused."""
    target = load(options.target)
    args, kwargs = arguments_of(target, options.args)
    with running(target):
        found = reported(derivative_of(target, None, wrt_of(options.wrt)).beside("vjp"), args, kwargs)
    print(found)
    return int(bool(found.refused))
