"""Write out the derivatives that stand inside a program, from the innermost to the outermost.

Before::                            After::

    y = x                               y = x
    jvp value_dot: t by y along 1.0     t = y * x
        t = y * x                       t_dot = x
    z = x * value_dot                   value_dot = t_dot
                                        z = x * value_dot

Each is made shorter before the next one differentiates it, so that what is computed twice is differentiated once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial

from .. import ir
from ..analysis import find_active, find_varied
from ..analysis.bound import half_bound
from ..errors import NotSupported
from ..kinds import Number
from .adjoint import reverse_block
from .forward import Forward, settled_dot
from .record import record
from .refusing import refuse_opaque
from .shapes import sizes_of
from .sweep import Sweep, add, bar_of, settled
from .tangent import forward_block
from .tapes import popped


def expand(work, program, sizes, own, shorten):
    """`program` without Derive statements; `shorten` makes each derivative shorter as soon as it is written."""
    if not any(isinstance(s, ir.Derive) for s in ir.walk(program.body)):
        return program
    refuse_attempts(work, program)
    reads = Counter(n for s in ir.walk(program.body) for n in ir.reads(s)) + Counter(ir.names(program.result))
    body = expanded(program.body, partial(written_out, work, sizes, own, shorten, reads))
    return ir.check(replace(program, body=body), "expand")


def refuse_attempts(work, program):
    """The path that a `try` takes is not followed through a derivative that is differentiated."""
    for statement in ir.walk(program.body):
        if isinstance(statement, ir.Try):
            work.spot = statement.line
            what = "a `try` beside or in a derivative that is differentiated"
            raise NotSupported(work.place(), what, "ask with an `if` for what would fail")


def expanded(body, write):
    """The statements of `body`, each derivative written out."""
    done: list = []
    for statement in body:
        if isinstance(statement, ir.Derive):
            done += write(statement)
        else:
            done.append(ir.rebuild(statement, partial(expanded, write=write)))
    return tuple(done)


def relabelled(work, statement):
    """Branches and loops of the two sweeps are twins no more, and all that may end early count their rounds again."""
    statement = ir.rebuild(statement, lambda body: tuple(relabelled(work, s) for s in body))
    counts = isinstance(statement, ir.While) or getattr(statement, "leave", None) is not None
    if counts and statement.trips is None:
        trips = work.builder.fresh(f"rounds_{statement.line}")
        work.builder.kinds[trips] = Number("int")
        statement = replace(statement, trips=trips)
    if not getattr(statement, "label", ""):
        return statement
    return replace(statement, label=work.builder.fresh(ir.base(statement.label)))


def written_out(work, sizes, own, shorten, reads, statement):
    """The statements of one derivative."""
    again = partial(written_out, work, sizes, own, shorten, reads)
    inner = replace(statement, body=expanded(statement.body, again))
    body = adjoints(work, sizes, own, inner) if inner.mode == "vjp" else tangents(work, sizes, inner)
    within = Counter(n for s in ir.walk(statement.body) for n in ir.reads(s)) + Counter(ir.reads(statement))
    wanted = [n for n in ir.binds(statement) if reads[n] > within[n]]
    return shortened(work, body, wanted, shorten)


def shortened(work, body, wanted, shorten):
    """`body` made shorter, as a program that takes what it does not bind and gives the names `wanted`."""
    result = ir.Call(ir.make_tuple, tuple(map(ir.Name, wanted)))
    program = ir.Program("nested", tuple(map(ir.Param, free_names(body))), tuple(body), result)
    program, kinds = shorten(program, work.builder.kinds)
    work.builder.kinds.update(kinds)
    for name in (n for s in ir.walk(program.body) for n in bound_by(s)):
        stem, _, version = name.partition(".")
        work.builder.versions[stem] = max(work.builder.versions.get(stem, 0), int(version or 0) + 1)
    copies = [
        ir.Let(name, atom)
        for name, atom in zip(wanted, program.result.args, strict=True)
        if atom != ir.Name(name)
    ]
    return (*(relabelled(work, s) for s in program.body if not isinstance(s, ir.Note)), *copies)


def free_names(body):
    """The names that `body` reads and does not bind, in order."""
    bound = {n for s in ir.walk(body) for n in bound_by(s)}
    return list(dict.fromkeys(n for s in ir.walk(body) for n in ir.reads(s) if n not in bound))


def bound_by(statement):
    """Every name that a statement binds, those of a loop's rounds among them."""
    yield from ir.binds(statement)
    yield from (c.head for c in getattr(statement, "carried", ()))
    if isinstance(statement, ir.For):
        yield statement.index


def prepared(work, statement):
    """The program of a derivative's body, and what is active in it."""
    program = ir.Program("nested", (), statement.body, ir.Call(ir.make_tuple, statement.results))
    kinds, rules = work.builder.kinds, work.rules
    refuse_opaque(work, program, find_varied(program, statement.sources, kinds, rules))
    work.builder.line = work.spot = statement.line
    return program, find_active(program, statement.sources, kinds, rules)


def adjoints(work, sizes, own, statement):
    """Both sweeps, and what the reverse sweep gives."""
    program, active = prepared(work, statement)
    sizes = sizes_of(statement.sources, work.builder.kinds) | sizes
    sweep = Sweep(work, active, {}, sizes, own, half_bound(program), tapes=popped(program))
    with work.builder.nested() as reverse:
        for atom, seed in zip(statement.results, statement.seeds, strict=True):
            add(sweep, atom, seed)
        reverse_block(sweep, program.body)
        work.builder.line = statement.line
        found = [settled(sweep, n, bar_of(sweep, n)) for n in statement.sources]
        work.builder.block += [
            ir.Let(o, a, statement.line) for o, a in zip(statement.outs, found, strict=True)
        ]
    given = dict.fromkeys([*statement.sources, *free_names(program.body)])
    first, second = record(work, tuple(map(ir.Param, given)), list(program.body), reverse, sizes)
    return (*first, *second)


def tangents(work, sizes, statement):
    """The body with tangents beside it."""
    program, active = prepared(work, statement)
    sizes = sizes_of(statement.sources, work.builder.kinds) | sizes
    dots = {n: s for n, s in zip(statement.sources, statement.seeds, strict=True) if n in active}
    forward = Forward(work, active, sizes, dots, popped(program))
    with work.builder.nested() as body:
        forward_block(forward, program.body)
        work.builder.line = statement.line
        found = [settled_dot(forward, atom) for atom in statement.results]
        work.builder.block += [
            ir.Let(o, a, statement.line) for o, a in zip(statement.outs, found, strict=True)
        ]
    return tuple(body)
