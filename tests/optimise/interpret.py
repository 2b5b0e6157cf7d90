"""Run a program as the grammar of ``ir.py`` says, on values: the judge of every pass."""

from __future__ import annotations

import copy
import operator

from ad_transform import ir
from ad_transform.ir import HOLE, Call, Const, Do, For, If, Let, Name, Note, Pop, Push, Try, While


def run(program, *args, bound=None):
    """The value of `program` for `args`; `bound` receives the last value of every name."""
    env = {} if bound is None else bound
    env.update((param.id, argument) for param, argument in zip(program.params, args, strict=True))
    tapes: dict = {}
    _block(program.body, env, tapes)
    assert not any(tapes.values()), "a tape is not empty at the end"
    return evaluate(program.result, env)


def evaluate(value, env):
    """The value of an IR value."""
    match value:
        case Const(constant):
            return constant
        case Name(id):
            return env[id]
        case Call(function, args, kwargs) if function in ir.UPDATES:
            return _update(
                function, evaluate(args[0], env), args[1], [evaluate(a, env) for a in args[2:]], env
            )
        case Call(function, args, kwargs):
            return function(*(evaluate(a, env) for a in args), **{k: evaluate(v, env) for k, v in kwargs})
    raise TypeError(value)


def _update(function, base, place, value, env):
    result = copy.deepcopy(base)
    if function in (ir.append, ir.drop_last):
        target = evaluate(place, {**env, HOLE.id: result})
        target.append(*value) if function is ir.append else target.pop()
        return result
    assert place.function is operator.getitem
    target, index = evaluate(place.args[0], {**env, HOLE.id: result}), evaluate(place.args[1], env)
    target[index] = value[0] if function is ir.store else target[index] + value[0]
    return result


def _block(body, env, tapes):
    for statement in body:
        _statement(statement, env, tapes)


def _statement(statement, env, tapes):
    match statement:
        case Let(name, value):
            env[name] = evaluate(value, env)
        case Do(value):
            evaluate(value, env)
        case If(test, body, orelse, outs):
            taken = bool(evaluate(test, env))
            _block(body if taken else orelse, env, tapes)
            for out in outs:
                _bind(out.name, out.then if taken else out.other, env)
        case Try():
            _attempt(statement, env, tapes)
        case For():
            _for(statement, env, tapes)
        case While():
            _while(statement, env, tapes)
        case Push(tape, items):
            tapes.setdefault(tape, []).append([evaluate(item, env) for item in items])
        case Pop(tape, names):
            env.update(zip(names, tapes[tape].pop(), strict=True))
        case Note():
            pass
        case _:
            raise TypeError(statement)


def _attempt(attempt, env, tapes):
    kept, succeeded = {tape: list(items) for tape, items in tapes.items()}, True
    try:
        _block(attempt.body, env, tapes)
    except attempt.errors:
        succeeded = False
        tapes.clear()
        tapes.update(kept)
        _block(attempt.orelse, env, tapes)
    for out in attempt.outs:
        _bind(out.name, out.then if succeeded else out.other, env)


def _bind(name, atom, env):
    env.pop(name, None)
    if atom is not None:
        env[name] = evaluate(atom, env)


def _carry(loop, env, names, values):
    """Bind the fields `names` of each carry to its field `values`, all at once."""
    found = [_read(getattr(carry, values), env) for carry in loop.carried]
    for carry, (bound, value) in zip(loop.carried, found, strict=True):
        env.pop(getattr(carry, names), None)
        if bound:
            env[getattr(carry, names)] = value


def _read(atom, env):
    if isinstance(atom, str):
        return atom in env, env.get(atom)
    if atom is None or (isinstance(atom, Name) and atom.id not in env):
        return False, None
    return True, evaluate(atom, env)


def _for(loop, env, tapes):
    rounds = range(*(evaluate(bound, env) for bound in (loop.start, loop.stop, loop.step)))
    trips = 0
    _carry(loop, env, "head", "init")
    for index in reversed(rounds) if loop.backward else rounds:
        env[loop.index] = index
        trips += 1
        _block(loop.body, env, tapes)
        _carry(loop, env, "head", "end")
        if loop.leave is not None and evaluate(loop.leave, env):
            break
    _leave(loop, env, trips)


def _while(loop, env, tapes):
    trips = 0
    _carry(loop, env, "head", "init")
    while True:
        _block(loop.head, env, tapes)
        if not evaluate(loop.test, env):
            break
        trips += 1
        _block(loop.body, env, tapes)
        left = loop.leave is not None and evaluate(loop.leave, env)
        _carry(loop, env, "head", "end")
        if left:
            break
    _leave(loop, env, trips)


def _leave(loop, env, trips):
    _carry(loop, env, "out", "head")
    if loop.trips:
        env[loop.trips] = trips
