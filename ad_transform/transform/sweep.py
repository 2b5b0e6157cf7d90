"""The reverse sweep being written: the adjoint of each name so far, and what is still to be added to it."""

from __future__ import annotations

import operator
from dataclasses import dataclass, field
from typing import Any

from .. import ir
from ..frontend.builder import is_temporary
from ..kinds import Array, Number, Sequence, Unknown, is_float
from ..runtime import add_structures
from .shapes import ZERO, full, zero


@dataclass
class Sweep:
    """The reverse sweep being written.

    `bars` maps names of the primal to the atom of their adjoint so far (or to a list, for tuples and lists of known
    items); `pending` holds what is still to be added. `sizes` maps dimensions to a parameter that has them.
    """

    work: Any
    active: frozenset
    lines: dict
    sizes: dict
    own: Any
    """The derivative being written, as the function of a call."""
    half: dict = field(default_factory=dict)
    """Names that are bound on some paths only, see `analysis.bound`: on the others their adjoints are never read."""
    facts: dict = field(default_factory=dict)
    """How tests came out on the path that is reversed."""
    bars: dict = field(default_factory=dict)
    pending: dict = field(default_factory=dict)
    line: int = 0
    tapes: dict = field(default_factory=dict)
    """The tapes of the primal: for each, the names that are popped from it."""
    bar_tapes: dict = field(default_factory=dict)
    """For a tape of the primal from which something active is popped, the tape of the adjoints."""

    @property
    def builder(self):
        return self.work.builder


def add(sweep, atom, contribution):
    """Add to the adjoint of a primal atom."""
    if isinstance(atom, ir.Name) and atom.id in sweep.active and contribution is not None:
        sweep.pending.setdefault(atom.id, []).append(contribution)


def bar_of(sweep, name):
    """The adjoint of `name` so far, or None where nothing has reached it."""
    flush(sweep, name)
    return sweep.bars.get(name)


def flush(sweep, name):
    """Add up what is pending for `name`."""
    for contribution in gathered_alike(sweep, sweep.pending.pop(name, ())):
        sweep.bars[name] = sum_of(sweep, name, sweep.bars.get(name), contribution)


def gathered_alike(sweep, contributions):
    """Contributions with equal ones counted: the derivative of ``x * x`` is ``2 * x``, not ``x + x``."""
    made = {s.name: s.value for s in sweep.builder.block if isinstance(s, ir.Let)}
    counts: dict = {}
    for contribution in contributions:
        key = made.get(contribution.id) if isinstance(contribution, ir.Name) else None
        alike = key if isinstance(key, ir.Call) else id(contribution)
        counts.setdefault(alike, []).append(contribution)
    for alike in counts.values():
        first = alike[0]
        if len(alike) == 1:
            yield first
        else:
            yield sweep.builder.call(operator.mul, ir.Const(len(alike)), first)


def flush_all(sweep):
    for name in list(sweep.pending):
        flush(sweep, name)


def named_bar(sweep, name, value, kind=None):
    """Bind a new version of the adjoint of `name`."""
    kind = kind if kind is not None else sweep.builder.kinds.get(name)
    return sweep.builder.bind(f"{ir.base(name)}_bar", value, kind)


def whole_bar(sweep, name):
    """The adjoint of `name` in full shape, or None."""
    bar = bar_of(sweep, name)
    return (
        bar if bar is None or isinstance(bar, list) else full(sweep.builder, bar, ir.Name(name), sweep.sizes)
    )


def fresh_bar(sweep, name):
    fresh = sweep.builder.fresh(f"{ir.base(name)}_bar")
    sweep.builder.kinds[fresh] = float_kind(sweep.builder.kinds[name])
    return fresh


def settled(sweep, name, bar):
    """`bar` as an atom of the shape of `name`; zeros for None."""
    if bar is None:
        return zero(sweep.builder, ir.Name(name))
    bar = as_value(sweep, bar, name)
    return full(sweep.builder, bar, ir.Name(name), sweep.sizes)


def float_kind(kind):
    """The kind of the adjoint of something of kind `kind`."""
    if isinstance(kind, (Number, Array)) and not is_float(kind):
        return Number("float") if isinstance(kind, Number) else Array("float64", kind.dims)
    return kind


def sum_of(sweep, name, bar, more):
    """The adjoint `bar` of `name` (None: nothing yet) with `more` added."""
    if isinstance(bar, list) or isinstance(more, list):
        return sum_of_parts(sweep, name, bar, more)
    if bar is None:
        temporary = isinstance(more, ir.Name) and is_temporary(more.id) and just_made(sweep, more)
        return named_bar(sweep, name, more, sweep.builder.kind(more)) if temporary else more
    kind = sweep.builder.kinds.get(name)
    if not isinstance(kind, (Number, Array, Unknown)):
        return sweep.builder.call(add_structures, bar, more, base=f"{ir.base(name)}_bar")
    return sweep.builder.call(operator.add, bar, more, base=f"{ir.base(name)}_bar")


def just_made(sweep, atom):
    """True if `atom` was computed in the block being written: it may take the adjoint's name."""
    return any(isinstance(s, ir.Let) and s.name == atom.id for s in reversed(sweep.builder.block[-30:]))


def sum_of_parts(sweep, name, bar, more):
    """Add the adjoints of a tuple's items one by one."""
    if bar is None:
        return more
    parts = [items(sweep, value, name) for value in (bar, more)]
    total = []
    for k, (one, two) in enumerate(zip(*parts, strict=True)):
        if one is None or two is None:
            total.append(two if one is None else one)
        elif isinstance(one, list) or isinstance(two, list):
            total.append(sum_of_parts(sweep, name, one, two))
        else:
            total.append(sweep.builder.call(operator.add, one, two, base=f"{ir.base(name)}_bar_{k}"))
    return total


def items(sweep, bar, name):
    """The adjoints of the items of `name` as a list."""
    if isinstance(bar, list):
        return bar
    count = len(sweep.builder.kinds[name].items)
    return [sweep.builder.call(operator.getitem, bar, ir.Const(k)) for k in range(count)]


def as_value(sweep, bar, name, display=ir.make_list):
    """An adjoint as one atom: a list of parts becomes a list (or another `display`) of the program."""
    if not isinstance(bar, list):
        return bar
    kind = sweep.builder.kinds.get(name)
    parts = []
    for k, part in enumerate(bar):
        inner = kind.items[k] if isinstance(kind, Sequence) else None
        if part is None:
            item = sweep.builder.call(operator.getitem, ir.Name(name), ir.Const(k))
            part = zero(sweep.builder, item)
        elif isinstance(part, list):
            part = sweep.builder.call(ir.make_list, *[ZERO if p is None else p for p in part])
        elif isinstance(inner, Array):
            part = full(
                sweep.builder,
                part,
                sweep.builder.call(operator.getitem, ir.Name(name), ir.Const(k)),
                sweep.sizes,
            )
        parts.append(part)
    return sweep.builder.call(display, *parts)


def buffer_for(sweep, name):
    """The adjoint of `name` in full shape, to be added to in place."""
    return settled(sweep, name, bar_of(sweep, name))


def put_bar(sweep, name, word, place, value):
    """Bind the adjoint of `name` after a change at `place`."""
    buffer = buffer_for(sweep, name)
    kind = sweep.builder.kind(buffer)
    sweep.bars[name] = named_bar(sweep, name, ir.Call(word, (buffer, place, value)), kind)
