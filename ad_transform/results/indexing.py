"""What indexing gives: items, slices, rows, masks; ``x[1:-1]``, ``x[i, None]``, ``x[rows, :, columns]``."""

from __future__ import annotations

import operator
from typing import Any

from ..kinds import ONE, Array, DictOf, Dim, Known, ListOf, Number, Record, Sequence, Unknown, is_float
from .given import known_value, shaped_kind
from .joining import forget_lengths, join_items
from .lengths import (
    ANY,
    ZERO,
    Undetermined,
    broadcast_all,
    exact,
    fixed,
    is_int,
    key,
    named,
    shifted,
    smaller,
)


def getitem(base, index):
    """``base[index]``."""
    match base.kind:
        case Array():
            return array_item(base.kind, index.kind)
        case Sequence(items, cls):
            return sequence_item(items, cls, index.kind)
        case ListOf(item):
            return list_item(item, index.kind)
        case DictOf(item) if item is not None:
            return forget_lengths(item)
        case Record(fields):
            return field(fields, index)
        case Unknown(number) if not number or is_float(index.kind):
            return Unknown(number=False)
    raise Undetermined("not something to index")


def sequence_item(items, cls, index):
    match index:
        case Number(dtype, length) if is_int(dtype) and length is not None and not length.symbol:
            return items[length.offset]
        case Number(dtype) if (is_int(dtype) or dtype == "bool") and items:
            return join_items(items)
        case Sequence(bounds, cls=klass) if klass is slice:
            kept = items[slice(*map(known_value, bounds))]
            return Sequence(kept, cls if cls in (tuple, list) else tuple)
    raise Undetermined("an item that cannot be told")


def list_item(item, index):
    match index:
        case Number(dtype) if is_int(dtype) and item is not None:
            return forget_lengths(item)
        case Sequence(cls=cls) if cls is slice:
            return ListOf(item)
    raise Undetermined("an item that cannot be told")


def field(fields, index):
    if index.const is None:
        raise Undetermined("a key that is not known")
    for known, kind in fields:
        if type(known) is type(index.const.value) and known == index.const.value:
            return kind
    raise Undetermined("no such field")


# Arrays


def array_item(array: Array, index):
    """The kind of an array indexed by something of kind `index`."""
    parts = expanded(
        list(index.items) if isinstance(index, Sequence) and index.cls is tuple else [index], array.rank
    )
    if any(_is_array(part) for part in parts):
        return Array(array.dtype, advanced(array.dims, parts))
    dims = basic(array.dims, parts)
    whole = not any(part == Known(Ellipsis) for part in parts)
    return Number(array.dtype) if not dims and whole else Array(array.dtype, dims)


def expanded(parts: list, rank: int) -> list:
    """The parts of an index without lists and with an Ellipsis that says how many axes are left over."""
    parts = [_part(part) for part in parts]
    used = sum(_axes_used(part) for part in parts)
    if used > rank or sum(part == Known(Ellipsis) for part in parts) > 1:
        raise Undetermined("too many indices")
    if not any(part == Known(Ellipsis) for part in parts) and used < rank:
        parts += [FULL] * (rank - used)
    return parts


FULL = Sequence((Known(None),) * 3, slice)


def _part(part):
    """A part of an index as one of: Known(None), Known(Ellipsis), a slice, an int, an array of ints or bools."""
    match part:
        case Known(value) if value is None or value is Ellipsis:
            return part
        case Known(slice() as value):
            return Sequence(tuple(map(_bound, (value.start, value.stop, value.step))), slice)
        case Sequence(cls=cls) if cls is slice:
            return part
        case Number(dtype) if is_int(dtype):
            return part
        case Array(dtype, ()) if is_int(dtype):
            return Number(dtype)
        case Array() | Sequence() | ListOf():
            array = shaped_kind(part)
            if isinstance(part, Sequence) and not part.items:
                return Array("int64", array.dims)
            if array.rank and (is_int(array.dtype) or array.dtype == "bool"):
                return Array(array.dtype, array.dims)
    raise Undetermined("an index that cannot be told")


def _bound(value):
    return Known(None) if value is None else Number("int", fixed(operator.index(value)))


def _is_array(part):
    return isinstance(part, Array)


def _axes_used(part):
    if isinstance(part, Known):
        return 0
    return part.rank if _is_array(part) and part.dtype == "bool" else 1


def basic(dims, parts):
    """The dimensions after an index of ints, slices, None and Ellipsis."""
    found, axis = [], 0
    for place, part in enumerate(parts):
        if part == Known(None):
            found.append(ONE)
        elif part == Known(Ellipsis):
            rest = len(dims) - axis - sum(map(_axes_used, parts[place:]))
            found += dims[axis : axis + rest]
            axis += rest
        else:
            if isinstance(part, Sequence):
                found.append(sliced(dims[axis], *part.items))
            axis += 1
    return tuple(found)


def advanced(dims, parts):
    """The dimensions after an index with arrays: theirs, broadcast, stand first or where the arrays stood together."""
    is_advanced = [_is_array(p) or isinstance(p, Number) for p in parts]
    places = [k for k, found in enumerate(is_advanced) if found]
    together = places == list(range(places[0], places[-1] + 1))
    arrays = broadcast_all(*(_index_dims(parts[k], dims, parts, k) for k in places))
    before = basic(dims, _dropped(parts[: places[0]], parts, len(dims)))
    every = basic(dims, _dropped(parts, parts, len(dims)))
    return before + arrays + every[len(before) :] if together else arrays + every


def _dropped(parts, whole, rank):
    """`parts` with arrays replaced by ints, for the axes that other parts leave."""
    flat: list[Any] = []
    for part in parts:
        if part == Known(Ellipsis):
            flat += [FULL] * (rank - sum(map(_axes_used, whole)))
        elif _is_array(part):
            flat += [Number("int")] * _axes_used(part)
        else:
            flat.append(part)
    return flat


def _index_dims(part, dims, parts, place):
    if isinstance(part, Number):
        return ()
    if part.dtype != "bool":
        return part.dims
    return (ANY,)


# Slices


def sliced(dim: Dim, start, stop, step) -> Dim:
    """The length of a slice of an axis."""
    bounds = [_exact_bound(bound) for bound in (start, stop, step)]
    if None in bounds or dim.symbol == "?":
        return _reversed_whole(dim, bounds)
    first, last, stride = (None if b == NOTHING else b for b in bounds)
    numbers = [b.offset if b is not None and not b.symbol else b for b in (first, last, stride)]
    if not dim.symbol and not any(isinstance(n, Dim) for n in numbers):
        return fixed(len(range(dim.offset)[slice(*numbers)]))
    return _simple(dim, *numbers) or named(
        f"?{_text(dim, first, last, stride)}", *_known(dim, first, last, stride)
    )


NOTHING = "nothing"


def _exact_bound(kind):
    """The bound's value: `NOTHING` if it is left out, None if it is not known."""
    match kind:
        case Known(value) if value is None:
            return NOTHING
        case Number(dtype) if is_int(dtype):
            return exact(kind)
    return None


def _reversed_whole(dim, bounds):
    """A slice of unknown bounds, or of an axis of unknown length: nothing is known, but for ``[:]`` and ``[::-1]``."""
    if bounds[0] == bounds[1] == NOTHING and (bounds[2] in (NOTHING, fixed(1), fixed(-1))):
        return dim
    return ANY


def _known(*parts):
    return [part for part in parts if part is not None]


def _text(dim, *bounds):
    return f"({key(dim)}[{':'.join('' if b is None else key(b) for b in bounds)}])"


def _simple(dim, start, stop, step):
    """The length of a slice that takes something off the ends; None if it is not so simple."""
    if step in (None, 1):
        left, right = _from_left(dim, start), _from_right(dim, stop)
        if left is not None and right is not None:
            return shifted(dim, -(left + right))
        if start in (None, 0) and isinstance(stop, int) and stop >= 0:
            return smaller(dim, fixed(stop)) if stop else ZERO
        if _from_right(dim, start) is not None and stop is None:
            return smaller(dim, fixed(_from_right(dim, start))) if _from_right(dim, start) else ZERO
    if step == -1:
        if start is None and stop is None:
            return dim
        if start is None and isinstance(stop, int) and stop >= 0:
            return shifted(dim, -(stop + 1))
        if stop is None and isinstance(start, int) and start < 0:
            return shifted(dim, start + 1)
    return None


def _from_left(dim, start):
    """How many items a start leaves out; None if that depends on the length."""
    if start is None:
        return 0
    return start if isinstance(start, int) and start >= 0 else None


def _from_right(dim, stop):
    """How many items at the end a stop leaves out; None if that depends on the length."""
    if stop is None:
        return 0
    if isinstance(stop, int):
        return -stop if stop < 0 else None
    return _back(dim, stop)


def _back(dim, bound):
    """How far before the end of the axis a bound is that is given by the axis' own length.

    Three before the end of a very short axis would be negative, and so count from the end.
    """
    if bound.symbol != dim.symbol:
        return None
    back = dim.offset - bound.offset
    if back <= 0:
        return 0
    return back if back <= 2 else None


RULES: dict[Any, Any] = {operator.getitem: getitem}
