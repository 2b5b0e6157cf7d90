"""What is looked at, and not only written into: `without_unread(program)`, `without_outlines(program, kinds)`.

Before::                                         After::

    conf_w.1 = store(conf_w, [0], a)                 conf_w.1 = store(conf_w, [0], a)
    conf.1 = store(conf, ["x"], a)                   conf.1 = store(None, ["x"], a)

A caller's list, dict or object is stored into so that the caller sees it; the program itself reads what was put
there. Such a value needs no copy before something in it is written: the caller, who looks at it later, must see that.
Nor does an array that is asked only for its shape and dtype from there on, which no write changes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from ad_transform import ir
from ad_transform.analysis.outlines import looks_at
from ad_transform.backend.updates import is_ours, is_update
from ad_transform.ir import Call, Let, Name, Program
from ad_transform.kinds import Array


def without_unread(program: Program) -> Program:
    """`program` in which nothing that is only written into is needed."""
    found = observed(program)

    def change(statement):
        match statement:
            case Let(name, Call(_, args)) if is_update(statement) and not is_ours(statement):
                if name in found:
                    return statement
                return replace(statement, value=replace(statement.value, args=(ir.Const(None), *args[1:])))
            case ir.If(outs=outs) | ir.Try(outs=outs):
                joined = tuple(o if o.name in found else replace(o, then=None, other=None) for o in outs)
                statement = replace(statement, outs=joined)
            case ir.For(carried=carried) | ir.While(carried=carried):
                joined = tuple(_needed_carry(c, found) for c in carried)
                statement = replace(statement, carried=joined)
        return ir.rebuild(statement, every)

    def every(body):
        return tuple(map(change, body))

    return replace(program, body=every(program.body))


def _needed_carry(carry, found):
    return carry if {carry.head, carry.out} & found else replace(carry, init=None, end=None)


def observed(program: Program) -> frozenset[str]:
    """The names whose values are read, or handed on to a name whose value is read."""
    sources: dict[str, set] = defaultdict(set)
    found = set(ir.names(program.result))
    for statement in ir.walk(program.body):
        found |= _read(statement, sources)
    ahead = list(found)
    while ahead:
        new = sources.pop(ahead.pop(), set()) - found
        found |= new
        ahead += new
    return frozenset(found)


def _read(statement, sources) -> set:
    """What the statement itself reads; what it only hands on goes to `sources` under the name it goes to."""
    match statement:
        case Let(name, Call(_, (base, place, *values))) if is_update(statement) and not is_ours(statement):
            sources[name].update(ir.names(base))
            return {n for value in (place, *values) for n in ir.names(value)}
        case ir.If(outs=outs) | ir.Try(outs=outs):
            for out in outs:
                sources[out.name].update(ir.names(out.then), ir.names(out.other))
            return set(ir.names(getattr(statement, "test", None)))
        case ir.For() | ir.While():
            return _read_by_loop(statement, sources)
    return set(ir.reads(statement))


def _read_by_loop(loop, sources) -> set:
    for carry in loop.carried:
        both = {*ir.names(carry.init), *ir.names(carry.end)}
        sources[carry.head].update(both)
        sources[carry.out].update(both, {carry.head})
    bounds = (loop.start, loop.stop, loop.step) if isinstance(loop, ir.For) else (loop.test,)
    return {n for value in (*bounds, loop.leave) for n in ir.names(value)}


def without_outlines(program: Program, kinds: dict) -> Program:
    """`program` in which no array is read for its shape or dtype alone."""

    def looked_at(call, place):
        argument = call.args[place]
        is_array = isinstance(argument, Name) and isinstance(kinds.get(argument.id), Array)
        return is_array and looks_at(call.function, place, call.args)

    def plain(value):
        if not isinstance(value, Call):
            return value
        args = (ir.Const(None) if looked_at(value, k) else plain(a) for k, a in enumerate(value.args))
        return replace(value, args=tuple(args), kwargs=tuple((k, plain(v)) for k, v in value.kwargs))

    def change(statement):
        if isinstance(statement, (Let, ir.Do)):
            return replace(statement, value=plain(statement.value))
        return ir.rebuild(statement, every)

    def every(body):
        return tuple(map(change, body))

    return replace(program, body=every(program.body), result=plain(program.result))
