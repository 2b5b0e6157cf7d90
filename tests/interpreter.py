"""What a program of the IR means, evaluated as `ir.py` says: values never change, `store` makes a changed copy.

Independent of frontend, optimiser and backend, so each of them can be held against it.
"""

import copy

import numpy as np

from ad_transform import ir
from ad_transform.ir import Call, Const, Do, For, If, Let, Name, Note, Pop, Push, Try, While


def interpret(program, *args, **kwargs):
    """The result of `program` for arguments by position and keyword; the arguments are not written."""
    names = dict(zip((param.id for param in program.params), copy.deepcopy(args)))
    for param in program.params[len(args) :]:
        names[param.id] = kwargs[param.id] if param.id in kwargs else param.default.value
    tapes = {}
    run(program.body, names, tapes)
    return evaluate(program.result, names)


def evaluate(value, names):
    match value:
        case Const(value=constant):
            return constant
        case Name(id):
            return names[id]
        case Call(function, args, kwargs) if function in ir.UPDATES:
            return updated(function, args, names)
        case Call(ir.select, (test, then, other)):
            return evaluate(then if evaluate(test, names) else other, names)
        case Call(ir.both, (first, second)):
            return evaluate(first, names) and evaluate(second, names)
        case Call(ir.either, (first, second)):
            return evaluate(first, names) or evaluate(second, names)
        case Call(function, args, kwargs):
            return function(*(evaluate(a, names) for a in args), **{k: evaluate(v, names) for k, v in kwargs})
    raise TypeError(f"not a value: {value!r}")


def updated(function, args, names):
    """The copy of a base that an update makes, with the place changed."""
    base, place, *values = args
    changed = copy.deepcopy(evaluate(base, names))
    values = [copy.deepcopy(evaluate(value, names)) for value in values]
    inner = {**names, ir.HOLE.id: changed}
    if function is ir.append:
        evaluate(place, inner).append(*values)
    elif function is ir.remove:
        del evaluate(place.args[0], inner)[evaluate(place.args[1], inner)]
    elif function is ir.drop_last:
        del evaluate(place, inner)[-1]
    else:
        assert isinstance(place, Call), f"a place that is the whole object: {place}"
        target, key = (evaluate(part, inner) for part in place.args)
        write(function, place.function, target, key, values[0])
    return changed


def write(function, step, target, key, value):
    attribute = step is getattr
    if function is ir.add_at:
        if attribute:
            value = getattr(target, key) + value
        elif isinstance(target, (list, dict)):
            value = target[key] + value
        else:
            np.add.at(target, key, value)
            return
    if attribute:
        object.__setattr__(target, key, value)
    else:
        target[key] = value


def run(body, names, tapes):
    for statement in body:
        match statement:
            case Let(name=name, value=value):
                names[name] = evaluate(value, names)
            case Do(value=value):
                evaluate(value, names)
            case Push(tape=tape, items=items):
                kept = [evaluate(item, names) if is_bound(item, names) else None for item in items]
                tapes.setdefault(tape, []).append(kept)
            case Pop(tape=tape, names=bound):
                names.update(zip(bound, tapes[tape].pop(), strict=True))
            case If():
                branch(statement, names, tapes)
            case Try():
                attempt(statement, names, tapes)
            case For() | While():
                loop(statement, names, tapes)
            case Note():
                pass
            case _:
                raise TypeError(f"not a statement: {statement!r}")


def is_bound(atom, names):
    """False for None and for a name whose carried value is unbound in this round."""
    return atom is not None and (not isinstance(atom, Name) or atom.id in names)


def branch(statement, names, tapes):
    taken = bool(evaluate(statement.test, names))
    run(statement.body if taken else statement.orelse, names, tapes)
    outs = [(out.name, out.then if taken else out.other) for out in statement.outs]
    names.update({name: evaluate(value, names) for name, value in outs if is_bound(value, names)})


def attempt(statement, names, tapes):
    kept, succeeded = {tape: list(items) for tape, items in tapes.items()}, True
    try:
        run(statement.body, names, tapes)
    except statement.errors:
        succeeded = False
        tapes.clear()
        tapes.update(kept)
        run(statement.orelse, names, tapes)
    outs = [(out.name, out.then if succeeded else out.other) for out in statement.outs]
    names.update({name: evaluate(value, names) for name, value in outs if is_bound(value, names)})


def loop(statement, names, tapes):
    carried, trips = statement.carried, 0
    current = {c.head: evaluate(c.init, names) for c in carried if is_bound(c.init, names)}
    rounds = None
    if isinstance(statement, For):
        span = range(*(evaluate(v, names) for v in (statement.start, statement.stop, statement.step)))
        rounds = iter(reversed(span) if statement.backward else span)
    while True:
        for c in carried:
            names.pop(c.head, None)
        names.update(current)
        if rounds is None:
            run(statement.head, names, tapes)
            if not evaluate(statement.test, names):
                break
        else:
            index = next(rounds, None)
            if index is None:
                break
            names[statement.index] = index
        trips += 1
        run(statement.body, names, tapes)
        current = {c.head: evaluate(c.end, names) for c in carried if is_bound(c.end, names)}
        if statement.leave is not None and evaluate(statement.leave, names):
            break
    names.update({c.out: current[c.head] for c in carried if c.head in current})
    if statement.trips:
        names[statement.trips] = trips
