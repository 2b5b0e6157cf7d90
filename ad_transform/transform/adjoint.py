"""Reverse mode: a program's statements backwards, each adding to the adjoints of what it read.

``y = np.sin(x)`` becomes ``x_bar += y_bar * np.cos(x)``. The result mentions values of the forward sweep freely, in
loops too; `record` decides afterwards how these are kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .. import ir
from ..kinds import Array, Number, is_float
from . import structural
from .applying import find, bound, state, times
from .shapes import fit, full, zero


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
    places: dict
    bars: dict = field(default_factory=dict)
    pending: dict = field(default_factory=dict)
    line: int = 0

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
    for contribution in sweep.pending.pop(name, ()):
        sweep.bars[name] = structural.sum_of(sweep, name, sweep.bars.get(name), contribution)


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
    return bar if bar is None or isinstance(bar, list) else full(sweep.builder, bar, ir.Name(name), sweep.sizes)


def reverse_block(sweep, body):
    """Write the adjoints of the statements of `body`, last first."""
    for statement in reversed(body):
        reverse(sweep, statement)
    flush_all(sweep)


def reverse(sweep, statement):
    """Write the adjoint of one statement."""
    match statement:
        case ir.Let(name, ir.Call() as call, line) if name in sweep.active:
            at_line(sweep, line)
            reverse_call(sweep, name, call)
        case ir.Let(name, ir.Name() as value, line) if name in sweep.active:
            add(sweep, value, bar_of(sweep, name))
        case ir.If():
            at_line(sweep, statement.line)
            reverse_if(sweep, statement)
        case ir.For() | ir.While():
            at_line(sweep, statement.line)
            reverse_loop(sweep, statement)


def at_line(sweep, line):
    """Begin the block of another line of the primal."""
    sweep.work.spot = line
    if line == sweep.line:
        return
    flush_all(sweep)
    sweep.line = sweep.builder.line = line
    note(sweep, line)


def note(sweep, line):
    if line in sweep.lines:
        sweep.builder.block.append(ir.Note(f"{line}: {sweep.lines[line].strip()}", line))


def reverse_call(sweep, name, call):
    """The adjoint of ``name = call``."""
    if not any(isinstance(a, ir.Name) and a.id in sweep.active for a in ir.atoms(call)):
        return
    bar = bar_of(sweep, name)
    if bar is None:
        return
    native = structural.NATIVES.get(call.function)
    if native is not None:
        native(sweep, name, call, bar)
        return
    sweep.work.spot_call = call
    rule = find(sweep.work, call)
    values = bound(sweep.work, rule, call)
    wanted = [key for key, value in values.items() if is_active(sweep, value)]
    for key in wanted:
        refuse_if_none(sweep, rule, key, key in rule.arguments)
    REVERSE[rule.kind](sweep, name, rule, values, wanted, bar)


def is_active(sweep, value):
    if isinstance(value, tuple):
        return any(is_active(sweep, v) for v in value)
    if isinstance(value, (ir.Name, ir.Const, ir.Call)):
        return any(n in sweep.active for n in ir.names(value))
    return False


def refuse_if_none(sweep, rule, key, there):
    if not there:
        from ..errors import NoRule
        from ..rules.table import name_of

        raise NoRule(
            sweep.work.place(),
            f"`{name_of(rule.function)}` has no derivative with respect to `{key}`",
            "make that argument constant",
        )


def reverse_elementwise(sweep, name, rule, values, wanted, bar):
    partials, _ = state(sweep.work, rule.rule, values, out=ir.Name(name))
    for key in wanted:
        refuse_if_none(sweep, rule, key, partials.get(key) is not None)
        product = times(sweep.builder, bar, partials[key])
        add(sweep, values[key], fit(sweep.builder, product, values[key], ir.Name(name), sweep.sizes))


def reverse_reduction(sweep, name, rule, values, wanted, bar):
    (key,) = wanted
    spread_out = structural.spread_over(sweep, values[key], values, ir.Name(name))
    partials, _ = state(sweep.work, rule.rule, values, out=spread_out())
    refuse_if_none(sweep, rule, key, partials.get(key) is not None)
    wide = structural.spread_over(sweep, values[key], values, bar)()
    product = times(sweep.builder, wide, partials[key])
    add(sweep, values[key], fit(sweep.builder, product, values[key]))


def reverse_transposed(sweep, name, rule, values, wanted, bar):
    """Linear and multilinear functions, and those with a vjp: the rule gives the adjoints themselves."""
    text = rule.vjp or rule.rule
    whole = structural.as_value(sweep, whole_bar(sweep, name), name)
    asked = {"out": ir.Name(name), "out_bar": whole}
    buffers = [ask for ask in rule.asks if ask.endswith("_bar") and ask != "out_bar"]
    for ask in buffers:
        asked[ask] = structural.buffer_for(sweep, values[ask.removesuffix("_bar")].id)
    adjoints, _ = state(sweep.work, text, values, **asked)
    for key in wanted:
        refuse_if_none(sweep, rule, key, adjoints.get(key) is not None)
        structural.spread_adjoint(sweep, values[key], adjoints[key])


REVERSE = {
    "elementwise": reverse_elementwise,
    "reduction": reverse_reduction,
    "linear": reverse_transposed,
    "multilinear": reverse_transposed,
    "pair": reverse_transposed,
}


# Branches and loops


def outer_names(sweep, *bodies):
    """Active names that `bodies` read and do not bind, in order."""
    bound_here = {n for body in bodies for s in ir.walk(body) for n in _bound(s)}
    read = dict.fromkeys(n for body in bodies for s in ir.walk(body) for n in ir.reads(s))
    return [n for n in read if n in sweep.active and n not in bound_here]


def _bound(statement):
    yield from ir.binds(statement)
    if isinstance(statement, (ir.For, ir.While)):
        yield from (c.head for c in statement.carried)
        if isinstance(statement, ir.For):
            yield statement.index


def reverse_if(sweep, statement):
    """A branch backwards: the same branch over the adjoints."""
    flush_all(sweep)
    outs = [o for o in statement.outs if o.name in sweep.active and bar_of(sweep, o.name) is not None]
    touched = outer_names(sweep, statement.body, statement.orelse)
    touched = dict.fromkeys([*touched, *_out_atoms(sweep, outs, statement)])
    before = {n: bar_of(sweep, n) for n in touched}
    sides = []
    for body, side in ((statement.body, "then"), (statement.orelse, "other")):
        sides.append(_reverse_side(sweep, statement, body, side, outs, touched))
    joined = []
    for name in touched:
        ends = [bars.get(name) for _, bars in sides]
        if ends[0] == before[name] and ends[1] == before[name]:
            continue
        atoms = [_settled(sweep, block, name, end) for (block, _), end in zip(sides, ends, strict=True)]
        fresh = sweep.builder.fresh(f"{ir.base(name)}_bar")
        sweep.builder.kinds[fresh] = float_kind(sweep.builder.kinds[name])
        joined.append(ir.Out(fresh, *atoms))
        sweep.bars[name] = ir.Name(fresh)
    if joined or any(block for block, _ in sides):
        then, other = (tuple(block) for block, _ in sides)
        sweep.builder.block.append(ir.If(statement.test, then, other, tuple(joined), statement.line, statement.label))
    sweep.line = statement.line


def _out_atoms(sweep, outs, statement):
    inside = {n for s in ir.walk((*statement.body, *statement.orelse)) for n in _bound(s)}
    for out in outs:
        for atom in (out.then, out.other):
            if isinstance(atom, ir.Name) and atom.id in sweep.active and atom.id not in inside:
                yield atom.id


def _reverse_side(sweep, statement, body, side, outs, touched):
    """One side of a branch: its block, and the adjoints at its beginning."""
    bars, line = dict(sweep.bars), sweep.line
    outer = sweep.bars
    sweep.bars = bars
    with sweep.builder.nested() as block:
        for out in outs:
            add(sweep, getattr(out, side), outer[out.name])
        flush_all(sweep)
        reverse_block(sweep, body)
    sweep.bars, sweep.line = outer, line
    return block, bars


def _settled(sweep, block, name, bar):
    """The adjoint of `name` at the end of a block, as an atom of full shape."""
    outer, sweep.builder.block = sweep.builder.block, block
    try:
        return settled(sweep, name, bar)
    finally:
        sweep.builder.block = outer


def settled(sweep, name, bar):
    """`bar` as an atom of the shape of `name`; zeros for None."""
    if bar is None:
        return zero(sweep.builder, ir.Name(name))
    bar = structural.as_value(sweep, bar, name)
    return full(sweep.builder, bar, ir.Name(name), sweep.sizes)


def float_kind(kind):
    """The kind of the adjoint of something of kind `kind`."""
    if isinstance(kind, (Number, Array)) and not is_float(kind):
        return Number("float") if isinstance(kind, Number) else Array("float64", kind.dims)
    return kind


def reverse_loop(sweep, loop):
    """A loop backwards: adjoints are carried from the last round to the first."""
    flush_all(sweep)
    rounds = (*loop.head, *loop.body) if isinstance(loop, ir.While) else loop.body
    carried = [c for c in loop.carried if c.head in sweep.active or c.out in sweep.active]
    heads = {c.head for c in loop.carried}
    outer = [n for n in outer_names(sweep, rounds) if n not in heads]
    outer += [c.end.id for c in carried if isinstance(c.end, ir.Name) and c.end.id in sweep.active
              and c.end.id not in heads and c.end.id not in {n for s in ir.walk(rounds) for n in _bound(s)}]
    outer = list(dict.fromkeys(outer))
    if not any(bar_of(sweep, c.out) is not None for c in carried):
        return
    inits = {c.out: settled(sweep, c.out, bar_of(sweep, c.out)) for c in carried}
    totals = {n: settled(sweep, n, bar_of(sweep, n)) for n in outer}
    index, span = reverse_span(sweep, loop)
    ends = {c.out: fresh_bar(sweep, c.out) for c in carried}
    accumulators = {n: fresh_bar(sweep, n) for n in outer}
    outside, line = sweep.bars, sweep.line
    sweep.bars = {n: ir.Name(a) for n, a in accumulators.items()}
    with sweep.builder.nested() as block:
        sweep.line = 0
        rename = span(block)
        for c in carried:
            add(sweep, c.end, ir.Name(ends[c.out]))
        flush_all(sweep)
        reverse_block(sweep, rounds)
        starts = {c.out: settled(sweep, c.head, bar_of(sweep, c.head)) for c in carried}
        sums = {n: settled(sweep, n, bar_of(sweep, n)) for n in outer}
    sweep.bars, sweep.line = outside, loop.line
    carries = []
    for c in carried:
        after = fresh_bar(sweep, c.out)
        carries.append(ir.Carry(ends[c.out], inits[c.out], starts[c.out], after))
        sweep.bars.pop(c.out, None)
        if c.init is not None:
            add(sweep, c.init, ir.Name(after))
    for n in outer:
        after = fresh_bar(sweep, n)
        carries.append(ir.Carry(accumulators[n], totals[n], sums[n], after))
        sweep.bars[n] = ir.Name(after)
    made = ir.For(
        index, *loop_bounds(loop), tuple(carries), tuple(block), loop.line, True, label=loop.label
    )
    sweep.builder.block.append(ir.rename(made, rename))
    flush_all(sweep)


def fresh_bar(sweep, name):
    fresh = sweep.builder.fresh(f"{ir.base(name)}_bar")
    sweep.builder.kinds[fresh] = float_kind(sweep.builder.kinds[name])
    return fresh


def loop_bounds(loop):
    """The range of the reverse loop."""
    if isinstance(loop, ir.While):
        return ir.Const(0), ir.Name(loop.trips), ir.Const(1)
    if loop.leave is not None:
        return ir.Const(0), ir.Name(loop.trips), ir.Const(1)
    return loop.start, loop.stop, loop.step


def reverse_span(sweep, loop):
    """The index of the reverse loop, and a function that writes the primal's index at the top of its body."""
    import operator

    builder = sweep.builder
    own = ir.base(loop.index) if isinstance(loop, ir.For) else f"index_{loop.line}"
    index = builder.fresh(own)
    builder.kinds[index] = Number("int")
    if isinstance(loop, ir.While):
        return index, lambda block: {}
    plain = loop.leave is None or (loop.start == ir.Const(0) and loop.step == ir.Const(1))
    if plain:
        return index, lambda block: {loop.index: ir.Name(index)}

    def write(block):
        scaled = builder.call(operator.mul, loop.step, ir.Name(index))
        value = builder.call(operator.add, loop.start, scaled, base=own)
        return {loop.index: value}

    return index, write
