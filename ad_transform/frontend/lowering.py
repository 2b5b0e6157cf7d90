"""From a Python function to a program of the IR, for arguments of known kinds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .. import ir
from ..errors import NotDifferentiable
from ..objects import is_made_of_fields
from ..results import kind_of
from ..runtime import require_layout
from ..source import read as read_source
from . import ruled
from .derivatives import entered
from .effects import changed, lent, refuse_interference, refuse_our_names
from .entry_values import enter
from .failing import Raised
from .fence import fence
from .frames import new_frame, run
from .memory import freeze
from .values import Bound, Closure, Items, Maybe, Method, Operator, Ref, Struct
from .work import NewInput, Recursive, Work


@dataclass(frozen=True)
class Lowered:
    """A function as a program, with what the transforms need to know of its ends.

    `parameters` gives, for each parameter, its structure: an atom, or nested tuples ``(class, ((key, structure), …))``.
    `inputs` are globals and closure variables that became parameters, `guards` objects relied on.
    """

    program: ir.Program
    kinds: dict
    parameters: dict
    inputs: tuple
    guards: tuple
    source: Any = field(compare=False)
    changed: tuple = ()
    """Names of objects of the caller's, or from outside, that are written."""
    lent: tuple = ()
    """Names of objects from outside that may be what is returned."""
    versions: dict = field(default_factory=dict, compare=False)
    writes: bool = False
    """It writes into an argument, or into an array from outside."""
    optional: bool = False
    """It returns None on some paths, where the program raises an error."""
    layouts: tuple = ()
    """Arrays that are passed whose layout in memory decides what is written."""
    asked: tuple = ()
    """What was asked of the function already, where it is a derivative that is differentiated, innermost first."""


def lower(function, kinds, rules, assumed=None, outside=(), body=False, asked=()) -> Lowered:
    """Lower `function`, whose parameters hold `kinds` (a dict in the order of the signature).

    `assumed`: what is known already of functions that call themselves, see `recursion`. `outside`: variables from
    outside that the rules read. A function that carries a rule is a call of itself, but for its `body`. With `asked`,
    requests from the innermost outwards, the program is that of a derivative, in Derive statements.
    """
    source = read_source(function)
    rule = None if body else rules.find(source.function)
    if rule is None:
        fence(source)
    known: dict = {found.key: found for found in outside}
    recursive: set = set()
    summaries: dict = {}
    while True:
        work = Work(rules, recursive=recursive, assumed=assumed or {}, summaries=summaries)
        try:
            return attempt(work, source, kinds, known, rule, asked)
        except NewInput as found:
            known[found.key] = found.with_traceback(None)  # frames would be kept alive
        except Recursive as found:
            recursive.add(found.function)


def attempt(work, source, kinds, known, rule=None, asked=()):
    """One reading of the function, with the outside variables that are known to be used."""
    frame = new_frame(work, source, source.tree, None, outermost=True)
    work.at(frame, source.tree)
    parameters = {name: enter_parameter(work, frame, name, kind) for name, kind in kinds.items()}
    for found in known.values():
        introduce(work, found)
    structures = {name: structure(work, value) for name, value in parameters.items()}
    begun = len(work.builder.block)
    result = returned(work, frame, source, kinds, rule, asked)
    work.at(frame, source.tree)
    refuse_interference(work)
    refuse_our_names(work)
    value = written(work, result)
    layouts = require_layouts(work, begun)
    program = assembled(work, source, kinds, known, value)
    return Lowered(
        program,
        work.builder.kinds,
        structures,
        tuple({f.name: f for f in known.values()}.values()),
        tuple(work.guards),
        source,
        changed(work),
        lent(work, result),
        work.builder.versions,
        any(cell.external for cell in work.written),
        may_be_none(result),
        layouts,
        tuple(asked),
    )


def assembled(work, source, kinds, known, value):
    """The program that returns `value`: the user's parameters, and the variables from outside."""
    extra = tuple(ir.Param(f.parameter, None, True) for f in known.values())
    params = tuple(parameter(source, name) for name in kinds) + extra
    body, lines = tuple(work.builder.block), texts(source)
    return ir.check(ir.Program(source.name, params, body, value, file=source.file, lines=lines), "lower")


def texts(source):
    """The text of each line of the function that has any."""
    numbers = range(source.first_line, source.first_line + len(source.lines) + 1)
    return {n: text for n in numbers if (text := source.text(n))}


def require_layouts(work, begun):
    """The arrays that are passed whose layout decides what a write through a reshape reaches; tests of it."""
    written = [names for cells, names in work.rested if any(c in work.written for c in cells)]
    layouts = tuple(sorted(frozenset().union(*written)))
    known = {name: ir.Const(work.builder.kinds[name].layout) for name in layouts}
    tests = [ir.Do(ir.Call(require_layout, (ir.Name(n), known[n], ir.Const(n)))) for n in layouts]
    work.builder.block[begun:begun] = tests
    return layouts


def returned(work, frame, source, kinds, rule, asked):
    """What the function returns, or its derivative; None if it raises on every path.

    A function that carries a rule is a call of itself.
    """
    if asked:
        return entered(work, frame, source, kinds, asked)
    work.stack.append((source.function, frame))
    if rule is not None:
        return call_itself(work, frame, source, kinds, rule)
    try:
        return run(work, frame, source.tree)
    except Raised:
        return ir.Const(None)


def may_be_none(value):
    """True if a result, or an item of it, is None on some paths."""
    return isinstance(value, Maybe) or (isinstance(value, Items) and any(map(may_be_none, value.items)))


def call_itself(work, frame, source, kinds, rule):
    """What a function returns that carries a rule: its call, with its parameters."""
    values = {name: work.state.variables[frame.key(name)] for name in kinds}
    specs = source.signature.parameters
    named = {name for name in kinds if specs[name].kind is specs[name].KEYWORD_ONLY}
    args = [value for name, value in values.items() if name not in named]
    return ruled.call(work, source.function, rule, args, {name: values[name] for name in named})


def parameter(source, name):
    spec = source.signature.parameters.get(name)
    if spec is None:  # the seed of a derivative that is differentiated
        return ir.Param(name, None, True)
    default = ir.Const(spec.default) if spec.default is not spec.empty else None
    return ir.Param(name, default, spec.kind is spec.KEYWORD_ONLY)


def enter_parameter(work, frame, name, kind):
    """Bind a parameter, whose parts get names of their own."""
    atom = ir.Name(work.builder.fresh(name))
    work.builder.kinds[atom.id] = kind
    value = enter(work, atom, kind, name)
    work.state.variables[frame.key(name)] = value
    return value


def introduce(work, found):
    """A variable from outside becomes a parameter."""
    value = found.fetch()
    found.parameter = work.builder.fresh(found.name)
    kind = kind_of(value, name=found.name)
    work.builder.kinds[found.parameter] = kind
    found.kind = kind
    work.inputs[found.key] = enter(work, ir.Name(found.parameter), kind, found.name)


def structure(work, value):
    """The atoms of a parameter, in its structure."""
    match value:
        case Items(items, cls):
            return cls, tuple((k, structure(work, v)) for k, v in enumerate(items))
        case Ref(cell):
            held = work.state.heap[cell]
            if isinstance(held, Struct):
                return held.cls, tuple((k, structure(work, v)) for k, v in held.fields)
            return held
    return value


def written(work, value):
    """The result as a value: nested tuples, lists and dicts of atoms."""
    match value:
        case Items(items, cls):
            return ir.Call(ir.make_tuple if cls is tuple else cls, tuple(written(work, v) for v in items))
        case Ref(cell) if isinstance(work.state.heap.get(cell), Struct):
            held = work.state.heap[cell]
            if held.cls is list:
                return ir.Call(ir.make_list, tuple(written(work, v) for _, v in held.fields))
            if held.cls is dict:
                flat = [part for k, v in held.fields for part in (ir.Const(k), written(work, v))]
                return ir.Call(ir.make_dict, tuple(flat))
            if not is_made_of_fields(held.cls):
                raise NotDifferentiable(
                    work.place(),
                    f"the result is an object of the class `{held.cls.__name__}`",
                    "return its attributes, or make it a dataclass",
                )
            return ir.Call(held.cls, (), tuple((k, written(work, v)) for k, v in held.fields))
        case Closure() | Bound() | Method() | Operator():
            raise NotDifferentiable(work.place(), "the result is a function", "return numbers or arrays")
    return freeze(work, value)
