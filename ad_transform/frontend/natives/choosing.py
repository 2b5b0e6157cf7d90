"""`filter`, and those of itertools that choose among items: for items that are known one by one."""

from __future__ import annotations

import itertools

from ... import ir
from .. import calls
from ..branches import truth
from ..comprehensions import MOST
from ..iterators import known_parts, written_out
from ..values import Items, Range


def parts_or_refuse(work, name, value, hint):
    parts = known_parts(work, value) if not isinstance(value, Range) else known_range(value)
    if parts is None:
        raise work.refuse(f"`{name}` of items that are not known when the derivative is written", hint)
    return parts


def known_range(span):
    """The numbers of a range between constants."""
    bounds = (span.start, span.stop, span.step)
    if not all(isinstance(b, ir.Const) for b in bounds):
        return None
    return [ir.Const(k) for k in range(*(b.value for b in bounds))]


def kept(work, value, test):
    """Whether an item passes; refused where that depends on the arguments."""
    said = value if test == ir.Const(None) else calls.apply(work, test, [value], {})
    found = truth(work, said)
    if not isinstance(found, ir.Const):
        raise work.refuse(
            "`filter` by a test that depends on the arguments", "write a comprehension with `if`"
        )
    return found.value


def native_filter(work, args, kwargs):
    """``filter(test, items)``, where the test is decided when the derivative is written."""
    test, items = args
    parts = parts_or_refuse(work, "filter", items, "write a comprehension with `if`")
    found = [part for part in parts if kept(work, part, test)]
    return written_out(work, [items], len(found), found.__getitem__, frozen=True)


def native_starmap(work, args, kwargs):
    """``itertools.starmap(function, groups)``"""
    from ..assignments import parts_of

    function, groups = args
    parts = parts_or_refuse(work, "starmap", groups, "write a comprehension")

    def at(k):
        return calls.apply(work, function, parts_of(work, parts[k]), {})

    return written_out(work, [groups], len(parts), at, frozen=True)


def native_islice(work, args, kwargs):
    """``itertools.islice(items, stop)`` or ``(items, start, stop, step)``"""
    items, *bounds = args
    if not all(isinstance(b, ir.Const) for b in bounds):
        raise work.refuse("`islice` with bounds that are computed", "slice a list")
    parts = parts_or_refuse(work, "islice", items, "slice it")
    found = list(itertools.islice(parts, *(b.value for b in bounds)))
    return written_out(work, [items], len(found), found.__getitem__, frozen=True)


def grouping(function):
    """``itertools.combinations(items, r)`` and its like."""

    def native(work, args, kwargs):
        items, count = args[0], [*args[1:], *kwargs.values()]
        if not all(isinstance(c, ir.Const) for c in count):
            raise work.refuse(f"`{function.__name__}` of a number that is computed", "write nested loops")
        parts = parts_or_refuse(work, function.__name__, items, "write nested loops")
        groups = list(itertools.islice(function(parts, *(c.value for c in count)), MOST + 1))
        if len(groups) > MOST:
            raise work.refuse(f"`{function.__name__}` with more than {MOST} groups", "write nested loops")
        return written_out(work, [items], len(groups), lambda k: Items(groups[k]), frozen=True)

    return native


def native_takewhile(work, args, kwargs):
    raise work.refuse(
        "an iterator that ends by a test is not differentiated", "use a `for` loop with `break`"
    )


CHOOSING = {
    filter: native_filter,
    itertools.starmap: native_starmap,
    itertools.islice: native_islice,
    itertools.combinations: grouping(itertools.combinations),
    itertools.combinations_with_replacement: grouping(itertools.combinations_with_replacement),
    itertools.permutations: grouping(itertools.permutations),
    itertools.takewhile: native_takewhile,
    itertools.dropwhile: native_takewhile,
}
