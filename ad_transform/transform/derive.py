"""The programs that people ask for: value, gradient, adjoints of a seed, tangent, put together from the sweeps."""

from __future__ import annotations

import operator
from dataclasses import dataclass

from .. import ir
from ..analysis import find_active, find_varied
from ..analysis.bound import half_bound
from ..errors import NotDifferentiable
from ..frontend.builder import Builder
from ..frontend.globals import Global
from ..frontend.work import Work
from ..kinds import Array, ListOf, Number, Sequence, Unknown, can_vary, is_complex, is_float
from ..paths import word
from ..runtime import require_scalar
from .adjoint import reverse_block
from .budget import Budget
from .forward import Forward, settled_dot
from .kept import itself
from .record import record
from .refusing import holders, refuse_holders, refuse_opaque
from .shapes import cast
from .structures import leaf_names, meant_by, rebuilt, sizes_of
from .sweep import Sweep, add, bar_of, float_kind, settled
from .tangent import forward_block

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


@dataclass(frozen=True)
class Derived:
    """A derived program with the kinds of its names, and what its rules rely on outside."""

    program: ir.Program
    kinds: dict
    guards: tuple = ()


def derive_program(lowered, request, rules) -> Derived:
    """The program of the derivative that `request` asks for."""
    work = Work(rules, Builder(dict(lowered.kinds), [], dict(lowered.versions)))
    work.lowered = lowered
    sources = [n for name in request.wrt for n in leaf_names(meant_by(lowered, name), lowered.kinds)]
    varied = find_varied(lowered.program, sources, lowered.kinds, rules)
    holding = holders(request.wrt, lowered)
    refuse_opaque(work, lowered, varied, holding)
    refuse_holders(work, lowered, holding)
    active = find_active(lowered.program, sources, lowered.kinds, rules)
    build = forward_program if request.mode == "jvp" else reverse_program
    program = build(work, lowered, request, active)
    ir.check(program, request.mode)
    return Derived(program, work.builder.kinds, own_guards(work.guards))


def own_guards(guards):
    """Those of the user's rules: what the standard rules read stays as it is."""
    return tuple(guard for guard in guards if not is_ours(guard.fetch))


def is_ours(fetch):
    return isinstance(fetch, Global) and fetch.table.get("__name__", "").startswith("ad_transform.")


def result_leaves(value, kinds):
    """The names in a result that can carry a derivative, in order."""
    return [n for n in dict.fromkeys(ir.names(value)) if can_vary(kinds.get(n))]


# Reverse


def reverse_program(work, lowered, request, active):
    """The forward sweep, the reverse sweep, and the adjoints of what is asked for."""
    program, builder = lowered.program, work.builder
    own = itself(lowered.source.function, request)
    sweep = Sweep(work, active, program.lines, sizes_of(lowered), own, half_bound(program))
    forward = list(program.body)
    params = list(program.params)
    with builder.nested() as reverse:
        if request.mode == "vjp":
            params.append(seed_parameter(sweep, lowered))
        else:
            seed_scalar(sweep, lowered, forward)
        reverse_block(sweep, program.body)
        sweep.builder.line = 0
        adjoints = [adjoint_of(sweep, meant_by(lowered, name)) for name in request.wrt]
    answer = adjoints[0] if request.single else ir.Call(ir.make_tuple, tuple(adjoints))
    result = ir.Call(ir.make_tuple, (program.result, answer)) if request.mode == "value_and_grad" else answer
    first, second = record(work, params, forward, reverse, sweep.sizes, request.budget)
    heading = (ir.Note("Forward sweep"), *first, ir.Note("Reverse sweep"), *second)
    ordered = sorted(params, key=lambda p: (p.keyword, p.default is not None))
    return ir.Program(program.name, tuple(ordered), heading, result, program.doc, program.file, program.lines)


def seed_scalar(sweep, lowered, forward):
    """The seed 1.0 of a gradient; what has none is refused."""
    result, place = lowered.program.result, lowered.source.place(lowered.source.tree)
    if not isinstance(result, (ir.Name, ir.Const)):
        raise NotDifferentiable(
            place,
            "the gradient of a function that returns several values",
            "return one number, or use `vjp`",
        )
    kind = sweep.builder.kind(result)
    if isinstance(kind, (Sequence, ListOf)) or (isinstance(kind, Array) and kind.dims):
        raise NotDifferentiable(
            place,
            "the gradient of a function that returns an array",
            "return one number (a sum, say), or use `vjp`",
        )
    if not isinstance(kind, (Array, Number, Unknown)) or kind == Unknown(False):
        raise NotDifferentiable(
            place, "the gradient of a function that does not return a number", "return one number"
        )
    if isinstance(kind, Unknown):
        forward.append(ir.Do(ir.Call(require_scalar, (result,))))
    if is_complex(kind):
        raise NotDifferentiable(
            place,
            "the gradient of a function that returns a complex number",
            "return its real part, or use `vjp`",
        )
    if isinstance(result, ir.Name) and result.id in sweep.active:
        sweep.bars[result.id] = (
            ir.Const(1.0) if kind != Number("float32") else cast(sweep.builder, ir.Const(1.0), kind)
        )


def seed_parameter(sweep, lowered):
    """The parameter `out_bar`, in the structure of the result."""
    builder = sweep.builder
    seed = builder.fresh("out_bar")
    result = lowered.program.result
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


def forward_program(work, lowered, request, active):
    """The primal with tangents beside it; returns value and tangent."""
    program, builder = lowered.program, work.builder
    forward = Forward(work, active, sizes_of(lowered))
    params = list(program.params)
    with builder.nested() as body:
        for name in request.wrt:
            params.append(tangent_parameter(forward, word(name), meant_by(lowered, name)))
        forward_block(forward, program.body)
        tangent = ir_map(program.result, lambda atom: result_dot(forward, atom))
    result = ir.Call(ir.make_tuple, (program.result, tangent))
    ordered = sorted(params, key=lambda p: (p.keyword, p.default is not None))
    return ir.Program(
        program.name, tuple(ordered), tuple(body), result, program.doc, program.file, program.lines
    )


def tangent_parameter(forward, name, structure):
    builder = forward.builder
    seed = builder.fresh(f"{name}_dot")
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
