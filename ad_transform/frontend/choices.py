"""Names for one array or another, as a test decided: what is written through either is seen through the other.

Before::                       After::

    if a[0] > b[0]:                z = a if test else b
        z = a                      if test:
    else:                              a[1] = v
        z = b                      else:
    z[1] = v                           b[1] = v
                                   z = a if test else b
"""

from __future__ import annotations

from .. import ir
from . import memory
from .branches import choose, choose_value
from .reshaping import within
from .values import Ref


def update_chosen(work, cell, word, place, values, container):
    """Write into the one of the two arrays that `cell` is; what `cell` holds is read again after either."""
    found = work.state.choices[cell]

    def into(ref):
        inner = None if container is None else within(container, ref.place)
        return lambda: memory.update(work, ref.cell, word, within(place, ref.place), *values, container=inner)

    choose(work, known(work, found.test), into(found.one), into(found.two))


def known(work, test):
    """The test of a choice, or how it came out on this path."""
    fact = work.state.facts.get(test.id)
    return test if fact is None else ir.Const(fact)


def refresh(work, changed):
    """After a write into `changed`, the arrays that may be it by choice are read again."""
    for cell, found in list(work.state.choices.items()):
        refs = (found.one, found.two)
        if changed not in (ref.cell for ref in refs) or cell in work.state.stale:
            continue
        if any(ref.cell in work.state.stale for ref in refs):
            memory.mark(work, cell, changed)
            continue
        work.state.heap[cell] = chosen(work, found, cell.label)
        work.changes(cell)
        refresh(work, cell)


def chosen(work, found, label):
    """The atom of a choice as it stands now."""
    one, two = (lambda ref=ref: memory.read(work, ref) for ref in (found.one, found.two))
    test = known(work, found.test)
    if isinstance(test, ir.Const):
        return one() if test.value else two()
    value = choose_value(work, test, one, two, label)
    if isinstance(value, Ref):  # in a cell that nobody names
        return work.state.heap.pop(value.cell)
    return value
