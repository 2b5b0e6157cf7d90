"""Derivatives inside what is differentiated: ``ad.grad(g)(x)`` becomes a Derive statement over the body of `g`.

The parameters that `g` is differentiated by get values of their own, so that whatever else depends on the same
numbers is constant to this derivative: there is no perturbation to confuse.
"""

from __future__ import annotations

from typing import Any

from .. import ir
from ..errors import NotDifferentiable
from ..kinds import Array, ListOf, Number, Sequence, Unknown, can_vary, is_complex
from ..paths import root
from ..runtime import require_scalar
from ..usercalls import free_name
from .independent import matched, named, parameters, replace_argument
from .memory import freeze
from .structures import changed, kinds_in, leaves, pairs, parts
from .values import Bound, Items, Operator, Ref, is_atom

SCALARS = ("grad", "value_and_grad")


def operator_of(work, mode, args, kwargs):
    """``ad.grad(g, wrt)`` and its like, as a value; `ad.jvp` and `ad.vjp` are calls already."""
    for option in ("rules", "checkpoint"):
        if kwargs.get(option, ir.Const(None)) != ir.Const(None):
            raise work.refuse(
                f"`{option}=` inside what is differentiated", f"pass `{option}=` to the outer derivative only"
            )
    kwargs = {k: v for k, v in kwargs.items() if k not in ("rules", "checkpoint")}
    if mode == "jvp":
        return along(work, *args, **kwargs)
    if mode == "vjp":
        return with_pullback(work, *args)
    given = dict(zip(("function", "wrt"), args, strict=False)) | kwargs
    return Operator(unwrapped(work, given["function"]), mode, *chosen(work, given.get("wrt", ir.Const(0))))


def chosen(work, wrt):
    """The parameters that `wrt` means, and whether it is a single one."""
    match wrt:
        case ir.Const(int() | str() as one):
            return (one,), True
        case Items(items) if items and all(isinstance(i, ir.Const) for i in items):
            return tuple(i.value for i in items), False
    raise work.refuse("`wrt` that is not known when the derivative is written", "write a position or a name")


def of_derivative(work, derivative):
    """A `Derivative` that the user holds, as an operator on its function."""
    return asking(work, unwrapped(work, ir.Const(derivative.function)), derivative.request)


def asking(work, function, request):
    """The derivative of `function` that a request asks for."""
    if request.budget is not None:
        raise work.refuse("a derivative within a budget, differentiated once more", "leave out `checkpoint=`")
    for name in request.wrt:
        if root(name) != name:
            what = f"a derivative by `{name}`, a part of a parameter, differentiated once more"
            raise work.refuse(
                what, f"differentiate by all of `{root(name)}`, or pass the part as a parameter"
            )
    return Operator(function, request.mode, request.wrt, request.single)


def unwrapped(work, function):
    """`function`, a `Derivative` as an operator."""
    if isinstance(function, ir.Const) and getattr(function.value, "differentiates", None) is True:
        return of_derivative(work, function.value)
    return function


def seed_names(work, operator) -> list[str]:
    """The keywords by which a derivative takes its seeds."""
    inner = operator.function
    taken = [*parameters(work, inner), *(all_seeds(work, inner) if isinstance(inner, Operator) else ())]
    names = [named(work, inner, one) for one in operator.wrt] if operator.mode == "jvp" else []
    wanted = ["out_bar"] if operator.mode == "vjp" else [f"{name}_dot" for name in names]
    return [free_name(name, taken) for name in wanted]


def all_seeds(work, operator):
    inner = operator.function
    return [*seed_names(work, operator), *(all_seeds(work, inner) if isinstance(inner, Operator) else ())]


def along(work, function, primals, tangents):
    """``ad.jvp(g, primals, tangents)``"""
    primals, tangents = (pairs(work, v) for v in (primals, tangents))
    if primals is None or tangents is None or len(primals) != len(tangents):
        raise work.refuse("`jvp` of other than a tuple of primals and one of tangents", "pass tuples")
    wrt = tuple(k for k, (_, tangent) in enumerate(tangents) if tangent != ir.Const(None))
    seeds = [tangents[k][1] for k in wrt]
    return derived(work, function, "jvp", wrt, [v for _, v in primals], {}, seeds)


def with_pullback(work, function, *primals):
    """``ad.vjp(g, *primals)``: the value, and the pullback as a function that is known."""
    from .calls import apply

    kept = [changed(work, p, lambda atom: atom) for p in primals]
    floats = tuple(k for k, p in enumerate(primals) if any(can_vary(kind) for kind in kinds_in(work, p)))
    pullback = Bound(Operator(function, "pullback", (floats, len(primals)), False), tuple(kept))
    return Items((apply(work, function, list(primals), {}), pullback))


def call(work, operator, args, kwargs):
    """A call of a derivative."""
    if operator.mode == "pullback":
        floats, count = operator.wrt
        given = [*args, *kwargs.values()]
        primals, seed = given[:-1], given[-1]
        found = iter(derived(work, operator.function, "vjp", floats, primals, {}, seed).items)
        return Items(tuple(next(found) if k in floats else ir.Const(None) for k in range(count)))
    args, kwargs = list(args), dict(kwargs)
    wrt, seeds = operator.wrt, None
    names = seed_names(work, operator)
    if operator.mode == "vjp":
        if names[0] not in kwargs:
            raise work.refuse("a `vjp` without its seed", f"pass `{names[0]}=`")
        seeds = kwargs.pop(names[0])
    if operator.mode == "jvp":
        given = [(one, kwargs.pop(name, None)) for one, name in zip(wrt, names, strict=True)]
        wrt = tuple(one for one, seed in given if seed is not None)
        seeds = [seed for _, seed in given if seed is not None]
    found = derived(work, operator.function, operator.mode, wrt, args, kwargs, seeds)
    if operator.mode in ("grad", "vjp") and operator.single:
        return found.items[0]
    if operator.mode == "value_and_grad" and operator.single:
        return Items((found.items[0], found.items[1].items[0]))
    return found


# One derivative


def derived(work, function, mode, wrt, args, kwargs, seeds):
    """The derivative of ``function(*args, **kwargs)`` by the arguments `wrt`, as one value or a tuple of adjoints."""
    from .calls import apply

    args, kwargs = list(args), dict(kwargs)
    sources: dict = {}
    own = [replace_argument(work, function, one, args, kwargs, sources) for one in wrt]
    if not sources:
        raise NotDifferentiable(
            work.place(), "a derivative by what holds no floats", "pass a float or an array of floats"
        )
    before = [changed(work, one, lambda atom: atom) for one in own]
    with work.builder.nested() as body:
        value = apply(work, function, args, kwargs)
        result = changed(work, value, lambda atom: atom)
        refuse_other_than_numbers(work, result)
        results = [atom for atom in leaves(work, result) if can_vary(work.builder.kind(atom))]
        if mode in SCALARS:
            results, bars = [one_number(work, result)], [ir.Const(1.0)]
        elif mode == "vjp":
            bars = matched(work, result, seeds)
    refuse_written(work, own)
    if mode == "jvp":
        tangents = [t for one, seed in zip(before, seeds, strict=True) for t in matched(work, one, seed)]
        return Items((result, beside(work, emit(work, "jvp", body, sources, results, tangents), result)))
    adjoints = beside(work, emit(work, "vjp", body, sources, results, bars), Items(tuple(before)))
    return Items((result, adjoints)) if mode == "value_and_grad" else adjoints


def beside(work, table, value):
    """What a derivative says of each leaf of `value`: zero, or None, for what cannot vary."""

    def part(atom):
        if atom in table:
            return table[atom]
        return ir.Const(0) if isinstance(work.builder.kind(atom), Number) else ir.Const(None)

    return changed(work, value, part)


def emit(work, mode, body, sources, results, seeds):
    """Write the statement; returns the tangent of each result, or the adjoint of each source."""
    builder, along = work.builder, "_dot" if mode == "jvp" else "_bar"
    alike = results if mode == "jvp" else list(sources.values())
    table = {}
    for atom in alike:
        out = builder.fresh((ir.base(atom.id) if isinstance(atom, ir.Name) else "value") + along)
        builder.kinds[out] = builder.kind(atom)
        table[atom] = ir.Name(out)
    outs = tuple(name.id for name in table.values())
    results = tuple(table) if mode == "jvp" else tuple(results)
    builder.block.append(
        ir.Derive(mode, tuple(body), tuple(sources), results, tuple(seeds), outs, builder.line)
    )
    return table


def refuse_other_than_numbers(work, value):
    """What is returned must be known to be made of numbers, arrays and other objects without parts."""
    for part in parts(work, value):
        if not (is_atom(part) or isinstance(part, (Items, Ref))):
            raise work.refuse("a derivative of a function that returns this", "return numbers or arrays")


def refuse_written(work, values):
    """What is differentiated by is a value of its own, so that a write into it would be lost."""
    cells = {v.cell for value in values for v in parts(work, value) if isinstance(v, Ref)}
    for cell in sorted(cells & work.written, key=lambda c: c.number):
        raise work.refuse(
            f"`{cell.label}` is differentiated by here, and the function writes into it",
            "write into a copy (`.copy()`)",
        )


def one_number(work, value):
    """The result of which there is a gradient, as an atom; other results are refused."""
    atom = value if is_atom(value) else freeze(work, value) if isinstance(value, Ref) else None
    require_number(work.place(), atom, None if atom is None else work.builder.kind(atom))
    if isinstance(work.builder.kind(atom), Unknown):
        work.builder.block.append(ir.Do(ir.Call(require_scalar, (atom,))))
    return atom


def require_number(place, atom, kind):
    """Refuse the gradient of what is not one real number."""
    what = ""
    if atom is None:
        what, hint = "returns several values", "return one number, or use `vjp`"
    elif isinstance(kind, (Sequence, ListOf)) or (isinstance(kind, Array) and kind.dims):
        what, hint = "returns an array", "return one number (a sum, say), or use `vjp`"
    elif not isinstance(kind, (Array, Number, Unknown)) or kind == Unknown(False):
        what, hint = "does not return a number", "return one number"
    elif is_complex(kind):
        what, hint = "returns a complex number", "return its real part, or use `vjp`"
    if what:
        raise NotDifferentiable(place, f"the gradient of a function that {what}", hint)


def entered(work, frame, source, names, chain):
    """What the chain of `requests`, innermost first, makes of the function whose parameters are bound in `frame`."""
    from .calls import apply

    function: Any = ir.Const(source.function)
    for request in chain:
        function = asking(work, function, request)
    args, kwargs = [], {}
    for name in names:
        parameter, value = source.signature.parameters.get(name), work.state.variables[frame.key(name)]
        if parameter is None or parameter.kind is parameter.KEYWORD_ONLY:
            kwargs[name] = value
        elif parameter.kind is parameter.VAR_POSITIONAL:
            args.extend(v for _, v in pairs(work, value))
        elif parameter.kind is parameter.VAR_KEYWORD:
            kwargs.update(pairs(work, value))
        else:
            args.append(value)
    return apply(work, function, args, kwargs)
