"""The program every pass reads and writes: structured, in single-assignment form, without aliases.

A reader who knows this grammar knows the project::

    program   = Program(name, params, body, result)
    body      = statement*
    statement = Let(name, value, line)                     bind a name, once in the whole program
              | Do(value, line)                            an effect kept in its place: print, assert, raise
              | If(test, body, orelse, outs, line)         outs: what names hold after it
              | For(index, start, stop, step, carried, body, line, backward, leave, trips)
              | While(carried, head, test, body, line, leave, trips)
              | Try(body, errors, orelse, outs, line)    run `body`, or where it fails, `orelse` instead
              | Push(tape, items, line) | Pop(tape, names, line)
              | Derive(mode, body, sources, results, seeds, outs, line)           till `expand`
              | Note(text, line)                           a comment
    value     = Call(function, args, kwargs) | atom
    atom      = Name(id) | Const(value)

Every name is bound exactly once; what changes in a loop is *carried*: ``Carry(head, init, end, out)`` is called
``head`` at the start of the body, was ``init`` before the first round, becomes ``end`` after each round, and is called
``out`` after the loop. A branch hands its results out in the same way: ``Out(name, then, other)``.

Arrays, lists and objects are *values*: ``store(a, place, v)`` is the array ``a`` with one place replaced, a new value
with a new name. The frontend has already resolved which names are one object, so no later pass knows aliases; the
backend prints ``a[i] = v`` again and inserts the copies that in-place text needs.

An identifier is the user's name, or a temporary's, followed by a version: ``x``, ``x.1``, ``x.2``. The backend decides
which versions share one name in the text.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

Atom = "Name | Const"
Value = "Call | Name | Const"


@dataclass(frozen=True, slots=True)
class Name:
    """A use of the value bound to `id`."""

    id: str


@dataclass(frozen=True, slots=True, eq=False)
class Const:
    """A Python object known when the derivative is written: a number, a string, None, a function, a module."""

    value: Any

    def __eq__(self, other):
        if not isinstance(other, Const) or type(self.value) is not type(other.value):
            return False
        if isinstance(self.value, (int, float, complex, str, bytes)):
            return repr(self.value) == repr(other.value)  # tells 0.0 from -0.0, and nan is nan
        return self.value is other.value

    def __hash__(self):
        if isinstance(self.value, (int, float, complex, str, bytes)):
            return hash((type(self.value), repr(self.value)))
        return id(self.value)


@dataclass(frozen=True, slots=True)
class Call:
    """`function` applied to values; the function is the object itself, already resolved."""

    function: Callable
    args: tuple = ()
    kwargs: tuple[tuple[str, Any], ...] = ()


HOLE = Name("@")
"""In a `place`, the object whose place is meant: ``a[i][0]`` is ``getitem(getitem(HOLE, i), 0)``."""


FAILS = "fails"
"""The `effect` of what may raise in the body of a `Try`: whether it does decides the path that is taken."""


@dataclass(frozen=True, slots=True)
class Let:
    """Bind `name` to `value`; with `effect`, evaluate exactly once, where it stands: a random draw, or what FAILS."""

    name: str
    value: Any
    line: int = 0
    effect: bool | str = False


@dataclass(frozen=True, slots=True)
class Do:
    """Evaluate `value` for its effect."""

    value: Any
    line: int = 0


@dataclass(frozen=True, slots=True)
class Out:
    """After a branch, `name` is `then` or `other`; None where that branch leaves it unbound."""

    name: str
    then: Any
    other: Any


@dataclass(frozen=True, slots=True)
class If:
    test: Any
    body: tuple
    orelse: tuple
    outs: tuple[Out, ...] = ()
    line: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Carry:
    """What changes from round to round; `init` is None if it is unbound before the loop."""

    head: str
    init: Any
    end: Any
    out: str


@dataclass(frozen=True, slots=True)
class For:
    """A counted loop over ``range(start, stop, step)``, reversed if `backward`.

    `leave` is an atom of the body: the loop is left after the round in which it is true (a `break`).
    `trips`, if not None, is bound after the loop to the number of rounds begun.
    """

    index: str
    start: Any
    stop: Any
    step: Any
    carried: tuple[Carry, ...]
    body: tuple
    line: int = 0
    backward: bool = False
    leave: Any = None
    trips: str | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class While:
    """Run `head`, and while `test` (an atom of `head`) holds, `body`; names of `head` are visible in `body`.

    After the loop a carried value is what it was at the last `head`, or its `end` where the loop was left by `leave`.
    `trips`, if not None, is bound after the loop to the number of bodies run.
    """

    carried: tuple[Carry, ...]
    head: tuple
    test: Any
    body: tuple
    line: int = 0
    leave: Any = None
    trips: str | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Try:
    """Run `body`; if one of the classes `errors` is raised in it, run `orelse` instead, as if `body` had never begun.

    So `orelse` sees the values from before, and what `body` has pushed is on no tape. What may raise in `body` is a
    Let that FAILS, or a Do, and no pass adds to these. One of `outs` is True after `body` and False after `orelse`.
    """

    body: tuple
    errors: tuple
    orelse: tuple
    outs: tuple[Out, ...] = ()
    line: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Push:
    """Put `items` on `tape`, a stack named once per program and empty when the program starts."""

    tape: str
    items: tuple
    line: int = 0


@dataclass(frozen=True, slots=True)
class Pop:
    """Bind `names` to what the matching Push put on `tape`."""

    tape: str
    names: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Derive:
    """Run `body`, then bind `outs` to a derivative of its `results`, by `sources`: names bound before it.

    In the mode "jvp" `seeds` are tangents of `sources` and `outs` those of `results`; in "vjp" `seeds` are adjoints of
    `results` and `outs` those of `sources`. What `body` binds is bound for what follows.
    """

    mode: str
    body: tuple
    sources: tuple[str, ...]
    results: tuple
    seeds: tuple
    outs: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """A comment on the statements that follow; `line` is the primal's, 0 for a heading."""

    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter: `id` in the program; `default` a Const or None; `keyword` for keyword-only."""

    id: str
    default: Any = None
    keyword: bool = False


@dataclass(frozen=True, slots=True)
class Program:
    """A function: `result` is a value over names bound in `body`; `doc` its docstring, `file` the primal's file."""

    name: str
    params: tuple[Param, ...]
    body: tuple
    result: Any
    doc: str = ""
    file: str = ""
    lines: dict = field(default_factory=dict, compare=False, hash=False)


# Words of the IR that are no functions of Python: the backend prints each as the syntax beside it.


def make_tuple(*items):
    """``(a, b)``"""
    return tuple(items)


def make_list(*items):
    """``[a, b]``"""
    return list(items)


def make_dict(*pairs):
    """``{k: v}``, from alternating keys and values."""
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


def invoke(function, *args, **kwargs):
    """``function(*args, **kwargs)``, for a function that is a value of the program, such as ``rng.normal``"""
    return function(*args, **kwargs)


def select(test, then, other):
    """``then if test else other``"""
    return then if test else other


def both(first, second):
    """``first and second``"""
    return first and second


def either(first, second):
    """``first or second``"""
    return first or second


def store(base, place, value):
    """`base` with `place` replaced by `value`: ``base[i] = value``. Always in place in the text."""


def add_at(base, place, value):
    """`base` with `value` added at `place`: ``base[i] += value``; repeated indices add up."""


def append(base, place, value):
    """`base` with `value` appended to the list at `place`: ``base.append(value)``."""


def drop_last(base, place):
    """`base` without the last item of the list at `place`: ``del base[-1]``."""


def remove(base, place):
    """`base` without the item at `place`: ``del base[k]``."""


def keys_of(base):
    """``list(d)``: the keys of a dict, as they are now"""
    return list(base)


def raise_(error=None, cause=None):
    """``raise error from cause``; without an error, the one being handled again."""
    if error is None:
        error = sys.exception()
    if cause is None:
        raise error
    raise error from cause


def caught(label):
    """``error`` in the block of ``except … as error``, first in the `orelse` of the Try called `label`"""
    return sys.exception()


def assert_(test, message=None):
    """``assert test, message``"""
    assert test, message


UPDATES = (store, add_at, append, drop_last, remove)


# Reading a program


def atoms(value) -> Iterator[Any]:
    """All names and constants in `value`, holes of places left out."""
    match value:
        case Call(_, args, kwargs):
            for part in args:
                yield from atoms(part)
            for _, part in kwargs:
                yield from atoms(part)
        case Name() | Const():
            if value is not HOLE and value != HOLE:
                yield value
        case None:
            return
        case _:
            raise TypeError(f"not a value: {value!r}")


def names(value) -> Iterator[str]:
    """The identifiers that `value` mentions, in reading order."""
    found: list[str] = []
    ahead = [value]
    while ahead:  # a stack rather than nested generators: every pass asks this of every statement
        part = ahead.pop()
        if type(part) is Name:
            if part.id != HOLE.id:
                found.append(part.id)
        elif type(part) is Call:
            ahead.extend(inner for _, inner in reversed(part.kwargs))
            ahead.extend(reversed(part.args))
    return iter(found)


def substitute(value, mapping: dict):
    """`value` with each name in `mapping` (identifier to value) replaced."""
    match value:
        case Call(function, args, kwargs):
            return Call(
                function,
                tuple(substitute(a, mapping) for a in args),
                tuple((k, substitute(v, mapping)) for k, v in kwargs),
            )
        case Name(id):
            return mapping.get(id, value)
        case _:
            return value


def blocks(statement) -> tuple[tuple, ...]:
    """The statement's nested bodies, in the order they run."""
    match statement:
        case If(body=body, orelse=orelse) | Try(body=body, orelse=orelse):
            return body, orelse
        case For(body=body):
            return (body,)
        case While(head=head, body=body):
            return head, body
        case Derive(body=body):
            return (body,)
        case _:
            return ()


def reads(statement) -> Iterator[str]:
    """Identifiers the statement itself mentions, nested bodies left out."""
    match statement:
        case Let(value=value) | Do(value=value):
            yield from names(value)
        case If(outs=outs) | Try(outs=outs):
            yield from names(getattr(statement, "test", None))
            for out in outs:
                yield from names(out.then)
                yield from names(out.other)
        case For() | While():
            if isinstance(statement, For):
                for bound in (statement.start, statement.stop, statement.step):
                    yield from names(bound)
            else:
                yield from names(statement.test)
            yield from names(statement.leave)
            for carry in statement.carried:
                yield from names(carry.init)
                yield from names(carry.end)
        case Push(items=items):
            for item in items:
                yield from names(item)
        case Derive():
            yield from statement.sources
            for value in (*statement.results, *statement.seeds):
                yield from names(value)


def binds(statement) -> Iterator[str]:
    """Identifiers that the statement binds for what follows it, nested bodies left out."""
    match statement:
        case Let(name=name):
            yield name
        case If(outs=outs) | Try(outs=outs):
            yield from (out.name for out in outs)
        case For(carried=carried, trips=trips) | While(carried=carried, trips=trips):
            yield from (carry.out for carry in carried)
            if trips:
                yield trips
        case Pop(names=bound):
            yield from bound
        case Derive(body=body, outs=outs):
            yield from (name for inner in body for name in binds(inner))
            yield from outs


def walk(body) -> Iterator[Any]:
    """Every statement of `body` and of the bodies nested in it, in order."""
    for statement in body:
        yield statement
        for block in blocks(statement):
            yield from walk(block)


def completed(attempt: Try) -> str:
    """The name that is True after the body of a Try that the frontend wrote, and False where it failed."""
    return next(o.name for o in attempt.outs if (o.then, o.other) == (Const(True), Const(False)))


def fails(statement) -> bool:
    """True if a statement in the body of a Try may raise."""
    return any(isinstance(s, Do) or getattr(s, "effect", False) for s in walk((statement,)))


def base(identifier: str) -> str:
    """The name without its version: ``base("x.2") == "x"``."""
    return identifier.partition(".")[0]


# Well-formedness and display


def check(program: Program, after: str = "") -> Program:
    """Return `program`, or raise AssertionError naming the pass `after` which it is ill-formed."""
    bound: set[str] = set()

    def bind(identifier, scope):
        assert identifier not in bound, f"{after}: {identifier} is bound twice\n{show(program)}"
        bound.add(identifier)
        scope.add(identifier)

    def need(value, scope):
        for identifier in names(value):
            assert identifier in scope, f"{after}: {identifier} is read before it is bound\n{show(program)}"

    def block(body, scope):
        scope = set(scope)
        for statement in body:
            visit(statement, scope)
        return scope

    def visit(statement, scope):
        match statement:
            case Let(value=value) | Do(value=value):
                need(value, scope)
            case Push(items=items):
                for item in items:
                    need(item, scope)
            case If(body=body, orelse=orelse, outs=outs) | Try(body=body, orelse=orelse, outs=outs):
                need(getattr(statement, "test", None), scope)
                then, other = block(body, scope), block(orelse, scope)
                for out in outs:
                    need(out.then, then)
                    need(out.other, other)
            case For() | While():
                loop(statement, scope)
            case Derive(body=body):
                for inner in body:
                    visit(inner, scope)
                for identifier in reads(statement):
                    need(Name(identifier), scope)
        for identifier in statement.outs if isinstance(statement, Derive) else binds(statement):
            bind(identifier, scope)

    def loop(statement, scope):
        inner = set(scope)
        for carry in statement.carried:
            need(carry.init, scope)
            bind(carry.head, inner)
        if isinstance(statement, For):
            for bound_ in (statement.start, statement.stop, statement.step):
                need(bound_, scope)
            bind(statement.index, inner)
        else:
            inner = block(statement.head, inner)
            need(statement.test, inner)
        inner = block(statement.body, inner)
        need(statement.leave, inner)
        for carry in statement.carried:
            need(carry.end, inner)

    scope: set[str] = set()
    for param in program.params:
        bind(param.id, scope)
    need(program.result, block(program.body, scope))
    return program


def show(node, indent: str = "") -> str:
    """`node` as text for people who debug passes; not Python."""
    deeper = indent + "    "

    def body(statements):
        return "".join(show(s, deeper) for s in statements) or f"{deeper}pass\n"

    match node:
        case Program(name, params, statements, result):
            head = ", ".join(p.id for p in params)
            return f"def {name}({head}):\n{body(statements)}{deeper}return {show(result)}\n"
        case Let(name, value, _, effect):
            return f"{indent}{name} {'=!' if effect else '='} {show(value)}\n"
        case Do(value):
            return f"{indent}do {show(value)}\n"
        case If(test, then, orelse, outs):
            return f"{indent}if {show(test)}:\n{body(then)}{indent}else:\n{body(orelse)}{_show_outs(outs, indent)}"
        case Try(then, errors, orelse, outs):
            caught_ = ", ".join(error.__name__ for error in errors)
            outs_ = _show_outs(outs, indent)
            return f"{indent}try:\n{body(then)}{indent}except {caught_}:\n{body(orelse)}{outs_}"
        case For():
            word = "for backward" if node.backward else "for"
            span = ", ".join(show(v) for v in (node.start, node.stop, node.step))
            return (
                f"{indent}{word} {node.index} in range({span}):\n{_show_loop(node, indent)}{body(node.body)}"
            )
        case While():
            head = "".join(show(s, deeper) for s in node.head)
            return f"{indent}loop:\n{_show_loop(node, indent)}{head}{deeper}while {show(node.test)}\n{body(node.body)}"
        case Push(tape, items):
            return f"{indent}push {tape} {', '.join(map(show, items))}\n"
        case Pop(tape, bound):
            return f"{indent}pop {tape} {', '.join(bound)}\n"
        case Derive(mode, statements, sources, results, seeds, outs):
            of, along = (", ".join(map(show, values)) for values in (results, seeds))
            head = f"{indent}{mode} {', '.join(outs)}: {of} by {', '.join(sources)} along {along}\n"
            return head + body(statements)
        case Note(text):
            return f"{indent}# {text}\n"
        case Call(function, args, kwargs):
            parts = [show(a) for a in args] + [f"{k}={show(v)}" for k, v in kwargs]
            return f"{getattr(function, '__name__', function)}({', '.join(parts)})"
        case Name(id):
            return id
        case Const(value):
            return getattr(value, "__name__", None) or repr(value)
        case _:
            return repr(node)


def _show_outs(outs, indent):
    return "".join(f"{indent}  -> {o.name} = {show(o.then)} | {show(o.other)}\n" for o in outs)


def _show_loop(node, indent):
    lines = [
        f"{indent}  -> {c.head}: {show(c.init)}, then {show(c.end)}; after: {c.out}\n" for c in node.carried
    ]
    if node.leave is not None:
        lines.append(f"{indent}  -> leave if {show(node.leave)}\n")
    if node.trips:
        lines.append(f"{indent}  -> rounds: {node.trips}\n")
    return "".join(lines)


def rebuild(statement, transform: Callable[[tuple], tuple]):
    """`statement` with `transform` applied to each nested body."""
    match statement:
        case If(body=body, orelse=orelse) | Try(body=body, orelse=orelse):
            return replace(statement, body=transform(body), orelse=transform(orelse))
        case For(body=body):
            return replace(statement, body=transform(body))
        case While(head=head, body=body):
            return replace(statement, head=transform(head), body=transform(body))
        case Derive(body=body):
            return replace(statement, body=transform(body))
        case _:
            return statement


def rename(statement, mapping: dict):
    """`statement` with names it mentions replaced (identifier to atom), nested bodies included."""

    def sub(value):
        return None if value is None else substitute(value, mapping)

    match statement:
        case Let(value=value) | Do(value=value):
            return replace(statement, value=sub(value))
        case Push(items=items):
            return replace(statement, items=tuple(map(sub, items)))
        case If() | Try():
            outs = tuple(Out(o.name, sub(o.then), sub(o.other)) for o in statement.outs)
            statement = replace(statement, outs=outs)
            if isinstance(statement, If):
                statement = replace(statement, test=sub(statement.test))
        case For() | While():
            carried = tuple(Carry(c.head, sub(c.init), sub(c.end), c.out) for c in statement.carried)
            statement = replace(statement, carried=carried, leave=sub(statement.leave))
            if isinstance(statement, For):
                span = {k: sub(getattr(statement, k)) for k in ("start", "stop", "step")}
                statement = replace(statement, **span)
            else:
                statement = replace(statement, test=sub(statement.test))
    return rebuild(statement, lambda body: tuple(rename(s, mapping) for s in body))
