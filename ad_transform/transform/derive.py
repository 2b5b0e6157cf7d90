"""The programs that people ask for: value, gradient, adjoints of a seed, tangent, put together from the sweeps."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import Any

from .. import ir
from ..analysis import find_active, find_varied
from ..analysis.bound import half_bound
from ..errors import NotSupported
from ..frontend.builder import Builder
from ..frontend.derivatives import require_number
from ..frontend.globals import Global
from ..frontend.work import Work
from ..kinds import Number, Unknown, can_vary, is_float
from ..paths import word
from ..runtime import require_scalar
from ..usercalls import free_name
from .adjoint import reverse_block
from .budget import Budget
from .forward import Forward, settled_dot
from .kept import itself
from .nesting import expand
from .record import record
from .refusing import holders, refuse_holders, refuse_opaque
from .shapes import cast, sizes_of
from .structures import leaf_names, meant_by, rebuilt
from .sweep import Sweep, add, bar_of, float_kind, settled
from .tangent import forward_block
from .tapes import popped

MODES = ("grad", "value_and_grad", "vjp", "jvp")


@dataclass(frozen=True)
class Request:
    """What is asked for: a mode, and the parameters it is with respect to (a single name: no tuple around it).

    `budget` says how much may be kept of a loop that the reverse sweep goes through.
    """

    mode: str
    wrt: tuple[str, ...]
    single: bool = False
    budget: Budget | None = None


def seed_names(params, request) -> list[str]:
    """The names of the seeds, beside parameters that may include those of a derivative that is differentiated."""
    names = {"vjp": ["out_bar"], "jvp": [f"{word(n)}_dot" for n in request.wrt]}.get(request.mode, [])
    return [free_name(name, {p.id for p in params}) for name in names]


@dataclass(frozen=True)
class Derived:
    """A derived program with the kinds of its names, and what its rules rely on outside."""

    program: ir.Program
    kinds: dict
    guards: tuple = ()


def derive_program(lowered, request, rules, shorten=lambda program, kinds: (program, kinds)) -> Derived:
    """The program of the derivative that `request` asks for.

    `shorten` makes a program with its kinds shorter: derivatives inside it, before they are differentiated again.
    """
    work = Work(rules, Builder(dict(lowered.kinds), [], dict(lowered.versions)))
    work.lowered = lowered
    names = [n for p in lowered.parameters.values() for n in leaf_names(p, lowered.kinds)]
    about = About(
        lowered, sizes_of(names, lowered.kinds), itself(lowered.source.function, request, lowered.asked)
    )
    program = expand(work, lowered.program, about.sizes, about.own, shorten)
    if request.budget is not None and program is not lowered.program:
        raise NotSupported(work.place(), "a derivative inside what has a budget", "leave out `checkpoint=`")
    sources = [n for name in request.wrt for n in leaf_names(meant_by(lowered, name), lowered.kinds)]
    varied = find_varied(program, sources, work.builder.kinds, rules)
    holding = holders(request.wrt, program, lowered.kinds)
    refuse_opaque(work, program, varied, holding)
    refuse_holders(work, program, holding)
    active = find_active(program, sources, work.builder.kinds, rules)
    build = forward_program if request.mode == "jvp" else reverse_program
    program = build(work, program, about, request, active)
    ir.check(program, request.mode)
    return Derived(program, work.builder.kinds, own_guards(work.guards))


def own_guards(guards):
    """Those of the user's rules: what the standard rules read stays as it is."""
    return tuple(guard for guard in guards if not is_ours(guard.fetch))


def is_ours(fetch):
    return isinstance(fetch, Global) and fetch.table.get("__name__", "").startswith("ad_transform.")


@dataclass(frozen=True)
class About:
    """What the two modes need to know of a function besides its program."""

    lowered: Any
    sizes: dict
    own: Any


def result_leaves(value, kinds):
    """The names in a result that can carry a derivative, in order."""
    return [n for n in dict.fromkeys(ir.names(value)) if can_vary(kinds.get(n))]


# Reverse


def reverse_program(work, program, about, request, active):
    """The forward sweep, the reverse sweep, and the adjoints of what is asked for."""
    builder, half = work.builder, half_bound(program)
    sweep = Sweep(work, active, program.lines, about.sizes, about.own, half, tapes=popped(program))
    forward = list(program.body)
    params = list(program.params)
    with builder.nested() as reverse:
        if request.mode == "vjp":
            params.append(seed_parameter(sweep, params, program.result))
        else:
            seed_scalar(sweep, program.result, about.lowered.source, forward)
        reverse_block(sweep, program.body)
        sweep.builder.line = 0
        adjoints = [adjoint_of(sweep, meant_by(about.lowered, name)) for name in request.wrt]
    answer = adjoints[0] if request.single else ir.Call(ir.make_tuple, tuple(adjoints))
    result = ir.Call(ir.make_tuple, (program.result, answer)) if request.mode == "value_and_grad" else answer
    first, second = record(work, params, forward, reverse, sweep.sizes, request.budget)
    heading = (ir.Note("Forward sweep"), *first, ir.Note("Reverse sweep"), *second)
    ordered = sorted(params, key=lambda p: (p.keyword, p.default is not None))
    return ir.Program(program.name, tuple(ordered), heading, result, program.doc, program.file, program.lines)


def seed_scalar(sweep, result, source, forward):
    """The seed 1.0 of a gradient; what has none is refused."""
    place = source.place(source.tree)
    atom = result if isinstance(result, (ir.Name, ir.Const)) else None
    kind = None if atom is None else sweep.builder.kind(atom)
    require_number(place, atom, kind)
    if isinstance(kind, Unknown):
        forward.append(ir.Do(ir.Call(require_scalar, (result,))))
    if isinstance(result, ir.Name) and result.id in sweep.active:
        sweep.bars[result.id] = (
            ir.Const(1.0) if kind != Number("float32") else cast(sweep.builder, ir.Const(1.0), kind)
        )


def seed_parameter(sweep, params, result):
    """The parameter `out_bar`, in the structure of the result."""
    builder = sweep.builder
    seed = builder.fresh(seed_names(params, Request("vjp", ()))[0])
    builder.kinds[seed] = seed_kind(builder, result)
    hand_out(sweep, result, ir.Name(seed))
    return ir.Param(seed)


def seed_kind(builder, value):
    if isinstance(value, ir.Call):
        return Unknown(False)
    return float_kind(builder.kind(value))


def hand_out(sweep, value, seed):
    """Give each name of the result its part of the seed."""
    builder = sweep.builder
    match value:
        case ir.Name():
            add(sweep, value, seed)
        case ir.Call(ir.make_dict, args):
            for key, inner in zip(args[::2], args[1::2], strict=True):
                hand_out(sweep, inner, part_of(builder, operator.getitem, seed, key, inner))
        case ir.Call(_, args, kwargs):
            for k, inner in enumerate(args):
                hand_out(sweep, inner, part_of(builder, operator.getitem, seed, ir.Const(k), inner))
            for key, inner in kwargs:
                hand_out(sweep, inner, part_of(builder, getattr, seed, ir.Const(key), inner))


def part_of(builder, reader, seed, key, inner):
    kind = seed_kind(builder, inner)
    return builder.bind(f"out_bar_{key.value}", ir.Call(reader, (seed, key)), kind)


def adjoint_of(sweep, structure):
    """The adjoint of a parameter, in its structure."""
    match structure:
        case ir.Name(id) if can_vary(sweep.builder.kinds.get(id)):
            return settled(sweep, id, bar_of(sweep, id))
        case tuple():
            return rebuilt(structure, lambda inner: adjoint_of(sweep, inner))
        case ir.Name(id):
            return ir.Const(0) if isinstance(sweep.builder.kinds.get(id), Number) else ir.Const(None)
    return ir.Const(None)


# Forward


def forward_program(work, program, about, request, active):
    """The primal with tangents beside it; returns value and tangent."""
    builder = work.builder
    forward = Forward(work, active, about.sizes, tapes=popped(program))
    params = list(program.params)
    with builder.nested() as body:
        for name, seed in zip(request.wrt, seed_names(params, request), strict=True):
            params.append(tangent_parameter(forward, seed, meant_by(about.lowered, name)))
        forward_block(forward, program.body)
        tangent = ir_map(program.result, lambda atom: result_dot(forward, atom))
    result = ir.Call(ir.make_tuple, (program.result, tangent))
    ordered = sorted(params, key=lambda p: (p.keyword, p.default is not None))
    return ir.Program(
        program.name, tuple(ordered), tuple(body), result, program.doc, program.file, program.lines
    )


def tangent_parameter(forward, seed_name, structure):
    builder = forward.builder
    seed = builder.fresh(seed_name)
    if isinstance(structure, ir.Name):
        builder.kinds[seed] = float_kind(builder.kinds[structure.id])
    else:
        builder.kinds[seed] = Unknown(False)
    take_tangent(forward, structure, ir.Name(seed))
    return ir.Param(seed, None, True)


def take_tangent(forward, structure, seed):
    """Give each leaf of a parameter its part of the tangent."""
    match structure:
        case ir.Name(id) if id in forward.active:
            forward.dots[id] = seed
        case tuple():
            cls, fields = structure
            reader = operator.getitem if cls in (tuple, list, dict) or issubclass(cls, tuple) else getattr
            for key, inner in fields:
                if not any(True for _ in leaf_names(inner, forward.builder.kinds)):
                    continue
                kind = (
                    float_kind(forward.builder.kind(inner)) if isinstance(inner, ir.Name) else Unknown(False)
                )
                part = forward.builder.bind(
                    f"{ir.base(seed.id)}_{key}", ir.Call(reader, (seed, ir.Const(key))), kind
                )
                take_tangent(forward, inner, part)


def result_dot(forward, atom):
    if not is_float(forward.builder.kind(atom)) and not can_vary(forward.builder.kind(atom)):
        return ir.Const(0.0) if isinstance(forward.builder.kind(atom), Number) else ir.Const(None)
    return settled_dot(forward, atom)


def ir_map(value, transform):
    """A nested result with each atom transformed."""
    match value:
        case ir.Call(ir.make_dict, args):
            pairs = zip(args[::2], args[1::2], strict=True)
            return ir.Call(ir.make_dict, tuple(p for k, v in pairs for p in (k, ir_map(v, transform))))
        case ir.Call(function, args, kwargs):
            return ir.Call(
                function,
                tuple(ir_map(a, transform) for a in args),
                tuple((k, ir_map(v, transform)) for k, v in kwargs),
            )
    return transform(value)
