"""functools.reduce and itertools, for items that are known or counted."""

from __future__ import annotations

import functools
import itertools
import operator

import numpy as np

from ... import ir
from ...kinds import Array
from .. import calls, expressions
from ..branches import choose_value
from ..comprehensions import MOST, accumulate, add, loop
from ..iterators import UNIT, ZERO, all_rounds, counted, derived, known_parts, written_out
from ..memory import freeze, kind_at, new_cell, wrap
from ..subscripts import item, length
from ..values import Counted, Items, Struct
from .refusing import refusal


def native_reduce(work, args, kwargs):
    """``functools.reduce(function, items, start)``"""
    if kwargs:
        raise work.refuse("`functools.reduce` with keywords is not supported", "pass the start by position")
    function, items, *start = args
    parts = known_parts(work, items)
    if parts is None:
        return folded(work, counted(work, items), start, calling(work, function))
    if not (start or parts):
        raise work.refuse("`functools.reduce` of nothing, without a start", "pass a start")
    values: list = [*start, *parts]
    total, *rest = values
    for part in rest:
        total = calls.apply(work, function, [total, part], {})
    return total


def calling(work, function):
    return lambda total, part: calls.apply(work, function, [total, part], {})


def folded(work, sequence, start, step):
    """``step`` taken over a counted sequence; its first item is the start where none is given."""
    if start:
        return accumulate(work, sequence, start[0], step)
    first = sequence.at(ZERO)
    return accumulate(work, after_first(work, sequence), first, step)


def after_first(work, sequence):
    call = work.builder.call
    count = call(operator.sub, sequence.count, UNIT)
    return Counted(count, lambda k: sequence.at(call(operator.add, k, UNIT)))


def native_accumulate(work, args, kwargs):
    """``itertools.accumulate(items, function)``: the list of what has been accumulated so far."""
    items, *given = args
    function = given[0] if given else kwargs.get("func", ir.Const(operator.add))
    start = [kwargs["initial"]] if "initial" in kwargs else []
    step = sums(work) if plain_sum(function) else calling(work, function)
    parts = known_parts(work, items)
    if parts is not None:
        totals = list(itertools.accumulate([*start, *parts], step))
        return written_out(work, [items], len(totals), totals.__getitem__, frozen=True)
    sequence = counted(work, items)
    cell = new_cell(work, f"items_{work.builder.line}", Struct(list, ()))
    key = (-2, f"total_{work.builder.line}")
    work.state.variables[key] = start[0] if start else sequence.at(ZERO)
    add(work, cell, work.state.variables[key])

    def visit(part):
        work.state.variables[key] = step(work.state.variables[key], part)
        add(work, cell, work.state.variables[key])

    loop(work, sequence if start else after_first(work, sequence), visit)
    work.state.variables.pop(key)
    return derived(work, [items, cell], length(work, cell), lambda k: item(work, cell, k), frozen=True)


def plain_sum(function):
    return isinstance(function, ir.Const) and function.value in (operator.add, None)


def sums(work):
    return lambda total, part: expressions.binary(work, operator.add, total, part)


def native_product(work, args, kwargs):
    """``itertools.product(*iterables, repeat=n)``"""
    repeat = kwargs.get("repeat", UNIT)
    if not isinstance(repeat, ir.Const):
        raise work.refuse("`itertools.product` with a `repeat` that is computed", "write nested loops")
    sources = [*args] * repeat.value
    parts = [known_parts(work, a) for a in sources]
    if None not in parts and np.prod([len(p) for p in parts]) <= MOST:
        groups = list(itertools.product(*parts))
        return written_out(work, [], len(groups), lambda k: Items(groups[k]))
    call = work.builder.call
    inner = [counted(work, a) for a in sources]
    total = functools.reduce(lambda a, b: call(operator.mul, a, b), [c.count for c in inner])

    def at(k):
        found, rest = [], k
        for sequence in reversed(inner[1:]):
            found.append(sequence.at(call(operator.mod, rest, sequence.count)))
            rest = call(operator.floordiv, rest, sequence.count)
        return Items((inner[0].at(rest), *reversed(found)))

    return derived(work, sources, total, at, frozen=True)


def native_chain(work, args, kwargs):
    """``itertools.chain(*iterables)``"""
    parts = [all_rounds(work, a) for a in args]
    if None not in parts:
        flat = [part for group in parts for part in group]
        return written_out(work, args, len(flat), lambda k: flat[k]())
    call = work.builder.call
    inner = [counted(work, a) for a in args]

    def at(k, sequences):
        first, *rest = sequences
        if not rest:
            return first.at(k)
        here = call(operator.lt, k, first.count)
        later = lambda: at(call(operator.sub, k, first.count), rest)
        return choose_value(work, here, lambda: first.at(k), later, f"item_{work.builder.line}")

    count = functools.reduce(lambda a, b: call(operator.add, a, b), [c.count for c in inner])
    return derived(work, args, count, lambda k: at(k, inner))


def native_chain_of(work, args, kwargs):
    """``itertools.chain.from_iterable(iterables)``"""
    parts = known_parts(work, args[0])
    if parts is None:
        raise work.refuse("`chain.from_iterable` of iterables that are not known", "write nested loops")
    return native_chain(work, parts, {})


def native_pairwise(work, args, kwargs):
    """``itertools.pairwise(items)``"""
    parts = known_parts(work, args[0])
    if parts is not None:
        pairs = list(itertools.pairwise(parts))
        return written_out(work, args, len(pairs), lambda k: Items(pairs[k]), frozen=True)
    inner, call = counted(work, args[0]), work.builder.call
    count = call(max, call(operator.sub, inner.count, UNIT), ZERO)

    def at(k):
        return Items((inner.at(k), inner.at(call(operator.add, k, UNIT))))

    return derived(work, args, count, at, frozen=True)


def native_repeat(work, args, kwargs):
    """``itertools.repeat(value, times)``"""
    times = kwargs.get("times", args[1] if len(args) > 1 else None)
    if times is None:
        raise work.refuse("`itertools.repeat` without end", "say how often")
    return Counted(freeze(work, times), lambda k: args[0])


def native_ndenumerate(work, args, kwargs):
    """``np.ndenumerate(a)``"""
    from .arrays import native_ndindex

    kind = kind_at(work, args[0])
    if not isinstance(kind, Array) or not kind.rank:
        raise work.refuse("`np.ndenumerate` of this is not supported", "use `np.ndindex` of the shape")
    shape = wrap(work, work.builder.call(np.shape, freeze(work, args[0])))
    indices = native_ndindex(work, [shape], {})

    def at(k):
        place = indices.at(k)
        return Items((place, item(work, args[0], ir.Call(ir.make_tuple, place.items))))

    return Counted(indices.count, at)


ENDLESS = refusal("an iterator without end", "use `range` or `enumerate`")

ITERATING = {
    functools.reduce: native_reduce,
    itertools.accumulate: native_accumulate,
    itertools.product: native_product,
    itertools.chain: native_chain,
    itertools.chain.from_iterable: native_chain_of,
    itertools.pairwise: native_pairwise,
    itertools.repeat: native_repeat,
    itertools.count: ENDLESS,
    itertools.cycle: ENDLESS,
    np.ndenumerate: native_ndenumerate,
    np.nditer: refusal("`np.nditer` is not differentiated", "use `np.ndindex` or nested loops"),
}
