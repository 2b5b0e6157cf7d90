"""Read shapes from the newest version of an array: `newest_shapes(program, kinds)`.

Before::                                After::

    a.1 = store(a, [0], 1.0)                a.1 = store(a, [0], 1.0)
    a_bar = zeros_like(a)                   a_bar = zeros_like(a.1)

A store changes no shape, so the older version, whose values are gone from the text, need not be kept. The same holds
for what is given that shape again: ``a.1 = reshape(b, shape(a))``.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass, replace

import numpy as np

from ad_transform import ir
from ad_transform.analysis.outlines import looks_at, outline_only
from ad_transform.backend.views import accumulates
from ad_transform.ir import Call, For, If, Let, Name, Program, Try, While
from ad_transform.kinds import Array, Unknown


def newest_shapes(program: Program, kinds: dict) -> Program:
    newest: dict[str, str] = {}
    body = _block(program.body, newest, _facts(program, kinds))
    return replace(program, body=body, result=_value(program.result, newest))


@dataclass(frozen=True)
class _Facts:
    kinds: dict
    shapes: dict
    """Names of shapes, and the arrays that have them."""
    idle: frozenset[str]
    """Names of which nothing but the outline is asked."""


def _facts(program, kinds):
    lets = [s for s in ir.walk(program.body) if isinstance(s, Let) and isinstance(s.value, Call)]
    shapes = {s.name: s.value.args[0] for s in lets if s.value.function is np.shape}
    return _Facts(kinds, shapes, outline_only(program.body, program.result))


def _value(value, newest):
    match value:
        case Call(function, args, kwargs):
            new = tuple(
                _newest(a, newest) if looks_at(function, k, args) else _value(a, newest)
                for k, a in enumerate(args)
            )
            return Call(function, new, tuple((k, _value(v, newest)) for k, v in kwargs))
        case _:
            return value


def _newest(value, newest):
    """What has the shape of `value`: the newest version of an array, or its items at the same places."""
    match value:
        case Name(id):
            return Name(newest.get(id, id))
        case Call(operator.getitem, (base, index)):
            return Call(operator.getitem, (_newest(base, newest), index))
        case _:
            return _value(value, newest)


def _block(body, newest, facts):
    """`body` with shapes read from the `newest` version, which is kept up to date."""
    return tuple(_statement(s, newest, facts) for s in body)


def _advance(newest, old, new):
    """From now on `new` is the newest version of `old` and of all that it is the newest of."""
    for name in [n for n, latest in newest.items() if latest == old]:
        newest[name] = new
    newest[old] = new


def _statement(statement, newest, facts):
    match statement:
        case Let(name, value):
            new = _newest(value, newest) if name in facts.idle else _value(value, newest)
            statement = replace(statement, value=new)
            if (old := _older(value, facts)) is not None:
                _advance(newest, old, name)
            return statement
        case ir.Do(value):
            return replace(statement, value=_value(value, newest))
        case If(body=body, orelse=orelse, outs=outs) | Try(body=body, orelse=orelse, outs=outs):
            then, other = dict(newest), dict(newest)
            body, orelse = _block(body, then, facts), _block(orelse, other, facts)
            for o in outs:
                _join(newest, o.name, [(then, o.then), (other, o.other)])
            changed = {"test": _value(statement.test, newest)} if isinstance(statement, If) else {}
            return replace(statement, body=body, orelse=orelse, **changed)
        case For() | While():
            return _loop(statement, newest, facts)
        case _:
            return statement


def _older(value, facts):
    """The name of the array whose shape and dtype the `value` keeps, if it is known to keep one's."""
    if not isinstance(value, Call):
        return None
    base, kinds = value.args[0] if value.args else None, facts.kinds
    if value.function is np.reshape and len(value.args) == 2:
        like = facts.shapes.get(getattr(value.args[1], "id", None))
        alike = [kinds.get(getattr(a, "id", None)) for a in (base, like)]
        same = all(isinstance(k, Array) for k in alike) and alike[0].dtype == alike[1].dtype
        return like.id if same else None
    if not isinstance(base, Name) or not (
        accumulates(value.function) or value.function in (ir.store, ir.add_at)
    ):
        return None
    kind = kinds.get(base.id, Unknown())
    return base.id if isinstance(kind, Array) or kind == Unknown() else None


def _join(newest, name, edges):
    """`name` is the newest version of what all its `edges` are the newest versions of."""
    if any(not isinstance(value, Name) for _, value in edges):
        return
    olds = [{n for n, latest in inside.items() if latest == value.id} | {value.id} for inside, value in edges]
    for old in sorted(set.intersection(*olds)):
        newest[old] = name


def _loop(loop, newest, facts):
    """A loop; a carried array stands for the one it started from if every round only stores into it."""
    links = ((s.name, _older(s.value, facts)) for s in ir.walk(loop.body) if isinstance(s, Let))
    chains = {name: old for name, old in links if old is not None}
    kept = [c for c in loop.carried if isinstance(c.init, Name) and isinstance(c.end, Name)]
    kept = [c for c in kept if _reaches(c.end.id, c.head, chains, loop)]
    inside = dict(newest)
    for c in kept:
        _advance(inside, c.init.id, c.head)
    changed = {}
    if isinstance(loop, While):
        changed = {"head": _block(loop.head, inside, facts), "test": _value(loop.test, inside)}
    changed["body"] = _block(loop.body, inside, facts)
    for c in kept:
        _advance(newest, c.init.id, c.out)
    return replace(loop, **changed)


def _reaches(name, head, chains, loop):
    """True if `name` comes from `head` by stores alone, in branches and inner loops too."""
    outs = {o.name: (o.then, o.other) for s in ir.walk(loop.body) for o in getattr(s, "outs", ())}
    inner = {c.out: (c.init, c.end) for s in ir.walk(loop.body) for c in getattr(s, "carried", ())}
    heads = {c.head: (c.init,) for s in ir.walk(loop.body) for c in getattr(s, "carried", ())}
    ahead, seen = [name], set()
    while ahead:
        name = ahead.pop()
        if name == head or name in seen:
            continue
        seen.add(name)
        sources = [Name(chains[name])] if name in chains else {**outs, **inner, **heads}.get(name)
        if sources is None or not all(isinstance(s, Name) for s in sources):
            return False
        ahead += [s.id for s in sources]
    return True
