"""Lists and dicts whose items were known one by one become values of the program of unknown length or keys."""

from __future__ import annotations

from .. import ir
from ..kinds import DictOf, ListOf, Record, Sequence, Unknown
from ..results import as_dict
from .holding import share_items
from .memory import content, read


def melt(work, ref):
    """Make the list or dict at `ref` one value of the program."""
    held = content(work, ref)
    if held.cls not in (list, dict):
        raise work.refuse(f"an item of a {held.cls.__name__}, which is not known", "use its attributes")
    if held.source is not None:
        raise work.refuse(
            f"a {held.cls.__name__} of the caller's is changed here", "copy it first: `.copy()`"
        )
    work.state.heap[ref.cell] = as_one(work, ref, held)


def as_one(work, ref, held):
    """A list or dict as one value; arrays in it may be reached through either."""
    atom = read(work, ref)
    if isinstance(atom, ir.Name):
        work.builder.kinds[atom.id] = of_unknown_length(work, work.builder.kind(atom))
    share_items(work, ref.cell, held)
    return atom


def of_unknown_length(work, kind):
    """The kind of a list or dict whose items are not told apart."""
    if isinstance(kind, Sequence):
        return list_of(work, kind)
    return dict_of(work, as_dict(kind)) if isinstance(kind, Record) and kind.cls is dict else kind


def list_of(work, kind):
    item = kind.items[0] if kind.items else None
    for other in kind.items[1:]:
        item = work.joined(item, other)
    return ListOf(item)


def dict_of(work, kind):
    """The kind of a dict, refused where one kind does not tell of all its items; lists in it may grow."""
    if kind.item == Unknown(number=False):
        raise work.refuse("a computed key of a dict that holds different things", "use constant keys")
    if isinstance(kind.item, Sequence) and kind.item.cls is list:
        return DictOf(list_of(work, kind.item), kind.key)
    return kind
