"""Programs as Numba's types want them: `refine(program, kinds)`.

Numba has no keyword-only parameters, and a variable has one type: names of one stem that hold numbers here and arrays
there get stems of their own.
"""

from __future__ import annotations

import operator
from dataclasses import replace

from ad_transform import ir
from ad_transform.backend.names import fresh
from ad_transform.backend.views import accumulates, copy_, lends_view
from ad_transform.ir import Call, Carry, Const, For, If, Let, Name, Out, Pop, Program, Push, Try, While
from ad_transform.jit.lists import refuse_rounding
from ad_transform.jit.tapes import as_arrays
from ad_transform.kinds import COMPLEXES, Array, Number


def refine(program: Program, kinds: dict) -> tuple[Program, dict]:
    """`program` with seeds by position, tapes as arrays and one type for each stem; and the kinds of its names."""
    refuse_rounding(program, kinds)
    params = tuple(
        sorted((replace(p, keyword=False) for p in program.params), key=lambda p: p.default is not None)
    )
    program = replace(program, params=params, body=apart(program.body, kinds))
    return one_type_each(*as_arrays(program, kinds))


def apart(body: tuple, kinds: dict) -> tuple:
    """`body` with copies of what is added to a slice: Numba adds item by item, where NumPy sees that views overlap."""

    def change(statement):
        match statement:
            case Let(value=Call(ir.add_at, (base, place, value))) if is_view(value, kinds):
                return replace(statement, value=Call(ir.add_at, (base, place, Call(copy_, (value,)))))
            case Let(value=Call(function, (base, value))) if accumulates(function) and is_view(value, kinds):
                return replace(statement, value=Call(function, (base, Call(copy_, (value,)))))
        return ir.rebuild(statement, lambda block: apart(block, kinds))

    return tuple(map(change, body))


def is_view(value, kinds):
    """True for an array under a name, or a look at one, which may overlap what is written."""
    match value:
        case Name(id):
            return not isinstance(kinds.get(id), Number)
        case Call(operator.getitem, (_, index)):  # rows are the same or apart
            return cuts(index)
        case Call(function):
            return lends_view(function)
    return False


def cuts(index):
    """True if an index has a slice."""
    match index:
        case Const(value):
            return isinstance(value, slice) or value is Ellipsis or isinstance(value, tuple)
        case Call(function, args):
            return function is slice or (function is ir.make_tuple and any(map(cuts, args)))
    return False


def type_of(kind):
    """What Numba tells apart: the dtype and rank of arrays, and numbers by whether they are complex."""
    match kind:
        case Array(dtype=dtype):
            return dtype, kind.rank
        case Number(dtype=dtype):
            return dtype in COMPLEXES
        case _:
            return None


def one_type_each(program: Program, kinds: dict) -> tuple[Program, dict]:
    stems, taken = {p.id: p.id for p in program.params}, set()
    bound = [p.id for p in program.params] + [n for s in ir.walk(program.body) for n in every_name(s)]
    taken |= {ir.base(n) for n in bound}
    first = {ir.base(p.id): type_of(kinds.get(p.id)) for p in program.params}
    others: dict = {}
    for name in bound:
        stem, kind = ir.base(name), type_of(kinds.get(name))
        if first.setdefault(stem, kind) != kind:
            other = others.setdefault((stem, kind), None) or fresh(stem, taken)
            others[stem, kind] = other
            stems[name] = other + name[len(stem) :]
    changed = {old: new for old, new in stems.items() if old != new}
    body = tuple(
        renamed(ir.rename(s, {o: Name(n) for o, n in changed.items()}), changed) for s in program.body
    )
    result = ir.substitute(program.result, {o: Name(n) for o, n in changed.items()})
    return replace(program, body=body, result=result), {changed.get(n, n): k for n, k in kinds.items()}


def every_name(statement):
    """All that a statement binds, inside and after it."""
    if isinstance(statement, For):
        yield statement.index
    if isinstance(statement, (For, While)):
        yield from (c.head for c in statement.carried)
    yield from ir.binds(statement)


def renamed(statement, new):
    """`statement` with the names that it binds replaced."""
    match statement:
        case Let(name=name):
            return replace(statement, name=new.get(name, name))
        case Pop(names=names):
            return replace(statement, names=tuple(new.get(n, n) for n in names))
        case If(outs=outs) | Try(outs=outs):
            statement = replace(
                statement, outs=tuple(Out(new.get(o.name, o.name), o.then, o.other) for o in outs)
            )
        case For() | While():
            carried = tuple(
                Carry(new.get(c.head, c.head), c.init, c.end, new.get(c.out, c.out))
                for c in statement.carried
            )
            statement = replace(statement, carried=carried, trips=new.get(statement.trips, statement.trips))
            if isinstance(statement, For):
                statement = replace(statement, index=new.get(statement.index, statement.index))
        case Push():
            return statement
    return ir.rebuild(statement, lambda block: tuple(renamed(s, new) for s in block))
