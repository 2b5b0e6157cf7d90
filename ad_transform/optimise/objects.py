"""Which names may stand for one object in the text, where ``store(a, …)`` is printed as ``a[i] = …``.

The program knows only values, but two decisions of the optimiser need objects: an update that a caller can see must
stay, and a value that is updated must not be merged with another one:

    row = getitem(x, 0)                    row may be a part of x
    row.1 = store(row, getitem(@, 1), v)   so a parameter x is written: written(program) == {"row.1"}
                                           and updated(program) == {"row", "x"}
"""

from __future__ import annotations

import builtins
import copy
import math
import operator
import re

import numpy as np

from ad_transform import ir
from ad_transform.ir import UPDATES, Call, For, If, Let, Name, Pop, Push, Try, While
from ad_transform.runtime import held

CONTAINERS = (ir.make_tuple, ir.make_list, ir.make_dict, list, dict, set)
JOINS = (operator.add, operator.mul)  # of lists, the result contains what the operands contain

ALLOCATIONS = frozenset({
    np.zeros, np.zeros_like, np.empty, np.empty_like, np.ones, np.ones_like, np.full, np.full_like,
    np.copy, np.array, np.arange, np.linspace, np.eye, np.identity, list, dict, set, bytearray, copy.deepcopy, held,
})  # fmt: skip

_OPERATORS = """
    add sub mul truediv floordiv mod pow matmul neg pos invert and_ or_ xor lshift rshift
    lt le gt ge eq ne not_ is_ is_not contains
"""
_BUILTINS = "abs bool complex divmod float int len pow range round str"
_NUMPY = """
    sum mean prod cumsum cumprod max min std var argmax argmin where dot outer inner tensordot kron cross
    concatenate stack vstack hstack tile repeat sort argsort any all shape size ndim
"""

FRESH = ALLOCATIONS.union(
    (getattr(operator, name) for name in _OPERATORS.split()),
    (getattr(builtins, name) for name in _BUILTINS.split()),
    (getattr(np, name) for name in _NUMPY.split()),
    (function for function in vars(math).values() if callable(function)),
)
"""Functions whose result is never an argument or a part of one; of others nothing is known."""


def is_temporary(identifier: str) -> bool:
    """True for a name that no user chose: ``exp_9``, ``exp_9.1``, ``exp_9_bar``."""
    return rank(identifier) > 0


def rank(identifier: str) -> int:
    """How little a name says: 0 a name of the user or its adjoint, 1 ``exp_9_bar``, 2 ``exp_9``."""
    found = re.search(r"_\d+((?:_bar|_dot)*)$", ir.base(identifier))
    return 0 if found is None else 1 if found[1] else 2


def is_fresh(function) -> bool:
    """True if what `function` returns is a new object."""
    return isinstance(function, np.ufunc) or member(function, FRESH)


def member(function, functions) -> bool:
    """``function in functions``, False for callables that cannot be hashed."""
    try:
        return function in functions
    except TypeError:
        return False


def written(program) -> set[str]:
    """Names bound by updates that may write an object of the caller, or one that an effect produced."""
    edges = _edges(program)
    lets = [s for s in ir.walk(program.body) if isinstance(s, Let)]
    roots = [param.id for param in program.params] + [let.name for let in lets if let.effect]
    outside = _closure(roots, edges, lambda node: [("in", node)] if isinstance(node, str) else [])
    return {let.name for let in lets if _is_update(let) and _writes(let.value, outside)}


def updated(program) -> set[str]:
    """Names whose object may be written by an update."""
    backward: dict = {}
    for node, followers in (*_edges(program).items(), *_through_tapes(program).items()):
        for follower in followers:
            backward.setdefault(follower, []).append(node)
    updates = [s.value for s in ir.walk(program.body) if isinstance(s, Let) and _is_update(s)]
    roots = [node for update in updates for node in _bases(update)]
    return {node for node in _closure(roots, backward) if isinstance(node, str)}


def _is_update(let):
    return isinstance(let.value, Call) and member(let.value.function, UPDATES)


def _writes(update, outside):
    base = update.args[0]
    return not isinstance(base, Name) or any(node in outside for node in _bases(update))


def _bases(update):
    """The nodes that `update` writes: its base, or for a place deeper down, what the base contains."""
    base, place = update.args[:2]
    deep = place if update.function in (ir.append, ir.drop_last) else getattr(place, "args", (ir.HOLE,))[0]
    if not isinstance(base, Name):
        return []
    return [base.id] if deep == ir.HOLE else [base.id, ("in", base.id)]


def _closure(roots, edges, more=lambda node: ()):
    reached, waiting = set(roots), list(roots)
    while waiting:
        node = waiting.pop()
        for follower in (*edges.get(node, ()), *more(node)):
            if follower not in reached:
                reached.add(follower)
                waiting.append(follower)
    return reached


def _edges(program):
    """From each name, and from ``("in", name)`` for what it contains, to what may be the same or a part of it."""
    edges: dict = {}

    def link(source, target, own=True, inner=None):
        """`source` may be `target` (if `own`, in or out of it), and what it contains may be in `target` or `inner`."""
        for identifier in ir.names(source):
            if own:
                edges.setdefault(identifier, []).append(target)
            inside = target if isinstance(target, tuple) else ("in", target)
            edges.setdefault(("in", identifier), []).extend([inside] if inner is None else [inside, inner])

    for statement in ir.walk(program.body):
        match statement:
            case Let(name, Call(function, args, kwargs)):
                _link_call(link, name, function, [*args, *(value for _, value in kwargs)])
            case Let(name, value):
                link(value, name)
            case If(outs=outs) | Try(outs=outs):
                for out in outs:
                    link(out.then, out.name)
                    link(out.other, out.name)
            case For(carried=carried) | While(carried=carried):
                for carry in carried:
                    for source in (carry.init, carry.end):
                        link(source, carry.head)
                        link(source, carry.out)
    return edges


def _link_call(link, name, function, args):
    if member(function, UPDATES):
        link(args[0], name)
        for value in args[2:]:
            link(value, ("in", name))
        return
    for arg in args:
        if member(function, CONTAINERS):
            link(arg, ("in", name))
        elif function in JOINS:
            link(arg, name, own=False)
        elif function in (ir.select, ir.both, ir.either):
            link(arg, name)
        elif not is_fresh(function):
            link(arg, name, inner=name)


def _through_tapes(program):
    """From what is pushed to the names it is popped into."""
    pops: dict = {}
    edges: dict = {}
    for statement in ir.walk(program.body):
        if isinstance(statement, Pop):
            for position, name in enumerate(statement.names):
                pops.setdefault((statement.tape, position), []).append(name)
    for statement in ir.walk(program.body):
        if isinstance(statement, Push):
            for position, item in enumerate(statement.items):
                for identifier in ir.names(item):
                    edges.setdefault(identifier, []).extend(pops.get((statement.tape, position), ()))
    return edges
