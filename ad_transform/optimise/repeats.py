"""Compute once what is computed twice: `share` equal calls, `hoist` calls that a loop does not change.

Before::                                    After `share`::

    sin_1 = np.sin(x)                           sin_1 = np.sin(x)
    if t:                                       if t:
        sin_2 = np.sin(x)                           do print(sin_1)
        do print(sin_2)

Before::                                    After `hoist`::

                                                exp_4 = np.exp(k)
    for i in range(0, n, 1):                    for i in range(0, n, 1):
      -> s: x, then s.1; after: s.2               -> s: x, then s.1; after: s.2
        exp_4 = np.exp(k)
        s.1 = s * exp_4                             s.1 = s * exp_4

A call is shared with those after it in its block and in the blocks within, never with a branch beside it.
"""

from __future__ import annotations

import operator
from dataclasses import replace

import numpy as np

from ad_transform import ir
from ad_transform.ir import UPDATES, Call, Const, For, If, Let, Name, Pop, Push, Try, While
from ad_transform.kinds import Array, Number, is_float
from ad_transform.optimise.constants import is_number
from ad_transform.optimise.copies import substitute_names
from ad_transform.optimise.objects import ALLOCATIONS, CONTAINERS, is_temporary, member, updated

COMMUTATIVE = (operator.add, operator.mul, np.add, np.multiply)
ARITHMETIC = (
    operator.add,
    operator.sub,
    operator.mul,
    operator.neg,
    np.add,
    np.subtract,
    np.multiply,
    np.negative,
)
SMOOTH = (
    np.exp,
    np.expm1,
    np.sin,
    np.cos,
    np.tan,
    np.arctan,
    np.sinh,
    np.cosh,
    np.tanh,
    np.arcsinh,
    np.square,
)


def share(program, kinds):
    """`program` with each pure call computed once where its value is still to be had."""
    copies: dict = {}
    kept = {name for name in updated(program) if not isinstance(kinds.get(name), Number)}
    _share_items(program, copies, kept)
    _share_block(program.body, {}, copies, kept, kinds)
    return substitute_names(program, copies)


def _share_block(body, available, copies, kept, kinds):
    """Enter into `copies` the names in `body` that are bound to a call in `available`, from call to name."""
    entered: list = []

    def enter(name, key):
        try:
            first = available.setdefault(key, name)
        except TypeError:  # what cannot be hashed cannot be compared
            return
        if first != name:
            copies[name] = Name(first)
        else:
            entered.append(key)

    for statement in body:
        loop = isinstance(statement, While)
        for block in [statement.head + statement.body] if loop else ir.blocks(statement):
            _share_block(block, available, copies, kept, kinds)
        match statement:
            case Let(name, Call() as call, effect=False) if name not in kept and _is_pure(call):
                enter(name, _ordered(ir.substitute(call, copies), kinds))
            case Let(name, Name() | Const() as atom, effect=False):
                copies[name] = ir.substitute(atom, copies)
            case If(outs=outs) | Try(outs=outs):
                for out in outs:
                    if out.name not in kept:
                        sides = tuple(ir.substitute(atom, copies) for atom in (out.then, out.other))
                        enter(out.name, (id(statement), *sides))
    for key in entered:
        del available[key]


def _is_pure(call):
    """True if two such calls may be one: neither an update nor an object to be filled."""
    return not any(member(call.function, group) for group in (UPDATES, ALLOCATIONS, CONTAINERS))


def _ordered(call, kinds):
    """`call`, its operands in one order where the order is nothing to the result."""
    if call.function in COMMUTATIVE and len(call.args) == 2 and not call.kwargs:
        if all(_is_arithmetic(arg, kinds) for arg in call.args):
            return replace(call, args=tuple(sorted(call.args, key=repr)))
    return call


def _is_arithmetic(atom, kinds):
    kind = kinds.get(atom.id) if isinstance(atom, Name) else None
    return is_float(kind) or isinstance(kind, Number) or (isinstance(atom, Const) and is_number(atom.value))


def _share_items(program, copies, kept):
    """Enter the names popped from a tape that got the same item twice at every push."""
    items: dict = {}
    for statement in ir.walk(program.body):
        if isinstance(statement, Push):
            for position, item in enumerate(statement.items):
                items.setdefault((statement.tape, position), []).append(item)
    for statement in ir.walk(program.body):
        if isinstance(statement, Pop):
            first: dict = {}
            for position, name in enumerate(statement.names):
                if name in kept:
                    continue
                pushed = (*items.get((statement.tape, position), ()),)
                earlier = first.setdefault(pushed, name)
                if earlier != name:
                    copies[name] = Name(earlier)


def hoist(program, kinds):
    """`program` with calls of a loop that no round changes before the loop.

    Only temporaries move, and only calls that cannot raise, as the loop may run no round, and that cost more than a
    name: smooth functions of floats, and arithmetic on arrays.
    """
    kept = updated(program)
    return replace(program, body=tuple(_hoist_block(program.body, kinds, kept)))


def _hoist_block(body, kinds, kept):
    """The statements of `body`, each loop after what it hoists."""
    for statement in body:
        match statement:
            case For() | While():
                hoisted, loop = _hoist_loop(statement, kinds, kept)
                yield from hoisted
                yield loop
            case If():
                yield ir.rebuild(statement, lambda block: tuple(_hoist_block(block, kinds, kept)))
            case _:
                yield statement


def _hoist_loop(loop, kinds, kept):
    """The statements that leave `loop`, and the rest of it."""
    inside = {carry.head for carry in loop.carried} | ({loop.index} if isinstance(loop, For) else set())
    hoisted: list = []

    def stays(block):
        staying = []
        for statement in _hoist_block(block, kinds, kept):
            if _is_invariant(statement, inside, kinds, kept):
                hoisted.append(statement)
            else:
                inside.update(ir.binds(statement))
                staying.append(statement)
        return tuple(staying)

    return hoisted, ir.rebuild(loop, stays)


def _is_invariant(statement, inside, kinds, kept):
    match statement:
        case Let(name, Call() as call, effect=False) if is_temporary(name) and name not in kept:
            return _is_safe(name, call, kinds) and not any(read in inside for read in ir.names(call))
    return False


def _is_safe(name, call, kinds):
    """True for a call that cannot raise and is worth a name."""
    if call.kwargs or not all(isinstance(arg, (Name, Const)) for arg in call.args):
        return False
    operands = [
        kinds.get(arg.id) if isinstance(arg, Name) else Number(type(arg.value).__name__) for arg in call.args
    ]
    if not all(isinstance(kind, (Number, Array)) and is_float(kind) for kind in operands):
        return False
    if call.function in SMOOTH:
        return len(operands) == 1
    result = kinds.get(name)
    fits = (
        all(isinstance(kind, Number) or kind.dims == result.dims for kind in operands)
        if _is_array(result)
        else False
    )
    return call.function in ARITHMETIC and fits


def _is_array(kind):
    return isinstance(kind, Array) and kind.rank > 0
