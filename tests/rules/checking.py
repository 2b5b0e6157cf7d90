"""Checks of one rule on one call: its tangent against differences, its adjoints against its tangent."""

import numpy as np

from ad_transform.rules.apply import active_arguments, call, is_floating, jvp_of, vjp_of


def leaves(value):
    """The numbers and arrays in nested tuples and lists, in order."""
    if isinstance(value, (tuple, list)):
        return [leaf for part in value for leaf in leaves(part)]
    return [value]


def random_like(rng, value):
    """Random numbers of the structure of `value`; zero where it holds no floating point numbers."""
    if isinstance(value, (tuple, list)):
        parts = [random_like(rng, part) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else type(value)(parts)
    if not is_floating(value):
        return 0.0 if np.ndim(value) == 0 else np.zeros(np.shape(value))
    draw = rng.normal(size=np.shape(value))
    if np.iscomplexobj(value):
        draw = draw + 1j * rng.normal(size=np.shape(value))
    return (
        np.asarray(draw, np.result_type(value))[()]
        if np.ndim(value) == 0
        else draw.astype(np.result_type(value))
    )


def moved(value, step, direction):
    """`value` plus `step` times `direction`, where it is floating."""
    if isinstance(value, (tuple, list)):
        parts = [moved(v, step, d) for v, d in zip(value, direction)]
        return type(value)(*parts) if hasattr(value, "_fields") else type(value)(parts)
    if not is_floating(value):
        return value
    if isinstance(value, np.ndarray) and np.ndim(value) == 0:
        return np.asarray(value + step * direction)
    result = value + step * direction
    return result.item() if isinstance(value, (float, complex)) and hasattr(result, "item") else result


def pair(left, right):
    """The pairing that adjoints are adjoint in: the real part of the sum of products, without conjugation."""
    total = 0.0
    for a, b in zip(leaves(left), leaves(right)):
        if is_floating(a) and is_floating(b):
            total += np.sum(np.real(np.multiply(a, b)))
    return total


def minus(left, right):
    """The difference, zero where both are the same infinity."""
    return np.where(left == right, 0, left - right)


def differences(rule, args, kwargs, tangents, step):
    """The tangent of the result by extrapolated central differences."""
    values = rule.bind(args, kwargs)

    def at(t):
        changed = {name: moved(values[name], t, tangent) for name, tangent in tangents.items()}
        return [np.asarray(leaf, complex) for leaf in leaves(call(rule, args, kwargs, changed))]

    near = [minus(up, down) / (2 * step) for up, down in zip(at(step), at(-step))]
    far = [minus(up, down) / (4 * step) for up, down in zip(at(2 * step), at(-2 * step))]
    return [(4 * a - b) / 3 for a, b in zip(near, far)]


def check_structure(value, like, what):
    assert len(leaves(value)) == len(leaves(like)), what
    for leaf, primal in zip(leaves(value), leaves(like)):
        assert np.shape(leaf) == np.shape(primal), f"{what}: shape {np.shape(leaf)}, not {np.shape(primal)}"
        if is_floating(primal):
            assert np.result_type(leaf) == np.result_type(primal), f"{what}: {np.result_type(leaf)}"


PRECISION = {2: (0.25, 2e-2, 1e-2), 4: (0.05, 1e-3, 1e-5), 8: (1e-3, 1e-7, 1e-10)}  # bytes: step, tolerances


def width(*values):
    """The bytes of the coarsest floating point number in `values`."""
    dtypes = [np.result_type(leaf) for value in values for leaf in leaves(value) if is_floating(leaf)]
    return min(min(8, dtype.itemsize // (2 if dtype.kind == "c" else 1)) for dtype in dtypes)


def check_call(rule, args, kwargs):
    """Assert that the rule's tangent is the derivative of this call and its adjoints are the transpose."""
    rng = np.random.default_rng(7)
    values = rule.bind(args, kwargs)
    names = active_arguments(rule, args, kwargs)
    assert names, "the sample has no floating point argument"
    with np.errstate(all="ignore"):
        out = call(rule, args, kwargs)
        step, tolerance, rounding = PRECISION[width(out, *(values[name] for name in names))]
        tangents = {name: random_like(rng, values[name]) for name in names}
        out_bar = random_like(rng, out)
        bars = vjp_of(rule, args, kwargs, out_bar)
        for name in names:
            check_structure(bars[name], values[name], f"adjoint of {name}")
        for chosen in [tangents] + [{name: tangents[name]} for name in names if len(names) > 1]:
            out_dot = jvp_of(rule, args, kwargs, chosen)
            check_structure(out_dot, out, "tangent")
            exact = differences(rule, args, kwargs, chosen, step)
            for leaf, number in zip(leaves(out_dot), exact):
                size = 1.0 + np.max(np.abs(number), initial=0.0)
                told = f"tangent by {list(chosen)}"
                np.testing.assert_allclose(leaf, number, rtol=0, atol=tolerance * size, err_msg=told)
            forward = pair(out_bar, out_dot)
            reverse = sum(pair(bars[name], tangent) for name, tangent in chosen.items())
            assert np.isclose(forward, reverse, rtol=rounding, atol=rounding), (
                f"not a transpose by {list(chosen)}"
            )
