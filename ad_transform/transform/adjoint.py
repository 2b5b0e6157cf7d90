"""Reverse mode: a program's statements backwards, each adding to the adjoints of what it read.

``y = np.sin(x)`` becomes ``x_bar += y_bar * np.cos(x)``. The result mentions values of the forward sweep freely, in
loops too; `record` decides afterwards how these are kept.
"""

from __future__ import annotations

from .. import ir
from ..kinds import Sequence
from ..usercalls import UserCall
from ..watching import Watch
from . import kept, structural, tapes
from .applying import bound, derivatives, find, refuse_if_none, refuse_lists, state, times
from .control import reverse_if, reverse_loop
from .shapes import fit
from .sweep import add, as_value, bar_of, buffer_for, flush_all, settled, whole_bar


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
        case ir.Do(ir.Call(Watch() as watch, (ir.Name(id), *_)), line) if id in sweep.active:
            at_line(sweep, line)
            look(sweep, watch, id)
        case ir.If() | ir.Try():
            at_line(sweep, statement.line)
            reverse_if(sweep, statement, reverse_block)
        case ir.For() | ir.While():
            at_line(sweep, statement.line)
            reverse_loop(sweep, statement, reverse_block)
        case ir.Pop():
            at_line(sweep, statement.line)
            tapes.reverse_pop(sweep, statement)
        case ir.Push():
            at_line(sweep, statement.line)
            tapes.reverse_push(sweep, statement)


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
    if isinstance(call.function, UserCall):
        reverse_kept(sweep, name, call)
        return
    sweep.work.spot_call = call
    rule = find(sweep.work, call, "vjp")
    if rule.kind == "inactive":
        return
    refuse_lists(sweep.work, rule, sweep.builder.kinds.get(name))
    values = bound(sweep.work, rule, call)
    wanted = [key for key, value in values.items() if is_active(sweep, value)]
    for key in wanted:
        refuse_if_none(sweep.work, rule, key, key in rule.arguments)
    REVERSE[rule.kind](sweep, name, rule, values, wanted, bar)


def look(sweep, watch, name):
    """See the adjoint of `name`, zeros where nothing has reached it."""
    bar = settled(sweep, name, bar_of(sweep, name))
    sweep.builder.block.append(ir.Do(ir.Call(watch.of("adjoint"), (bar,)), sweep.line))


def reverse_kept(sweep, name, call):
    """A call of a function that calls itself."""
    seed = as_value(sweep, whole_bar(sweep, name), name)
    for atom, bar in kept.adjoints(sweep.builder, call, sweep.active, seed, sweep.own):
        add(sweep, atom, bar)


def is_active(sweep, value):
    if isinstance(value, tuple):
        return any(is_active(sweep, v) for v in value)
    if isinstance(value, (ir.Name, ir.Const, ir.Call)):
        return any(n in sweep.active for n in ir.names(value))
    return False


def reverse_elementwise(sweep, name, rule, values, wanted, bar):
    partials, _ = state(sweep.work, rule.rule, values, out=ir.Name(name))
    for key in wanted:
        refuse_if_none(sweep.work, rule, key, partials.get(key) is not None)
        product = times(sweep.builder, bar, partials[key])
        add(sweep, values[key], fit(sweep.builder, product, values[key], ir.Name(name), sweep.sizes))


def reverse_reduction(sweep, name, rule, values, wanted, bar):
    (key,) = wanted
    spread_out = structural.spread_over(sweep, values[key], values, ir.Name(name))
    partials, _ = state(sweep.work, rule.rule, values, out=spread_out())
    refuse_if_none(sweep.work, rule, key, partials.get(key) is not None)
    wide = structural.spread_over(sweep, values[key], values, bar)()
    product = times(sweep.builder, wide, partials[key])
    add(sweep, values[key], fit(sweep.builder, product, values[key]))


def reverse_transposed(sweep, name, rule, values, wanted, bar):
    """Linear and multilinear functions, and those with a vjp: the rule gives the adjoints themselves."""
    text = rule.vjp or rule.rule
    whole = as_value(sweep, whole_bar(sweep, name), name, ir.make_tuple)
    asked = {"out": ir.Name(name), "out_bar": whole, "used": parts_used(sweep, name, bar)}
    asked |= derivatives(sweep.work, rule, values, lambda value: is_active(sweep, value))
    buffers = [ask for ask in rule.asks if ask.endswith("_bar") and ask != "out_bar"]
    for ask in buffers:
        asked[ask] = buffer_for(sweep, values[ask.removesuffix("_bar")].id)
    adjoints, _ = state(sweep.work, text, values, **asked)
    for key in wanted:
        refuse_if_none(sweep.work, rule, key, adjoints.get(key) is not None)
        structural.spread_adjoint(sweep, values[key], adjoints[key])


def parts_used(sweep, name, bar):
    """For each part of a result that is a tuple, whether an adjoint reaches it."""
    if isinstance(bar, list):
        return tuple(part is not None for part in bar)
    kind = sweep.builder.kinds.get(name)
    return (True,) * (len(kind.items) if isinstance(kind, Sequence) else 1)


REVERSE = {
    "elementwise": reverse_elementwise,
    "reduction": reverse_reduction,
    "linear": reverse_transposed,
    "multilinear": reverse_transposed,
    "pair": reverse_transposed,
}
