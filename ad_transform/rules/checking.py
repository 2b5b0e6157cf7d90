"""Checks of one rule on one call: its tangent against differences, its adjoints against its tangent."""

from __future__ import annotations

import linecache
from typing import Any

import numpy as np

from ad_transform.errors import GradientMismatch, Place
from ad_transform.rules.apply import active_arguments, call, is_floating, jvp_of, vjp_of
from ad_transform.rules.names import name_of
from ad_transform.rules.rule import Rule

PRECISION = {2: (0.25, 2e-2, 1e-2), 4: (0.1, 1e-3, 1e-5), 8: (1e-2, 1e-7, 1e-10)}  # bytes: step, tolerances
ROUNDS = {2: 1, 4: 2, 8: 7}  # bytes: how often the step is halved
UNSETTLED = {2: 0.2, 4: 2e-2, 8: 1e-3}  # bytes: relative error of differences from which on they tell nothing


def check_call(rule: Rule, args, kwargs, derivative_of=None) -> None:
    """Check that the rule's tangent is the derivative of this call and its adjoints are the transpose.

    `derivative_of(function, mode, wrt)` gives the derivatives of functions among the arguments.

    Raises
    ------
    GradientMismatch
        At the line of the rule, with what disagrees. A rule without one of the modes is checked in the other.
    """
    values = rule.bind(args, kwargs)
    names = active_arguments(rule, args, kwargs)
    if not names:
        raise mismatch(rule, None, "is not checked: no argument is a floating point number", args, kwargs)
    rng = np.random.default_rng(7)
    with np.errstate(all="ignore"):
        out = call(rule, args, kwargs)
        tangents = {name: random_like(rng, values[name]) for name in names}
        out_bar = random_like(rng, out)
        bars = None
        if not rule.lacks("vjp"):
            bars = vjp_of(rule, args, kwargs, out_bar, derivative_of=derivative_of)
            for name in names:
                check_structure(rule, "vjp", bars[name], values[name], f"adjoint of `{name}`", args, kwargs)
        each = [{name: tangents[name]} for name in names if len(names) > 1]
        for chosen in [tangents, *each]:
            check_direction(rule, args, kwargs, chosen, out, out_bar, bars, derivative_of)


def check_direction(rule, args, kwargs, tangents, out, out_bar, bars, derivative_of):
    """Check both modes along these tangents."""
    by = f"by {' and '.join(f'`{name}`' for name in tangents)}"
    size = width(out, *(rule.bind(args, kwargs)[name] for name in tangents))
    _, tolerance, rounding = PRECISION[size]
    exact, error = differences(rule, args, kwargs, tangents, size)
    largest = 1.0 + np.max(np.abs(exact), initial=0.0)
    if np.max(error, initial=0.0) > UNSETTLED[size] * largest:
        what = f"is not checked {by}: differences do not settle there, as at a corner or with rounding errors"
        raise mismatch(rule, None, what, args, kwargs)
    allowed = tolerance * largest + 4 * error
    if rule.lacks("jvp"):
        expected = pair(out_bar, unlaid(exact, out))
        reverse = sum(pair(bars[name], tangent) for name, tangent in tangents.items())
        total = np.sum(np.abs(laid_out(out_bar))) + 1
        if not abs(reverse - expected) <= np.max(allowed, initial=tolerance) * total:
            what = (
                f"disagrees with differences {by}: {reverse:.9g}, not {expected:.9g}, along random directions"
            )
            raise mismatch(rule, "vjp", what, args, kwargs)
        return
    out_dot = jvp_of(rule, args, kwargs, tangents, derivative_of=derivative_of)
    check_structure(rule, "jvp", out_dot, out, "tangent", args, kwargs)
    told = laid_out(out_dot)
    wrong = ~(abs(told - exact) <= allowed) & ~(np.isnan(told) & np.isnan(exact))
    if wrong.any():
        k = np.flatnonzero(wrong)[0]
        what = f"disagrees with differences {by}: {number(told[k])}, not {number(exact[k])}"
        raise mismatch(rule, "jvp", what, args, kwargs)
    if bars is None:
        return
    forward = pair(out_bar, out_dot)
    reverse = sum(pair(bars[name], tangent) for name, tangent in tangents.items())
    if not np.isclose(forward, reverse, rtol=rounding, atol=rounding, equal_nan=True):
        what = (
            f"is not the transpose of the jvp {by}: {reverse:.9g}, not {forward:.9g}, along random directions"
        )
        raise mismatch(rule, "vjp", what, args, kwargs)


def mismatch(rule, mode, what, args, kwargs) -> GradientMismatch:
    """The error that shows the line of the rule and the call."""
    form = mode if rule.kind == "pair" and mode else "rule"
    text = (getattr(rule, mode) if rule.kind == "pair" and mode else None) or rule.texts[0]
    file, line = text.__code__.co_filename, text.__code__.co_firstlineno
    place = Place(file, line, text=linecache.getline(file, line), function=text.__name__)
    given = [shown(a) for a in args] + [f"{name}={shown(a)}" for name, a in kwargs.items()]
    name = name_of(rule.function)
    return GradientMismatch(place, f"the {form} of `{name}` {what}, in {name}({', '.join(given)})")


def shown(value) -> str:
    """An argument in a message: arrays by dtype and shape."""
    if isinstance(value, np.ndarray) and value.ndim:
        return f"<{value.dtype} of shape {value.shape}>"
    text = repr(value.item() if isinstance(value, (np.generic, np.ndarray)) else value)
    return text if len(text) <= 40 else f"<{type(value).__name__}>"


def number(value) -> str:
    return f"{value.real:.9g}" if not value.imag else f"{value:.9g}"


# Structures


def leaves(value) -> list:
    """The numbers and arrays in nested tuples and lists, in order."""
    if isinstance(value, (tuple, list)):
        return [leaf for part in value for leaf in leaves(part)]
    return [value]


def laid_out(value) -> np.ndarray:
    """All numbers in one complex vector."""
    return np.concatenate([np.zeros(0), *(np.ravel(np.asarray(leaf, complex)) for leaf in leaves(value))])


def unlaid(numbers, like) -> list:
    """The numbers of a vector as a list of arrays with the shapes of the leaves of `like`."""
    found = []
    for leaf in leaves(like):
        count = np.size(leaf)
        part, numbers = numbers[:count].reshape(np.shape(leaf)), numbers[count:]
        found.append(part if np.iscomplexobj(leaf) else part.real)
    return found


def random_like(rng, value) -> Any:
    """Random numbers away from zero, of the structure of `value`; zero where it holds no floating point numbers."""
    if isinstance(value, (tuple, list)):
        parts = [random_like(rng, part) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else type(value)(parts)
    if not is_floating(value):
        return 0.0 if np.ndim(value) == 0 else np.zeros(np.shape(value))
    draw = rng.uniform(0.5, 1.5, np.shape(value)) * rng.choice([-1.0, 1.0], np.shape(value))
    if np.iscomplexobj(value):
        draw = draw + 1j * rng.normal(size=np.shape(value))
    dtype = np.result_type(value)
    return np.asarray(draw, dtype)[()] if np.ndim(value) == 0 else draw.astype(dtype)


def moved(value, step, direction) -> Any:
    """`value` plus `step` times `direction`, where it is floating."""
    if isinstance(value, (tuple, list)):
        parts = [moved(v, step, d) for v, d in zip(value, direction, strict=True)]
        return type(value)(*parts) if hasattr(value, "_fields") else type(value)(parts)
    if not is_floating(value):
        return value
    if isinstance(value, np.ndarray) and np.ndim(value) == 0:
        return np.asarray(value + step * direction)
    result = value + step * direction
    return result.item() if isinstance(value, (float, complex)) and hasattr(result, "item") else result


def pair(left, right) -> float:
    """The pairing that adjoints are adjoint in: the real part of the sum of products, without conjugation."""
    total = 0.0
    for a, b in zip(leaves(left), leaves(right), strict=True):
        if is_floating(a) and is_floating(b):
            total += np.sum(np.real(np.multiply(a, b)))
    return total


def check_structure(rule, mode, value, like, what, args, kwargs):
    """Check that `value` has the shapes and dtypes of `like`."""
    found, wanted = leaves(value), leaves(like)
    if len(found) != len(wanted):
        told = f"gives an {what} of {len(found)} parts, not {len(wanted)}"
        raise mismatch(rule, mode, told, args, kwargs)
    for leaf, primal in zip(found, wanted, strict=True):
        if np.shape(leaf) != np.shape(primal):
            told = f"gives an {what} of shape {np.shape(leaf)}, not {np.shape(primal)}"
            raise mismatch(rule, mode, told, args, kwargs)
        if is_floating(primal) and np.result_type(leaf) != np.result_type(primal):
            told = f"gives an {what} of dtype {np.result_type(leaf)}, not {np.result_type(primal)}"
            raise mismatch(rule, mode, told, args, kwargs)


def width(*values) -> int:
    """The bytes of the coarsest floating point number in `values`."""
    dtypes = [np.result_type(leaf) for value in values for leaf in leaves(value) if is_floating(leaf)]
    return min(min(8, dtype.itemsize // (2 if dtype.kind == "c" else 1)) for dtype in dtypes)


# Differences


def differences(rule, args, kwargs, tangents, size) -> tuple[np.ndarray, np.ndarray]:
    """The tangent of the result in one vector, and an estimate of its error.

    Ridders' method: central differences at steps that are halved, extrapolated in the square of the step; of all
    entries of the tableau the one nearest its neighbours is taken, for each component apart.
    """
    values = rule.bind(args, kwargs)
    largest, tolerance, _ = PRECISION[size]
    step = min(largest, 0.3 * smallest(values[name] for name in tangents)) if size == 8 else largest

    def at(t):
        changed = {name: moved(values[name], t, tangent) for name, tangent in tangents.items()}
        return laid_out(call(rule, args, kwargs, changed))

    table: list[list[np.ndarray]] = []
    best = worst = np.zeros(0)
    for i in range(ROUNDS[size] + 1):
        h = step / 2**i
        row = [minus(at(h), at(-h)) / (2 * h)]
        if i == 0:
            best, worst = row[0], np.full(row[0].shape, np.inf)
        for j in range(1, i + 1):
            row.append((4**j * row[j - 1] - table[-1][j - 1]) / (4**j - 1))
            error = np.maximum(abs(row[j] - row[j - 1]), abs(row[j] - table[-1][j - 1]))
            better = ~(error >= worst) & ~np.isnan(row[j]) | np.isnan(best)
            best, worst = np.where(better, row[j], best), np.where(better, error, worst)
        table.append(row)
        if np.all(worst <= 0.01 * tolerance * (1 + np.max(np.abs(best), initial=0.0))):
            break
    return best, np.where(np.isnan(best), 0.0, worst)


def smallest(values) -> float:
    """The smallest size of a number that is not almost zero: longer steps might leave where a function is defined."""
    sizes = np.concatenate([np.abs(np.ravel(v)) for value in values for v in leaves(value) if is_floating(v)])
    return np.min(sizes[sizes > 1e-5], initial=1.0)


def minus(left, right) -> np.ndarray:
    """The difference, zero where both are the same infinity."""
    return np.where(left == right, 0, left - right)
